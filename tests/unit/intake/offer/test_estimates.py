from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from engross.errors import InputError
from engross.intake.given import GivenFile, Subject

if TYPE_CHECKING:
    from conftest import Offered

Take = Callable[..., "Offered"]
Make = Callable[..., GivenFile]

WORK = "Stage|Deliverable|Grade|Hours|Rate|Fee £|Invoiced on|Weeks"


def test_stages_with_fees_are_read_as_they_stand(take: Take, estimate: Make) -> None:
    offered = take(
        estimate(
            "Fee estimate, GL 16 November",
            "",
            "Stage|Deliverable|Fee £|Invoiced on|Aim",
            "Terms|Agreed terms|1800|Terms agreed|8 January 2027",
            "Drafts|First drafts|3200.50|Drafts sent|6",
        )
    )

    assert offered.scopes("stage") == ["stage:terms", "stage:drafts"]
    assert offered.value("deliverable", "stage:drafts") == "First drafts"
    assert offered.value("invoiced-on", "stage:terms") == "Terms agreed"
    assert offered.value("target-date", "stage:terms") == dt.date(2027, 1, 8)
    assert offered.value("target-date", "stage:drafts") == dt.date(2026, 12, 30)
    assert offered.value("fee") == Decimal("5000.50")
    assert offered.rules() == []


def test_a_row_for_each_grade_makes_one_stage_at_our_rates(take: Take, estimate: Make) -> None:
    offered = take(
        estimate(
            WORK, "Plan|Written plan|Ptr|2|210", "||Manager|6|145", "Move||Associate|7.25|95.50"
        ),
        title="System change",
    )

    assert offered.value("fee", "stage:plan") == Decimal("1290.00")
    assert offered.value("fee", "stage:move") == Decimal("692.38")  # 692.375, half up
    assert offered.value("estimate-hours") == Decimal("15.25")
    assert offered.scopes("grade") == ["grade:partner", "grade:manager", "grade:associate"]


def test_a_name_above_its_rows_is_their_stage(take: Take, estimate: Make) -> None:
    offered = take(
        estimate(WORK, "Plan", "||Partner|2|210", "||Manager|6|145", "Move", "||Manager|1|145"),
        title="System change",
    )

    assert offered.scopes("stage") == ["stage:plan", "stage:move"]
    assert offered.value("fee", "stage:plan") == Decimal("1290.00")


def test_columns_headed_by_grades_are_hours(take: Take, estimate: Make) -> None:
    offered = take(
        estimate("Phase|Output|Partner|Manager hours", "Plan|Written plan|2|6", "Total||2|6"),
        title="System change",
    )

    assert offered.value("fee") == Decimal("1290.00")
    assert offered.rules() == []


def test_a_person_of_the_firm_is_their_grade(
    take: Take, estimate: Make, about: Callable[..., Subject]
) -> None:
    subject = about("System change")
    helen = subject.firm.people[0].model_copy(update={"title": "Partner"})
    firm = subject.firm.model_copy(update={"people": (helen, *subject.firm.people[1:])})
    offered = take(estimate(WORK, "Plan||HP|2|"), subject=replace(subject, firm=firm))

    assert offered.value("fee") == Decimal("420.00")


def test_what_an_estimate_leaves_out_comes_from_the_price_lists_stage(
    take: Take, estimate: Make
) -> None:
    offered = take(estimate("Stage|Grade|Hours", "plan|Partner|3"), title="System change")

    assert offered.value("deliverable", "stage:plan") == "Written plan"
    assert offered.value("invoiced-on", "stage:plan") == "Plan agreed"


def test_another_rate_is_told_and_ours_is_used(take: Take, estimate: Make) -> None:
    offered = take(estimate(WORK, "Plan||Manager|6|140"), title="System change")

    assert offered.value("fee") == Decimal("870.00")
    assert offered.rules() == ["rate-differs"]
    assert "has £140 an hour for manager; the price list has £145" in offered.said()


