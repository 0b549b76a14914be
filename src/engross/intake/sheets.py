"""Sheets as intake reads them, whatever file they came from: rows of plain values with places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple

from engross.intake.given import GivenFile
from engross.records import Span


class NoValue:
    """A cell that holds something which is no value, with the reason a person is told."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


NOT_CALCULATED: Final = NoValue("the formula has no stored result")
"""A formula that no program has worked out since it was written."""

Value = Decimal | str | bool | dt.datetime | dt.date | dt.time | dt.timedelta | NoValue | None
"""What a cell may hold; an empty one is `None`."""


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


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet."""

    number: int
    """From 1, as the program that made the sheet numbers it."""
    values: Sequence[Value]
    """From the first column."""


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or the one table of a CSV file."""

    file: GivenFile
    name: str
    """Empty for a CSV file."""
    rows: Sequence[Row]
    """Those that hold something."""
    hidden: bool = False
    """Whether the workbook hides the sheet."""
    hidden_parts: tuple[str, ...] = field(default=())
    """What it hides inside: `rows 4 to 6`, `column H`."""

    @property
    def title(self) -> str:
        """What people call it: the sheet's name, or the file's without its ending."""
        return self.name or self.file.stem


def column_letters(index: int) -> str:
    """`A` for 0, `AA` for 26."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


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


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Rising numbers as first and last of each unbroken run."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
