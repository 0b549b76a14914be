"""What a big worksheet hides, joins and leaves uncalculated, found in its XML without parsing it.

A parser takes a minute for ten million cells; expressions over the unpacked stream take seconds.
A few stretches of rows from all over the sheet are kept, for a real parser to look at.
"""

from __future__ import annotations

import html
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from engross.sources.readers.meanings import exact, no_such_day, plain
from engross.sources.readers.xlsx_package import area_of, column_number
from engross.sources.readers.xlsx_parser import Layout
from engross.sources.readers.xlsx_tags import (
    ADDS_UP,
    BOUNDS,
    CELL_NUMBER,
    EMPTY_TEXT,
    MAY_BE_UNSEEN,
    ROW_NUMBER,
    ROWS_BEGIN,
    START,
    STYLE,
    UNSEEN,
    Sought,
    Tags,
)
from engross.sources.sheets import NOT_CALCULATED, Merged, NoValue, runs

MOST_FORMULAS: Final = 20_000
"""Formulas of a sheet whose text is kept; beyond them only those that add up."""
NOTHING: Final = Sought()
STRETCHES: Final = 20
"""Stretches of rows that are kept of a sheet, the first and the last among them."""
STRETCH_CELLS: Final = 1_000
_TAIL: Final = 100_000
"""Bytes at the end of the rows that are about a stretch."""


@dataclass
class Scanned:
    """What was found in one sheet."""

    layout: Layout = field(default_factory=Layout)
    without_value: dict[int, dict[int, NoValue]] = field(default_factory=dict)
    """By row and column: errors, and formulas never calculated."""
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    formula_count: int = 0
    hidden: list[tuple[int, int]] = field(default_factory=list)
    """Row and column of the cells that show nothing of what they hold."""
    stretches: list[bytes] = field(default_factory=list)
    """Whole worksheets, each of some rows of this one."""
    addressed: bool = True
    """Whether cells say where they stand; otherwise only what is hidden and joined is found."""


