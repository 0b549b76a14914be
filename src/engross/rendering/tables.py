"""Tables made by code from the fact cube: no model ever writes a cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from engross.records import MEASURES, Evidence, Fact
from engross.records.display import display_cell
from engross.rendering.origins import period_words
from engross.rendering.particulars import DocumentParticulars
from engross.rendering.slots import FigureBook, to_confirm
from engross.rendering.values import cleaned
from engross.uk.periods import PROPOSAL, Period, as_at
from engross.workspace.section_specs import ColumnSpec, TablePeriod, TableSpec

Row = dict[str, str]
"""Marked text by column."""

UNKNOWN = "n/a"
"""What a cell says when no source holds its number; nil is a dash."""

TOTAL = "Total"
_MONTH = re.compile(r"\d{4}-\d{2}")


SUBTOTAL: Final = "is_subtotal"
"""What a template asks of a row: `yes` for one that sums up rows of its own table, else nothing."""

_SUMS_UP: Final = frozenset({"total", "result"})
"""The values of the measure `line-kind` that make a row a subtotal."""


class FilledTable(NamedTuple):
    """A table's rows with every figure marked."""

    headings: tuple[Row, ...]
    """One row."""
    rows: tuple[Row, ...]
    total: tuple[Row, ...]
    """One row, or none."""
    subtotals: frozenset[int] = frozenset()
    """Which of the rows, counted from nil, sum up others."""


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
                column.key: _cell(column, row, where, document, book)
                if column.measure != "label"
                else row_label(table, row, book.evidence)
                for column in table.columns
            }
        )
    return FilledTable(
        headings=({column.key: cleaned(column.heading) for column in table.columns},),
        rows=tuple(filled),
        total=(_total(table, document, book),) if rows and table.total_scope else (),
        subtotals=frozenset(n for n, row in enumerate(rows) if _sums_up(row, book.evidence)),
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
    found = tuple(dict.fromkeys(find(table, document, evidence)))
    if not table.only:
        return found
    named = {row.scope: row for row in found}
    wanted = (f"{table.dimension}:{name}" for name in table.only)
    return tuple(named[scope] for scope in wanted if scope in named)


def total_row(table: TableSpec, document: DocumentParticulars) -> TableRow:
    """What the table's total is about."""
    return TableRow(period_of(table.period, document), table.total_scope)


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
    return _PERIODS[period](document)


def _sums_up(row: TableRow, evidence: Evidence) -> bool:
    kind = row_fact("line-kind", row, evidence)
    return kind is not None and kind.value in _SUMS_UP


def _total(table: TableSpec, document: DocumentParticulars, book: FigureBook) -> Row:
    row = total_row(table, document)
    where = f"table {table.key}, total"
    cells = {
        column.key: _cell(column, row, where, document, book) if column.total else ""
        for column in table.columns
    }
    return {**cells, table.columns[0].key: TOTAL}


def _cell(
    column: ColumnSpec, row: TableRow, where: str, document: DocumentParticulars, book: FigureBook
) -> str:
    fact = cell_fact(column, row, document, book.evidence)
    if fact is not None:
        return book.fact(fact, display_cell(fact), where)
    measure = MEASURES.get(column.measure)
    if measure and measure.asked:
        return to_confirm(_asked_for(row, book.evidence))
    if measure is None or measure.unit in {"text", "date"}:
        return ""
    # What is proposed is a promise: a price that is not known is asked for, never passed over.
    return to_confirm(measure.label) if row.period == PROPOSAL else UNKNOWN


def _asked_for(row: TableRow, evidence: Evidence) -> str:
    """What the row's cell lacks, inside a sentence: `company number`, `VAT number`."""
    labels = (fact.label for fact in evidence.select(period=row.period, scope=row.scope))
    label = cleaned(next(filter(None, labels), row.scope.partition(":")[2]))
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


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


def _at_end(period: Period) -> str:
    """The key of the period's last day."""
    return as_at(period.end).key


_PERIODS: Final[Mapping[TablePeriod, Callable[[DocumentParticulars], str]]] = {
    "report": lambda document: document.period,
    "before": lambda document: Period.parse(document.period).previous().key,
    "year-before": lambda document: Period.parse(document.period).year_before().key,
    "year-to-date": lambda document: (
        Period.parse(document.period).year_to_date(document.matter.year_starts).key
    ),
    "as-at": lambda document: f"at-{document.as_at.isoformat()}",
    "period-end": lambda document: _at_end(Period.parse(document.period)),
    "before-end": lambda document: _at_end(Period.parse(document.period).previous()),
    "year-before-end": lambda document: _at_end(Period.parse(document.period).year_before()),
    "engagement": lambda _: "engagement",
    "proposal": lambda _: PROPOSAL,
    "any": lambda _: "",
}
"""The key of each of a table's periods."""
