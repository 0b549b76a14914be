"""Hours, percentages and counts as the house style writes them."""

from __future__ import annotations

from decimal import Decimal

from engross.uk.money import MINUS, rounded


def format_number(value: Decimal, places: int) -> str:
    """For prose: thousands in threes, a minus sign below nil."""
    amount = rounded(value, places)
    return f"{MINUS if amount < 0 else ''}{abs(amount):,f}"


def format_hours(value: Decimal) -> str:
    """`12.5 hours`."""
    return f"{format_number(value, 1)} hours"


def format_percent(value: Decimal) -> str:
    """`4.5%` for 4.5."""
    return f"{format_number(value, 1)}%"


def format_points(value: Decimal) -> str:
    """`1.6 percentage points`, the way to compare two percentages."""
    return f"{format_number(value, 1)} percentage points"


def format_days(value: Decimal) -> str:
    """`30 days`, `1 day`."""
    return f"{format_number(value, 0)} {'day' if rounded(value, 0) == 1 else 'days'}"
