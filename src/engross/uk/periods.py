"""Reporting periods: months, quarters, halves and years, weeks, tax years, single days.

A key follows from the days alone, so that one period has one key however it was named:

    2026-09          September 2026                 2026-10-09-7d   the week ending 9 October 2026
    2026-Q3          July to September 2026         2025-26-tax     6 April 2025 to 5 April 2026
    2026-H1          January to June 2026           at-2026-10-14   a single day, for balances
    2026-03-12m      the year ended 31 March 2026   2026-09-6m      six months to 30 September 2026

Beside these there are `engagement`, which is a year of its own, and `register` and `proposal`,
which have no days.
A key begins with a figure where it is a stretch of days that words of time can be held against.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from engross.uk.dates import MONTHS, format_date
from engross.uk.period_names import (
    NUMBER_WORDS,
    Days,
    month_end,
    months_to,
    named_days,
    tax_year_days,
)

_YEAR, _HALF, _QUARTER, _WEEK = 12, 6, 3, 7
_ENGAGEMENT = "engagement"
PROPOSAL = "proposal"
"""The period of facts about work that is proposed: its stages and fee."""
FORM = "form"
"""The period of facts about a client to be, as a form has them."""
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """A stretch of days with a key for facts and a label for people."""

    key: str
    label: str
    """`Q3 2026 (July to September 2026)`."""
    start: dt.date
    """Its first day."""
    end: dt.date
    """Its last day."""

    @classmethod
    def parse(cls, text: str, *, first_month: int | None = None) -> Period:
        """The period of that key or name: `2026-Q3`, `Q3 2026`, `September 2026`, `FY25/26`.

        `first_month` (1 to 12) is the one that a financial year begins in; without it, `FY26` and
        `2025/26` are refused.

        Raises:
            ValueError: it names no period, or leaves open which.
        """
        return between(*named_days(text, first_month))

    def contains(self, day: dt.date) -> bool:
        """Whether the day is in it; its first and last days are."""
        return self.start <= day <= self.end

    def previous(self) -> Period:
        """The period of the same length that ends the day before."""
        return self._shifted(-1)

    def next(self) -> Period:
        """The period of the same length that begins the day after."""
        return self._shifted(1)

    def year_before(self) -> Period:
        """The same days a year before; of a stretch that is no whole months, as many days."""
        if count := _whole_months(self.start, self.end):
            last = _from_index(_month_index(self.end) - _YEAR)
            return between(*months_to(month_end(*last), count))
        if _is_tax_year(self.start, self.end):
            return tax_year(self.start.year - 1)
        return between(_a_year_before(self.start), _a_year_before(self.end))

    def year_to_date(self, first_month: int) -> Period:
        """From the first day of the year that begins in that month to the period's last day."""
        return between(engagement_year(self.end, first_month).start, self.end)

    def months(self) -> tuple[Period, ...]:
        """The calendar months that it touches, in order."""
        count = _months_between(self.start, self.end) + 1
        first = _month_index(self.start)
        return tuple(month(*_from_index(first + n)) for n in range(count))

    def _shifted(self, steps: int) -> Period:
        if self.key == _ENGAGEMENT:
            year, number = _from_index(_month_index(self.start) + steps * _YEAR)
            return engagement_year(dt.date(year, number, 1), number)
        if count := _whole_months(self.start, self.end):
            last = _from_index(_month_index(self.end) + steps * count)
            return between(*months_to(month_end(*last), count))
        if _is_tax_year(self.start, self.end):
            return tax_year(self.start.year + steps)
        length = steps * (self.end - self.start + _DAY)
        return between(self.start + length, self.end + length)


def between(start: dt.date, end: dt.date) -> Period:
    """The period from the one day to the other, both included; a single day is `as_at`.

    Raises:
        ValueError: it would end before it begins.
    """
    if end < start:
        raise ValueError(f"{format_date(end)} is before {format_date(start)}")
    if start == end:
        return as_at(start)
    if count := _whole_months(start, end):
        return _of_months(start, end, count)
    if _is_tax_year(start, end):
        return tax_year(start.year)
    days = (end - start).days + 1
    label = f"{format_date(start)} to {format_date(end)}"
    named = f"week ending {format_date(end)}" if days == _WEEK else label
    return Period(f"{end.isoformat()}-{days}d", named, start, end)


