"""Numbers shown as dates, times and durations, by Excel's calendar.

ECMA-376 Part 1, section 18.17.4 (dates as numbers) and 18.8.31 (their codes). In the calendar
that begins in 1900, day 60 is the 29th of February 1900, which never was; day 0 is its "0th" of
January.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from engross.sources.readers.display_numbers import floored
from engross.sources.readers.display_sections import Part

UNSHOWABLE: Final = "########"
"""What Excel fills the cell with when a number is no date of its calendar."""

LAST_DAY: Final = 2_958_465
"""The 31st of December 9999, counted from 1900."""
DAYS_1904: Final = 1462
"""How many days later the calendar of 1904 begins."""

_DAY_THAT_NEVER_WAS: Final = 60
_SECONDS: Final = 86_400
_NOON: Final = 12
_BUDDHIST: Final = 543

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS: Final = (
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
)


class _Moment(NamedTuple):
    """A point of Excel's calendar."""

    year: int
    month: int
    day: int
    weekday: int
    """0 for a Sunday, as Excel counts: it is one out before March 1900."""
    seconds: int
    """Since midnight."""
    all_seconds: int
    """Since the calendar began."""
    fraction: str
    """The digits of a second's fraction that are shown."""


def dated(parts: Sequence[Part], number: Decimal, *, date_1904: bool = False) -> str:
    """The number under the parts of a date section; `########` outside Excel's calendar."""
    moment = _moment(number, _fraction_digits(parts), date_1904=date_1904)
    if moment is None:
        return UNSHOWABLE
    half_days = any(part.kind == "noon" for part in parts)
    return "".join(_shown(part, moment, half_days=half_days) for part in parts)


def _day(days: int) -> dt.date:
    before_the_gap = days < _DAY_THAT_NEVER_WAS
    return dt.date(1899, 12, 31 if before_the_gap else 30) + dt.timedelta(days=days)


def _fraction_digits(parts: Sequence[Part]) -> int:
    return max((len(part.text) - 1 for part in parts if part.kind == "fraction"), default=0)


def _moment(number: Decimal, digits: int, *, date_1904: bool) -> _Moment | None:
    """The time is rounded to what is shown of a second; minutes and hours are cut off."""
    if not 0 <= number <= LAST_DAY + 1:
        return None
    exact = (number * _SECONDS).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    seconds = floored(exact)
    days = seconds // _SECONDS + (DAYS_1904 if date_1904 else 0)
    if days > LAST_DAY:
        return None
    year, month, day = _calendar(days)
    return _Moment(
        year=year,
        month=month,
        day=day,
        weekday=(days + 6) % 7,
        seconds=seconds % _SECONDS,
        all_seconds=seconds,
        fraction=f"{exact - seconds:f}"[2:],
    )


def _calendar(days: int) -> tuple[int, int, int]:
    if days == 0:
        return 1900, 1, 0
    if days == _DAY_THAT_NEVER_WAS:
        return 1900, 2, 29
    day = _day(days)
    return day.year, day.month, day.day


def _shown(part: Part, moment: _Moment, *, half_days: bool) -> str:
    match part.kind:
        case "date":
            return _field(part.text, moment, half_days=half_days)
        case "elapsed":
            return f"{_elapsed(part.text, moment):0{len(part.text)}}"
        case "noon":
            morning, _, evening = part.text.partition("/")
            return _cased(part.text, morning if moment.seconds < _SECONDS // 2 else evening)
        case "fraction":
            return f".{moment.fraction[: len(part.text) - 1]}"
        case _:
            return part.text


def _cased(code: str, text: str) -> str:
    """Excel writes AM and PM large whatever the code has, but `a/p` as it stands."""
    return text if len(code) == len("a/p") else text.upper()


def _elapsed(text: str, moment: _Moment) -> int:
    return moment.all_seconds // {"h": 3600, "n": 60, "m": 60, "s": 1}[text[0]]


def _field(text: str, moment: _Moment, *, half_days: bool) -> str:
    match text[0]:
        case "y" | "e":
            short = text in {"y", "yy"}
            return f"{moment.year % 100:02}" if short else f"{moment.year:04}"
        case "b":
            year = moment.year + _BUDDHIST
            return f"{year:04}" if len(text) > len("bb") else f"{year % 100:02}"
        case "m":
            return _named(text, moment.month, _MONTHS[moment.month - 1])
        case "d":
            return _named(text[:4], moment.day, _WEEKDAYS[moment.weekday])
        case "g":
            return ""
        case _:
            return _padded(text, _clock(text[0], moment, half_days=half_days))


def _clock(letter: str, moment: _Moment, *, half_days: bool) -> int:
    if letter == "h":
        hours = moment.seconds // 3600
        return (hours + _NOON - 1) % _NOON + 1 if half_days else hours
    return moment.seconds // 60 % 60 if letter == "n" else moment.seconds % 60


def _named(text: str, number: int, name: str) -> str:
    """`m`, `mm`, `mmm`, `mmmm` and `mmmmm`, the first letter alone; days alike."""
    match len(text):
        case 1 | 2:
            return _padded(text, number)
        case 3:
            return name[:3]
        case 5:
            return name[0]
        case _:
            return name


def _padded(text: str, number: int) -> str:
    return f"{number:02}" if len(text) > 1 else str(number)
