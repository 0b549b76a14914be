"""Sheets as intake reads them, whatever file they came from: rows of plain values with places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from engross.intake.given import GivenFile
from engross.records import Span
from engross.sources.sheets import Row, SheetRead, column_letters, runs


class Place(NamedTuple):
    """Where a cell stands."""

    file: GivenFile
    sheet: str
    """Empty for a file that has no sheets."""
    column: int
    """From 0."""
    row: int
    """From 1."""

    def __str__(self) -> str:
        return f"{self.file.name} {self.address}"

    @property
    def address(self) -> str:
        """`Time!G14`, or `G14` in a file without sheets."""
        return f"{sheet_prefix(self.sheet)}{column_letters(self.column)}{self.row}"


@dataclass(frozen=True)
class Sheet:
    """A sheet that was read, with the file it came from."""

    file: GivenFile
    read: SheetRead

    @property
    def name(self) -> str:
        """Empty for a text file."""
        return self.read.name

    @property
    def rows(self) -> Sequence[Row]:
        """Those that hold something."""
        return self.read.rows

    @property
    def hidden(self) -> bool:
        """Whether the workbook hides the sheet."""
        return self.read.hidden

    @property
    def title(self) -> str:
        """What people call it: the sheet's name, or the file's without its ending."""
        return self.name or self.file.stem

    @property
    def hidden_parts(self) -> tuple[str, ...]:
        """What it hides inside: `rows 4 to 6`, `column H`."""
        rows = (_named("row", str(a), str(b)) for a, b in self.read.hidden_rows)
        columns = (
            _named("column", column_letters(a), column_letters(b))
            for a, b in self.read.hidden_columns
        )
        return (*rows, *columns)


def _named(what: str, first: str, last: str) -> str:
    return f"{what} {first}" if first == last else f"{what}s {first} to {last}"


def sheet_prefix(name: str) -> str:
    """`Time!`, `'Time entries'!`, or nothing for a file without sheets."""
    if not name:
        return ""
    plain = name.isalnum() and not name[0].isdigit()
    return f"{name}!" if plain else "'{}'!".format(name.replace("'", "''"))


def spans(places: Iterable[Place]) -> tuple[Span, ...]:
    """One span for each sheet, its cells run together: `Time!G2:G9,G12`."""
    groups: dict[tuple[GivenFile, str], dict[int, set[int]]] = {}
    for place in places:
        columns = groups.setdefault((place.file, place.sheet), {})
        columns.setdefault(place.column, set()).add(place.row)
    return tuple(
        file.span(sheet_prefix(sheet) + ",".join(_ranges(columns)))
        for (file, sheet), columns in groups.items()
    )


def _ranges(columns: dict[int, set[int]]) -> Iterable[str]:
    for column, rows in columns.items():
        letters = column_letters(column)
        for first, last in runs(sorted(rows)):
            yield f"{letters}{first}" if first == last else f"{letters}{first}:{letters}{last}"
