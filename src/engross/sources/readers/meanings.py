"""What a workbook's cells mean, and what they show, from stored value and number format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from engross.sources.readers.display import GENERAL, is_date, shown
from engross.sources.readers.display_numbers import GENERAL_WIDTH, general
from engross.sources.readers.display_sections import parse
from engross.sources.sheets import NOT_CALCULATED, NoValue, Value
from engross.sources.texts import clean

_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's days know no time zone
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - the same
_NO_SUCH_DAY = 60
"""29 February 1900, which Excel counts and no calendar has (ECMA-376 Part 1, section 18.17.4.1)."""
_DAYS = {False: 2_958_466, True: 2_957_004}
"""The day after 31 December 9999, the last that Excel knows, by whether 1904 is the first year."""
_REMEMBERED = 20_000
"""Different numbers of a format whose meaning is kept; rates, hours and days come again."""
_DAY_MILLISECONDS = 86_400_000


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as it is stored."""

    row: int
    """From 1."""
    column: int
    """From 0."""
    kind: str
    """`n` number, `s` text, `b` truth value, `e` error, `d` ISO date, `str` empty text."""
    value: Any
    """The number, text, truth value, error's name or date; `None` for nothing."""
    style: int
    formula: str | None
    """Without its `=`; empty when it is not written out; `None` for a plain cell."""


class NoSuchDay(NoValue):
    """A number under a date's format that no calendar has a day for."""


class Meaning(NamedTuple):
    """What a cell means and shows."""

    value: Value
    shown: str | None = None
    """What is displayed, where that is not simply the value."""

    @property
    def hidden(self) -> bool:
        """Whether the number format shows nothing of a cell that holds something."""
        return self.shown == "" and self.value is not None


@dataclass(frozen=True)
class Format:
    """A number format code and what it makes of numbers."""

    code: str
    date_1904: bool = False
    is_date: bool = field(init=False)
    is_duration: bool = field(init=False)
    shows_plainly: bool = field(init=False)
    shows_whole_day: bool = field(init=False)
    """Whether it shows year, month and day: what it displays then says nothing but the value."""
    _known: dict[Decimal, Meaning] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        sections = parse(self.code).numbers
        elapsed = any(part.kind == "elapsed" for one in sections for part in one.parts)
        object.__setattr__(self, "is_date", is_date(self.code))
        object.__setattr__(self, "is_duration", elapsed)
        letters = {
            part.text[0] for one in sections[:1] for part in one.parts if part.kind == "date"
        }
        object.__setattr__(self, "shows_whole_day", letters >= {"y", "m", "d"})
        object.__setattr__(self, "_known", {})
        object.__setattr__(self, "shows_plainly", self.code in {GENERAL, "@"})

    def of_number(self, number: Decimal) -> Meaning:
        """The number, or the day, time or duration that it stands for under a date's format."""
        known = self._known.get(number)
        if known is None:
            known = self._of_number(number)
            if len(self._known) < _REMEMBERED:
                self._known[number] = known
        return known

    def _of_number(self, number: Decimal) -> Meaning:
        if self.shows_plainly:
            return Meaning(number, _fitted(number))
        text = shown(number, self.code, date_1904=self.date_1904)
        if self.is_date:
            return Meaning(self.moment(number), text)
        return Meaning(number, None if text == plain(number) else text)

    def of_text(self, text: str) -> Meaning:
        """The text; Excel shows nothing of it under `;;;`."""
        if ";" in self.code and not shown(text, self.code):
            return Meaning(text, "")
        return Meaning(text)

    def moment(self, number: Decimal) -> Value:
        """The day, day and time, time of day, or duration that the number counts in days."""
        if self.is_duration and abs(number) < _DAYS[False]:
            return dt.timedelta(milliseconds=round(number * _DAY_MILLISECONDS))
        if not 0 <= number < _DAYS[self.date_1904]:
            return no_such_day(plain(number))
        days, rest = divmod(round(number * _DAY_MILLISECONDS), _DAY_MILLISECONDS)
        time = dt.timedelta(milliseconds=rest)
        if not days and number < 1:
            return (_EPOCH + time).time()
        day = self._day(days)
        if day is None:
            return NoSuchDay("the cell shows 29 February 1900, a day that never was")
        return day + time if rest else day.date()

    def _day(self, days: int) -> dt.datetime | None:
        if self.date_1904:
            return _EPOCH_1904 + dt.timedelta(days)
        if days == _NO_SUCH_DAY:
            return None
        return _EPOCH + dt.timedelta(days + (days < _NO_SUCH_DAY))


class Formats:
    """The number formats of a workbook's cell styles."""

    def __init__(self, codes: Sequence[str], *, date_1904: bool) -> None:
        known = {code: Format(code, date_1904) for code in {GENERAL, *codes}}
        self._formats = [known[code] for code in codes]
        self._general = known[GENERAL]

    @property
    def hiding(self) -> frozenset[int]:
        """The styles that show nothing of any number (`;;;`)."""
        return frozenset(
            style
            for style, one in enumerate(self._formats)
            if not any(shown(Decimal(number), one.code) for number in (1, 0, -1))
        )

    @property
    def days(self) -> frozenset[int]:
        """The styles that show numbers as days or times of day."""
        return frozenset(
            style for style, one in enumerate(self._formats) if one.is_date and not one.is_duration
        )

    def of(self, style: int) -> Format:
        """The format of the style; as if none were given for a style that the file lacks."""
        return self._formats[style] if 0 <= style < len(self._formats) else self._general

    def meaning(self, cell: RawCell) -> Meaning:
        """What the cell means and shows."""
        value = cell.value
        if value is None:
            # A formula whose stored result is an empty text keeps the kind `str`.
            uncalculated = cell.formula is not None and cell.kind != "str"
            return Meaning(NOT_CALCULATED if uncalculated else None)
        if cell.kind == "e":
            return Meaning(NoValue(f"the cell shows the error {value}"))
        if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
            return Meaning(_day_alone(value))
        if isinstance(value, int | float):
            return self._number(value, cell.style)
        text = clean(str(value)).strip()
        return self.of(cell.style).of_text(text) if text else Meaning(None)

    def _number(self, value: float, style: int) -> Meaning:
        number = exact(value)
        if not number.is_finite():
            return Meaning(NoValue("the cell holds a number beyond what Excel can hold"))
        return self.of(style).of_number(number)


def no_such_day(number: str) -> NoSuchDay:
    """Why that number is no day."""
    return NoSuchDay(f"the cell is formatted as a date but holds {number}")


def exact(number: float) -> Decimal:
    """Excel keeps fifteen digits; the rest is binary dust (1.1 * 3 is 3.3000000000000003)."""
    return Decimal(f"{number:.15g}")


def _fitted(number: Decimal) -> str | None:
    """What a cell of no format shows of a number that has too many digits for one."""
    digits = str(number)
    if len(digits) <= GENERAL_WIDTH and "E" not in digits:
        return None
    text = general(number)
    return None if text == plain(number) else text


def plain(number: Decimal) -> str:
    """The number's digits, without noughts that say nothing."""
    return f"{number.normalize():f}" if number else "0"


def _day_alone(value: Value) -> Value:
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    return value
