"""A table file for another program: CSV (RFC 4180) in UTF-8, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from decimal import Decimal
from typing import Final

from engross.records import Evidence, Fact, Figure
from engross.records.display import display
from engross.rendering.origins import origin, spans, working
from engross.rendering.values import cleaned
from engross.workspace.specs import AlsoColumn

WHOLE: Final = ("client", "matter", "register", "")
"""Scopes of facts that are about no part of anything."""

_BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it Excel takes UTF-8 for another encoding."""
_FORMULA: Final = tuple("=+-@\t\r")
"""What makes a spreadsheet take a cell for a formula (OWASP, CSV injection)."""
_NUMBER: Final = re.compile(r"[+-][\d ().]*\d[\d ().]*")
"""An amount or a telephone number: a sign, then digits and no letter, so that it calls nothing."""


def table_file(
    columns: tuple[AlsoColumn, ...], evidence: Evidence
) -> tuple[bytes, tuple[Figure, ...]]:
    """The file with its headings and one row, and the figures of that row.

    A column that no fact fills stays empty; a figure of the firm about itself never fills one.
    """
    facts = [fact_of(column, evidence) for column in columns]
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([safe(column.heading) for column in columns])
    writer.writerow([safe(_value(fact)) if fact else "" for fact in facts])
    figures = [
        _figure(number, column, fact, evidence)
        for number, (column, fact) in enumerate(zip(columns, facts, strict=True), start=1)
        if fact
    ]
    return (_BYTE_ORDER_MARK + target.getvalue()).encode(), tuple(figures)


def fact_of(column: AlsoColumn, evidence: Evidence) -> Fact | None:
    """The fact that stands in the column: of its scope, the only one, or the one of the whole."""
    found = evidence.select(column.measure, scope=column.scope)
    if column.scope or len(found) == 1:
        return found[0] if found else None
    return next((fact for scope in WHOLE for fact in found if fact.scope == scope), None)


def safe(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula: with an apostrophe before it."""
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def _value(fact: Fact) -> str:
    """The value as programs read it: a date as ISO 8601 has it, a number without separators."""
    if isinstance(fact.value, dt.date):
        return fact.value.isoformat()
    if isinstance(fact.value, Decimal):
        return f"{fact.value:f}"
    return cleaned(fact.value)


def _figure(number: int, column: AlsoColumn, fact: Fact, evidence: Evidence) -> Figure:
    return Figure(
        anchor=f"cell{number}",
        id=fact.id,
        kind="fact",
        text=cleaned(display(fact)),
        place=f"column “{column.heading}”",
        origin=origin(fact, evidence),
        working=working(fact, evidence),
        spans=spans(fact, evidence),
    )
