"""Totals foot: every table's columns and rows are added up again from the facts that it shows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from engross.checks.cases import DocumentCase, fact_or_none
from engross.checks.rules import finding
from engross.records import MEASURES, Fact, Finding
from engross.records.display import display_cell, shows_pence
from engross.records.stating import ADDED
from engross.uk.money import rounded
from engross.workspace.section_specs import TableSpec

RULE = "totals-foot"

_PLACE = re.compile(r"table (?P<key>[a-z][a-z0-9_]*), (?P<row>.+)")
_NUMBERED = re.compile(r"row (\d+)")

_ACROSS = (
    ("gross", ("net", "vat"), ()),
    ("outstanding", ("gross",), ("paid", "credited")),
    ("forecast-total", ("actual-to-date", "forecast-to-complete"), ()),
    ("variance", ("forecast-total",), ("budget",)),
    ("fee-total", ("fee", "fee-vat"), ()),
    (
        "outstanding",
        ("ageing-not-due", "ageing-1-30", "ageing-31-60", "ageing-61-90", "ageing-over-90"),
        (),
    ),
    (
        "customer-debt",
        ("ageing-not-due", "ageing-1-30", "ageing-31-60", "ageing-61-90", "ageing-over-90"),
        (),
    ),
)
"""A row's measure, those that add up to it, and those that are taken off it; the definitions are
those of docs/explanation/figures.md."""


@dataclass
class _Table:
    """The facts that a table shows, row by row; the total row apart."""

    spec: TableSpec
    rows: dict[str, dict[str, Fact]] = field(default_factory=lambda: defaultdict(dict))
    total: dict[str, Fact] = field(default_factory=dict)

    @property
    def has_added(self) -> bool:
        """Whether it is to have a total, and a row of it was typed in Word."""
        return bool(self.spec.total_scope) and any(
            _is_added(fact) for row in self.rows.values() for fact in row.values()
        )


def table_faults(case: DocumentCase) -> Iterator[Finding]:
    """Columns that do not add up to their total, and rows that do not cross-cast."""
    for table in _tables(case):
        for column in table.spec.columns:
            if column.total and (table.total or table.has_added):
                yield from _column(table, column.measure, column.heading)
        for row, facts in (*table.rows.items(), ("total row", table.total)):
            yield from _row(case, table, row, facts)


def _tables(case: DocumentCase) -> Iterator[_Table]:
    specs = {t.key: t for section in case.crew.standard_format for t in section.tables}
    tables = {key: _Table(spec) for key, spec in specs.items()}
    for figure in case.figures:
        match = _PLACE.fullmatch(figure.place)
        fact = fact_or_none(case.evidence, figure.id) if figure.kind == "fact" else None
        if match and match["key"] in tables and fact is not None:
            table = tables[match["key"]]
            row = table.rows[match["row"]]
            row[fact.measure] = fact
    for table in tables.values():
        _part_total(table)
    return iter(tables.values())


def _part_total(table: _Table) -> None:
    """Take the total row from the others: it says so, or is the last of the total's scope.

    Rows that were typed in Word may stand below it.
    """
    if not table.spec.total_scope or not table.rows:
        return
    said = [row for row in table.rows if "total" in row.lower()]
    scoped = [row for row in table.rows if _scopes(table, row) == {table.spec.total_scope}]
    if said:
        table.total = table.rows.pop(said[0])
    elif scoped and len(table.rows) > 1:
        table.total = table.rows.pop(max(scoped, key=_row_number))


def _scopes(table: _Table, row: str) -> set[str]:
    """What the row is about; a figure typed into it says nothing of that."""
    return {fact.scope for fact in table.rows[row].values() if not _is_added(fact)}


def _is_added(fact: Fact) -> bool:
    return fact.operation == "typed" and f":{ADDED}" in fact.scope


def _row_number(row: str) -> int:
    match = _NUMBERED.search(row)
    return int(match.group(1)) if match else 0


def _column(table: _Table, measure: str, heading: str) -> Iterator[Finding]:
    facts = [row[measure] for row in table.rows.values() if measure in row]
    facts = [fact for fact in facts if isinstance(fact.value, Decimal)]  # words may be typed in one
    place = f"table {table.spec.key}, total row"
    total = table.total.get(measure)
    if total is None:
        if facts:
            message = f"The column “{heading}” of “{table.spec.title}” has no total."
            yield finding(RULE, place, message, "The figure is missing from the sources.")
        return
    if not isinstance(total.value, Decimal):
        return
    added = sum((fact.number for fact in facts), Decimal(0))
    if added != total.number:
        yield finding(
            RULE,
            place,
            f"The column “{heading}” of “{table.spec.title}” adds up to {added:,}, and its total "
            f"says {total.number:,}.",
            "See whether a row is missing or the total is of something else.",
            evidence=[fact.id for fact in (total, *facts)],
        )
    elif _printed(facts) != _printed([total]):
        yield finding(
            RULE,
            place,
            f"The column “{heading}” of “{table.spec.title}” is right, but its rounded figures add "
            f"up to {_printed(facts):,} and not to {display_cell(total)}.",
            "Say in a note under the table that figures are rounded.",
            severity="note",
        )


def _printed(facts: list[Fact]) -> Decimal:
    """The sum of the figures as they are printed."""
    return sum(
        (rounded(fact.number, 2 if shows_pence(fact) else _places(fact)) for fact in facts),
        Decimal(0),
    )


def _places(fact: Fact) -> int:
    return 1 if fact.unit in {"hours", "percent", "points"} else 0


def _row(case: DocumentCase, table: _Table, row: str, facts: dict[str, Fact]) -> Iterator[Finding]:
    for measure, added, taken in _ACROSS:
        if not {measure, *added} <= set(facts):
            continue
        whole = facts[measure]
        if any(not isinstance(facts[name].value, Decimal) for name in (measure, *added)):
            continue
        sides = [facts[name].number for name in added]
        off = [_beside(case, facts, whole, name) for name in taken]
        cast = sum(sides, Decimal(0)) - sum(off, Decimal(0))
        if cast != whole.number:
            yield finding(
                RULE,
                f"table {table.spec.key}, {row}",
                f"In “{table.spec.title}”, {row}, {MEASURES[measure].label} is {whole.number:,}, "
                f"and the other columns make {cast:,}.",
                "See which of the row's figures is wrong in the sources.",
                evidence=[facts[name].id for name in (measure, *added)],
            )


def _beside(case: DocumentCase, facts: dict[str, Fact], whole: Fact, measure: str) -> Decimal:
    """The row's figure for the measure; where the table does not show it, the evidence's or nil."""
    fact = facts.get(measure) or fact_or_none(
        case.evidence, f"{measure}/{whole.period}/{whole.scope}"
    )
    return fact.number if fact is not None and isinstance(fact.value, Decimal) else Decimal(0)
