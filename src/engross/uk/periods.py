"""Reporting periods: calendar quarters, months, single days, engagement years.

Keys as facts carry them: `2026-Q3`, `2026-09`, `at-2026-10-14`, `engagement`, `register`.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from engross.uk.dates import MONTHS, format_date, parse_date

_QUARTER = re.compile(r"([0-9]{4})[- ]?Q([1-4])|Q([1-4])[- ]?([0-9]{4})", re.IGNORECASE)
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_NAMED_MONTH = re.compile(r"([a-z]{3,9})\.? ([0-9]{4})", re.IGNORECASE)
_DAY = re.compile(r"at-([0-9]{4}-[0-9]{2}-[0-9]{2})")
_YEAR = 12


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
    def parse(cls, text: str) -> Period:
        """The period of that key or name: `2026-Q3`, `Q3 2026`, `2026-09`, `September 2026`.

        Raises:
            ValueError: it is no quarter, month or `at-` day.
        """
        stripped = " ".join(text.split())
        if match := _QUARTER.fullmatch(stripped):
            return quarter(int(match[1] or match[4]), int(match[2] or match[3]))
        if match := _MONTH.fullmatch(stripped):
            return month(int(match[1]), int(match[2]))
        if match := _NAMED_MONTH.fullmatch(stripped):
            return month(int(match[2]), _named_month(match[1], stripped))
        if match := _DAY.fullmatch(stripped):
            return as_at(parse_date(match[1]))
        raise ValueError(_not_a_period(stripped))

    def contains(self, day: dt.date) -> bool:
        """Whether the day is in it; its first and last days are."""
        return self.start <= day <= self.end

    def previous(self) -> Period:
        """The period of the same length that ends the day before."""
        return self._shifted(-1)

    def next(self) -> Period:
        """The period of the same length that begins the day after."""
        return self._shifted(1)

    def months(self) -> tuple[Period, ...]:
        """The calendar months that it touches, in order."""
        count = _months_between(self.start, self.end) + 1
        first = _month_index(self.start)
        return tuple(month(*_from_index(first + n)) for n in range(count))

    def _shifted(self, steps: int) -> Period:
        if _DAY.fullmatch(self.key):
            return as_at(self.start + dt.timedelta(days=steps))
        length = _months_between(self.start, self.end) + 1
        year, number = _from_index(_month_index(self.start) + steps * length)
        if length == 1:
            return month(year, number)
        if length == _YEAR:
            return engagement_year(dt.date(year, number, 1), number)
        return quarter(year, (number + 2) // 3)


def quarter(year: int, number: int) -> Period:
    """A calendar quarter."""
    first, last = 3 * number - 2, 3 * number
    label = f"Q{number} {year} ({MONTHS[first - 1]} to {MONTHS[last - 1]} {year})"
    return Period(f"{year}-Q{number}", label, dt.date(year, first, 1), _month_end(year, last))


def quarter_of(day: dt.date) -> Period:
    """The calendar quarter that the day is in."""
    return quarter(day.year, (day.month + 2) // 3)


def month(year: int, number: int) -> Period:
    """A calendar month."""
    start = dt.date(year, number, 1)
    return Period(
        f"{year}-{number:02}", f"{MONTHS[number - 1]} {year}", start, _month_end(year, number)
    )


def as_at(day: dt.date) -> Period:
    """A single day, for balances: key `at-2026-10-14`, label `as at 14 October 2026`."""
    return Period(f"at-{day.isoformat()}", f"as at {format_date(day)}", day, day)


def engagement_year(as_at: dt.date, first_month: int) -> Period:
    """The twelve months from the first of `first_month` that contain the day; key `engagement`."""
    year = as_at.year if as_at.month >= first_month else as_at.year - 1
    start = dt.date(year, first_month, 1)
    end = _month_end(*_from_index(_month_index(start) + _YEAR - 1))
    return Period("engagement", f"engagement year to {format_date(end)}", start, end)


def label_for(period_key: str) -> str:
    """What people call the period of that key.

    Raises:
        ValueError: there is no such kind of key.
    """
    known = {"engagement": "engagement year", "register": "the firm's register"}
    return known.get(period_key) or Period.parse(period_key).label


def _named_month(name: str, text: str) -> int:
    for number, full in enumerate(MONTHS, 1):
        if name.lower() in {full.lower(), full[:3].lower(), full[:4].lower()}:
            return number
    raise ValueError(_not_a_period(text))


def _not_a_period(text: str) -> str:
    return f"“{text}” is not a period; write a quarter as 2026-Q3 or a month as 2026-09"


def _month_end(year: int, number: int) -> dt.date:
    return dt.date(year, number, calendar.monthrange(year, number)[1])


def _month_index(day: dt.date) -> int:
    return day.year * _YEAR + day.month - 1


def _from_index(index: int) -> tuple[int, int]:
    return index // _YEAR, index % _YEAR + 1


def _months_between(first: dt.date, last: dt.date) -> int:
    return _month_index(last) - _month_index(first)
