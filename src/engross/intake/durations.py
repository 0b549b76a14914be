"""How long something took, as time exports write it: `1:30`, `1h 30m`, `90 min`, `PT1H30M`, 1.5."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Final, Literal

from engross.uk.money import parse_money

TimeUnit = Literal["hours", "minutes", "units"]
"""What a column counts in; a unit is six minutes."""

_TO_THE_HOUR: Final = {"hours": 1, "minutes": 60, "units": 10}
_SECONDS = 3600
_LONGEST = 40

_CLOCK = re.compile(r"(-)?([0-9]{1,4}):([0-5][0-9])(?::([0-5][0-9])(?:\.[0-9]{1,6})?)?", re.ASCII)
_FIGURE = r"([0-9]{1,6}(?:\.[0-9]{1,6})?|[0-9]{1,2},[0-9]{1,2}|\.[0-9]{1,6})"
_HOUR, _MINUTE, _SECOND = (
    r"(?:h|hrs?|hours?)\.?",
    r"(?:m|mins?|minutes?)\.?",
    r"(?:s|secs?|seconds?)\.?",
)
_AND = r"(?:,|\ and)?\ ?"
_HOURS_FIRST = (
    rf"(?P<hours>{_FIGURE})\ ?{_HOUR}"
    rf"(?:{_AND}(?P<minutes>[0-9]{{1,2}})(?:\ ?{_MINUTE})?)?"
    rf"(?:{_AND}(?P<seconds>[0-9]{{1,2}})\ ?{_SECOND})?"
)
_MINUTES_FIRST = (
    rf"(?P<minutes>{_FIGURE})\ ?{_MINUTE}(?:{_AND}(?P<seconds>[0-9]{{1,2}})\ ?{_SECOND})?"
)
_NAMED = tuple(
    re.compile(rf"(?P<minus>-)?\ ?{form}", re.IGNORECASE | re.VERBOSE | re.ASCII)
    for form in (_HOURS_FIRST, _MINUTES_FIRST, rf"(?P<seconds>{_FIGURE})\ ?{_SECOND}")
)
_ISO = re.compile(
    rf"PT(?=[0-9.])(?:(?P<hours>{_FIGURE})H)?(?:(?P<minutes>{_FIGURE})M)?(?:(?P<seconds>{_FIGURE})S)?",
    re.ASCII,
)
"""A duration as ISO 8601 section 5.5.2 has it, without days."""
_DECIMAL_COMMA = re.compile(r"-?[0-9]{1,2},[0-9]{1,2}", re.ASCII)
_NOT_PLAIN = re.compile(r"[£a-z%]", re.IGNORECASE | re.ASCII)


def hours_in(
    value: Decimal | str | dt.time | dt.timedelta | dt.date, unit: TimeUnit = "hours"
) -> Decimal | None:
    """The hours that the value states; a bare number counts `unit`. `None` when it states none.

    In a column of hours a comma before one or two figures is a decimal comma: `1,5` cannot be one
    thousand five hundred hours, nor one thousand and five.
    """
    if isinstance(value, Decimal):
        return value / _TO_THE_HOUR[unit] if value.is_finite() else None
    if isinstance(value, dt.timedelta):
        return Decimal(round(value.total_seconds())) / _SECONDS
    if isinstance(value, dt.time):
        seconds = value.hour * _SECONDS + value.minute * 60 + value.second
        return Decimal(seconds) / _SECONDS
    return _written(" ".join(value.split()), unit) if isinstance(value, str) else None


def _written(text: str, unit: TimeUnit) -> Decimal | None:
    if len(text) > _LONGEST:
        return None
    stated = _clock(text)
    if stated is None:
        stated = _named(text)
    if stated is not None:
        return stated
    number = _number(text)
    return None if number is None else number / _TO_THE_HOUR[unit]


def _clock(text: str) -> Decimal | None:
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    minus, hours, minutes, seconds = match.groups()
    total = int(hours) * _SECONDS + int(minutes) * 60 + int(seconds or 0)
    return Decimal(-total if minus else total) / _SECONDS


def _number(text: str) -> Decimal | None:
    if _DECIMAL_COMMA.fullmatch(text):
        return Decimal(text.replace(",", "."))
    if _NOT_PLAIN.search(text):
        return None
    try:
        return parse_money(text)
    except ValueError:  # the caller says what is wrong, in its own words
        return None


def _named(text: str) -> Decimal | None:
    """The hours of a text that names its units, as in `1 hr 30 mins`."""
    matches = (form.fullmatch(text) for form in (_ISO, *_NAMED))
    match = next(filter(None, matches), None)
    if match is None:
        return None
    said = match.groupdict()
    hours, minutes, seconds = (_figure(said.get(n)) for n in ("hours", "minutes", "seconds"))
    total = (hours * _SECONDS + minutes * 60 + seconds) / _SECONDS
    return -total if said.get("minus") else total


def _figure(text: str | None) -> Decimal:
    return Decimal((text or "0").replace(",", "."))
