"""Columns of a big sheet: what their cells display, known from the number formats of a sample."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from engross.sources.readers.calamine import Given
from engross.sources.readers.meanings import Format, Formats, RawCell, exact
from engross.sources.texts import clean
from engross.sources.wire import Cell

_REMEMBERED: Final = 100_000
"""Different texts, or values of a column, whose outcome is kept; the same ones come again."""
_DAY: Final = dt.timedelta(days=1)


class Texts(dict[str, str | None]):
    """Texts without invisible characters and outer spaces; `None` for nothing."""

    def __missing__(self, text: str) -> str | None:
        plain = text if text.isprintable() else clean(text)
        tidy = plain.strip() or None
        if len(self) < _REMEMBERED:
            self[text] = tidy
        return tidy


class Displayed(dict[Given, str | None]):
    """By value, what a column's format displays of it; `None` where it is simply the value."""

    def __init__(self, number_format: Format) -> None:
        super().__init__()
        self.format = number_format

    def __missing__(self, value: Given) -> str | None:
        number = serial(value, date_1904=self.format.date_1904)
        text = None if number is None else self.format.of_number(number).shown
        if len(self) < _REMEMBERED:
            self[value] = text
        return text


class Columns:
    """What the columns of one sheet have in common."""

    def __init__(self, sample: Iterable[RawCell], formats: Formats) -> None:
        """Takes the format that all numbers of a column in the sample have."""
        found: dict[int, set[Format]] = {}
        for cell in sample:
            if cell.kind == "n" and cell.value is not None:
                found.setdefault(cell.column, set()).add(formats.of(cell.style))
        self._texts = Texts()
        self._displayed = tuple(
            (column, *_display(next(iter(known))))
            for column, known in sorted(found.items())
            if len(known) == 1 and not next(iter(known)).shows_plainly
        )

    def cells(self, row: Sequence[Given]) -> tuple[list[Cell], dict[int, str] | None]:
        """A row's values to hand on, and by column what is displayed."""
        texts = self._texts
        cells: list[Cell] = [texts[cell] if type(cell) is str else cell for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        shown: dict[int, str] = {}
        for column, displayed, plain in self._displayed:
            if column >= len(cells):
                break
            value = row[column]
            kind = type(value)
            if kind in plain:
                continue
            text = displayed[value]
            if text is not None:
                shown[column] = text
            if kind is float and displayed.format.is_date:
                cells[column] = displayed.format.moment(exact(value))  # type: ignore[arg-type]  # a float
        return cells, shown or None


def _display(number_format: Format) -> tuple[Displayed, frozenset[type]]:
    """What a column displays, and the kinds of values that it displays as they are."""
    plain: set[type] = {str, bool}
    if number_format.shows_whole_day:
        # A big sheet has too many different moments to write each out again.
        plain.add(dt.datetime)
    return Displayed(number_format), frozenset(plain)


def serial(value: Given, *, date_1904: bool) -> Decimal | None:
    """The number that Excel stores for a number, day, time or duration; `None` for others."""
    if isinstance(value, str | bool):
        return None
    if isinstance(value, int | float):
        return exact(value)
    if isinstance(value, dt.timedelta):
        return exact(value / _DAY)
    if isinstance(value, dt.time):
        midnight = dt.datetime.combine(dt.date.min, dt.time())
        return exact((dt.datetime.combine(dt.date.min, value) - midnight) / _DAY)
    moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    return exact((moment - _first_day(moment, date_1904=date_1904)) / _DAY)


def _first_day(moment: dt.datetime, *, date_1904: bool) -> dt.datetime:
    """Day 0; Excel's calendar has a 29 February 1900, so that the days before it are one off."""
    if date_1904:
        return dt.datetime(1904, 1, 1)  # noqa: DTZ001 - a sheet's days know no time zone
    before = moment < dt.datetime(1900, 3, 1)  # noqa: DTZ001 - the same
    return dt.datetime(1899, 12, 31 if before else 30)  # noqa: DTZ001 - the same


def with_reasons(cells: list[Cell], reasons: Mapping[int, Cell]) -> list[Cell]:
    """The row's cells with the reasons why some of them hold no value."""
    missing = max(reasons) + 1 - len(cells)
    cells.extend([None] * missing)
    for column, reason in reasons.items():
        cells[column] = reason
    return cells
