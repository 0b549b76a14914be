from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from engross.errors import InputError
from engross.intake.given import GivenFile

if TYPE_CHECKING:
    from conftest import Offered

Take = Callable[..., "Offered"]
Make = Callable[..., GivenFile]


@pytest.mark.parametrize(
    "row",
    [
        "Discount for new clients this year|100",
        "Discount ten per cent|",
        "Less: goodwill|100",
        "Introductory rebate|100",
    ],
)
def test_a_row_that_reads_as_something_taken_off_is_told(
    take: Take, estimate: Make, row: str
) -> None:
    below = take(estimate("Stage|Fee £", "Plan|1000", "", row))

    for offered in (take(estimate("Stage|Fee £", "Plan|1000", row)), below):
        assert offered.rules() == ["estimate-unclear"]
        assert "reads as something that is taken off the fee, and was not" in offered.said()


@pytest.mark.parametrize("heading", ["Discount %", "Discount £", "Quantity", "Optional"])
def test_a_column_on_which_the_fee_may_depend_is_told(
    take: Take, estimate: Make, heading: str
) -> None:
    offered = take(estimate(f"Stage|Fee £|{heading}", "Plan|1000|10", "Move|500|2"))

    assert offered.value("fee") == 1500
    assert offered.rules() == ["estimate-unclear"]
    assert f"The column “{heading}” was not used" in offered.said()
    assert offered.taken.findings[0].place == "estimate-0.xlsx Estimate!C1"


def test_a_limit_of_the_firms_own_is_no_such_column(take: Take, estimate: Make) -> None:
    offered = take(estimate("Stage|Fee £|Max discount", "Plan|1000|20%"))

    assert offered.rules() == []


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("Plan|1000", "Move|500", "Fixed fee|1500"), "what the stages above it come to"),
        (("Plan|1000", "Standard VAT at 20 per cent|200"), "the VAT on the stages above it"),
    ],
)
def test_a_stage_that_costs_what_all_above_it_do_is_told(
    take: Take, estimate: Make, rows: tuple[str, ...], said: str
) -> None:
    offered = take(estimate("Stage|Fee £", *rows))

    assert offered.rules() == ["estimate-unclear"]
    assert f"is exactly {said}" in offered.said()


@pytest.mark.parametrize("rows", [("Visit|500", "Count|500"), ("VAT return|300", "Visit|60")])
def test_stages_of_one_price_and_of_vat_are_nothing_strange(
    take: Take, estimate: Make, rows: tuple[str, ...]
) -> None:
    assert take(estimate("Stage|Fee £", *rows)).rules() == []


def test_a_stage_below_the_total_is_told(take: Take, estimate: Make) -> None:
    offered = take(estimate("Stage|Fee £", "Plan|1000", "Total|1000", "Training|500"))

    assert offered.value("fee") == 1500
    assert "“Training” stands below the total. It was added to the fee." in offered.said()


def test_a_total_for_each_part_is_nothing_strange(take: Take, estimate: Make) -> None:
    offered = take(
        estimate("Stage|Fee £", "A|700", "Subtotal|700", "B|500", "Subtotal|500", "Total|1200")
    )

    assert offered.rules() == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Discount|0.05|", "0.05 may be pounds or a share"),
        ("Discount||10", "it says neither an amount nor a percentage"),
        ("Discount|10,5%|", "Nothing was taken off for this row"),
    ],
)
def test_a_discount_that_may_be_another_is_not_taken_off(
    take: Take, estimate: Make, row: str, said: str
) -> None:
    offered = take(estimate("Stage|Fee £|%", "Plan|1000|", row))

    assert offered.value("fee") == 1000
    assert offered.rules() == ["estimate-unclear"]
    assert said in offered.said()


def test_a_discount_of_a_thousand_per_cent_is_refused(take: Take, estimate: Make) -> None:
    with pytest.raises(InputError, match="the discount of £10,000 is more than the £1,000"):
        take(estimate("Stage|Fee £", "Plan|1000", "Discount|1000%"))
