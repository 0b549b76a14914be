"""What the values of a column look like."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from engross.intake.values import RegisterNames, fit, is_part_of_one
from engross.sources.sheets import NOT_CALCULATED, Value
from engross.workspace.register import Firm


@pytest.mark.parametrize(
    ("shape", "value", "fits"),
    [
        ("days", "02/07/2026", True),
        ("days", dt.date(2026, 7, 2), True),
        ("days", Decimal(46205), False),
        ("days", "soon", False),
        ("hours", "1:30", True),
        ("hours", Decimal("1.5"), True),
        ("hours", Decimal(180), False),
        ("hours", NOT_CALCULATED, False),
        ("amounts", "£1,200.00", True),
        ("amounts", "(500.00)", True),
        ("amounts", "n/k", False),
        ("codes", "WRA001", True),
        ("codes", "Fees for July", False),
        ("words", "Fees for July", True),
        ("words", "1,200.00", False),
    ],
)
def test_a_value_is_or_is_not_of_a_shape(shape: str, value: Value, *, fits: bool) -> None:
    assert fit(shape, [value], RegisterNames()) == float(fits)


def test_the_share_that_fits_is_counted() -> None:
    assert fit("days", ["02/07/2026", "03/07/2026", "total", "x"], RegisterNames()) == 0.5


def test_nothing_is_said_of_an_empty_column_or_one_that_may_be_anything() -> None:
    assert fit("days", [], RegisterNames()) is None
    assert fit("", ["x"], RegisterNames()) is None


def test_one_registered_name_speaks_for_a_column_and_none_says_nothing(firm: Firm) -> None:
    register = RegisterNames.of(firm)

    assert fit("people", ["Nobody", "hp"], register) == 1.0
    assert fit("people", ["Nobody"], register) is None
    assert fit("people", ["HP"], RegisterNames.of(None)) is None


@pytest.mark.parametrize(
    ("value", "part"), [("1:30", True), (Decimal("0.25"), True), (Decimal(2), False), ("x", False)]
)
def test_hours_come_in_parts_of_one(value: Value, *, part: bool) -> None:
    assert is_part_of_one(value) is part