def test_a_grade_that_is_not_listed_keeps_its_rate_and_is_told(take: Take, estimate: Make) -> None:
    offered = take(estimate(WORK, "Plan||Trainee|4|60.50"), title="System change")

    assert offered.value("fee") == Decimal("242.00")
    assert offered.value("rate", "grade:other-trainee") == Decimal("60.50")
    assert "no rate for “Trainee”, which is no grade of it" in offered.said()


@pytest.mark.parametrize(
    ("title", "used"), [("System change", "1290.00"), ("Mgmt accounts", "1200.00")]
)
def test_a_fee_beside_other_hours_is_told_and_the_basis_decides(
    take: Take, estimate: Make, title: str, used: str
) -> None:
    offered = take(estimate(WORK, "First||Partner|2|210|400", "||Manager|6|145|800"), title=title)

    assert offered.value("fee") == Decimal(used)
    assert offered.rules() == ["estimate-differs"]
    assert "is £1,200, but its hours at our rates come to £1,290" in offered.said()


def test_hours_of_work_that_nobody_listed_are_not_shown(take: Take, estimate: Make) -> None:
    offered = take(estimate(WORK, "Plan||Manager|6|145"))
    hours = [f for f in offered.book.facts if f.measure == "estimate-hours"]

    assert {fact.audience for fact in hours} == {"internal"}
    assert offered.value("fee") == Decimal("870.00")
    assert "It was taken as a fixed price" in offered.said()


@pytest.mark.parametrize(
    ("row", "amount", "percent"),
    [
        ("Discount|10%", "100.00", "10"),
        ("Less: 10% discount|", "100.00", "10"),
        ("Discount (12.5%)|", "125.00", "12.5"),
        ("Introductory discount|-75", "75.00", "7.5"),
        ("Less discount|75.25", "75.25", "7.53"),
        ("Discount 10%|-100", "100.00", "10"),
    ],
)
def test_a_discount_is_a_row_below_nil(
    take: Take, estimate: Make, row: str, amount: str, percent: str
) -> None:
    offered = take(estimate("Stage|Fee £", "Plan|1000", row))

    assert offered.value("fee", "stage:discount") == -Decimal(amount)
    assert offered.value("discount") == Decimal(amount)
    assert offered.value("fee-before-discount") == Decimal("1000.00")
    assert offered.value("fee") == 1000 - Decimal(amount)
    assert offered.value("discount-percent") == Decimal(percent)
    assert offered.book.get("discount-percent", "proposal", "matter").audience == "internal"  # type: ignore[union-attr]  # it is there
    assert offered.rules() == []


def test_a_limit_among_the_firms_own_notes_is_no_discount(take: Take, estimate: Make) -> None:
    offered = take(
        estimate(
            "Stage|Fee £|Internal notes|Max discount",
            "Plan|1000|walk away at 700|",
            "Discount|-100|can go to 15%|20%",
            "Total|900|700|",
        )
    )

    assert offered.value("discount") == Decimal("100.00")
    assert offered.rules() == []


def test_the_vat_of_a_discount_is_below_nil_as_well(take: Take, estimate: Make) -> None:
    offered = take(estimate("Stage|Fee £", "Plan|333.33", "Discount|10%"))

    assert offered.value("fee", "stage:discount") == Decimal("-33.33")
    assert offered.value("fee-vat", "stage:discount") == Decimal("-6.67")  # 6.666
    assert offered.value("fee-total") == Decimal("360.00")  # 400.00 less 40.00


def test_a_discount_whose_amount_is_not_its_percentage_is_told(take: Take, estimate: Make) -> None:
    offered = take(estimate("Stage|Fee £", "Plan|1000", "Discount 10%|-120"))

    assert offered.value("discount") == Decimal("120.00")
    assert "The discount is £120, but the percentage beside it comes to £100." in offered.said()


def test_a_discount_without_a_figure_is_asked_about(take: Take, estimate: Make) -> None:
    offered = take(estimate("Stage|Fee £", "Plan|1000", "Discount|tbc"))

    assert offered.value("fee") == Decimal("1000.00")
    assert offered.rules() == ["estimate-unclear"]


