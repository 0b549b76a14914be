"""Sheets without the cells that tell a suspicion, and without the columns that are called one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from engross.intake.given import GivenFile
from engross.intake.suspicions.cuts import Cut
from engross.intake.suspicions.words import names_suspicion, tells_suspicion
from engross.sources.new_workbook import new_workbook
from engross.sources.sheets import Row, SheetRead, column_letters

_WRITTEN_ACROSS: Final = 3
"""Columns up to which a sheet may have a question in each row, with its answer beside it."""

Spot = tuple[int, int]
"""A row's number, from 1, and a column, from 0."""


def cut_tables(sheets: Sequence[SheetRead]) -> tuple[tuple[SheetRead, ...], tuple[Cut, ...]]:
    """The sheets without them, and each with its place."""
    cuts: list[Cut] = []
    left = []
    for place, sheet in enumerate(sheets):
        spots = set(_spots(sheet))
        if names_suspicion(sheet.name):
            cuts.append(Cut("the name of a sheet", sheet.name, not tells_suspicion(sheet.name)))
            if place:  # the first holds the form itself, whatever somebody called it
                spots = {(row.number, n) for row in sheet.rows for n in range(len(row.values))}
        cuts += _cuts(sheet, spots)
        left.append(_without(sheet, spots))
    return tuple(left), tuple(cuts)


def renamed(sheets: Sequence[SheetRead]) -> tuple[SheetRead, ...]:
    """The sheets, those with a name that tells one under a plain name."""
    return tuple(
        replace(sheet, name=f"Sheet{number}") if names_suspicion(sheet.name) else sheet
        for number, sheet in enumerate(sheets, start=1)
    )


def written(file: GivenFile, sheets: Sequence[SheetRead]) -> bytes | None:
    """A file of the same ending with those sheets; `None` for a format that nobody writes here."""
    if file.suffix in {".csv", ".tsv"}:
        return _delimited(sheets[0], "\t" if file.suffix == ".tsv" else ",")
    return new_workbook(sheets) if file.suffix in {".xlsx", ".xlsm"} else None


def _spots(sheet: SheetRead) -> Iterator[Spot]:
    """The cells that go: those that tell one, and all that stands under or beside such a name."""
    width = max((len(row.values) for row in sheet.rows), default=0)
    across = width <= _WRITTEN_ACROSS
    columns: set[int] = set()
    for row in sheet.rows:
        for column, value in enumerate(row.values):
            if column in columns:
                yield row.number, column
            if not isinstance(value, str):
                continue
            if names_suspicion(value):
                yield row.number, column
                if across and column == 0:
                    yield from ((row.number, other) for other in range(len(row.values)))
                elif _is_heading(sheet, row):
                    columns.add(column)
                    if not any(row.values[column + 1 :]):  # what ran over from it goes too
                        columns.update(range(column + 1, width))
            elif tells_suspicion(value):
                yield row.number, column


def _is_heading(sheet: SheetRead, row: Row) -> bool:
    """Whether columns are called by what stands in the row: the first that is as wide as any."""
    widths = [sum(value is not None for value in one.values) for one in sheet.rows]
    first = next((n for n, width in enumerate(widths) if 2 * width >= max(widths)), 0)
    return sheet.rows.index(row) <= first


def _cuts(sheet: SheetRead, spots: set[Spot]) -> Iterator[Cut]:
    prefix = f"{sheet.name}!" if sheet.name else ""
    first = {column: min(n for n, c in spots if c == column) for _, column in spots}
    for row in sheet.rows:
        for column, value in enumerate(row.values):
            if (row.number, column) in spots and value is not None:
                words = str(value)
                is_name = row.number == first[column] or column == 0
                named = is_name and names_suspicion(words) and not tells_suspicion(words)
                yield Cut(f"{prefix}{column_letters(column)}{row.number}", words, named)


def _without(sheet: SheetRead, spots: set[Spot]) -> SheetRead:
    rows = tuple(
        replace(
            row,
            values=tuple(
                None if (row.number, column) in spots else value
                for column, value in enumerate(row.values)
            ),
            shown={c: text for c, text in row.shown.items() if (row.number, c) not in spots},
        )
        for row in sheet.rows
    )
    return replace(sheet, rows=rows)


def _delimited(sheet: SheetRead, delimiter: str) -> bytes:
    """UTF-8 with its mark, each row in the line that its number says."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    last = 0
    for row in sheet.rows:
        for _ in range(row.number - last - 1):
            writer.writerow([])
        writer.writerow(["" if value is None else str(value) for value in row.values])
        last = row.number
    return text.getvalue().encode("utf-8-sig")
