"""What a spreadsheet file holds, whatever its format: sheets of rows of plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from engross.sources.remarks import Remark


class NoValue:
    """A cell that holds something which is no value, with the reason a person is told."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def __repr__(self) -> str:
        return f"NoValue({self.reason!r})"


NOT_CALCULATED: Final = NoValue("the formula has no stored result")
"""A formula that no program has worked out since it was written."""

Value = Decimal | str | bool | dt.datetime | dt.date | dt.time | dt.timedelta | NoValue | None
"""What a cell may hold; an empty one is `None`."""

_AS_STORED: Final[Mapping[int, str]] = MappingProxyType({})


class Merged(NamedTuple):
    """Cells shown as one; rows from 1, columns from 0, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet."""

    number: int
    """From 1, as the program that made the sheet numbers it."""
    values: Sequence[Value]
    """From the first column."""
    shown: Mapping[int, str] = field(default_factory=lambda: _AS_STORED)
    """By column from 0, what the program displays: only for numbers, dates and truth values whose
    format says more or other than the value (`4.5%`, `£1,200`, `Oct-26`, empty for `;;;`)."""


@dataclass(frozen=True)
class SheetRead:
    """One sheet of a workbook, or the one table of a text file."""

    name: str
    """Empty for a text file."""
    rows: Sequence[Row]
    """Those that hold something, in order."""
    hidden: bool = False
    """Whether the workbook hides the sheet."""
    hidden_rows: tuple[tuple[int, int], ...] = ()
    """First and last of each run of hidden rows, from 1."""
    hidden_columns: tuple[tuple[int, int], ...] = ()
    """First and last of each run of hidden columns, from 0."""
    merged: tuple[Merged, ...] = ()
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """By row from 1 and column from 0, the formula without its `=`; empty where not known."""


@dataclass(frozen=True)
class WorkbookRead:
    """A spreadsheet file, read."""

    sheets: tuple[SheetRead, ...]
    method: str
    """How it was read, for the record: `openpyxl, agreed with calamine`, `csv, utf-8, commas`."""
    remarks: tuple[Remark, ...] = ()


def column_letters(index: int) -> str:
    """`A` for 0, `AA` for 26."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Rising numbers as first and last of each unbroken run."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
