"""Charts made by code from the facts of a table, so that chart and table cannot differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from engross.ooxml.marks import without_marks
from engross.records import Evidence, Fact, UnknownFact
from engross.records.display import display, display_cell, shows_pence
from engross.rendering.particulars import DocumentParticulars
from engross.rendering.slots import FigureBook
from engross.rendering.tables import (
    TableRow,
    cell_fact,
    row_fact,
    row_label,
    table_rows,
    total_row,
)
from engross.rendering.values import cleaned
from engross.uk.money import NIL, rounded
from engross.workspace.section_specs import (
    ChartFindingSpec,
    ChartSpec,
    ColumnSpec,
    SeriesSpec,
    TableSpec,
)
from engross.workspace.specs import CrewSpec

if TYPE_CHECKING:
    from engross.ooxml.chart_parts import Chart

_FIELD = re.compile(r"\{([a-z0-9-]+)\}")
_ONE_ROW = {"ageing", "matter"}
"""Dimensions whose tables have a single row."""
_UNIT = re.compile(r"\s+(?:£(?:000)?|%)$")


def chart_name(key: str) -> str:
    """What the chart is called in places and in Word: `chart fees`."""
    return f"chart {key}"


def fill_charts(
    crew: CrewSpec, document: DocumentParticulars, book: FigureBook
) -> dict[str, Chart]:
    """The crew's charts by key; those with nothing to show are not there.

    `book` gets every figure that they print: title, names, bars, in this order.
    """
    return {
        source.spec.key: _drawn(source, bars, book)
        for source, bars in _shown(crew, document, book.evidence)
    }


def shown_charts(
    crew: CrewSpec, document: DocumentParticulars, evidence: Evidence
) -> frozenset[str]:
    """Keys of the crew's charts that have something to show."""
    return frozenset(source.spec.key for source, _ in _shown(crew, document, evidence))


def _shown(
    crew: CrewSpec, document: DocumentParticulars, evidence: Evidence
) -> Iterator[tuple[_Source, list[_Bars]]]:
    for section in crew.standard_format:
        tables = {table.key: table for table in section.tables}
        for spec in section.charts:
            if table := tables.get(spec.table):
                source = _Source(spec, table, document, evidence)
                bars = source.bars()
                if any(fact.number for bar in bars for fact in bar.facts if fact):
                    yield source, bars


class _Bars(NamedTuple):
    """The bars of one category."""

    label: str
    named_by: Fact | None
    """The fact that names it; `None` when its words are the standard format's."""
    facts: tuple[Fact | None, ...]
    """One for each series; `None` where it is not known."""


class _Source(NamedTuple):
    """What a chart is made from."""

    spec: ChartSpec
    table: TableSpec
    document: DocumentParticulars
    evidence: Evidence

    def rows(self) -> tuple[TableRow, ...]:
        if not self.spec.categories and self.table.dimension not in _ONE_ROW:
            return (total_row(self.table, self.document),)
        rows = table_rows(self.table, self.document, self.evidence)
        wanted = {f"{self.table.dimension}:{name}" for name in self.spec.only}
        return tuple(row for row in rows if not wanted or row.scope in wanted)

    def columns(self) -> list[tuple[SeriesSpec, ColumnSpec]]:
        """What it shows; several sets of bars are those of which some figure is known."""
        known = {column.key: column for column in self.table.columns}
        found = [(one, known[one.column]) for one in self.spec.series if one.column in known]
        if not self.spec.categories:
            return found
        rows = self.rows()
        return [pair for pair in found if any(self._number(pair[1], row) for row in rows)]

    def bars(self) -> list[_Bars]:
        rows = self.rows()
        if not self.spec.categories:
            return [
                _Bars(self._name(one, column), None, (self._number(column, row),))
                for row in rows[:1]
                for one, column in self.columns()
            ]
        return [
            _Bars(
                row_label(self.table, row, self.evidence),
                self._named_by(row),
                tuple(self._number(column, row) for _, column in self.columns()),
            )
            for row in rows
        ]

    def names(self) -> list[str]:
        """What the series are called."""
        if not self.spec.categories:
            return [cleaned(self.spec.title)]
        return [self._name(one, column) for one, column in self.columns()]

    def _name(self, one: SeriesSpec, column: ColumnSpec) -> str:
        """Its own label, or the column's heading, without the unit where the chart has it."""
        heading = _UNIT.sub("", column.heading) if self.spec.unit else column.heading
        return cleaned(one.label or heading)

    def _number(self, column: ColumnSpec, row: TableRow) -> Fact | None:
        fact = cell_fact(column, row, self.document, self.evidence)
        return fact if fact and isinstance(fact.value, Decimal) else None

    def _named_by(self, row: TableRow) -> Fact | None:
        for column in self.table.columns:
            if column.key == self.spec.categories and column.measure != "label":
                return cell_fact(column, row, self.document, self.evidence)
        return None


