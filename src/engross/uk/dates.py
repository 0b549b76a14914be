"""UK dates: read day first, written `14 October 2026`, and the ones that cannot be.

`weekday_mismatches` finds a weekday that is not the date's (`Monday 3 April 2025` was a Thursday)
and `impossible_dates` a day that its month does not have (`31 June`); `date_faults` is both.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple

from engross.uk.date_forms import IN_TEXT, SHORT_YEAR, WHOLE
from engross.uk.numerals import LONGEST, quoted

MONTHS = tuple(calendar.month_name)[1:]
"""January to December."""

WEEKDAYS = tuple(calendar.day_name)
"""Monday to Sunday."""

_WINDOW = 1950
"""Two figures are a year of the hundred from here: 49 is 2049, 50 is 1950."""
_EARLIEST = 1000
"""Years before it are slips: `3/4/0026`."""
_SHORT = 2
_LAST_SUNDAYS_OF = (3, 10)
"""Summer time begins and ends on these months' last Sundays at 01:00 UTC (Summer Time Act 1972,
as amended by SI 2002/262)."""
_IN_UTC = {"Z", "UTC", "+00:00", "+0000", "-00:00", "-0000"}
_MONTH_NUMBERS = {name[:3].lower(): n for n, name in enumerate(MONTHS, 1)}
_WEEKDAY_NUMBERS = {name[:3].lower(): n for n, name in enumerate(WEEKDAYS)}


class DateInText(NamedTuple):
    """A date as a text writes it, possible or not."""

    text: str
    start: int
    end: int
    day: int
    month: int
    year: int | None
    """`None` when the text does not say."""
    weekday: int | None
    """Monday is 0; `None` when the text does not say."""

    def date(self) -> dt.date | None:
        """The day itself; `None` without a year or when there is no such day."""
        return None if self.year is None else _date(self.year, self.month, self.day)


class DateFault(NamedTuple):
    """A date that cannot be right."""

    text: str
    """As written."""
    start: int
    end: int
    message: str
    """What is wrong, for a fee-earner."""


def parse_date(text: str, *, month_first: bool = False) -> dt.date:
    """The day that the whole text states; `03/11/2026` is 3 November.

    A time of day is ignored, except in UTC: `2026-06-30T23:00:00Z` is 1 July in the UK. With
    `month_first`, `03/11/2026` and `03-11-2026` are 11 March; `03.11.2026` never is. A number of
    days, as spreadsheets keep dates, is no date here.

    Raises:
        ValueError: not a date, without a year, no such day, or the wrong weekday.
    """
    plain = " ".join(text[: LONGEST * 2].split())
    matches = (form.fullmatch(plain) for form in WHOLE if len(plain) <= LONGEST)
    match = next(filter(None, matches), None)
    if match is None:
        raise ValueError(f"{quoted(plain)} is not a date")
    turned = month_first and match.groupdict().get("mark") in {"/", "-"} and match.start("year") > 0
    day = _checked(_found(match, month_first=turned), plain, month_first=turned)
    if (match["zone"] or "").upper() in _IN_UTC and match["hour"]:
        return _day_in_the_uk(day, dt.time(int(match["hour"]), int(match["minute"])))
    return day


def uk_day(moment: dt.datetime) -> dt.date:
    """The day on UK clocks at that moment; one without an offset is on UK clocks already."""
    if moment.tzinfo is None:
        return moment.date()
    try:
        in_utc = moment.astimezone(dt.UTC)
    except OverflowError:  # at either end of the calendar
        return moment.date()
    return _day_in_the_uk(in_utc.date(), in_utc.time())


def format_date(day: dt.date) -> str:
    """`14 October 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def dates_in(text: str) -> tuple[DateInText, ...]:
    """Every date that the text writes, in order; `31 June` and `03/13/2026` are among them."""
    matches = (match for form in IN_TEXT for match in form.finditer(text))
    found = [_found(match) for match in matches if not _is_the_verb(match)]
    return tuple(sorted(found, key=lambda date: date.start))


def day_in(text: str) -> dt.date | None:
    """The first day that the text states with its year, `6/10/26` among them; `None` for none."""
    found = [date for date in dates_in(text) if date.date()]
    short = (_found(match) for match in SHORT_YEAR.finditer(text))
    both = sorted([*found, *(date for date in short if date.date())], key=lambda date: date.start)
    return both[0].date() if both else None


def is_date(text: str) -> bool:
    """Whether the text states a day and nothing else."""
    try:
        parse_date(text.strip().rstrip(".:"))
    except ValueError:
        return False
    return True


def weekday_mismatches(text: str, near: dt.date | None = None) -> tuple[DateFault, ...]:
    """The dates of a text whose weekday is another.

    A date without a year is judged in the year that brings it nearest to `near`, if that is given.
    """
    return tuple(fault for date in dates_in(text) if (fault := _weekday_fault(date, near)))


def impossible_dates(text: str) -> tuple[DateFault, ...]:
    """The dates of a text that no calendar has: `31 June`, `29 February 2026`, `12/13/2026`."""
    return tuple(
        DateFault(date.text, date.start, date.end, _impossible(date))
        for date in dates_in(text)
        if _date(date.year or 2000, date.month, date.day) is None
    )


def date_faults(text: str, near: dt.date | None = None) -> tuple[DateFault, ...]:
    """Wrong weekdays and impossible dates of a text, in order."""
    faults = (*weekday_mismatches(text, near), *impossible_dates(text))
    return tuple(sorted(faults, key=lambda fault: fault.start))


def nearest(day: int, month: int, near: dt.date) -> dt.date | None:
    """That day of the year which is nearest to a date; `None` if no year about it has one."""
    years = (near.year - 1, near.year, near.year + 1)
    days = [date for year in years if (date := _date(year, month, day))]
    return min(days, key=lambda date: abs(date - near), default=None)


def year_of(figures: str) -> int:
    """The year that two or four figures mean: `26` is 2026, `98` is 1998."""
    year = int(figures)
    return _WINDOW + (year - _WINDOW) % 100 if len(figures) == _SHORT else year


def month_number(name: str) -> int:
    """1 to 12 for a month's name or its first letters, in ASCII."""
    return _MONTH_NUMBERS[name[:3].lower()]


def _found(match: re.Match[str], *, month_first: bool = False) -> DateInText:
    parts = match.groupdict()
    year, month, weekday = parts.get("year"), parts["month"], parts.get("weekday")
    day = int(parts["day"])
    number = int(month) if month.isdigit() else month_number(month)
    return DateInText(
        text=match.group(),
        start=match.start(),
        end=match.end(),
        day=number if month_first else day,
        month=day if month_first else number,
        year=None if year is None else year_of(year),
        weekday=None if weekday is None else _WEEKDAY_NUMBERS[weekday[:3].lower()],
    )


def _is_the_verb(match: re.Match[str]) -> bool:
    """Whether it is `of the 45 may be ...` rather than the month."""
    return match["month"] == "may" and not match.groupdict().get("year")


def _checked(found: DateInText, text: str, *, month_first: bool) -> dt.date:
    if found.year is None:
        raise ValueError(f"{quoted(text)} does not say which year")
    day = found.date()
    if day is None:
        raise ValueError(_impossible(found, month_first=month_first))
    if day.year < _EARLIEST:
        raise ValueError(f"{quoted(text)} is in the year {day.year}; write the year that is meant")
    if fault := _weekday_fault(found, None):
        raise ValueError(fault.message)
    return day


def _day_in_the_uk(day: dt.date, clock: dt.time) -> dt.date:
    """The day on UK clocks at an instant in UTC, which in summer are an hour ahead."""
    begins, ends = (_last_sunday(day.year, month) for month in _LAST_SUNDAYS_OF)
    summer = dt.datetime.combine(begins, dt.time(1)) <= dt.datetime.combine(day, clock)
    summer = summer and dt.datetime.combine(day, clock) < dt.datetime.combine(ends, dt.time(1))
    return day + dt.timedelta(days=1) if summer and clock.hour == 23 else day  # noqa: PLR2004 - the last hour


def _last_sunday(year: int, month: int) -> dt.date:
    last = dt.date(year, month, 31)
    return last - dt.timedelta(days=(last.weekday() + 1) % 7)


def _weekday_fault(found: DateInText, near: dt.date | None) -> DateFault | None:
    if found.weekday is None:
        return None
    day = found.date() or (
        nearest(found.day, found.month, near) if near and found.year is None else None
    )
    if day is None or day.weekday() == found.weekday:
        return None
    message = f"“{found.text}”: {format_date(day)} is a {WEEKDAYS[day.weekday()]}"
    return DateFault(found.text, found.start, found.end, message)


def _impossible(found: DateInText, *, month_first: bool = False) -> str:
    if not 1 <= found.month <= len(MONTHS):
        order = "month" if month_first else "day"
        return f"“{found.text}”: there is no month {found.month} (dates are read {order} first)"
    month = MONTHS[found.month - 1]
    year = f" {found.year}" if found.year is not None else ""
    return f"“{found.text}”: {month}{year} has no day {found.day}"


def _date(year: int, month: int, day: int) -> dt.date | None:
    if not (1 <= year <= dt.MAXYEAR and 1 <= month <= len(MONTHS)):
        return None
    return dt.date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None
