"""The second reader of workbooks, quick and with little knowledge of structure.

It is the only module that knows python-calamine. What it gives: `''` for an empty cell, an error
and a formula never calculated; floats for numbers; days, times and durations by number format.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Given = float | str | bool | dt.datetime | dt.date | dt.time | dt.timedelta
"""What it gives for a cell."""


class CalamineFailed(ValueError):
    """It cannot read the file or the sheet; the message is its own."""


class Grid(NamedTuple):
    """A sheet's cells, to be taken once."""

    rows: Iterator[list[Given]]
    """From the first of the sheet, each from the first column."""
    last_row: int
    """From 1; 0 in an empty sheet."""
    last_column: int
    """From 0; -1 in an empty sheet."""


class Calamine:
    """A workbook as python-calamine reads it."""

    def __init__(self, data: bytes) -> None:
        """Reads the list of sheets and the shared strings.

        Raises:
            CalamineFailed: it cannot.
        """
        from python_calamine import (  # noqa: PLC0415 - a parser, loaded when used
            SheetTypeEnum,
            SheetVisibleEnum,
            load_workbook,
        )

        with _named():
            self._book = load_workbook(io.BytesIO(data))
        self.sheets = tuple(
            (one.name, one.visible != SheetVisibleEnum.Visible)
            for one in self._book.sheets_metadata
            if one.typ == SheetTypeEnum.WorkSheet
        )
        """Name of each worksheet, and whether it is hidden."""

    def sheet(self, name: str) -> Grid:
        """The sheet's cells; taking them may raise `CalamineFailed` too.

        Raises:
            CalamineFailed: it cannot read the sheet.
        """
        with _named():
            found = self._book.get_sheet_by_name(name)
        last = found.end or (-1, -1)
        return Grid(_rows(found), last[0] + 1, last[1])


def _rows(sheet: CalamineSheet) -> Iterator[list[Given]]:
    # It gives empty rows above the first that holds something, but no empty columns before.
    before: list[Given] = [""] * (sheet.start[1] if sheet.start else 0)
    with _named():
        for row in sheet.iter_rows():
            yield before + row if before else row


@contextmanager
def _named() -> Iterator[None]:
    """Its failures by our name; a panic of its Rust code is no `Exception`, and means the same."""
    try:
        yield
    except Exception as error:
        raise CalamineFailed(f"{type(error).__name__}: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise CalamineFailed(f"{type(error).__name__}: {error}") from error


def by_row(sheet: Grid) -> Mapping[int, list[Given]]:
    """The rows that hold something, by number from 1."""
    rows = enumerate(sheet.rows, start=1)
    return {number: row for number, row in rows if any(cell != "" for cell in row)}