def _drawn(source: _Source, bars: Sequence[_Bars], book: FigureBook) -> Chart:
    from engross.ooxml.chart_parts import Chart, Series  # noqa: PLC0415 - loads lxml

    spec, name = source.spec, chart_name(source.spec.key)
    title = _finding(source, book, f"{name}, title") or cleaned(spec.title)
    categories = [_category(bar, book, f"{name}, category {n}") for n, bar in enumerate(bars, 1)]
    for number in range(len(bars[0].facts)):
        for point, bar in enumerate(bars, start=1):
            if fact := bar.facts[number]:
                place = f"{name}, series {number + 1}, point {point}"
                book.fact(fact, display_cell(fact), place)
    facts = [fact for bar in bars for fact in bar.facts if fact]
    return Chart(
        name=name,
        kind=spec.kind,
        title=title,
        alt=cleaned(spec.alt),
        categories=tuple(categories),
        series=tuple(
            Series(words, tuple(_value(bar.facts[number]) for bar in bars))
            for number, words in enumerate(source.names())
        ),
        number_format=_number_format(facts[0]),
        unit=cleaned(spec.unit),
    )


def _category(bar: _Bars, book: FigureBook, place: str) -> str:
    if bar.named_by is None:
        return bar.label
    return without_marks(book.fact(bar.named_by, display_cell(bar.named_by), place))


def _value(fact: Fact | None) -> Decimal | None:
    return fact.number if fact else None


def _number_format(fact: Fact) -> str:
    """The spreadsheet's way of writing what `display_cell` writes."""
    suffix = '"%"' if fact.unit == "percent" else ""
    places = {"GBP": 2, "GBP/hour": 2, "hours": 1, "points": 1, "percent": 1}.get(fact.unit, 0)
    if fact.unit in {"GBP", "GBP/hour"} and not shows_pence(fact):
        places = 0
    number = f"#,##0{'.' if places else ''}{'0' * places}{suffix}"
    return f"{number};({number});{NIL}"


# --- the finding ----------------------------------------------------------------------------------


def _finding(source: _Source, book: FigureBook, place: str) -> str:
    """What the figures say, in the firm's words; empty when they say nothing that is sure."""
    told = source.spec.finding
    known = [
        (row, fact)
        for row in source.rows()
        if told and (not told.row or row.scope.partition(":")[2] == told.row)
        if (fact := row_fact(told.measure, row, source.evidence))
        if isinstance(fact.value, Decimal)
    ]
    if told is None or not known:
        return ""
    row, fact = max(known, key=lambda pair: pair[1].number)
    if _sign(fact) <= 0:
        row, fact = min(known, key=lambda pair: pair[1].number)
    if _sign(fact) == 0 and not told.row and len(known) < len(source.rows()):
        return ""  # a row of which nothing is known may be the one that matters
    words = {1: told.over, -1: told.under, 0: told.nil}[_sign(fact)]
    return _filled(words, list(_named(words, told, row, fact, source)), book, place)


def _sign(fact: Fact) -> int:
    """Above, at or below nil, as it is printed."""
    value = rounded(fact.number, 2 if shows_pence(fact) else 0 if fact.unit == "GBP" else 1)
    return (value > 0) - (value < 0)


def _named(
    words: str, told: ChartFindingSpec, row: TableRow, deciding: Fact, source: _Source
) -> Iterator[Fact | None]:
    """The fact for each `{measure}` of the words; `None` for one that is not known."""
    for measure in _FIELD.findall(words):
        if measure == told.measure:
            yield deciding if _sign(deciding) >= 0 else _turned(deciding, source.evidence)
        else:
            yield row_fact(measure, row, source.evidence)


def _turned(fact: Fact, evidence: Evidence) -> Fact | None:
    """A difference the other way round, so that it is above nil."""
    if fact.operation != "difference":
        return None
    first, second = fact.inputs
    try:
        return evidence.fact(f"difference({second};{first})")
    except UnknownFact:
        return None


def _filled(words: str, facts: Sequence[Fact | None], book: FigureBook, place: str) -> str:
    known = [fact for fact in facts if fact]
    if not words or len(known) < len(facts):
        return ""
    filled = iter([without_marks(book.fact(fact, display(fact), place)) for fact in known])
    return _FIELD.sub(lambda _: next(filled), cleaned(words))
