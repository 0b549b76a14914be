"""Whether a column of dates in figures has the day first or the month, and dates turned by Excel.

`03/04/2026` alone does not say; `13/04/2026` beside it does, for the whole column. A date with its
month in words, year first or with points between (`3.4.26`, never American) proves nothing.

A file of American dates that was opened in a UK Excel, or the other way about, has been changed:
dates whose day and month could trade places became real dates, turned, and the others stayed text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from engross.sources.sheets import Value

DayOrder = Literal["day-first", "month-first", "unclear"]
"""Which of the two comes first in `03/04/2026`."""

_FIGURES = re.compile(
    r"\s*(?:[a-z]{3,9}\.?,?\s+)?([0-9]{1,2})\s?([/-])\s?([0-9]{1,2})\s?\2\s?(?:[0-9]{4}|[0-9]{2})"
    r"(?:[ ,T].{0,40})?",
    re.IGNORECASE | re.ASCII,
)
_MONTHS = 12
_DAYS = 31
_STRAY = 20
"""One date in so many of the other order is a slip, and does not make the column unclear."""
_FEWEST_REAL = 4
"""Real dates that must all be turnable: by chance, so many are in one column of fifty."""


class DayOrders(NamedTuple):
    """How many dates of a column prove which order."""

    day_first: int
    """`13/04/2026`."""
    month_first: int
    """`04/13/2026`."""
    either: int
    """`03/04/2026`; `04/04/2026` is none of the three, as it is the same day in both."""

    @property
    def mixed(self) -> bool:
        """Whether the column proves both, so that no single order reads all of it."""
        return bool(self.day_first and self.month_first)

    @property
    def order(self) -> DayOrder:
        """The column's order; `unclear` when nothing, or as good as both, is proved."""
        if self.day_first > _STRAY * self.month_first:
            return "day-first"
        return "month-first" if self.month_first > _STRAY * self.day_first else "unclear"


def day_order(texts: Iterable[str]) -> DayOrder:
    """The order of a column's dates in figures; `unclear` when each could be either."""
    return day_orders(texts).order


def day_orders(texts: Iterable[str]) -> DayOrders:
    """What a column's dates in figures prove, counted."""
    counts = {"day-first": 0, "month-first": 0, "unclear": 0}
    for text in texts:
        if order := _proved(text):
            counts[order] += 1
    return DayOrders(counts["day-first"], counts["month-first"], counts["unclear"])


def us_dates_suspected(values: Iterable[Value]) -> bool:
    """Whether a column looks as if Excel had read its dates in the other order than was meant.

    The sign: real dates whose day is never above 12, beside texts of dates in figures that are
    all of one order and none of which could be turned. The real ones have day and month swapped.
    """
    real, texts = 0, []
    for value in values:
        if isinstance(value, dt.date):
            if value.day > _MONTHS:
                return False
            real += value.day != value.month
        elif isinstance(value, str) and (order := _proved(value)):
            texts.append(order)
    return real >= _FEWEST_REAL and len(set(texts)) == 1 and texts[0] != "unclear"


def _proved(text: str) -> DayOrder | None:
    """What one text proves; `None` when it is no such date or the same day in both orders."""
    match = _FIGURES.fullmatch(text)
    if match is None:
        return None
    first, second = int(match[1]), int(match[3])
    if not (0 < min(first, second) <= _MONTHS and max(first, second) <= _DAYS):
        return None
    if first == second:
        return None
    if max(first, second) <= _MONTHS:
        return "unclear"
    return "day-first" if first > _MONTHS else "month-first"
