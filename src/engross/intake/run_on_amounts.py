"""Amounts that are not in their column: run into a name or a day, or a cell too far to the left.

A comma that was lost when a list was made moves every cell behind it by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from engross.sources.sheets import Row, Value

_AFTER_DAY = re.compile(
    r".*?[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:19|20)[0-9]{2}"
    r"(?P<digits>[0-9][0-9,]*(?:\.[0-9]{1,2})?)"
)
_AFTER_WORDS = re.compile(r".*?[^0-9.,£(-][(£-]*(?P<digits>[0-9][0-9,]*\.[0-9]{2}|[0-9]{1,9})\W*")
_DIGITS = re.compile(r"[0-9][0-9,. ]*")
_BARE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]{1,2})?")
_MOVED = 2
"""How many cells to the left an amount is looked for."""


def amounts_in(value: Value, *, own: bool) -> Iterator[Decimal]:
    """The amounts that a text may hold; of digits that ran into others, all that may be the end.

    `own` is for a cell of the column of amounts itself: there the digits may stand anywhere.
    """
    if not isinstance(value, str):
        return
    if (amount := _after_day(value)) is not None:
        yield amount
        return
    match = _AFTER_WORDS.fullmatch(value.strip())
    digits = match["digits"] if match else ""
    if own and not match and (found := _DIGITS.search(value)):
        digits = found[0]
    yield from _ends(digits.replace(",", "").replace(" ", "").rstrip("."))


def run_on(row: Row, column: int) -> Decimal | None:
    """The one amount that a row with none in that column holds elsewhere; `None` when none does."""
    amounts = [amount for value in row.values if (amount := _after_day(value)) is not None]
    if amounts:
        return amounts[0]
    before = row.values[max(0, column - _MOVED) : column]
    return next((amount for value in reversed(before) if (amount := _bare(value))), None)


def _ends(digits: str) -> Iterator[Decimal]:
    whole, point, part = digits.partition(".")
    for start in range(len(whole)):
        text = f"{whole[start:]}{point}{part}"
        if (start == 0 or whole[start] != "0") and text.replace(".", "", 1).isdecimal():
            yield Decimal(text)


def _after_day(value: Value) -> Decimal | None:
    match = _AFTER_DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    return Decimal(match["digits"].replace(",", "")) if match else None


def _bare(value: Value) -> Decimal | None:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str) and _BARE.fullmatch(value.strip()):
        return Decimal(value.strip().replace(",", ""))
    return None
