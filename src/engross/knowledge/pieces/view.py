"""A sheet as somebody sees it who opens the workbook: no hidden cells, values as displayed."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from engross.knowledge.pieces.remarks import counted
from engross.sources.sheets import Merged, NoValue, SheetRead, Value
from engross.sources.sheets import Row as SheetRow
from engross.sources.texts import one_line
from engross.uk.dates import format_date


class SeenCell(NamedTuple):
    """What a cell shows."""

    text: str
    worded: bool
    """Whether it is text, and no number, date or truth value."""


class SeenRow(NamedTuple):
    """The cells of a row that show something."""

    number: int
    cells: Mapping[int, SeenCell]
    """By column, from 0."""
    across: Mapping[int, str]
    """What stands also over the columns to the right of a cell merged with theirs."""

    @property
    def texts(self) -> dict[int, str]:
        """The cells' texts, by column."""
        return {column: cell.text for column, cell in self.cells.items()}

    @property
    def cells_across(self) -> dict[int, str]:
        """The same, those of merged cells over each of their columns."""
        return {**self.across, **self.texts}


class View:
    """A sheet that is not hidden."""

    def __init__(self, sheet: SheetRead) -> None:
        self._sheet = sheet
        self._carried = _carried(sheet)
        self._wide: dict[int, list[Merged]] = {}
        for merged in sheet.merged:
            if merged.last_column > merged.first_column:
                self._wide.setdefault(merged.first_row, []).append(merged)
        self._hidden_rows = 0
        self._hidden_columns: set[int] = set()
        self._without_result = 0

    def blocks(self) -> Iterator[list[SeenRow]]:
        """Rows that stand together; one that shows nothing parts them."""
        block: list[SeenRow] = []
        last = 0
        for row in self._sheet.rows:
            if _within(self._sheet.hidden_rows, row.number):
                self._hidden_rows += any(value is not None for value in row.values)
                continue
            cells = self._cells(row)
            if block and not (cells and self._follows(last, row.number)):
                yield block
                block = []
            if cells:
                block.append(SeenRow(row.number, cells, self._across(row.number, cells)))
                last = row.number
        if block:
            yield block

    def unseen(self) -> Iterator[str]:
        """What was not read, in sentences; known once the blocks are read."""
        hidden = ((self._hidden_rows, "row"), (len(self._hidden_columns), "column"))
        said = " and ".join(counted(number, f"hidden {what}") for number, what in hidden if number)
        if said:
            yield f"Sheet {self._sheet.name}: {said} left out."
        if self._without_result:
            formulas = counted(self._without_result, "formula")
            yield f"Sheet {self._sheet.name}: {formulas} without a stored result left out."

    def _across(self, number: int, cells: Mapping[int, SeenCell]) -> dict[int, str]:
        wide = (m for m in self._wide.get(number, ()) if m.first_column in cells)
        return {
            column: cells[merged.first_column].text
            for merged in wide
            for column in range(merged.first_column + 1, merged.last_column + 1)
            if column not in cells
        }

    def _follows(self, last: int, number: int) -> bool:
        """Whether all rows between them are hidden."""
        return all(_within(self._sheet.hidden_rows, n) for n in range(last + 1, number))

    def _cells(self, row: SheetRow) -> dict[int, SeenCell]:
        found = dict(self._carried.get(row.number, {}))
        for column, value in enumerate(row.values):
            if value is None:
                continue
            if _within(self._sheet.hidden_columns, column):
                self._hidden_columns.add(column)
                continue
            if isinstance(value, NoValue):
                self._without_result += 1
                continue
            text = shown_text(value, row.shown.get(column))
            if text:
                found[column] = SeenCell(text, isinstance(value, str))
        return found


def shown_text(value: Value, shown: str | None) -> str:
    """A value as the program displays it, on one line; dates without a form of theirs in words."""
    if shown is not None:
        return one_line(shown)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, dt.date):
        return _day(value)
    return f"{value:%H:%M}" if isinstance(value, dt.time) else one_line(str(value))


def _day(value: dt.date) -> str:
    """The day, with the time where there is one."""
    if isinstance(value, dt.datetime) and value.time() != dt.time():
        return f"{format_date(value.date())} {value:%H:%M}"
    return format_date(value)


def _carried(sheet: SheetRead) -> Mapping[int, Mapping[int, SeenCell]]:
    """For rows of cells merged downwards, the words of their first: they stand beside each row."""
    tall = {(m.first_row, m.first_column): m for m in sheet.merged if m.last_row > m.first_row}
    found: dict[int, dict[int, SeenCell]] = {}
    if not tall:
        return found
    firsts = {row for row, _ in tall}
    numbers = [row.number for row in sheet.rows]
    for row in sheet.rows:
        for column, value in enumerate(row.values if row.number in firsts else ()):
            merged = tall.get((row.number, column))
            if merged and isinstance(value, str) and not _within(sheet.hidden_columns, column):
                cell = SeenCell(one_line(value), worded=True)
                below = bisect_right(numbers, merged.first_row)
                for number in numbers[below : bisect_right(numbers, merged.last_row)]:
                    found.setdefault(number, {})[column] = cell
    return found


def _within(runs: Sequence[tuple[int, int]], number: int) -> bool:
    """Whether the number is in one of the runs, which rise."""
    at = bisect_right(runs, number, key=lambda run: run[0])
    return at > 0 and number <= runs[at - 1][1]
