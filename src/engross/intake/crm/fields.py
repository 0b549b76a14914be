"""One row of a CRM table, read by what its columns mean: each value with its place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from engross.intake.cells import Unreadable, date_of, money_of, text_of
from engross.intake.columns import Headings
from engross.intake.crm.currencies import CurrencyCells, currency_in, one_of
from engross.intake.crm.days import DayColumn, day_column
from engross.intake.crm.tables import CrmTable, crm_vocabulary
from engross.intake.crm.words import squeezed, words
from engross.intake.kinds import normal
from engross.intake.sheets import Place
from engross.sources.sheets import Row, Value

T = TypeVar("T")

_FEW_CELLS = 3
"""Cells that a report's row of totals may fill."""
_COUNT = re.compile(r"[0-9]+")
_FOREIGN = re.compile(
    r"(?P<before>-?)(?P<code>[A-Z]{3}|US\$|[$€£¥])\s*(?P<amount>[-(0-9].*)"
    r"|(?P<first>[-(0-9][^A-Z$€£¥]*?)\s*(?P<after>[A-Z]{3}|[$€£¥])"
)
_SIGNS = {"£": "GBP", "€": "EUR", "¥": "JPY", "$": "USD", "US$": "USD"}
DATES = (
    "opened", "closes", "actual_close", "won_on", "lost_on", "expected_close", "day", "ends",
    "service_day",
)  # fmt: skip
"""Meanings that are days."""


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """One value of a CRM record."""

    value: T
    place: Place
    internal: bool = False
    """Whether it is the firm's own: it reaches no agent and no document."""


class Unread(NamedTuple):
    """A cell that does not say what its column promises."""

    place: Place
    reason: str
    """For a fee-earner."""


class Money(NamedTuple):
    """An amount and the currency that its cell states; empty where it states none."""

    amount: Decimal
    currency: str


class TableReader:
    """Reads the rows of one table that is understood."""

    def __init__(self, table: CrmTable, headings: Headings) -> None:
        self.table = table
        self.headings = headings
        self.unread: list[Unread] = []
        """Cells that could not be read, in order."""
        self._names = [normal(name) for name in headings.names]
        self._days_read: dict[tuple[str, str], dt.date | None] = {}

    def rows(self) -> Iterator[RowReader]:
        """The records: neither headings that stand again nor a report's footer."""
        for row in self.table.sheet.rows:
            if row.number > self.headings.row and self._is_record(row):
                yield RowReader(self, row)

    @cached_property
    def days(self) -> Mapping[str, DayColumn]:
        """By meaning, how its column of days is read."""
        found = {meaning: self._day_column(meaning) for meaning in DATES}
        return {meaning: column for meaning, column in found.items() if column}

    def day(self, meaning: str, value: Value) -> dt.date | None:
        """The day in a cell of the meaning's column, each text worked out once.

        Raises:
            Unreadable: it holds something else.
        """
        known = (meaning, value) if isinstance(value, str) else None
        if known and known in self._days_read:
            return self._days_read[known]
        column = self.days.get(meaning)
        month_first = column is not None and column.order == "month-first"
        day = date_of(value, self.heading(meaning), month_first=month_first)
        if known:
            self._days_read[known] = day
        return day

    @cached_property
    def _first_written(self) -> Value:
        return next((value for value in self._written if value is not None), None)

    @cached_property
    def _written(self) -> Sequence[Value]:
        """The heading row as it stands."""
        return next(r.values for r in self.table.sheet.rows if r.number == self.headings.row)

    @cached_property
    def currency_cells(self) -> CurrencyCells:
        """Where the table says of which currency its amounts are."""
        own = self.headings.cells("currency")
        return CurrencyCells(self._written, own, self.headings.kind.columns.get("currency", ()))

    @cached_property
    def sensitive(self) -> frozenset[str]:
        """Meanings that are the firm's own."""
        return frozenset(crm_vocabulary().sensitive)

    def heading(self, meaning: str) -> str:
        """The column's heading as written; the meaning in words without one."""
        column = self.headings.columns.get(meaning)
        return meaning.replace("_", " ") if column is None else text_of(self._written[column])

    def place(self, row: Row, column: int) -> Place:
        """Where a cell stands."""
        return Place(self.table.sheet.file, self.table.sheet.name, column, row.number)

    def _is_record(self, row: Row) -> bool:
        filled = [value for value in row.values if value is not None]
        if not filled or not self.headings.holds(row):
            return False
        if filled[0] == self._first_written and _texts(filled) == self._names:
            return False
        return len(filled) > _FEW_CELLS or not _is_footer(filled)

    def _day_column(self, meaning: str) -> DayColumn | None:
        column = self.headings.columns.get(meaning)
        if column is None:
            return None
        cells = [
            (self.place(row, column), row.values[column])
            for row in self.table.sheet.rows
            if row.number > self.headings.row and column < len(row.values)
        ]
        return day_column(self.heading(meaning), cells, self.headings.dates)


