"""Stored results of formulas that cannot be right: the simple ones worked again in Decimal.

A program that wrote a workbook may have stored any number beside a formula, and Excel may have been
told not to calculate; every reader believes what is stored. Each formula is worked once, from the
stored values of the cells that it names, so that one wrong cell is named and not all that follow.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from typing import NamedTuple

from engross.sources.readers.formula_terms import Formula, NotUnderstood, Worked
from engross.sources.readers.meanings import plain
from engross.sources.readers.sheet_remarks import place_of
from engross.sources.readers.xlsx_package import Area, Table, Unstructured
from engross.sources.remarks import Remark
from engross.sources.sheets import NoValue, SheetRead, Value

MOST_FORMULAS = 20_000
"""Formulas of a workbook that are worked again."""
MOST_CELLS = 1_000_000
"""Cells that are looked at for it."""
_NAMED = 10
"""Formulas of a sheet that are remarked one by one; the others are counted."""
_DIGITS = 34
_ROUNDING = Decimal("1e-11")
"""Of the size of what was added: a hundred thousand terms of fifteen digits stay below it."""
_LEAST = Decimal("1e-9")
_THIS_ROW = ("#this row", "@")


class Implausible(NamedTuple):
    """A formula whose stored result is not what its cells give."""

    row: int
    column: int
    formula: str
    stored: Decimal
    worked: Decimal


class _Exhausted(Exception):
    """As many cells have been looked at as may be."""


def implausible(sheets: Sequence[SheetRead], tables: Sequence[Table] = ()) -> list[Remark]:
    """A remark for each stored result that is not what the formula gives."""
    if not any(sheet.formulas for sheet in sheets):
        return []
    cells = StoredCells(sheets, tables)
    remarks: list[Remark] = []
    left = MOST_FORMULAS
    try:
        for sheet in sheets:
            remarks.extend(_remarks(sheet.name, _found(sheet, cells, left)))
            left -= len(sheet.formulas)
    except _Exhausted:
        left = -1
    return [*remarks, _unfinished()] if left < 0 else remarks


class StoredCells:
    """The stored numbers of a workbook, by place."""

    def __init__(self, sheets: Sequence[SheetRead], tables: Sequence[Table]) -> None:
        self._sheets = {sheet.name.casefold(): sheet for sheet in sheets}
        self._rows = {
            name: {row.number: row.values for row in sheet.rows}
            for name, sheet in self._sheets.items()
        }
        self._hidden = {
            name: {row for a, b in sheet.hidden_rows for row in range(a, b + 1)}
            for name, sheet in self._sheets.items()
        }
        self._tables = {table.name.casefold(): table for table in tables}
        self._left = MOST_CELLS

    def stored(self, sheet: str, row: int, column: int) -> Value:
        """What the cell holds."""
        values = self._of_sheet(sheet).get(row, ())
        return values[column] if column < len(values) else None

    def number(self, area: Area) -> Decimal | None:
        """The one cell's number; `None` when it is empty.

        Raises:
            NotUnderstood: it is no number, or there are several cells.
        """
        if (area.first_row, area.first_column) != (area.last_row, area.last_column):
            raise NotUnderstood("a range where one number belongs")
        value = self.stored(area.sheet, area.first_row, area.first_column)
        if value is None or isinstance(value, Decimal):
            return value
        raise NotUnderstood("a cell that holds no number")

    def numbers(self, area: Area, *, subtotal: bool, hidden: bool) -> Iterator[Decimal]:
        """The area's numbers; texts and truth values count for nothing, as in Excel.

        Raises:
            NotUnderstood: a cell holds an error, or a date or time.
        """
        rows = self._of_sheet(area.sheet)
        unseen = self._hidden[area.sheet.casefold()] if not hidden else ()
        for number in _within(area, rows):
            if number in unseen:
                continue
            values = rows[number][area.first_column : area.last_column + 1]
            self._spend(len(values))
            for column, value in enumerate(values, start=area.first_column):
                if isinstance(value, NoValue | dt.date | dt.time | dt.timedelta):
                    raise NotUnderstood("a cell that holds no number")
                if isinstance(value, Decimal) and not (
                    subtotal and self._is_subtotal(area.sheet, number, column)
                ):
                    yield value

    def table_area(self, table: str, inside: str, row: int) -> Area:
        """The cells that `Table[Column]` or `Table[[#This Row],[Column]]` names.

        Raises:
            NotUnderstood: there is no such table or column, or it names anything else.
        """
        known = self._tables.get(table.casefold())
        words = [word.strip(" []") for word in inside.split(",")]
        this_row = words[0].casefold() in _THIS_ROW
        if known is None or len(words) != 1 + this_row or words[-1] not in known.columns:
            raise NotUnderstood(f"{table}[{inside}]")
        column = known.data.first_column + known.columns.index(words[-1])
        area = known.data._replace(first_column=column, last_column=column)
        return area._replace(first_row=row, last_row=row) if this_row else area

    def _of_sheet(self, sheet: str) -> Mapping[int, Sequence[Value]]:
        rows = self._rows.get(sheet.casefold())
        if rows is None:
            raise NotUnderstood(f"no sheet {sheet}")
        return rows

    def _is_subtotal(self, sheet: str, row: int, column: int) -> bool:
        formula = self._sheets[sheet.casefold()].formulas.get((row, column), "").upper()
        return "SUBTOTAL(" in formula or "AGGREGATE(" in formula

    def _spend(self, cells: int) -> None:
        self._left -= 1 + cells
        if self._left < 0:
            raise _Exhausted


def _found(sheet: SheetRead, cells: StoredCells, most: int) -> Iterator[Implausible]:
    for (row, column), formula in list(sheet.formulas.items())[: max(most, 0)]:
        stored = cells.stored(sheet.name, row, column)
        if not formula or not isinstance(stored, Decimal):
            continue
        results = list(_results(formula, sheet.name, row, cells))
        if results and not any(_agrees(stored, one) for one in results):
            yield Implausible(row, column, formula, stored, Decimal(f"{results[0].value:.15g}"))


def _results(formula: str, sheet: str, row: int, cells: StoredCells) -> Iterator[Worked]:
    """What the formula may give: with hidden rows, and without where they may be left out."""
    ways = (True, False) if "SUBTOTAL" in formula.upper() else (True,)
    for hidden in ways:
        try:
            with localcontext(prec=_DIGITS):
                yield Formula(formula, sheet, row, cells, hidden).worked()
        except (NotUnderstood, Unstructured, ArithmeticError):
            return


def _agrees(stored: Decimal, worked: Worked) -> bool:
    return abs(stored - worked.value) <= worked.weight * _ROUNDING + _LEAST


def _within(area: Area, rows: Mapping[int, object]) -> Iterable[int]:
    if area.last_row - area.first_row >= len(rows):
        return (row for row in rows if area.first_row <= row <= area.last_row)
    return (row for row in range(area.first_row, area.last_row + 1) if row in rows)


def _remarks(sheet: str, found: Iterable[Implausible]) -> Iterator[Remark]:
    listed = list(found)
    for one in listed[:_NAMED]:
        yield Remark(
            "formula-implausible",
            "warn",
            place_of(sheet, one.row, one.column),
            f"The formula ={one.formula} has {plain(one.stored)} stored as its result; "
            f"its cells give {plain(one.worked)}.",
            "Open the workbook in Excel, let it calculate (F9), and save it.",
        )
    if len(listed) > _NAMED:
        yield Remark(
            "formula-implausible",
            "warn",
            f"sheet {sheet}",
            f"{len(listed) - _NAMED:,} more formulas of {sheet} have results stored that their "
            "cells do not give.",
            "Open the workbook in Excel, let it calculate (F9), and save it.",
        )


def _unfinished() -> Remark:
    return Remark(
        "formula-implausible",
        "note",
        "",
        f"The workbook holds more formulas than are worked again ({MOST_FORMULAS:,} formulas, "
        f"{MOST_CELLS:,} cells); the results of the others were taken as they are stored.",
    )
