"""UK dates: read day first, written `14 October 2026`, and the ones that cannot be.

`weekday_mismatches` finds a weekday that is not the date's (`Monday 3 April 2025` was a Thursday)
and `impossible_dates` a day that its month does not have (`31 June`); `date_faults` is both.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple

MONTHS = tuple(calendar.month_name)[1:]
"""January to December."""

WEEKDAYS = tuple(calendar.day_name)
"""Monday to Sunday."""

_CENTURY = 2000
_MONTH_NUMBERS = {name[:size].lower(): n for n, name in enumerate(MONTHS, 1) for size in (3, 4, 99)}
_WEEKDAY_NUMBERS = {name[:3].lower(): n for n, name in enumerate(WEEKDAYS)}

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)"
)
_CLOCK = r"(?:[ T]+(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?Z?)?"

_WORDED = (
    rf"(?:{_WEEKDAY}\.?,?\s+(?:the\s+)?)?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -]?(?:of\s+)?\s*"
    rf"{_MONTH}\b\.?(?:,?[ -]?\s*(?P<year>[0-9]{{4}}|(?<=-)[0-9]{{2}}|(?<= )[0-9]{{2}}(?=$)))?"
)
_SLASHED = (
    r"(?P<day>[0-9]{1,2})(?P<mark>[/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4}|[0-9]{2})"
)
_ISO = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"

_WHOLE = tuple(re.compile(form + _CLOCK, re.IGNORECASE) for form in (_ISO, _SLASHED, _WORDED))
_LONG_YEAR = _SLASHED.replace("|[0-9]{2})", ")")
_IN_TEXT = tuple(
    re.compile(rf"(?<![\w£,./-]){form}(?![\w/]|[.-][0-9])", re.IGNORECASE)
    for form in (_ISO, _LONG_YEAR, _WORDED)
)

_SHORT_YEAR = re.compile(
    r"(?<![\w£,./-])(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{2})(?![\w/]|[.-][0-9])"
)
"""In running text only where a date is expected: `1/2/10` may as well be a fraction or a list."""


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


def parse_date(text: str) -> dt.date:
    """The day that the whole text states; `03/11/2026` is 3 November, a time of day is ignored.

    Raises:
        ValueError: not a date, without a year, no such day, or the wrong weekday.
    """
    stripped = " ".join(text.split())
    for form in _WHOLE:
        if match := form.fullmatch(stripped):
            return _checked(_found(match), stripped)
    message = f"“{stripped}” is not a date"
    raise ValueError(message)


def format_date(day: dt.date) -> str:
    """`14 October 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def dates_in(text: str) -> tuple[DateInText, ...]:
    """Every date that the text writes, in order; `31 June` and `03/13/2026` are among them."""
    matches = (match for form in _IN_TEXT for match in form.finditer(text))
    found = [_found(match) for match in matches if not _is_the_verb(match)]
    return tuple(sorted(found, key=lambda date: date.start))


def day_in(text: str) -> dt.date | None:
    """The first day that the text states with its year, `6/10/26` among them; `None` for none."""
    found = [date for date in dates_in(text) if date.date()]
    short = (_found(match) for match in _SHORT_YEAR.finditer(text))
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


def _found(match: re.Match[str]) -> DateInText:
    parts = match.groupdict()
    year, month, weekday = parts.get("year"), parts["month"], parts.get("weekday")
    return DateInText(
        text=match.group(),
        start=match.start(),
        end=match.end(),
        day=int(parts["day"]),
        month=int(month) if month.isdigit() else _month_number(month),
        year=None if year is None else int(year) + (_CENTURY if len(year) == 2 else 0),  # noqa: PLR2004 - digits
        weekday=None if weekday is None else _WEEKDAY_NUMBERS[weekday[:3].lower()],
    )


def _is_the_verb(match: re.Match[str]) -> bool:
    """Whether it is `of the 45 may be ...` rather than the month."""
    return match["month"] == "may" and not match.groupdict().get("year")


def _month_number(name: str) -> int:
    return _MONTH_NUMBERS[name[:3].lower()]


def _checked(found: DateInText, text: str) -> dt.date:
    if found.year is None:
        message = f"“{text}” does not say which year"
        raise ValueError(message)
    day = found.date()
    if day is None:
        raise ValueError(_impossible(found))
    if fault := _weekday_fault(found, None):
        raise ValueError(fault.message)
    return day


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


def _impossible(found: DateInText) -> str:
    if not 1 <= found.month <= len(MONTHS):
        return f"“{found.text}”: there is no month {found.month} (dates are read day first)"
    month = MONTHS[found.month - 1]
    year = f" {found.year}" if found.year is not None else ""
    return f"“{found.text}”: {month}{year} has no day {found.day}"


def _date(year: int, month: int, day: int) -> dt.date | None:
    if not (1 <= year <= dt.MAXYEAR and 1 <= month <= len(MONTHS)):
        return None
    return dt.date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None
