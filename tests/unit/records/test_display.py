"""How facts look in prose and in tables."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engross.records import MEASURES, Fact
from engross.records.derivation import derive
from engross.records.display import display, display_cell
from engross.uk.money import NIL


def fact(measure: str, value: str) -> Fact:
    return Fact(measure=measure, period="2026-Q3", unit=MEASURES[measure].unit, value=value)


@pytest.mark.parametrize(
    ("measure", "value", "prose", "cell"),
    [
        ("billed", "2499.60", "£2,500", "2,500"),
        ("outstanding", "1996.00", "£1,996", "1,996.00"),
        ("outstanding", "1996.5", "£1,996.50", "1,996.50"),
        ("variance", "-870", "\N{MINUS SIGN}£870", "(870)"),
        ("variance", "0", "£0", NIL),
        ("hours", "12.5", "12.5 hours", "12.5"),
        ("recovery", "4.46", "4.5%", "4.5%"),
        ("rate", "185", "£185 an hour", "185.00"),
        ("invoice-count", "3", "3", "3"),
        ("payment-terms", "30", "30 days", "30"),
        ("due-date", "2026-10-14", "14 October 2026", "14 October 2026"),
        ("action-due", "2026-10-23", "Friday 23 October 2026", "Friday 23 October 2026"),
        ("description", "Stock system", "Stock system", "Stock system"),
    ],
)
def test_a_fact_shows_as_the_house_style_has_it(
    measure: str, value: str, prose: str, cell: str
) -> None:
    shown = fact(measure, value)

    assert (display(shown), display_cell(shown)) == (prose, cell)


def test_a_derived_figure_shows_as_its_inputs_do() -> None:
    first, second = fact("outstanding", "10.25"), fact("paid", "5")

    assert display(derive("difference", [first, second])) == "£5.25"
    assert display(derive("share", [second, first])) == "48.8%"


def test_a_difference_of_percentages_is_in_points() -> None:
    points = Fact(measure="derived", period="2026-Q3", unit="points", value=Decimal("-1.6"))

    assert display(points) == "\N{MINUS SIGN}1.6 percentage points"
    assert display_cell(points) == "(1.6)"