def test_more_discount_than_fee_is_refused(take: Take, estimate: Make) -> None:
    with pytest.raises(InputError, match="the discount of £1,001 is more than the £1,000"):
        take(estimate("Stage|Fee £", "Plan|1000", "Discount|-1001"))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["Total|1000"], ""),
        (["Subtotal|1000", "Discount|10%", "Total|900", "VAT|180", "Total|1080"], ""),
        (["Total|1010"], "The total says £1,010, but the rows above it come to £1,000."),
        (["VAT at 20%|210"], "The VAT says £210, but the rows above it come to £200."),
        (["Total including VAT|1300"], "The total including VAT says £1,300, but the rows"),
        (["", "", "Grand total|999"], "The total says £999"),
    ],
)
def test_stated_totals_are_compared(take: Take, estimate: Make, rows: list[str], said: str) -> None:
    offered = take(estimate("Stage|Fee £", "Plan|400", "Move|600", *rows))

    assert offered.said().startswith(said)
    assert offered.rules() == (["totals-differ"] if said else [])


@pytest.mark.parametrize("cell", ["tbc", "about 500", "€500", "-20"])
def test_a_stage_whose_fee_is_not_clear_leaves_the_whole_without_a_total(
    take: Take, estimate: Make, cell: str
) -> None:
    offered = take(estimate("Stage|Fee £", "Plan|1000", f"Move|{cell}"))

    assert offered.value("fee", "stage:plan") == Decimal("1000.00")
    assert offered.value("fee", "stage:move") is None
    assert (offered.value("fee"), offered.value("fee-total")) == (None, None)
    assert "What “Move” costs is not known" in offered.said()


def test_hours_without_a_rate_are_asked_about(take: Take, estimate: Make) -> None:
    offered = take(estimate("Stage|Grade|Hours", "Plan|Wizard|4"), title="System change")

    assert offered.value("fee") is None
    assert "“Wizard” is no grade of the price list" in offered.said()


def test_a_note_to_colleagues_is_not_printed(take: Take, estimate: Make) -> None:
    offered = take(
        estimate(
            "Stage|Deliverable|Fee £|Internal notes",
            "Plan|Written plan (they will pay anything)|1000|Margin 46%",
        )
    )
    facts = " ".join(str(fact.value) for fact in offered.book.facts)

    assert offered.value("deliverable", "stage:plan") == "[to confirm: the deliverable]"
    assert "anything" not in facts
    assert "anything" not in offered.said()
    assert "Margin" not in facts


def test_columns_for_the_firm_are_sensitive_in_the_report(take: Take, estimate: Make) -> None:
    offered = take(estimate("Stage|Fee £|Cost|Internal notes", "Plan|1000|500|Margin 46%"))
    columns = offered.taken.reports[0].tables[0].columns

    assert [(c.heading, c.sensitive) for c in columns] == [
        ("Stage", False),
        ("Fee £", False),
        ("Cost", True),
        ("Internal notes", True),
    ]
    assert [c.samples for c in columns if c.sensitive] == [(), ()]


def test_two_stages_of_one_name_are_kept_apart(take: Take, estimate: Make) -> None:
    offered = take(
        estimate("Stage|Deliverable|Fee £", "Visit|First count|500", "Visit|Second count|500")
    )

    assert offered.scopes("stage") == ["stage:visit", "stage:visit-2"]


def test_a_stage_that_has_only_a_deliverable_is_called_by_it(take: Take, estimate: Make) -> None:
    offered = take(estimate("Deliverable|Fee £|Aim", "Written plan|500|after the count"))

    assert offered.scopes("stage") == ["stage:written-plan"]
    assert offered.value("target-date", "stage:written-plan") is None


def test_a_column_that_was_taken_by_its_look_is_told(take: Take, estimate: Make) -> None:
    offered = take(
        estimate("Stages of work|Fee £|Hours", "Plan|500|", "Move|600|", "Training|700|")
    )

    assert offered.value("fee") == 1800
    assert offered.rules() == ["column-guessed"]
    assert offered.taken.findings[0].place == "estimate-0.xlsx Estimate!A1"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("18 November 2026", "The aim of “Plan”, 18 November 2026, is not after the day of the"),
        ("28 December 2026", "The aim of “Plan”, 28 December 2026, is no working day."),
        ("29 December 2026", ""),
    ],
)
def test_a_day_that_cannot_be_aimed_at_is_told(
    take: Take, estimate: Make, day: str, said: str
) -> None:
    offered = take(estimate("Stage|Fee £|Aim", f"Plan|500|{day}"))

    assert offered.said().startswith(said)
    assert offered.rules() == (["estimate-unclear"] if said else [])


