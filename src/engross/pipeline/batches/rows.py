"""A batch file's rows as texts: a table (CSV, Excel) with a row an item, or a YAML list."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from engross.errors import InputError
from engross.sources import guard
from engross.sources.apart import read_workbook
from engross.sources.file import SourceFile
from engross.sources.sheets import NoValue, Row, SheetRead, Value, column_letters
from engross.sources.texts import decode
from engross.workspace.yaml_text import Part, read_yaml

YAML: Final = (".yaml", ".yml")
TABLES: Final = guard.READABLE["estimate"]
"""The endings of tables: a batch file is read, in a process apart, as an estimate would be."""
_LARGEST_YAML: Final = 1_000_000
_PARTS: Final = ";"


@dataclass(frozen=True)
class BatchRow:
    """One item as it is written."""

    place: str
    """`row 4` of a table, `item 4` of a list, `order` for a file that is one."""
    cells: Mapping[str, tuple[str, ...]]
    """By column (`as_at`), its texts; columns that say nothing are not among them."""
    problem: str = ""
    """Why it cannot be used, as far as that shows in the row itself."""


def rows_of(file: SourceFile) -> tuple[BatchRow, ...]:
    """The rows in order; none that says nothing.

    Raises:
        InputError: the file is of another kind, cannot be read, or holds no table or list.
    """
    if file.suffix in YAML:
        return tuple(_listed(file))
    if file.suffix not in TABLES:
        raise InputError(
            file.name,
            "a batch is a table or a YAML list.",
            remedy=f"Save it as one of: {', '.join((*TABLES, *YAML))}.",
        )
    guard.check(file, "estimate")
    sheet = next((one for one in read_workbook(file).sheets if not one.hidden and one.rows), None)
    if sheet is None:
        raise InputError(file.name, "it holds no table.", remedy="Write a heading for each column.")
    return tuple(_tabled(file, sheet))


def column_name(heading: str) -> str:
    """`as_at` for `As at`, `AS-AT` and `as_at`."""
    return re.sub(r"[^a-z0-9]+", "_", heading.strip().lower()).strip("_")


# --- tables


def _tabled(file: SourceFile, sheet: SheetRead) -> Iterator[BatchRow]:
    headings = _headings(file, sheet.rows[0])
    for row in sheet.rows[1:]:
        cells = {
            name: _texts(name, row.values[index])
            for index, name in headings.items()
            if index < len(row.values)
        }
        said = {name: texts for name, texts in cells.items() if texts}
        problem = _hidden(sheet, row) or _beyond(headings, row) or _uncalculated(headings, row)
        if said or problem:
            yield BatchRow(f"row {row.number}", said, problem)


def _headings(file: SourceFile, row: Row) -> dict[int, str]:
    names = {
        index: column_name(value)
        for index, value in enumerate(row.values)
        if isinstance(value, str) and column_name(value)
    }
    twice = {name for name in names.values() if list(names.values()).count(name) > 1}
    if twice:
        raise InputError(
            file.name,
            f"the column {min(twice)!r} is there twice.",
            place=f"row {row.number}",
            remedy="Put several files into one cell, with a semicolon between them.",
        )
    return names


def _texts(column: str, value: Value) -> tuple[str, ...]:
    text = _text(column, value)
    return tuple(part for each in text.split(_PARTS) if (part := each.strip()))


def _text(column: str, value: Value) -> str:
    match value:
        case None | NoValue():
            return ""
        case dt.datetime() | dt.date() if column == "period":
            # A spreadsheet takes 2026-09 for the first of that month.
            return f"{value:%Y-%m}" if value.day == 1 else f"{value:%Y-%m-%d}"
        case dt.datetime() | dt.date():
            return f"{value:%Y-%m-%d}"
        case Decimal():
            return f"{value:f}" if value % 1 else f"{int(value)}"
        case _:
            return str(value)


def _hidden(sheet: SheetRead, row: Row) -> str:
    hidden = any(first <= row.number <= last for first, last in sheet.hidden_rows)
    return "The workbook hides this row. Show it, or delete it." if hidden else ""


def _beyond(headings: Mapping[int, str], row: Row) -> str:
    """A cell under no heading is as a rule a comma or semicolon too many."""
    for index, value in enumerate(row.values):
        if index not in headings and value is not None:
            return f"Column {column_letters(index)} has something and no heading. Give it one."
    return ""


def _uncalculated(headings: Mapping[int, str], row: Row) -> str:
    for index, name in headings.items():
        value = row.values[index] if index < len(row.values) else None
        if isinstance(value, NoValue):
            return f"In the column {name}, {value.reason}. Open the file, save it, give it again."
    return ""


# --- YAML


def _listed(file: SourceFile) -> Iterator[BatchRow]:
    if len(file.data) > _LARGEST_YAML:
        raise InputError(file.name, "the file is larger than 1 MB.", remedy="Divide it.")
    whole, problems = read_yaml(file.name, decode(file).text)
    if problems:
        raise InputError(file.name, "; ".join(f"line {p.line}: {p.message}" for p in problems))
    if isinstance(whole.value, dict):
        yield _one("order", whole)
    elif isinstance(whole.value, list) and whole.value:
        yield from (_one(f"item {number}", part) for number, part in enumerate(whole, start=1))
    else:
        raise InputError(
            file.name, "it holds no order.", remedy="Write `client: ...` and what else it needs."
        )


def _one(place: str, part: Part) -> BatchRow:
    if not isinstance(part.value, dict):
        return BatchRow(place, {}, f"Line {part.line}: write `client: ...`, a line for each thing.")
    cells: dict[str, tuple[str, ...]] = {}
    for inner in part:
        texts = _values(inner.value)
        if texts is None:
            return BatchRow(place, cells, f"Line {inner.line}: write a text or a list of texts.")
        if texts:
            cells[column_name(inner.name)] = texts
    return BatchRow(place, cells)


def _values(value: object) -> tuple[str, ...] | None:
    """The texts of a value; `None` for what is no text."""
    if value is None or isinstance(value, dict):
        return None if value else ()
    if isinstance(value, list):
        plain = all(isinstance(each, str | int) for each in value)
        return tuple(str(each) for each in value) if plain else None
    if isinstance(value, bool):
        return ("yes",) if value else ()
    return (str(value).strip(),) if str(value).strip() else ()
