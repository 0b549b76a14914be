"""Working days in England and Wales: Monday to Friday, without the bank holidays.

Bank holidays follow the Banking and Financial Dealings Act 1971, Schedule 1, and the days that
royal proclamation gives every year: New Year's Day, the first Monday in May, and a day in lieu of a
holiday at a weekend. Single days that are proclaimed for an occasion (a coronation, a jubilee)
cannot be worked out, so those of years to come are not known.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

_DAY = dt.timedelta(days=1)
_MONDAY, _SATURDAY = 0, 5


def is_working_day(day: dt.date) -> bool:
    """Whether offices are open on it."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


def working_days_after(day: dt.date, count: int) -> dt.date:
    """The working day that is so many after that day; of 0, the day itself or the next one."""
    day = working_day_from(day)
    for _ in range(count):
        day = working_day_from(day + _DAY)
    return day


def working_day_from(day: dt.date) -> dt.date:
    """The day itself, or the first working day after it."""
    while not is_working_day(day):
        day += _DAY
    return day


@cache
def bank_holidays(year: int) -> frozenset[dt.date]:
    """The eight of a year, each on the weekday on which it is kept."""
    easter = easter_sunday(year)
    fixed = [dt.date(year, 1, 1), dt.date(year, 12, 25), dt.date(year, 12, 26)]
    moving = [
        easter - 2 * _DAY,
        easter + _DAY,
        _first_monday(dt.date(year, 5, 1)),
        _first_monday(dt.date(year, 5, 25)),
        _first_monday(dt.date(year, 8, 25)),
    ]
    return frozenset(moving) | frozenset(_kept(fixed))


def easter_sunday(year: int) -> dt.date:
    """Easter in the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher."""
    century, years = divmod(year, 100)
    golden = year % 19
    leaps, rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    weekday = (32 + 2 * rest + 2 * (years // 4) - epact - years % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def _first_monday(day: dt.date) -> dt.date:
    """The first one on or after that day."""
    return day + (_MONDAY - day.weekday()) % 7 * _DAY


def _kept(days: list[dt.date]) -> list[dt.date]:
    """Those at a weekend on the next day that is neither a weekend nor another holiday."""
    kept = [day for day in days if day.weekday() < _SATURDAY]
    for day in days:
        if day.weekday() < _SATURDAY:
            continue
        later = day
        while later.weekday() >= _SATURDAY or later in kept:
            later += _DAY
        kept.append(later)
    return kept
