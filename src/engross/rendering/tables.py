"""Tables made by code from the fact cube: no model ever writes a cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from engross.records import MEASURES, Evidence, Fact
from engross.records.display import display_cell
from engross.rendering.origins import period_words
from engross.rendering.particulars import DocumentParticulars
from engross.rendering.slots import FigureBook
from engross.rendering.values import cleaned
from engross.uk.periods import Period
from engross.workspace.specs import ColumnSpec, TablePeriod, TableSpec

Row = dict[str, str]
"""Marked text by column."""

UNKNOWN = "n/a"
"""What a cell says when no source holds its number; nil is a dash."""

TOTAL = "Total"
_MONTH = re.compile(r"\d{4}-\d{2}")


class FilledTable(NamedTuple):
    """A table's rows with every figure marked."""

    headings: tuple[Row, ...]
    """One row."""
    rows: tuple[Row, ...]
    total: tuple[Row, ...]
    """One row, or none."""


class TableRow(NamedTuple):
    """What one row of a table is about, before any of it is put into words."""

    period: str
    """A period's key; empty takes a fact of any period."""
    scope: str


def fill_table(table: TableSpec, document: DocumentParticulars, book: FigureBook) -> FilledTable:
    """The table's cells out of the book's evidence; internal facts are never in it."""
    rows = table_rows(table, document, book.evidence)
    filled = []
    for number, row in enumerate(rows, start=1):
        where = f"table {table.key}, row {number}"
        filled.append(
            {
                column.key: _cell(
                    column, cell_fact(column, row, document, book.evidence), where, book
                )
                if column.measure != "label"
                else row_label(table, row, book.evidence)
                for column in table.columns
            }
        )
    return FilledTable(
        headings=({column.key: cleaned(column.heading) for column in table.columns},),
        rows=tuple(filled),
        total=(_total(table, document, book),) if rows and table.total_scope else (),
    )


def table_rows(
    table: TableSpec, document: DocumentParticulars, evidence: Evidence
) -> tuple[TableRow, ...]:
    """What the rows are about, in the order of the sources; months in their own order."""
    special: dict[str, Callable[..., Iterator[TableRow]]] = {
        "month": _months,
        "ageing": _whole,
        "matter": _whole,
    }
    find = special.get(table.dimension, _scopes)
    return tuple(dict.fromkeys(find(table, document, evidence)))


def cell_fact(
    column: ColumnSpec, row: TableRow, document: DocumentParticulars, evidence: Evidence
) -> Fact | None:
    """The fact that stands in the row's cell, or `None`."""
    period = period_of(column.period, document) if column.period else row.period
    return row_fact(column.measure, row._replace(period=period), evidence)


def row_fact(measure: str, row: TableRow, evidence: Evidence) -> Fact | None:
    """The row's fact of that measure, whether the table shows it or not; or `None`."""
    found = evidence.select(measure, row.period, row.scope)
    return found[0] if found else None


def row_label(table: TableSpec, row: TableRow, evidence: Evidence) -> str:
    """What the row is called."""
    if table.dimension == "month":
        return cleaned(period_words(row.period))
    facts = evidence.select(period=row.period, scope=row.scope)
    return cleaned(next((fact.label for fact in facts if fact.label), row.scope.partition(":")[2]))


def period_of(period: TablePeriod, document: DocumentParticulars) -> str:
    """The key of the period that a table or a column takes its facts from."""
    return {
        "report": document.period,
        "as-at": f"at-{document.as_at.isoformat()}",
        "engagement": "engagement",
        "any": "",
    }[period]


def _total(table: TableSpec, document: DocumentParticulars, book: FigureBook) -> Row:
    row = TableRow(period_of(table.period, document), table.total_scope)
    where = f"table {table.key}, total"
    cells = {
        column.key: _cell(column, cell_fact(column, row, document, book.evidence), where, book)
        if column.total
        else ""
        for column in table.columns
    }
    return {**cells, table.columns[0].key: TOTAL}


def _cell(column: ColumnSpec, fact: Fact | None, where: str, book: FigureBook) -> str:
    if fact is not None:
        return book.fact(fact, display_cell(fact), where)
    measure = MEASURES.get(column.measure)
    return "" if measure is None or measure.unit in {"text", "date"} else UNKNOWN


def _scopes(
    table: TableSpec, document: DocumentParticulars, evidence: Evidence
) -> Iterator[TableRow]:
    measures = {column.measure for column in table.columns}
    period = period_of(table.period, document)
    for fact in evidence.select(period=period, scope=f"{table.dimension}:"):
        if fact.measure in measures:
            yield TableRow(period, fact.scope)


def _whole(
    table: TableSpec, document: DocumentParticulars, evidence: Evidence
) -> Iterator[TableRow]:
    row = TableRow(period_of(table.period, document), table.total_scope or "matter")
    if any(cell_fact(column, row, document, evidence) for column in table.columns):
        yield row


def _months(
    table: TableSpec, document: DocumentParticulars, evidence: Evidence
) -> Iterator[TableRow]:
    measures = {column.measure for column in table.columns}
    reported = Period.parse(document.period) if table.period == "report" else None
    facts = evidence.select(scope=table.total_scope or "matter")
    for fact in sorted(facts, key=lambda fact: fact.period):
        if fact.measure not in measures or not _MONTH.fullmatch(fact.period):
            continue
        if reported is None or reported.contains(Period.parse(fact.period).start):
            yield TableRow(fact.period, fact.scope)
