"""Sheets of an `.xls` workbook, Excel 2 to 2003; the only module that knows xlrd.

xlrd gives what Excel stored, not the formulas that it was worked out from, and reads a file whole.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import xlrd  # type: ignore[import-untyped]  # it ships no types
from xlrd.compdoc import (  # type: ignore[import-untyped]  # it ships no types
    SIGNATURE,
    CompDoc,
    CompDocError,
)

from engross.errors import InputError
from engross.sources.readers.display import BUILT_IN, GENERAL, SHORT_DATE, SHORT_DATE_AND_TIME
from engross.sources.readers.meanings import Format, Meaning, exact
from engross.sources.readers.sheet_remarks import hidden_by_format, hidden_under_merged
from engross.sources.sheets import Merged, NoValue, Row, SheetRead, runs
from engross.sources.texts import clean
from engross.sources.wire import formulas_line, method_line, remark_line, row_line, sheet_line

if TYPE_CHECKING:
    from engross.sources.file import SourceFile

Cells = Mapping[int, Mapping[int, Meaning]]
"""By row from 1, by column from 0."""

_FORMATS_BY_KEY: Final = 50
"""Excel 5 is the first whose cells name a format by a number that has a meaning of its own."""
_OF_THE_MACHINE: Final = {14: SHORT_DATE, 22: SHORT_DATE_AND_TIME}
_SAVE_AGAIN: Final = "Open it in Excel, save it as .xlsx, and give the new file."


def lines(file: SourceFile) -> Iterator[bytes]:
    """The workbook as lines of the wire; its formulas are not known.

    Raises:
        InputError: it is protected by a password, or cannot be read.
    """
    book = _opened(file)
    workbook = _Workbook(book)
    for sheet in book.sheets():
        yield from workbook.sheet(sheet)
    yield method_line(f"xlrd, Excel {_release(book.biff_version)}, formulas not read")


def _opened(file: SourceFile) -> xlrd.Book:
    try:
        _check_short_sectors(file.data)
        return xlrd.open_workbook(
            file_contents=file.data,
            logfile=io.StringIO(),
            formatting_info=True,
            ragged_rows=True,
        )
    except Exception as error:  # a damaged record raises anything from AssertionError to struct's
        if "encrypted" in str(error):
            raise InputError(
                file.name,
                "the workbook is protected by a password.",
                remedy="Open it in Excel, save it without the password, and give the new file.",
            ) from error
        raise InputError(
            file.name,
            f"the workbook cannot be read ({_reason(error)}).",
            remedy=_SAVE_AGAIN,
        ) from error


def _check_short_sectors(data: bytes) -> None:
    """Returns if no chain of short sectors runs in a circle: xlrd follows one until memory ends.

    Raises:
        CompDocError: one does, or the compound file is damaged otherwise.
    """
    if not data.startswith(SIGNATURE):
        return
    following = CompDoc(data, logfile=io.StringIO()).SSAT
    entered = [0] * len(following)
    for start in range(len(following)):
        at = start
        while 0 <= at < len(following) and not entered[at]:
            entered[at] = start + 1
            at = following[at]
        if 0 <= at < len(following) and entered[at] == start + 1:
            raise CompDocError("a chain of short sectors runs in a circle")


def _reason(error: Exception) -> str:
    said = clean(str(error))[:200]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _release(biff_version: int) -> str:
    """Which Excel first wrote files of that version."""
    names = {80: "97 to 2003", 70: "95", 50: "5", 45: "4", 40: "4", 30: "3"}
    return names.get(biff_version, "2")


class _Workbook:
    """What the sheets of a book have in common."""

    def __init__(self, book: xlrd.Book) -> None:
        self._book = book
        self._formats: dict[int, Format] = {}

    def sheet(self, sheet: xlrd.sheet.Sheet) -> Iterator[bytes]:
        """The sheet's lines, remarks last."""
        name = clean(sheet.name)
        cells = {
            number: row for number in range(1, sheet.nrows + 1) if (row := self._row(sheet, number))
        }
        last_row = max(cells, default=0)
        last_column = max((max(row) for row in cells.values()), default=-1)
        merged = tuple(_merged(sheet, last_row))
        yield sheet_line(
            SheetRead(
                name,
                (),
                hidden=sheet.visibility != 0,
                hidden_rows=tuple(_hidden(sheet.rowinfo_map, last_row, first=1)),
                hidden_columns=tuple(_hidden(sheet.colinfo_map, last_column + 1, first=0)),
                merged=merged,
            )
        )
        yield from map(_line, _rows(cells))
        yield formulas_line({})
        yield from map(remark_line, hidden_by_format(name, cells))
        yield from map(remark_line, hidden_under_merged(name, merged, cells))

    def _row(self, sheet: xlrd.sheet.Sheet, number: int) -> dict[int, Meaning]:
        meanings = (self._meaning(cell) for cell in sheet.row(number - 1))
        return {at: one for at, one in enumerate(meanings) if one.value is not None}

    def _meaning(self, cell: Any) -> Meaning:  # noqa: ANN401 - xlrd has no types
        match cell.ctype:
            case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
                return self._number(cell.value, self._format(cell.xf_index))
            case xlrd.XL_CELL_TEXT:
                text = clean(cell.value).strip()
                return self._format(cell.xf_index).of_text(text) if text else Meaning(None)
            case xlrd.XL_CELL_BOOLEAN:
                return Meaning(bool(cell.value))
            case xlrd.XL_CELL_ERROR:
                error = xlrd.error_text_from_code.get(cell.value, "#N/A")
                return Meaning(NoValue(f"the cell shows the error {error}"))
            case _:
                return Meaning(None)

    def _number(self, value: float, number_format: Format) -> Meaning:
        number = exact(value)
        if not number.is_finite():
            return Meaning(NoValue("the cell holds a number beyond what Excel can hold"))
        return number_format.of_number(number)

    def _format(self, style: int | None) -> Format:
        styles = self._book.xf_list
        # A damaged file names a style that it does not hold; the number is shown as it is.
        key = styles[style].format_key if style is not None and style < len(styles) else 0
        if key not in self._formats:
            self._formats[key] = Format(self._code(key), bool(self._book.datemode))
        return self._formats[key]

    def _code(self, key: int) -> str:
        """The file's own code, or the one that Excel has for the number."""
        if self._book.biff_version >= _FORMATS_BY_KEY and key in _OF_THE_MACHINE:
            return _OF_THE_MACHINE[key]
        known = self._own_codes.get(key)
        return known or BUILT_IN.get(key, GENERAL)

    @cached_property
    def _own_codes(self) -> dict[int, str]:
        return {one.format_key: one.format_str for one in self._book.format_list}


def _rows(cells: Cells) -> Iterator[Row]:
    nothing = Meaning(None)
    for number, row in cells.items():
        meanings = [row.get(column, nothing) for column in range(max(row) + 1)]
        shown = {at: one.shown for at, one in enumerate(meanings) if one.shown is not None}
        yield Row(number, [one.value for one in meanings], shown)


def _line(row: Row) -> bytes:
    return row_line(row.number, row.values, row.shown)


def _hidden(about: Mapping[int, Any], end: int, *, first: int) -> Iterable[tuple[int, int]]:
    """Runs of hidden rows or columns, counted from `first`, up to the last that holds something."""
    hidden = sorted(at for at, one in about.items() if one.hidden and at < end)
    return runs([at + first for at in hidden])


def _merged(sheet: xlrd.sheet.Sheet, last_row: int) -> Iterator[Merged]:
    for top, below, left, beyond in sheet.merged_cells:
        if top < last_row:
            yield Merged(top + 1, left, below, beyond - 1)
