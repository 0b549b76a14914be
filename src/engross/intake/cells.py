"""What single cells say: amounts, hours, dates and texts, or why they say nothing.

`shown` is what the program displays for a cell (`Row.shown`), where that is known: a number that
is displayed as a percentage or in euros is no amount of pounds.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import NamedTuple

from engross.intake.durations import TimeUnit, hours_in
from engross.intake.sheets import Place
from engross.sources.sheets import NoValue, Value
from engross.sources.texts import one_line
from engross.uk.dates import parse_date
from engross.uk.money import other_currency, parse_money
from engross.uk.numerals import quoted

_NIL_MARKS = {"-", "--", "\N{HYPHEN}", "\N{EN DASH}", "\N{EM DASH}", "\N{MINUS SIGN}", "nil"}
_NIL_MARKS |= {f"£{mark}" for mark in _NIL_MARKS} | {f"£ {mark}" for mark in _NIL_MARKS}
_NOTHING = {"", "n/a", "na", "n.a.", "none", "not applicable", "null"}
"""Texts that say that the cell has nothing to say."""
_TO_COME = {"tbc", "t.b.c.", "tba", "tbd", "to be confirmed", "to be advised", "to be agreed",
            "to follow", "awaited", "pending", "unknown", "?", "??"}  # fmt: skip
"""Texts that say that what belongs here is not known yet."""
_ERROR = re.compile(
    r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|FIELD!|BLOCKED!)",
    re.IGNORECASE,
)
_TOO_NARROW = re.compile("#{2,}")
_WHOLE_FLOAT = re.compile(r"([0-9]+)\.0+")
_AS_NUMBER = re.compile(r"[^0-9A-Za-z]*[0-9][0-9.,' ]*(?:E[+-]?[0-9]+)?[^0-9A-Za-z%]*")
_MOST = Decimal(10) ** 15
"""No firm's figure reaches it, and arithmetic to the penny ends there."""


_MOST_FIGURES = 40
"""Figures that a number is still written out in."""


class Unreadable(ValueError):
    """A cell does not say what its column promises; the message is for a fee-earner."""


class Amount(NamedTuple):
    """A number with the cells it was read from."""

    value: Decimal
    places: tuple[Place, ...]


def text_of(value: Value, shown: str | None = None) -> str:
    """The cell's words on one line; a number without its `.0`, empty for no value.

    A number is what is shown only where that says more than the number does: `007`, `INV-0042`,
    `4.5%`, and not `1,234.00` or `£5`. A date is what is shown.
    """
    if value is None or isinstance(value, NoValue):
        return ""
    if isinstance(value, bool):
        return one_line(shown) if shown else str(value)
    if isinstance(value, Decimal):
        return one_line(shown) if shown and _says_more(shown, value) else _plain(value)
    if isinstance(value, str):
        line = one_line(value)
        # A number column read as text by another program: invoice `4452.0` is 4452.
        return _WHOLE_FLOAT.sub(r"\1", line) if _WHOLE_FLOAT.fullmatch(line) else line
    return one_line(shown) if shown else str(value)


def money_of(value: Value, what: str, shown: str | None = None) -> Decimal | None:
    """The amount in the cell, in pounds; `None` when it is empty or says `n/a`, 0 for a dash.

    Raises:
        Unreadable: it holds something else, or an amount that is not clearly one of pounds.
    """
    if value is None:
        return None
    if isinstance(value, Decimal):
        return _of_pounds(value, what, shown or "")
    if isinstance(value, NoValue):
        raise Unreadable(f"{what}: {value.reason}")
    if not isinstance(value, str):
        raise Unreadable(f"{what}: {_quoted(value)} is not an amount of money")
    match _kind(value):
        case "nothing":
            return None
        case "nil":
            return Decimal(0)
        case "to come":
            raise Unreadable(f"{what}: {_quoted(value)} is not yet an amount of money")
        case "error":
            raise Unreadable(f"{what}: {_error(value)}")
    try:
        return parse_money(value)
    except ValueError as error:
        raise Unreadable(f"{what}: {error}") from error


