"""Hours, percentages and counts: percentages read, and all written as the house style has them."""

from __future__ import annotations

import re
from decimal import Decimal

from engross.uk.money import MINUS, MINUSES, rounded
from engross.uk.numerals import LONGEST, NUMERAL, numeral_fault, parse_numeral, quoted

_PERCENT = re.compile(
    rf"""(?:(?P<minus>{MINUSES})|\+|(?P<open>\())?\ ?(?P<number>{NUMERAL})
    \ ?(?:%|per\ ?cent|pc)\ ?(?P<close>\))?""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)


def parse_percent(text: str) -> Decimal:
    """The percentage that the text states, as `format_percent` takes it: `4.5%` is 4.5.

    Raises:
        ValueError: it is not one percentage, or its figures can be read two ways.
    """
    plain = " ".join(text[: LONGEST * 2].split())
    match = _PERCENT.fullmatch(plain) if len(plain) <= LONGEST else None
    if match is None or (match["open"] is None) != (match["close"] is None):
        raise ValueError(f"{quoted(plain)} is not a percentage")
    try:
        number = parse_numeral(match["number"])
    except ValueError as error:
        fault = numeral_fault(match["number"])
        raise ValueError(f"{quoted(plain)} is not clearly a percentage: it {fault}") from error
    return (-number if match["minus"] or match["open"] else number) + 0


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
