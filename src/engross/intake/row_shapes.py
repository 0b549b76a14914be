"""What rows look like: which of their cells hold words, and which hold figures or days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from engross.intake.sheets import Sheet
from engross.sources.sheets import Row, Value

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_FIGURE = re.compile(
    rf"""[-+(\s]*[£$€]?\s*[-+(]?\s*[0-9][0-9,.' ]*\s*[-)%]*\s*
        (?:k|m|bn|cr|dr|h|hrs?|hours?|mins?|minutes?|gbp)?\s*\)?
    | [0-9]{{1,2}}[/.-][0-9]{{1,2}}[/.-][0-9]{{2,4}}\b.*
    | [0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}\b.*
    | [0-9]{{1,2}}(?:st|nd|rd|th)?[ -]{_MONTH}(?:[ ,-]+[0-9]{{2,4}})?\b.*
    | [0-9]{{1,3}}(?::[0-5][0-9]){{1,2}}
    | [-\N{{EN DASH}}\N{{EM DASH}}]""",
    re.IGNORECASE | re.VERBOSE,
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MONTH_SHOWN = re.compile(rf"{_MONTH}[ -]*(?:[0-9]{{2}}|[0-9]{{4}})?", re.IGNORECASE)
_FIGURE_STARTS = frozenset("0123456789-+(£$€.' \N{EN DASH}\N{EM DASH}")
_SIGNS = frozenset("£$€%#&")
_LONGEST_HEADING = 60


def is_figure(value: Value) -> bool:
    """Whether the cell holds a number, a day or a time, as itself or as text."""
    if isinstance(value, str):
        return value[:1] in _FIGURE_STARTS and _FIGURE.fullmatch(value) is not None
    return value is not None


def is_blank(value: Value) -> bool:
    """Whether the cell holds nothing: no value, or marks that stand for none."""
    if value is None:
        return True
    if not isinstance(value, str) or value[:1].isalnum():
        return False
    return not any(sign.isalnum() or sign in _SIGNS for sign in value) and not is_figure(value)


def words(row: Row) -> int:
    """The columns, as bits, whose cells hold words."""
    return sum(
        1 << column
        for column, value in enumerate(row.values)
        if not is_blank(value) and not _tells_data(row, column, value)
    )


def figures(row: Row) -> int:
    """The columns, as bits, whose cells hold a number, a day or a time."""
    return sum(
        1 << column
        for column, value in enumerate(row.values)
        if not is_blank(value) and _tells_data(row, column, value)
    )


def text_at(row: Row, column: int) -> str:
    """What the cell says on one line, as it is displayed; empty for an empty one."""
    if column >= len(row.values) or is_blank(row.values[column]):
        return ""
    return " ".join((row.shown.get(column) or str(row.values[column])).split())


def looks_like_label(text: str) -> bool:
    """Whether a heading may say so: short, and no `Client:` before what it labels."""
    return 0 < len(text) <= _LONGEST_HEADING and not text.endswith(":")


def columns_of(bits: int) -> list[int]:
    """The columns of a set of bits, rising."""
    return [column for column in range(bits.bit_length()) if bits >> column & 1]


def lowest(bits: int) -> int:
    """The first column of a set of bits that is not empty."""
    return (bits & -bits).bit_length() - 1


def _tells_data(row: Row, column: int, value: Value) -> bool:
    """A year, or a month for a day, may as well be a heading."""
    if isinstance(value, str):
        return is_figure(value) and _YEAR.fullmatch(value) is None
    return _MONTH_SHOWN.fullmatch(row.shown.get(column, "")) is None


class Outline:
    """A sheet's rows in a few bytes each, made in one pass."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.filled: list[int] = []
        """By row, the columns that hold something, as bits."""
        self.wordy = bytearray()
        """By row, 1 where every cell that holds something holds words."""
        self.after_gap = bytearray()
        """By row, 1 where blank rows stand above it."""
        self.again: dict[int, int] = {}
        """By row, the earlier row near the top that it repeats to the letter, words only."""
        self._take(rows)

    def __len__(self) -> int:
        return len(self.filled)

    def _take(self, rows: Sequence[Row]) -> None:
        masks: dict[int, int] = {}
        early: dict[tuple[Value, ...], int] = {}
        before = 0
        for index, row in enumerate(rows):
            filled, wordy = _shape(row)
            self.filled.append(masks.setdefault(filled, filled))
            self.wordy.append(wordy)
            self.after_gap.append(row.number > before + 1)
            before = row.number
            if wordy:
                first = early.get(tuple(row.values))
                if first is not None:
                    self.again[index] = first
                elif len(early) < _EARLY:
                    early[tuple(row.values)] = index


_EARLY = 400
"""Rows of words that are remembered, for headings and page tops that stand again."""


def _shape(row: Row) -> tuple[int, bool]:
    filled, wordy = 0, True
    for column, value in enumerate(row.values):
        if value is None:
            continue
        if isinstance(value, str):
            if is_blank(value):
                continue
            if wordy and is_figure(value) and _tells_data(row, column, value):
                wordy = False
        elif wordy and _tells_data(row, column, value):
            wordy = False
        filled |= 1 << column
    return filled, wordy


def bands(filled: int) -> list[int]:
    """The columns parted where one is empty throughout; one alone goes with those before it."""
    listed = columns_of(filled)
    found = [1 << listed[0]] if listed else []
    for before, column in pairwise(listed):
        if column == before + 1:
            found[-1] |= 1 << column
        else:
            found.append(1 << column)
    joined: list[int] = []
    for band in found:
        if joined and (band.bit_count() == 1 or joined[-1].bit_count() == 1):
            joined[-1] |= band
        else:
            joined.append(band)
    return joined


def sheet_outline(sheet: Sheet) -> Outline:
    """The outline of a sheet."""
    return Outline(sheet.rows)
