"""What single cells say: amounts, hours, dates and texts, or why they say nothing."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import NamedTuple

from engross.intake.sheets import Place
from engross.sources.sheets import NoValue, Value
from engross.sources.texts import one_line
from engross.uk.dates import parse_date
from engross.uk.money import parse_money

_NIL_MARKS = {"-", "\N{EN DASH}", "\N{EM DASH}", "nil"}
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9])(?::00)?")
_HOURS = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)\s*(?:h|hr|hrs|hour|hours)", re.IGNORECASE)
_WHOLE_FLOAT = re.compile(r"([0-9]+)\.0+")


class Unreadable(ValueError):
    """A cell does not say what its column promises; the message is for a fee-earner."""


class Amount(NamedTuple):
    """A number with the cells it was read from."""

    value: Decimal
    places: tuple[Place, ...]


def text_of(value: Value) -> str:
    """The cell's words on one line; a number without its `.0`, empty for no value."""
    if value is None or isinstance(value, NoValue):
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, str):
        # A number column read as text by another program: invoice `4452.0` is 4452.
        return (
            _WHOLE_FLOAT.sub(r"\1", one_line(value))
            if _WHOLE_FLOAT.fullmatch(value)
            else one_line(value)
        )
    return str(value)


def money_of(value: Value, what: str) -> Decimal | None:
    """The amount in the cell; `None` when it is empty.

    Raises:
        Unreadable: it holds something else.
    """
    if value is None or isinstance(value, Decimal):
        return value
    if isinstance(value, NoValue):
        raise Unreadable(f"{what}: {value.reason}")
    if isinstance(value, str):
        if value.strip().casefold() in _NIL_MARKS:
            return Decimal(0)
        try:
            return parse_money(value)
        except ValueError as error:
            raise Unreadable(f"{what}: {error}") from error
    raise Unreadable(f"{what}: “{value}” is not an amount of money")


def hours_of(value: Value) -> Decimal | None:
    """The hours in the cell: 1.5, `1:30`, `1.5 hrs` or a time of day; `None` when it is empty.

    Raises:
        Unreadable: it holds something else.
    """
    if value is None or isinstance(value, Decimal):
        return value
    if isinstance(value, NoValue):
        raise Unreadable(f"hours: {value.reason}")
    if isinstance(value, dt.timedelta):
        return Decimal(round(value.total_seconds())) / 3600
    if isinstance(value, dt.time):
        return Decimal(value.hour * 60 + value.minute) / 60
    if isinstance(value, str):
        return _hours_in(value)
    raise Unreadable(f"hours: “{value}” is not a number of hours")


def date_of(value: Value, what: str) -> dt.date | None:
    """The day in the cell; `None` when it is empty.

    Raises:
        Unreadable: it holds something else, or a day that does not exist.
    """
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, NoValue):
        raise Unreadable(f"{what}: {value.reason}")
    if isinstance(value, str):
        try:
            return parse_date(value)
        except ValueError as error:
            raise Unreadable(f"{what}: {error}") from error
    raise Unreadable(f"{what}: “{value}” is not a date")


def _hours_in(text: str) -> Decimal:
    if match := _CLOCK.fullmatch(text.strip()):
        return int(match[1]) + Decimal(int(match[2])) / 60
    if match := _HOURS.fullmatch(text.strip()):
        return Decimal(match[1])
    try:
        return parse_money(text)
    except ValueError as error:
        raise Unreadable(f"hours: “{text.strip()}” is not a number of hours") from error
