"""One row of a table, read by what its columns mean."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from engross.intake.cells import Amount, Unreadable, date_of, hours_of, money_of, text_of
from engross.intake.durations import TimeUnit
from engross.intake.sheets import Place
from engross.sources.sheets import NOT_CALCULATED, Row, Value

if TYPE_CHECKING:
    from engross.intake.tables import Table

_PLAIN = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?")
_WORKED: Final[tuple[tuple[str, TimeUnit], ...]] = (
    ("hours", "hours"),
    ("minutes", "minutes"),
    ("units", "units"),
)
"""Meanings of columns that say how long, and what they count in."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a table."""

    table: Table
    row: Row

    def value(self, meaning: str) -> Value:
        """What the cell holds; `None` without such a column."""
        return self._at(self.table.headings.columns.get(meaning))

    def shown(self, meaning: str) -> str | None:
        """What the cell displays where that says more than its value."""
        return self.row.shown.get(self.table.headings.columns.get(meaning, -1))

    def place(self, meaning: str = "") -> Place:
        """Where that cell stands; without a meaning, the row's first cell."""
        column = self.table.headings.columns.get(meaning, self.table.first_column)
        return Place(self.table.sheet.file, self.table.sheet.name, column, self.row.number)

    def text(self, meaning: str) -> str:
        """The words on one line of the cells that mean it; empty without such a column."""
        cells = self.table.headings.cells(meaning)
        texts = (text_of(self._at(column), self.row.shown.get(column)) for column in cells)
        return " ".join(text for text in texts if text)

    def amount(self, meaning: str) -> Amount | None:
        """The cell's amount; `None` when it is empty.

        Raises:
            Unreadable: it holds something else.
        """
        value = money_of(self.value(meaning), called(meaning), self.shown(meaning))
        return None if value is None else Amount(value, (self.place(meaning),))

    def hours(self) -> Amount | None:
        """The hours, from whichever column has them.

        Raises:
            Unreadable: the cell holds something else.
        """
        for meaning, unit in _WORKED:
            value = hours_of(self.value(meaning), self.shown(meaning), unit=unit)
            if value is not None:
                return Amount(value, (self.place(meaning),))
        return None

    def date(self, meaning: str) -> dt.date | None:
        """The day in the cell, in the order that its column is written in; `None` when empty.

        Raises:
            Unreadable: it holds something else, or a day that does not exist.
        """
        value = self.value(meaning)
        month_first = isinstance(value, str) and self.table.dates.month_first(meaning, value)
        return date_of(value, called(meaning), self.shown(meaning), month_first=month_first)

    @property
    def is_dated(self) -> bool:
        """Whether it has a day of its own."""
        try:
            return self.date("date") is not None
        except Unreadable:
            return False

    def number(self, meaning: str, column: int) -> Decimal | None:
        """The number in that column, for comparing totals; `None` when there is none."""
        value = self._at(column)
        if value is None or isinstance(value, Decimal):
            return value
        if isinstance(value, str) and _PLAIN.fullmatch(value):
            return Decimal(value)  # most are, and a million take no time
        try:
            return hours_of(value) if meaning == "hours" else money_of(value, meaning)
        except Unreadable:
            return None

    @property
    def uncalculated(self) -> tuple[Place, ...]:
        """The cells that hold a formula without a stored result."""
        return tuple(
            Place(self.table.sheet.file, self.table.sheet.name, column, self.row.number)
            for column, value in enumerate(self.row.values)
            if value is NOT_CALCULATED
        )

    def _at(self, column: int | None) -> Value:
        if column is None or column >= len(self.row.values):
            return None
        return self.row.values[column]


def called(meaning: str) -> str:
    """A meaning in words: `cost rate`."""
    return meaning.replace("_", " ")
