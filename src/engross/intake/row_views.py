"""Parts of a sheet's rows without copying them, so that a million stay as they are kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import overload

from engross.sources.sheets import Row


class Chosen(Sequence[Row]):
    """The rows of some stretches of a sheet, each from its first index up to its last."""

    def __init__(self, rows: Sequence[Row], stretches: Iterable[tuple[int, int]]) -> None:
        self._parts = [rows[first:last] for first, last in stretches if last > first]
        self._ends = list(accumulate(len(part) for part in self._parts))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[Row]:
        for part in self._parts:
            yield from part

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        wanted = index + len(self) if index < 0 else index
        if not 0 <= wanted < len(self):
            raise IndexError(index)
        part = bisect_right(self._ends, wanted)
        return self._parts[part][wanted - (self._ends[part - 1] if part else 0)]


def headed(heading: Row, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows below a heading, and the heading."""
    return Joined((heading,), rows)


class Joined(Chosen):
    """Two sequences of rows as one."""

    def __init__(self, first: Sequence[Row], second: Sequence[Row]) -> None:
        super().__init__((), ())
        self._parts = [part for part in (first, second) if len(part)]
        self._ends = list(accumulate(len(part) for part in self._parts))


def within(rows: Iterable[Row], columns: int) -> tuple[Row, ...]:
    """The rows with those columns alone, as bits; a row that has nothing there is left out."""
    cut = (_cut(row, columns) for row in rows)
    return tuple(row for row in cut if any(value is not None for value in row.values))


def _cut(row: Row, columns: int) -> Row:
    values = [value if columns >> c & 1 else None for c, value in enumerate(row.values)]
    shown = {c: text for c, text in row.shown.items() if columns >> c & 1}
    return replace(row, values=values, shown=shown)