@pytest.mark.parametrize("aim", ["31/11/2027", "after the audit", "Spring"])
def test_an_aim_that_is_no_day_is_told_and_no_end_is_named(
    take: Take, estimate: Make, aim: str
) -> None:
    offered = take(estimate("Stage|Fee £|Aim", "Plan|500|9 December 2026", f"Year|600|{aim}"))

    assert offered.value("target-date", "stage:plan") == dt.date(2026, 12, 9)
    assert offered.value("target-date") is None
    assert "The aim of “Year” is no day of the calendar" in offered.said()


def test_the_work_ends_with_the_stage_that_ends_last(take: Take, estimate: Make) -> None:
    offered = take(estimate("Stage|Fee £|Weeks", "Year|600|8", "Plan|500|3"))

    assert offered.value("target-date") == offered.value("target-date", "stage:year")


def test_hours_finer_than_a_document_shows_are_told_where_they_are_shown(
    take: Take, estimate: Make
) -> None:
    rows = ("Stage|Grade|Hours", "First|Manager|2.25")
    by_time, fixed = (take(estimate(*rows), title=t) for t in ("System change", "Mgmt accounts"))

    assert "The estimate has 2.25 hours of manager." in by_time.said()
    assert fixed.rules() == []


def test_a_stage_called_after_the_discounts_row_has_another_key(take: Take, estimate: Make) -> None:
    offered = take(estimate("Stage|Deliverable|Fee £", "Discount policy for shops|A policy|500"))

    assert offered.scopes("stage") == ["stage:discount-policy-for-shops"]


def test_two_estimates_are_refused_and_a_hidden_one_is_not_counted(
    take: Take, estimate: Make
) -> None:
    one = ("Stage|Fee £", "Plan|1000")

    assert take(estimate(*one, hidden=["Stage|Fee £", "Plan|800"])).value("fee") == 1000
    with pytest.raises(InputError, match="there are 2 estimates"):
        take(estimate(*one), estimate("Stage|Fee £", "Plan|900"))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("Grade|Rate", "Partner|210", "Manager|145"), "no table of stages with a fee or hours"),
        (("Stage|Fee €", "Plan|1000"), "its column “Fee €” is not in pounds"),
        (("Stage|Fee £000", "Plan|10"), "no table of stages with a fee or hours"),
        (("Stage|Fee £", "Total|1000"), "the estimate has no stages"),
    ],
)
def test_a_file_that_is_no_estimate_in_pounds_is_refused(
    take: Take, estimate: Make, rows: tuple[str, ...], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        take(estimate(*rows))


def test_fees_that_are_stated_with_vat_only_are_not_taken_for_fees(
    take: Take, estimate: Make
) -> None:
    offered = take(estimate("Stage|Fee incl VAT £", "Plan|1200"))

    assert offered.value("fee") is None
    assert "stated with VAT only" in offered.said()


def test_a_workbook_is_read_as_its_program_shows_it(take: Take) -> None:
    book = Workbook()
    page = book.active
    for row in (
        ["Estimate for the board, not for the client"],
        [],
        ["Stage", "Fee £", "Weeks"],
        ["Plan", 1200.5, 3],
        ["Transfer", 2840, "8 weeks"],
        ["Discount", 0.125, None],
    ):
        page.append(row)
    page["B6"].number_format = "0.0%"
    data = io.BytesIO()
    book.save(data)
    offered = take(
        GivenFile("estimate.xlsx", data.getvalue(), role="estimate", kind="estimate"),
        title="Mgmt accounts",
    )

    assert offered.value("fee-before-discount") == Decimal("4040.50")
    assert offered.value("discount") == Decimal("505.06")  # 505.0625
    assert offered.value("target-date", "stage:transfer") == dt.date(2027, 1, 13)
    assert offered.taken.reports[0].holds == "1 sheet, 1 table"
    assert offered.rules() == []