def hours_of(value: Value, shown: str | None = None, *, unit: TimeUnit = "hours") -> Decimal | None:
    """The hours in the cell: 1.5, `1:30`, `1h 30m`, `90 min` or a duration; `None` when empty.

    `unit` is what the column counts in, and so what a bare number means: minutes, or units of six
    minutes. A text that names its own unit, and a duration, are what they say in any column.

    Raises:
        Unreadable: it holds something else.
    """
    if value is None:
        return None
    if isinstance(value, NoValue):
        raise Unreadable(f"hours: {value.reason}")
    if isinstance(value, bool | dt.datetime) or (
        isinstance(value, Decimal) and "%" in (shown or "")
    ):
        raise Unreadable(f"hours: {_quoted(shown or value)} is not a number of hours")
    if isinstance(value, str):
        if not value.strip():
            return None
        match _kind(value):
            case "nil":
                return Decimal(0)
            case "error":
                raise Unreadable(f"hours: {_error(value)}")
    hours = hours_in(value, unit)
    if hours is None or abs(hours) >= _MOST:
        raise Unreadable(f"hours: {_quoted(value)} is not a number of hours")
    return hours


def date_of(
    value: Value, what: str, shown: str | None = None, *, month_first: bool = False
) -> dt.date | None:
    """The day in the cell; `None` when it is empty, a dash or `n/a`.

    `month_first` is for a column of American dates, as text; `engross.intake.day_order` tells.

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
    if isinstance(value, Decimal):
        raise Unreadable(f"{what}: {_quoted(shown or value)} is a number, not a date")
    if isinstance(value, str):
        return _written_day(value, what, month_first=month_first)
    raise Unreadable(f"{what}: {_quoted(shown or value)} is not a date")


def _written_day(text: str, what: str, *, month_first: bool) -> dt.date | None:
    match _kind(text):
        case "nothing" | "nil":
            return None
        case "to come":
            raise Unreadable(f"{what}: {_quoted(text)} is not yet a date")
        case "error":
            raise Unreadable(f"{what}: {_error(text)}")
    try:
        return parse_date(text, month_first=month_first)
    except ValueError as error:
        raise Unreadable(f"{what}: {error}") from error


def _of_pounds(value: Decimal, what: str, shown: str) -> Decimal:
    if "%" in shown:
        raise Unreadable(f"{what}: {quoted(shown)} is a percentage, not an amount of money")
    if currency := other_currency(shown):
        raise Unreadable(f"{what}: {quoted(shown)} is an amount of {currency}, not of pounds")
    if not value.is_finite() or abs(value) >= _MOST:
        raise Unreadable(f"{what}: {_quoted(value)} is not an amount of money")
    return value


def _kind(text: str) -> str:
    """`nothing`, `nil`, `to come` or `error` for the texts that stand for these; else empty."""
    word = one_line(text).casefold()
    if word in _NOTHING:
        return "nothing"
    if word in _NIL_MARKS:
        return "nil"
    if word in _TO_COME:
        return "to come"
    return "error" if _ERROR.fullmatch(word) or _TOO_NARROW.fullmatch(word) else ""


def _error(text: str) -> str:
    word = one_line(text)
    if _TOO_NARROW.fullmatch(word):
        return "the cell shows only ####, as its column was too narrow when the file was saved"
    return f"the cell shows the error {word}"


def _quoted(value: object) -> str:
    if isinstance(value, bool):
        return quoted(str(value).upper())
    return quoted(_plain(value) if isinstance(value, Decimal) else one_line(str(value)))


def _plain(value: Decimal) -> str:
    """The number in figures, without zeros at its end; one that would be too long as it is."""
    if not value.is_finite() or abs(value.adjusted()) > _MOST_FIGURES:
        return str(value)
    return f"{value.normalize():f}"


def _says_more(shown: str, value: Decimal) -> bool:
    """Whether the display is more than the number with its thousands, decimals or currency."""
    text = one_line(shown)
    if text.isdigit():
        return text.startswith("0") and bool(value)
    return bool(text) and not (_AS_NUMBER.fullmatch(text) or other_currency(text))
