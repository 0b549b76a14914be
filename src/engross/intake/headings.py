"""A table's heading row: as it stands, and as it was understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from engross.intake.exports import DateOrder
from engross.intake.kinds import Kind, normal
from engross.intake.sheets import Sheet
from engross.records.quality import Certainty
from engross.sources.sheets import Row, Value

HEADING_ROWS = 15
"""How many rows down a heading row is looked for."""
_LOOKED_AT = 1_000
"""Rows in which a column that is not filled counts as empty."""


@dataclass(frozen=True)
class Headings:
    """A sheet's heading row, understood."""

    kind: Kind
    row: int
    """The heading row's number."""
    names: tuple[str, ...]
    """The headings as written."""
    columns: Mapping[str, int]
    """By meaning, the column; of a meaning that several columns make up, the first."""
    doubled: tuple[str, ...] = ()
    """Headings that stand more than once, of which the first is taken."""
    system: str = ""
    """The program that exported it: `Harvest`; empty when it is not known."""
    report: str = ""
    """Which of the program's exports, or the name of the firm's own map."""
    certainty: Mapping[str, Certainty] = field(default_factory=dict)
    """By meaning, how sure its column is; one that is not here is `known`."""
    sensitive: frozenset[int] = frozenset()
    """Columns, from 0, that no agent, sample or document may have."""
    joined: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """By meaning, the further columns whose words follow the first's: first name, last name."""
    dates: DateOrder = "unclear"
    """How its days are written, where the program or a person says."""
    only: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """By column, what a row must say there to be of this table, in lower case."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """By meaning that was proposed and not known, what speaks for its column."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Needed meanings that no column has."""
        return tuple(need for need in self.kind.needs if not self.has(need))

    @property
    def missing_exactly(self) -> tuple[str, ...]:
        """Needed meanings that have no column of their own, though another may stand in."""
        return tuple(need for need in self.kind.needs if need not in self.columns)

    def has(self, meaning: str) -> bool:
        """Whether a column has the meaning, or another that can stand in for it."""
        return any(name in self.columns for name in (meaning, *self.kind.instead.get(meaning, ())))

    def cells(self, meaning: str) -> tuple[int, ...]:
        """Every column that makes up a meaning, in order; none when it has no column."""
        if meaning not in self.columns:
            return ()
        return (self.columns[meaning], *self.joined.get(meaning, ()))

    def meanings(self, column: int) -> tuple[str, ...]:
        """What the column was taken for; nothing when it was not used."""
        return tuple(meaning for meaning in self.columns if column in self.cells(meaning))

    def holds(self, row: Row) -> bool:
        """Whether the row is of this table and not of another with the same headings."""
        return all(
            column < len(row.values) and str(row.values[column]).strip().casefold() in said
            for column, said in self.only.items()
        )


class HeadingRow:
    """A row that may be a table's headings, with its normalised names by column."""

    def __init__(self, row: Row, sheet: Sheet) -> None:
        self.row, self.sheet = row, sheet
        self.names = [normal(value) if isinstance(value, str) else "" for value in row.values]
        self.written = tuple(_written(value) for value in row.values if value is not None)

    @property
    def standing(self) -> list[str]:
        """The names that stand there, in the order of the alphabet."""
        return sorted(name for name in self.names if name)

    def is_of_words(self, least: int) -> bool:
        """Whether it has that many names and nothing that only values have: no digit, no day."""
        filled = [value for value in self.row.values if value not in (None, "")]
        words = [v for v in filled if isinstance(v, str) and not v.strip()[:1].isdigit()]
        return len(words) == len(filled) >= least

    def places(self, names: Sequence[str]) -> tuple[int, ...]:
        """The columns of those of the names that stand here."""
        return tuple(self.names.index(name) for name in names if name in self.names)

    def is_filled(self, column: int) -> bool:
        """Whether one of the first thousand rows below has anything there."""
        below = islice(self.below(), _LOOKED_AT)
        return any(
            column < len(row.values) and row.values[column] not in (None, "") for row in below
        )

    def below(self) -> Iterator[Row]:
        """The rows under it."""
        return (row for row in self.sheet.rows if row.number > self.row.number)

    def doubled(self, columns: Mapping[str, int]) -> tuple[str, ...]:
        """Names that were taken and stand here more than once."""
        used = {self.names[column] for column in columns.values()}
        return tuple(sorted(name for name in used if self.names.count(name) > 1))


def heading_rows(sheet: Sheet) -> list[HeadingRow]:
    """The rows of a sheet that may be its headings: the first fifteen of it."""
    first = sheet.rows[:HEADING_ROWS]
    last = first[0].number + HEADING_ROWS if len(first) else 0
    return [HeadingRow(row, sheet) for row in first if row.number < last]


def _written(value: Value) -> str:
    return value if isinstance(value, str) else str(value)