def quarter(year: int, number: int) -> Period:
    """A calendar quarter."""
    return _numbered("Q", year, number, _QUARTER)


def half(year: int, number: int) -> Period:
    """Half a calendar year; key `2026-H1`."""
    return _numbered("H", year, number, _HALF)


def quarter_of(day: dt.date) -> Period:
    """The calendar quarter that the day is in."""
    return quarter(day.year, (day.month + 2) // 3)


def month(year: int, number: int) -> Period:
    """A calendar month."""
    start = dt.date(year, number, 1)
    return Period(
        f"{year:04}-{number:02}", f"{MONTHS[number - 1]} {year}", start, month_end(year, number)
    )


def tax_year(starts: int) -> Period:
    """6 April of that year to 5 April of the next; key `2025-26-tax`."""
    days = tax_year_days(starts)
    named = f"{starts}/{(starts + 1) % 100:02}"
    label = f"tax year {named} ({format_date(days.first)} to {format_date(days.last)})"
    return Period(f"{named.replace('/', '-')}-tax", label, *days)


def as_at(day: dt.date) -> Period:
    """A single day, for balances: key `at-2026-10-14`, label `as at 14 October 2026`."""
    return Period(f"at-{day.isoformat()}", f"as at {format_date(day)}", day, day)


def engagement_year(as_at: dt.date, first_month: int) -> Period:
    """The twelve months from the first of `first_month` that contain the day; key `engagement`."""
    year = as_at.year if as_at.month >= first_month else as_at.year - 1
    start = dt.date(year, first_month, 1)
    end = month_end(*_from_index(_month_index(start) + _YEAR - 1))
    return Period(_ENGAGEMENT, f"engagement year to {format_date(end)}", start, end)


def label_for(period_key: str) -> str:
    """What people call the period of that key.

    Raises:
        ValueError: there is no such kind of key.
    """
    known = {
        _ENGAGEMENT: "engagement year",
        "register": "the firm's register",
        PROPOSAL: "what is proposed",
        FORM: "the form",
    }
    return known.get(period_key) or Period.parse(period_key).label


def _of_months(start: dt.date, end: dt.date, count: int) -> Period:
    if count == 1:
        return month(end.year, end.month)
    if count == _QUARTER and end.month % _QUARTER == 0:
        return quarter(end.year, end.month // _QUARTER)
    if count == _HALF and end.month % _HALF == 0:
        return half(end.year, end.month // _HALF)
    size = NUMBER_WORDS[count - 1] if count <= _YEAR else str(count)
    named = "year ended" if count == _YEAR else f"{size} months to"
    label = f"{named} {format_date(end)}"
    return Period(f"{end.year:04}-{end.month:02}-{count}m", label, start, end)


def _numbered(letter: str, year: int, number: int, size: int) -> Period:
    first, last = size * (number - 1) + 1, size * number
    label = f"{letter}{number} {year} ({MONTHS[first - 1]} to {MONTHS[last - 1]} {year})"
    start, end = dt.date(year, first, 1), month_end(year, last)
    return Period(f"{year:04}-{letter}{number}", label, start, end)


def _whole_months(start: dt.date, end: dt.date) -> int:
    """How many calendar months it is, 0 if it is not whole ones."""
    whole = start.day == 1 and end == month_end(end.year, end.month)
    return _months_between(start, end) + 1 if whole else 0


def _is_tax_year(start: dt.date, end: dt.date) -> bool:
    return (start.month, start.day) == (4, 6) and Days(start, end) == tax_year_days(start.year)


def _a_year_before(day: dt.date) -> dt.date:
    """The day of that name; 28 February for the 29th."""
    return dt.date(day.year - 1, day.month, min(day.day, month_end(day.year - 1, day.month).day))


def _month_index(day: dt.date) -> int:
    return day.year * _YEAR + day.month - 1


def _from_index(index: int) -> tuple[int, int]:
    return index // _YEAR, index % _YEAR + 1


def _months_between(first: dt.date, last: dt.date) -> int:
    return _month_index(last) - _month_index(first)
