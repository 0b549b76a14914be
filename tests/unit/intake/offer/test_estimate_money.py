"""Ways in which an estimate's rows could come to another fee than their writer meant."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from engross.intake.given import GivenFile
from engross.intake.offer import estimate_tables
from engross.sources.sheets import Row, SheetRead, WorkbookRead

if TYPE_CHECKING:
    from conftest import Offered

Take = Callable[..., "Offered"]
Make = Callable[..., GivenFile]


@pytest.mark.parametrize(
    "called",
    [
        "Total fixed fee",
        "Totals for the work",
        "Grand total for the work",
        "Project total",
        "Subtotal of the stages",
        "Sub-total, all stages",
        "Total fee excl. VAT, all stages",
    ],
)
def test_a_total_under_a_name_of_its_own_is_no_stage(
    take: Take, estimate: Make, called: str
) -> None:
    offered = take(estimate("Stage|Fee £", "Plan|1000", f"{called}|1000"))

    assert offered.scopes("stage") == ["stage:plan"]
    assert offered.value("fee") == 1000
    assert offered.rules() == []


@pytest.mark.parametrize("stated", ["1200", "1201"])
def test_a_total_with_vat_under_a_name_of_its_own_is_compared_with_vat(
    take: Take, estimate: Make, stated: str
) -> None:
    offered = take(estimate("Stage|Fee £", "Plan|1000", f"Total fixed fee with VAT|{stated}"))

    assert offered.value("fee") == 1000
    assert offered.rules() == ([] if stated == "1200" else ["totals-differ"])


def test_a_stage_that_is_called_a_total_is_told(take: Take, estimate: Make) -> None:
    offered = take(
        estimate("Stage|Deliverable|Fee £", "Plan|A plan|1000", "Total pay review|A report|1000")
    )

    assert offered.value("fee") == 1000
    assert "The row there was taken for a total of the rows above it" in offered.said()


FOUR = "Stage|Fee £|VAT|Total incl VAT"


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        (FOUR, "Discount|||-120"),
        (FOUR, "Discount||-20|"),
        ("Stage|Fee £|VAT|Total", "Discount|||-120"),
        ("Stage|Fee £|Other|Fee incl VAT", "Discount|||-120"),
    ],
)
def test_a_discount_stated_with_vat_is_asked_about(
    take: Take, estimate: Make, heading: str, row: str
) -> None:
    offered = take(estimate(heading, "Plan|1000|200|1200", row))

    assert offered.value("fee") == 1000
    assert offered.value("discount") is None
    assert offered.rules() == ["estimate-unclear"]
    assert "Nothing was taken off for this row: its amount is stated with VAT" in offered.said()


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        (FOUR, "Discount|-100|-20|-120"),
        (FOUR, "Discount 10%||-20|-120"),
        ("Stage|Fee £|Total", "Discount||-100"),
    ],
)
def test_a_discount_without_vat_is_taken_off_as_it_stands(
    take: Take, estimate: Make, heading: str, row: str
) -> None:
    offered = take(estimate(heading, "Plan|1000|200|1200", row))

    assert offered.value("discount") == 100
    assert offered.value("fee") == 900
    assert offered.rules() == []


def test_a_percentage_below_nil_is_a_discount_all_the_same(
    take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = Row(3, ["Discount", Decimal("-0.1")], shown={1: "-10.0%"})
    rows = (Row(1, ["Stage", "Fee £"]), Row(2, ["Plan", Decimal(1000)]), row)
    book = WorkbookRead((SheetRead("Estimate", rows),), "made by a test")
    monkeypatch.setattr(estimate_tables, "read_workbook", lambda _: book)
    offered = take(GivenFile(name="estimate.xlsx", data=b"", role="estimate", kind="estimate"))

    assert offered.value("fee") == 900


@pytest.mark.parametrize(
    "rows",
    [
        ("Stage|Fee £", "Move|n/a"),
        ("Stage|Fee £|Total incl VAT", "Move||600"),
        ("Stage|Grade|Hours", "Move|Manager|0"),
    ],
)
def test_a_stage_without_a_price_is_told(take: Take, estimate: Make, rows: tuple[str, ...]) -> None:
    offered = take(estimate(*rows), title="System change")

    assert offered.value("fee") is None
    assert offered.rules() == ["estimate-unclear"]
    assert "What “Move” costs is not known: it has neither a fee" in offered.said()


def test_a_grade_at_two_rates_has_a_row_for_each(take: Take, estimate: Make) -> None:
    offered = take(
        estimate("Stage|Grade|Hours|Rate", "Plan|Subcontractor|10|50", "Move|Subcontractor|10|80"),
        title="System change",
    )
    rows = [
        (offered.value("rate", scope), offered.value("estimate-hours", scope))
        for scope in offered.scopes("grade")
    ]

    assert offered.value("fee") == 1300
    assert rows == [(50, 10), (80, 10)]


def test_a_grade_that_is_not_listed_never_takes_the_key_of_one_that_is(
    take: Take, estimate: Make
) -> None:
    offered = take(
        estimate("Stage|Grade|Hours|Rate", "Plan|Manager|1|", "Move|Manager!|10|50"),
        title="System change",
    )

    assert offered.value("rate", "grade:manager") == 145
    assert offered.value("estimate-hours", "grade:manager") == 1
    assert offered.value("fee") == 645


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("Phase|Output|Partner|Manager hours", "Plan|A plan|2|-6"), "its hours are below nil"),
        (("Stage|Grade|Hours|Rate", "Plan|Trainee|4|-50"), "its rate is not above nil"),
        (("Stage|Grade|Hours|Rate", "Plan|Trainee|4|0"), "its rate is not above nil"),
    ],
)
def test_hours_and_rates_below_nil_never_lower_the_fee(
    take: Take, estimate: Make, rows: tuple[str, ...], said: str
) -> None:
    offered = take(estimate(*rows), title="System change")

    assert offered.value("fee") is None
    assert said in offered.said()


def test_two_remarks_in_a_row_are_two_stages(take: Take, estimate: Make) -> None:
    offered = take(
        estimate("Stage|Fee £", "Ask somebody about this|1000", "They will pay anything|500")
    )

    assert len(offered.scopes("stage")) == 2
    assert offered.value("fee") == 1500
    assert offered.value("stage", "stage:to-confirm-the-stage-2") == "[to confirm: the stage]"


def test_a_remark_above_the_rows_of_a_stage_is_not_printed(take: Take, estimate: Make) -> None:
    offered = take(
        estimate("Stage|Grade|Hours", "They will pay anything", "|Manager|6"),
        title="System change",
    )

    assert not any("anything" in f"{fact.value} {fact.label}" for fact in offered.book.facts)
    assert "The stage there reads as a remark" in offered.said()
