"""The days that a mail may mean, against the day on which it came in.

Unlike the deadlines that notes are read for, which are only ever certain ones, this leans to the
earliest day that the words can mean: `next Friday` is the coming one.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from engross.triage.phrases import phrases
from engross.uk.date_forms import SHORT_YEAR
from engross.uk.dates import WEEKDAYS, dates_in, month_number, nearest, parse_date
from engross.uk.working_days import is_working_day

_DAY: Final = dt.timedelta(days=1)
_FRIDAY: Final = 4
_WEEK: Final = 7
_NUMBERS: Final = {
    name: number
    for number, name in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1
    )
}


class DaySaid(NamedTuple):
    """A day and the words that named it."""

    day: dt.date
    words: str


def days_said(text: str, received: dt.date) -> tuple[DaySaid, ...]:
    """Every day that the text names, the earliest that each can mean."""
    return (*_dated(text, received), *_counted(text, received), *_named(text, received))


def working_days_until(day: dt.date, received: dt.date) -> int:
    """Working days after the day of receipt, up to and with that day; none for one that is past."""
    days = range((day - received).days)
    return sum(is_working_day(received + (number + 1) * _DAY) for number in days)


def _dated(text: str, received: dt.date) -> Iterator[DaySaid]:
    for found in dates_in(text):
        day = found.date() if found.year else nearest(found.day, found.month, received)
        if day:
            yield DaySaid(day, found.text)
    for match in SHORT_YEAR.finditer(text):
        if day := _parsed(match.group()):
            yield DaySaid(day, match.group())
    for match in phrases("days", "month_first").finditer(text):
        if first := _month_first(match, received):
            yield DaySaid(first, match.group())


def _parsed(words: str) -> dt.date | None:
    try:
        return parse_date(words)
    except ValueError:
        return None


def _month_first(match: re.Match[str], received: dt.date) -> dt.date | None:
    month, day = month_number(match["month"]), int(match["day"])
    if match["year"] is None:
        return nearest(day, month, received)
    return _parsed(f"{match['year']}-{month:02}-{day:02}")


def _counted(text: str, received: dt.date) -> Iterator[DaySaid]:
    """`in two days`, `48 hours left`, `a couple of days`."""
    for match in phrases("days", "in_days").finditer(text):
        unit = match["unit"] or match["unit2"] or "days"
        count = _number(match["number"] or match["number2"] or "two")
        if unit.lower().startswith("hour"):
            count = -(-count // 24)
        if unit.lower().startswith("week"):
            count *= _WEEK
        yield DaySaid(received + count * _DAY, match.group())


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.get(word.lower(), 1)


def _named(text: str, received: dt.date) -> Iterator[DaySaid]:
    for name, day in _relative(received):
        yield from (DaySaid(day, each.group()) for each in phrases("days", name).finditer(text))
    for match in phrases("days", "weekday").finditer(text):
        yield DaySaid(_weekday(match, received), match.group())
    for match in phrases("days", "ordinal").finditer(text):
        if nearest_day := _of_this_month(int(match["day"]), received):
            yield DaySaid(nearest_day, match.group())


def _relative(received: dt.date) -> Iterator[tuple[str, dt.date]]:
    last = calendar.monthrange(received.year, received.month)[1]
    monday = received - received.weekday() * _DAY
    yield "today", received
    yield "tomorrow", received + _DAY
    yield "yesterday", received - _DAY
    yield "last", received - _WEEK * _DAY
    yield "this_week", max(received, monday + _FRIDAY * _DAY)
    yield "next_week", monday + _WEEK * _DAY
    yield "month_end", received.replace(day=last)


def _weekday(match: re.Match[str], received: dt.date) -> dt.date:
    starts = [name[:3].casefold() for name in WEEKDAYS]
    ahead = (starts.index(match["weekday"][:3].casefold()) - received.weekday()) % _WEEK
    return received + (ahead - _WEEK if match["last"] else ahead) * _DAY


def _of_this_month(day: int, received: dt.date) -> dt.date | None:
    """`the 20th`: of the month that brings it nearest."""
    around = (received - 28 * _DAY, received, received + 28 * _DAY)
    days = [_parsed(f"{each.year}-{each.month:02}-{day:02}") for each in around]
    return min(filter(None, days), key=lambda each: abs(each - received), default=None)
