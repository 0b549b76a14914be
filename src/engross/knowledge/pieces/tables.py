"""Rows of a table as lines that can be understood alone: `Service: Payroll; Rate: £90`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

_PAIR: Final = 2
"""Columns of a table that says something of each thing: a name and its value."""
_LONGEST_HEADING: Final = 60
"""Characters."""
_PERIOD: Final = re.compile(r"\b(?:19|20)\d\d(?:[/-]\d\d)?\b|\b[QH][1-4]\b")


class Row(NamedTuple):
    """One row of a table."""

    number: int
    cells: Mapping[int, str]
    """By column, those that hold something."""


class RowText(NamedTuple):
    """A row as it is quoted."""

    text: str
    number: int
    headings: str = ""
    """Those of its table, where they are not in the text."""


def row_texts(
    rows: Sequence[Row], *, headed: bool | None = None, grid: bool = True
) -> Iterator[RowText]:
    """The rows of one table, in order.

    `headed` says whether the first row holds the headings; `None` looks. Where the columns are no
    `grid`, as merged cells may have moved others, headings stand beside the values of those rows
    only that have as many cells. Without headings, the rows of two columns read `name: value`.
    """
    rows = [row for row in rows if row.cells]
    if not rows:
        return
    columns = {column for row in rows for column in row.cells}
    with_headings = len(rows) > 1 and (looks_headed(rows, columns) if headed is None else headed)
    headings = rows[0].cells if with_headings else {}
    for row in rows[1:] if with_headings else rows:
        if headings and len(row.cells) > 1 and (grid or max(headings) == max(row.cells)):
            yield RowText(_with_headings(row, headings), row.number)
        elif len(row.cells) == len(columns) == _PAIR and not headings:
            yield RowText(_named(*_in_order(row.cells)), row.number)
        else:
            yield RowText(
                " | ".join(_in_order(row.cells)), row.number, "; ".join(_in_order(headings))
            )


def _in_order(cells: Mapping[int, str]) -> list[str]:
    return [cells[column] for column in sorted(cells)]


def _with_headings(row: Row, headings: Mapping[int, str]) -> str:
    columns = sorted(row.cells)
    return "; ".join(_named(headings.get(column, ""), row.cells[column]) for column in columns)


def _named(name: str, value: str) -> str:
    name = name.rstrip(": ")
    return f"{name}: {value}" if name else value


def looks_headed(rows: Sequence[Row], columns: Collection[int]) -> bool:
    """Whether the first row is short words without figures, for columns that need them.

    The first column, which names things, may do without a heading, and so may columns that most
    rows leave empty. Two columns of words alone are
    names and values as a rule: `Client` and whose it is.
    """
    first = rows[0].cells
    often = {c for c in columns if 2 * sum(c in row.cells for row in rows[1:]) >= len(rows) - 1}
    missing = often - set(first) - {min(columns)}
    if len(first) < _PAIR or missing or len(set(first.values())) < _PAIR:
        return False
    if any(_has_figure(text) or len(text) > _LONGEST_HEADING for text in first.values()):
        return False
    below = (text for row in rows[1:] for text in row.cells.values())
    return len(columns) > _PAIR or any(_has_figure(text) for text in below)


def _has_figure(text: str) -> bool:
    """Whether it has figures other than a year's or a quarter's."""
    return any(character.isdigit() for character in _PERIOD.sub("", text))
