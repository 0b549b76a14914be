from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from engross.intake.given import GivenFile

if TYPE_CHECKING:
    from conftest import Offered

Take = Callable[..., "Offered"]
Make = Callable[..., GivenFile]


@pytest.mark.parametrize(
    ("heading", "wrong"),
    [
        ("Stage|Fee £|Total incl VAT £", 700),
        ("Stage|Fee £|With VAT", 700),
        ("Stage|Fee £|Gross price", 700),
        ("Stage|Fee £|Fee (VAT inclusive)", 500),
        ("Stage|Fee £|Fee + VAT", 700),
        ("Stage|Fee £|VAT @ 20%", 150),
    ],
)
def test_an_amount_with_vat_that_is_not_the_fee_with_vat_is_told_and_not_used(
    take: Take, estimate: Make, heading: str, wrong: int
) -> None:
    offered = take(estimate(heading, f"Move|500|{wrong}"))

    assert (offered.value("fee"), offered.value("fee-total")) == (500, 600)
    assert offered.rules() == ["estimate-differs"]
    assert f"has £{wrong} for “Move”. Its fee is £500 excluding VAT" in offered.said()
    assert offered.taken.findings[0].place == "estimate-0.xlsx Estimate!C2"


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("Stage|Fee £|VAT £|Total £", "Move|333.33|66.67|400"),
        ("Stage|Fee £|VAT £|Total £", "Move|333.33|66.66|399.99"),
        ("Stage|Fee £|VAT", "Move|500|20%"),
        ("Stage|Fee £|VAT", "Move|500|0.2"),
        ("Stage|Fee £|Fee plus VAT", "Move|500|500"),
        ("Stage|Fee £|Fee plus VAT", "Move|500|600"),
        ("Stage|Fee £|Fee before VAT", "Move|500|450"),
    ],
)
def test_amounts_with_vat_that_agree_are_nothing_to_tell(
    take: Take, estimate: Make, heading: str, row: str
) -> None:
    assert take(estimate(heading, row)).rules() == []


def test_the_rows_of_one_stage_are_compared_together(take: Take, estimate: Make) -> None:
    heading = "Stage|Grade|Hours|Total incl VAT"

    right = take(estimate(heading, "Plan|Partner|2|504", "|Manager|6|1044"), title="System change")
    wrong = take(estimate(heading, "Plan|Partner|2|420", "|Manager|6|870"), title="System change")

    assert right.value("fee") == wrong.value("fee") == 1290
    assert right.rules() == []
    assert "has £1,290 for “Plan”. Its fee is £1,290 excluding VAT" in wrong.said()


def test_words_in_a_column_of_vat_are_told(take: Take, estimate: Make) -> None:
    offered = take(estimate("Stage|Fee £|VAT £", "Plan|500|100", "Course|300|exempt"))

    assert offered.rules() == ["estimate-differs"]
    assert "The column “VAT £” has “exempt” for “Course”" in offered.said()


def test_an_optional_stage_is_compared_with_its_own_fee(take: Take, estimate: Make) -> None:
    rows = ("Optional: training|300|360", "Plan|500|600", "Help (optional)|200|200")

    offered = take(estimate("Stage|Fee £|Total incl VAT", *rows))

    assert offered.value("fee") == 500
    assert offered.rules().count("estimate-differs") == 1
    assert "has £200 for “Help”" in offered.said()