def scan(chunks: Iterable[bytes], size: int, sought: Sought = NOTHING) -> Scanned:
    """What the sheet's XML says; `size` is about how many bytes it has.

    Raises:
        Unstructured: columns or merged cells are not told as they should be.
    """
    found = Scanned()
    stream = iter(chunks)
    head, tags = _head(stream, sought)
    if tags is None:
        return found
    rows = _Rows(tags, found, frozenset(sought.days), max(size // STRETCHES, 1))
    first = ROWS_BEGIN.search(head)
    at = first.start() if first else len(head)
    tail = b"".join((rows.take(head[at:], stream), *stream))
    hidden_rows = tuple(runs(sorted(set(rows.hidden))))
    found.layout = Layout(
        hidden_rows, tuple(_hidden_columns(head[:at], tags)), tuple(_joined(tail, tags))
    )
    return found


def _head(stream: Iterator[bytes], sought: Sought) -> tuple[bytes, Tags | None]:
    """The XML up to where the rows begin, and somewhat more."""
    head = b""
    for chunk in stream:
        head += chunk
        if ROWS_BEGIN.search(head):
            break
    start = START.search(head)
    return head, Tags(start, sought.hiding) if start else None


def _hidden_columns(head: bytes, tags: Tags) -> Iterator[tuple[int, int]]:
    for column in tags.column.findall(head):
        if UNSEEN.search(column):
            bounds = dict(BOUNDS.findall(column))
            yield int(bounds[b"min"]) - 1, int(bounds[b"max"]) - 1


def _joined(tail: bytes, tags: Tags) -> Iterator[Merged]:
    for joined in tags.merged.findall(tail):
        reference = dict(BOUNDS.findall(joined))[b"ref"].decode()
        yield Merged(*area_of("", reference)[1:])


class _Rows:
    """The rows of a sheet, a block of whole ones at a time."""

    def __init__(self, tags: Tags, found: Scanned, days: Collection[int], every: int) -> None:
        self._tags = tags
        self._found = found
        self._days = days
        self._every = every
        self._next = 0
        self._passed = 0
        self._row = 0
        self.hidden: list[int] = []
        """Numbers of hidden rows."""

    def take(self, rest: bytes, stream: Iterator[bytes]) -> bytes:
        """Look at all rows; returns what was read beyond them."""
        cell = self._tags.cell.search(rest)
        self._found.addressed = cell is None or bool(CELL_NUMBER.search(cell[1]))
        while True:
            end = rest.find(self._tags.data_end)
            if end >= 0:
                self._block(rest[:end])
                self._last_stretch(rest[:end])
                return rest[end:]
            cut = rest.rfind(self._tags.row_start)
            if cut > 0:
                self._block(rest[:cut])
                rest = rest[cut:]
            chunk = next(stream, b"")
            if not chunk:
                return b""
            rest += chunk

    def _block(self, block: bytes) -> None:
        self._hidden(block)
        if self._found.addressed:
            self._errors(block)
            self._formulas(block)
            self._hidden_cells(block)
            self._negative_days(block)
        if self._passed >= self._next:
            self._next += self._every
            self._keep(self._first_rows(block))
        self._passed += len(block)

    def _hidden(self, block: bytes) -> None:
        """Rows without a number follow the one before."""
        if any(mark in block for mark in MAY_BE_UNSEEN):
            for attributes in self._tags.row.findall(block):
                number = ROW_NUMBER.search(attributes)
                self._row = int(number[1]) if number else self._row + 1
                if UNSEEN.search(attributes):
                    self.hidden.append(self._row)
            return
        last = self._tags.row.search(block, max(block.rfind(self._tags.row_start), 0))
        number = ROW_NUMBER.search(last[1]) if last else None
        self._row = int(number[1]) if number else self._row + block.count(self._tags.row_start)

    def _errors(self, block: bytes) -> None:
        if b't="e"' not in block and b"t='e'" not in block:
            return
        for attributes, name in self._tags.error.findall(block):
            error = html.unescape(name.decode("utf-8", "replace"))
            self._without_value(attributes, NoValue(f"the cell shows the error {error}"))

    def _formulas(self, block: bytes) -> None:
        if self._tags.formula_start not in block:
            return
        for attributes, text, stored in self._tags.formula.findall(block):
            self._found.formula_count += 1
            if not stored and not EMPTY_TEXT.search(attributes):
                self._without_value(attributes, NOT_CALCULATED)
            if self._found.formula_count <= MOST_FORMULAS or (
                ADDS_UP.search(text) and len(self._found.formulas) < 2 * MOST_FORMULAS
            ):
                place = _place(attributes)
                if place:
                    self._found.formulas[place] = html.unescape(text.decode("utf-8", "replace"))

    def _hidden_cells(self, block: bytes) -> None:
        for attributes in self._tags.hidden.findall(block) if self._tags.hidden else ():
            place = _place(attributes)
            if place:
                self._found.hidden.append(place)

    def _negative_days(self, block: bytes) -> None:
        """Those that calamine makes a time of day of: an hour less than none would be 23:00."""
        if not self._days or self._tags.negative not in block:
            return
        for attributes, number in self._tags.below_nought.findall(block):
            style = STYLE.search(attributes)
            if style and int(style[1]) in self._days:
                self._without_value(attributes, no_such_day(plain(exact(float(number)))))

    def _without_value(self, attributes: bytes, reason: NoValue) -> None:
        place = _place(attributes)
        if place:
            self._found.without_value.setdefault(place[0], {})[place[1]] = reason

    def _first_rows(self, block: bytes) -> bytes:
        cells = list(islice(self._tags.cell.finditer(block), STRETCH_CELLS + 1))
        if len(cells) <= STRETCH_CELLS:
            return block
        cut = block.rfind(self._tags.row_start, 1, cells[-1].start())
        return block[: cut if cut > 0 else block.find(self._tags.row_start, cells[-1].start())]

    def _last_stretch(self, block: bytes) -> None:
        at = max(len(block) - _TAIL, 0)
        begin = block.find(self._tags.row_start, at)
        known = self._found.stretches[-1] if self._found.stretches else b""
        if begin >= 0 and not known.endswith(block[begin:] + self._tags.closing):
            self._keep(block[begin:])

    def _keep(self, rows: bytes) -> None:
        if rows:
            self._found.stretches.append(self._tags.opening + rows + self._tags.closing)


def _place(attributes: bytes) -> tuple[int, int] | None:
    match = CELL_NUMBER.search(attributes)
    return (int(match[2]), column_number(match[1])) if match else None
