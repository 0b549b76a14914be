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
from engross.workspace.specs import ColumnSpec, TableSpec

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


class _Place(NamedTuple):
    """What one row is about."""

    period: str
    """A period's key; empty takes a fact of any period."""
    scope: str


def fill_table(table: TableSpec, document: DocumentParticulars, book: FigureBook) -> FilledTable:
    """The table's cells out of the book's evidence; internal facts are never in it."""
    evidence = book.evidence
    rows = []
    for number, place in enumerate(_places(table, document, evidence), start=1):
        where = f"table {table.key}, row {number}"
        rows.append(
            {
                column.key: _cell(column, _fact(column.measure, place, evidence), where, book)
                if column.measure != "label"
                else cleaned(_label(table, place, evidence))
                for column in table.columns
            }
        )
    return FilledTable(
        headings=({column.key: cleaned(column.heading) for column in table.columns},),
        rows=tuple(rows),
        total=(_total(table, document, book),) if rows and table.total_scope else (),
    )


def _total(table: TableSpec, document: DocumentParticulars, book: FigureBook) -> Row:
    place = _Place(_period(table, document), table.total_scope)
    where = f"table {table.key}, total"
    cells = {
        column.key: _cell(column, _fact(column.measure, place, book.evidence), where, book)
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


def _period(table: TableSpec, document: DocumentParticulars) -> str:
    return {
        "report": document.period,
        "as-at": f"at-{document.as_at.isoformat()}",
        "engagement": "engagement",
        "any": "",
    }[table.period]


def _places(
    table: TableSpec, document: DocumentParticulars, evidence: Evidence
) -> tuple[_Place, ...]:
    """What the rows are about, in the order of the sources; months in their own order."""
    special: dict[str, Callable[..., Iterator[_Place]]] = {"month": _months, "ageing": _whole}
    find = special.get(table.dimension, _scopes)
    return tuple(dict.fromkeys(find(table, document, evidence)))


def _scopes(
    table: TableSpec, document: DocumentParticulars, evidence: Evidence
) -> Iterator[_Place]:
    measures = {column.measure for column in table.columns}
    period = _period(table, document)
    for fact in evidence.select(period=period, scope=f"{table.dimension}:"):
        if fact.measure in measures:
            yield _Place(period, fact.scope)


def _whole(table: TableSpec, document: DocumentParticulars, evidence: Evidence) -> Iterator[_Place]:
    place = _Place(_period(table, document), table.total_scope or "matter")
    if any(_fact(column.measure, place, evidence) for column in table.columns):
        yield place


def _months(
    table: TableSpec, document: DocumentParticulars, evidence: Evidence
) -> Iterator[_Place]:
    measures = {column.measure for column in table.columns}
    reported = Period.parse(document.period) if table.period == "report" else None
    facts = evidence.select(scope=table.total_scope or "matter")
    for fact in sorted(facts, key=lambda fact: fact.period):
        if fact.measure not in measures or not _MONTH.fullmatch(fact.period):
            continue
        if reported is None or reported.contains(Period.parse(fact.period).start):
            yield _Place(fact.period, fact.scope)


def _fact(measure: str, place: _Place, evidence: Evidence) -> Fact | None:
    found = evidence.select(measure, place.period, place.scope)
    return found[0] if found else None


def _label(table: TableSpec, place: _Place, evidence: Evidence) -> str:
    if table.dimension == "month":
        return period_words(place.period)
    facts = evidence.select(period=place.period, scope=place.scope)
    return next((fact.label for fact in facts if fact.label), place.scope.partition(":")[2])
