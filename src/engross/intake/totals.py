"""Totals that a table states, told from its rows and compared with them in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from engross.intake.row_shapes import is_blank, is_figure
from engross.uk.money import rounded

if TYPE_CHECKING:
    from engross.intake.entry import Entry
    from engross.intake.tables import Table
    from engross.sources.sheets import Row

PENNY: Final = Decimal("0.01")
ADDED: Final = (
    "hours", "minutes", "units", "value", "cost", "net", "vat", "gross", "amount", "paid",
    "outstanding", "budget", "to_complete", "to_date",
)  # fmt: skip
"""Meanings that can be summed down a column."""
_NO_KEYS: Final = (*ADDED, "rate", "cost_rate", "margin")
"""Meanings that do not say what a row is about."""

_HINT = re.compile(r"total|forward|[bc]\W?/\W?f", re.IGNORECASE)
_TOTAL = re.compile(
    r"\W*(?:(?:grand|sub|overall|report|page)[ -]?)?totals?\W*"
    r"(?:(?:for|of|fees|hours|excluding|excl|net|carried|c/f)\b.*)?"
    r"|(?:totals? )?(?:carried|brought) forward|[bc]/f",
    re.IGNORECASE,
)
_OF_A_KEY = re.compile(r"(?P<key>.+?)\W+(?:sub[ -]?)?totals?", re.IGNORECASE)
"""How a pivot table names a subtotal: `WRA001 Total`."""
_WHOLE = re.compile(r"\W*(?:grand|overall|report)\b|.*forward|[bc]/f", re.IGNORECASE)
"""What says that a total is over all rows above."""
_FEWEST_ABOVE = 2


@dataclass(frozen=True)
class Stated:
    """A total in a cell, beside what the rows above it make."""

    row: int
    """The total's row number."""
    column: int
    meaning: str
    stated: Decimal
    found: Decimal
    first_row: int
    """The number of the first row that it was taken to be over."""

    @property
    def difference(self) -> Decimal:
        """By how much it is more than its rows."""
        return self.stated - self.found

    @property
    def agrees(self) -> bool:
        """Whether it is what its rows make, to the penny."""
        return abs(self.difference) < PENNY


@dataclass
class _Sum:
    """One column as far as it was read."""

    meaning: str
    total: Decimal = Decimal(0)
    marks: dict[Decimal, int] = field(default_factory=lambda: {Decimal("0.00"): 0})
    """By the sum up to a total (or the top), the number of that total's row."""
    since: Decimal = Decimal(0)
    """The sum up to the last total."""
    since_row: int = 0

    def reached(self, row: int) -> None:
        """A total stands in that row."""
        self.marks[rounded(self.total, 2)] = row
        self.since, self.since_row = self.total, row

    def before(self, stated: Decimal) -> int | None:
        """The row after which the rows make that total; `None` when they never do."""
        start = rounded(self.total - stated, 2)
        near = (self.marks.get(start + step) for step in (Decimal(0), PENNY, -PENNY))
        return next((row for row in near if row is not None), None)


class Totals:
    """Takes a table's rows one by one and tells which of them are totals."""

    def __init__(self, table: Table) -> None:
        self.stated: list[Stated] = []
        columns = table.headings.columns
        self._sums = {columns[m]: _Sum(m) for m in reversed(ADDED) if m in columns}
        self._keys = {c for m, c in columns.items() if m not in _NO_KEYS} - self._sums.keys()
        self._rates = {c for m, c in columns.items() if m in _NO_KEYS}
        self._dated = table.has("date")
        self._last_row = table.last_row
        self._count = self._since = 0
        self._before: Row | None = None
        self.rows: set[int] = set()
        """The numbers of the rows that are totals."""

    def take(self, entry: Entry) -> bool:
        """Whether the row is a total; its amounts are compared, and otherwise added."""
        numbers = {
            column: number
            for column, part in self._sums.items()
            if (number := entry.number(part.meaning, column)) is not None
        }
        words = self._words(entry)
        if words or self._without_words(entry, numbers):
            self._compare(entry, numbers, words)
            self.rows.add(entry.row.number)
            return True
        for column, number in numbers.items():
            self._sums[column].total += number
        self._count, self._since, self._before = self._count + 1, self._since + 1, entry.row
        return False

    def _words(self, entry: Entry) -> str:
        """What the row says that makes it a total; empty for none."""
        texts = [value for value in entry.row.values if isinstance(value, str)]
        if not _HINT.search("\n".join(texts)):
            return ""
        for column, value in enumerate(entry.row.values):
            if not isinstance(value, str):
                continue
            said = value.strip()
            if _TOTAL.fullmatch(said) and self._is_alone(entry, column):
                return said
            match = _OF_A_KEY.fullmatch(said)
            if match and self._sums_up(entry, column, match["key"]):
                return said
        return ""

    def _is_alone(self, entry: Entry, column: int) -> bool:
        """Whether nothing else says what the row is about: a narrative may begin with “total”."""
        if self._dated and entry.is_dated:
            return False
        keys = [c for c in self._key_cells(entry) if c != column]
        return len(keys) <= 1 or column < min(keys)

    def _sums_up(self, entry: Entry, column: int, key: str) -> bool:
        """Whether “KEY Total” follows rows of that key, or makes what they make."""
        if not self._is_alone(entry, column) or not self._count:
            return False
        if key.strip().casefold() in self._words_before():
            return True
        numbers = ((c, entry.number(s.meaning, c)) for c, s in self._sums.items())
        found = [self._sums[c].before(n) is not None for c, n in numbers if n]
        return bool(found) and all(found)

    def _words_before(self) -> frozenset[str]:
        values = self._before.values if self._before else ()
        return frozenset(v.strip().casefold() for v in values if isinstance(v, str))

    def _without_words(self, entry: Entry, numbers: Mapping[int, Decimal]) -> bool:
        """Whether it has amounts alone: the sums of those above, or it is the last row."""
        if self._count < _FEWEST_ABOVE or not any(numbers.values()):
            return False
        if next(self._key_cells(entry), None) is not None:
            return False
        if entry.row.number == self._last_row:
            return True
        if self._since < _FEWEST_ABOVE:
            return False
        return all(self._sums[c].before(number) is not None for c, number in numbers.items())

    def _key_cells(self, entry: Entry) -> Iterator[int]:
        """The columns of cells that say what the row is about."""
        for column, value in enumerate(entry.row.values):
            if is_blank(value) or column in self._rates:
                continue
            if column in self._keys or not is_figure(value):
                yield column

    def _compare(self, entry: Entry, numbers: Mapping[int, Decimal], words: str) -> None:
        for column, number in numbers.items() if self._count else ():
            self.stated.append(self._beside(entry.row.number, column, number, words))
        for part in self._sums.values():
            part.reached(entry.row.number)
        self._since = 0

    def _beside(self, row: int, column: int, number: Decimal, words: str) -> Stated:
        part = self._sums[column]
        start = part.before(number)
        if start is None:
            start = self._nearest(part, number, words)
        before = next((total for total, mark in part.marks.items() if mark == start), part.since)
        found = part.total - before
        return Stated(row, column, part.meaning, number, found, start + 1)

    def _nearest(self, part: _Sum, number: Decimal, words: str) -> int:
        """The row after which a total that differs was most likely taken."""
        if words and _WHOLE.match(words):
            return 0
        starts: Sequence[tuple[Decimal, int]] = list(part.marks.items())
        if self._since:
            starts = [(part.since, part.since_row), (Decimal(0), 0)]
        return min(starts, key=lambda start: abs(part.total - start[0] - number))[1]