class RowReader:
    """One record's row."""

    def __init__(self, reader: TableReader, row: Row) -> None:
        self._reader = reader
        self._row = row

    @property
    def place(self) -> Place:
        """The row's first cell."""
        return self._reader.place(self._row, 0)

    def text(self, meaning: str) -> Field[str] | None:
        """The words of the meaning's column or columns; `None` when they are empty."""
        cells = self._reader.headings.cells(meaning)
        if not cells:
            return None
        said = " ".join(text for column in cells if (text := text_of(self._value(column))))
        return self._field(meaning, said) if said else None

    def in_one_line(self, meaning: str) -> Field[str] | None:
        """The words of a cell that may have several lines, with a comma between two."""
        cells = self._reader.headings.cells(meaning)
        lines = [one for column in cells for one in _lines(self._value(column))]
        return self._field(meaning, ", ".join(lines)) if lines else None

    def currency(self, *amounts: Field[Money] | None) -> str:
        """The currency that the row, the amounts' cells and their headings say.

        `GBP/EUR` where they contradict each other; empty where nothing says.
        """
        cells = self._reader.currency_cells
        said = [currency_in(self._value(column)) for column in cells.columns]
        for amount in amounts:
            if amount is not None:
                said += [amount.value.currency, cells.said_over(amount.place.column)]
        return one_of(said)

    def money(self, meaning: str) -> Field[Money] | None:
        """The amount, with the currency that the cell states; `None` when it is empty."""
        value = self._at(meaning)
        currency = ""
        if isinstance(value, str):
            currency, value = _parted(value)
        try:
            amount = money_of(value, self._reader.heading(meaning))
        except Unreadable as problem:
            self._not_read(meaning, problem)
            return None
        return None if amount is None else self._field(meaning, Money(amount, currency))

    def number(self, meaning: str) -> Field[Decimal] | None:
        """The amount alone."""
        money = self.money(meaning)
        return self._field(meaning, money.value.amount) if money else None

    def day(self, meaning: str) -> Field[dt.date] | None:
        """The day; `None` when it is empty."""
        try:
            day = self._reader.day(meaning, self._at(meaning))
        except Unreadable as problem:
            self._not_read(meaning, problem)
            return None
        return None if day is None else self._field(meaning, day)

    def truth(self, meaning: str) -> bool | None:
        """Yes or no; `None` when it is empty or says neither."""
        value = self._at(meaning)
        if isinstance(value, bool) or value is None:
            return value
        said = squeezed(text_of(value))
        if said in words("truth", "yes"):
            return True
        return False if said in words("truth", "no") else None

    @property
    def deleted(self) -> bool:
        """Whether the CRM marks the record as deleted."""
        return self.truth("deleted") is True

    def _at(self, meaning: str) -> Value:
        column = self._reader.headings.columns.get(meaning)
        return None if column is None else self._value(column)

    def _value(self, column: int) -> Value:
        return self._row.values[column] if column < len(self._row.values) else None

    def _field(self, meaning: str, value: T) -> Field[T]:
        column = self._reader.headings.columns[meaning]
        place = self._reader.place(self._row, column)
        internal = meaning in self._reader.sensitive or column in self._reader.headings.sensitive
        return Field(value, place, internal)

    def _not_read(self, meaning: str, problem: Unreadable) -> None:
        column = self._reader.headings.columns[meaning]
        self._reader.unread.append(Unread(self._reader.place(self._row, column), str(problem)))


def _lines(value: Value) -> Iterator[str]:
    """The filled lines of a cell, without the commas at their ends."""
    parts: Sequence[Value] = value.splitlines() if isinstance(value, str) else (value,)
    yield from filter(None, (text_of(part).strip(" ,") for part in parts))


def _texts(values: Sequence[Value]) -> list[str]:
    return [normal(value) for value in values if isinstance(value, str)]


def _is_footer(filled: Sequence[Value]) -> bool:
    """Whether a row of few cells is a report's total or one of the lines that it ends with."""
    text = next((value for value in filled if isinstance(value, str)), "")
    said = squeezed(_COUNT.sub("", text))
    if said in words("footers", "totals"):
        return True
    return len(filled) == 1 and any(said.startswith(begin) for begin in words("footers", "begin"))


def _parted(text: str) -> tuple[str, str]:
    """A currency's code and the amount without it; pounds stay, as our grammar knows them."""
    match = _FOREIGN.fullmatch(text.strip())
    if match is None:
        return "", text
    code = match["code"] or match["after"]
    amount = f"{match['before'] or ''}{match['amount'] or match['first']}"
    return _SIGNS.get(code, code), amount
