"""Findings for rows that are left out: those of one reason and one sheet together, each named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engross.intake.sheets import Place
from engross.records import Finding
from engross.sources.sheets import runs

SHOWN = 10
"""Rows of one finding whose own reasons are given."""
_STRETCHES = 200
"""Stretches of rows that are listed; more would fill pages."""
_CELL_WORDS = re.compile(r"“[^”]*”|[0-9]+")
"""What of a reason only says what the cell holds."""


class RowLeftOut(NamedTuple):
    """A row that is used for nothing."""

    place: Place
    """Its first cell."""
    reason: str


def rows_left_out(rows: Sequence[RowLeftOut]) -> Iterator[Finding]:
    """One finding for each reason; rows that differ in what their cells hold are of one reason."""
    alike: dict[tuple[object, str, str], list[RowLeftOut]] = {}
    for row in rows:
        key = (row.place.file, row.place.sheet, _CELL_WORDS.sub("", row.reason))
        alike.setdefault(key, []).append(row)
    for group in alike.values():
        yield _finding(group)


def row_numbers(numbers: Sequence[int], most: int = 0) -> str:
    """Rising row numbers as people list them: `12, 15 and 20 to 31`.

    With `most`, so many single rows or stretches are listed and the rest are counted.
    """
    stretches = runs(numbers)
    shown = stretches[:most] if most else stretches
    parts = [f"{first} to {last}" if last > first else str(first) for first, last in shown]
    if rest := sum(last - first + 1 for first, last in stretches[len(shown) :]):
        parts.append(f"{rest:,} more")
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


def _finding(rows: Sequence[RowLeftOut]) -> Finding:
    several = len(rows) > 1
    them = ("they belong", "them") if several else ("it belongs", "it")
    return Finding(
        rule="row-set-aside",
        severity="warn",
        place=str(rows[0].place),
        message=_several(rows) if several else _one(rows[0]),
        suggestion=f"If {them[0]} to this matter, correct {them[1]} and export the file again.",
    )


def _one(row: RowLeftOut) -> str:
    return f"Row {row.place.row}{_of_sheet(row)} was left out: {row.reason}."


def _several(rows: Sequence[RowLeftOut]) -> str:
    numbers = sorted({row.place.row for row in rows})
    which = row_numbers(numbers, _STRETCHES)
    said = f"{len(rows):,} rows{_of_sheet(rows[0])} were left out, rows {which}"
    if len({row.reason for row in rows}) == 1:
        return f"{said}, for the same reason: {rows[0].reason}."
    shown = "; ".join(f"row {row.place.row}, {row.reason}" for row in rows[:SHOWN])
    more = f"; and {len(rows) - SHOWN:,} more like these" if len(rows) > SHOWN else ""
    return f"{said}: {shown}{more}."


def _of_sheet(row: RowLeftOut) -> str:
    return f" of {row.place.sheet}" if row.place.sheet else ""
