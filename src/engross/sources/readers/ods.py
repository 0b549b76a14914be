"""Sheets of an `.ods` workbook, read from its `content.xml` (OpenDocument 1.3, part 3, section 9).

An empty cell or row may say that it is repeated a million times; it is counted and never made.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, ParseError, iterparse

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.readers.meanings import Meaning
from engross.sources.readers.ods_cells import OFFICE, TABLE, Styles, formula_of, meaning
from engross.sources.readers.sheet_remarks import hidden_by_format, hidden_under_merged
from engross.sources.sheets import Merged, SheetRead
from engross.sources.texts import clean
from engross.sources.wire import formulas_line, method_line, remark_line, row_line, sheet_line

MOST_CELLS: Final = 5_000_000
"""How many cells a sheet's rows may come to, empty ones before the last filled one included."""

_CELL = f"{TABLE}table-cell"
_COVERED = f"{TABLE}covered-table-cell"
_ROW = f"{TABLE}table-row"
_COLUMN = f"{TABLE}table-column"
_GROUPS = {
    f"{TABLE}{name}"
    for name in (
        "table-rows",
        "table-row-group",
        "table-header-rows",
        "table-columns",
        "table-column-group",
        "table-header-columns",
    )
}
_HIDDEN = {"collapse", "filter"}
_DAMAGE = (
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    ParseError,
    RuntimeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What a damaged or encrypted archive, its XML and its numbers raise."""


def lines(file: SourceFile) -> Iterator[bytes]:
    """The workbook as lines of the wire.

    Raises:
        InputError: it is damaged, protected by a password, or repeats filled cells without end.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive, archive.open("content.xml") as part:
            # The guard has refused declarations of entities, and this runs in the child.
            yield from _workbook(file, iterparse(part, events=("start", "end")))  # noqa: S314 - see above
    except _DAMAGE as error:
        raise InputError(
            file.name,
            f"the workbook is damaged or protected by a password ({clean(str(error))[:200]}).",
            remedy="Open it in LibreOffice or Excel, save it without a password, and try again.",
        ) from error
    yield method_line("the content.xml of an OpenDocument file")


def _workbook(file: SourceFile, events: Iterator[tuple[str, Element]]) -> Iterator[bytes]:
    """Elements are let go of as soon as they are read, so that a large sheet takes little room."""
    path: list[Element] = []
    styles = Styles()
    sheet: _Sheet | None = None
    for event, element in events:
        if event == "start":
            path.append(element)
            if sheet is None and _opens_sheet(path):
                sheet = _Sheet(file, element, styles)
            continue
        path.pop()
        if element.tag == f"{OFFICE}automatic-styles":
            styles = Styles(element)
        elif sheet and element is sheet.element:
            yield from sheet.lines()
            path[-1].remove(element)
            sheet = None
        elif sheet and sheet.takes(element, path[-1]):
            path[-1].remove(element)


def _opens_sheet(path: list[Element]) -> bool:
    """Links and tracked changes hold tables as well, which are no sheets."""
    return path[-1].tag == f"{TABLE}table" and path[-2].tag == f"{OFFICE}spreadsheet"


class _Columns:
    """What the columns of a sheet say before its rows begin."""

    def __init__(self, durations: set[str]) -> None:
        self.count = 0
        self.hidden: list[tuple[int, int]] = []
        self._durations = durations
        self._of_durations: list[tuple[int, int]] = []

    def take(self, column: Element) -> None:
        """One column, or as many as it says that it stands for."""
        first, self.count = self.count, self.count + _times(column, "number-columns-repeated")
        if column.get(f"{TABLE}visibility") in _HIDDEN:
            self.hidden.append((first, self.count - 1))
        if column.get(f"{TABLE}default-cell-style-name") in self._durations:
            self._of_durations.append((first, self.count - 1))

    def holds_durations(self, row: Element, cell: Element, at: int) -> bool:
        """Whether the hours of the cell go on beyond 24: by its style, its row's, its column's."""
        name = cell.get(f"{TABLE}style-name") or row.get(f"{TABLE}default-cell-style-name")
        if name is not None:
            return name in self._durations
        return any(first <= at <= last for first, last in self._of_durations)


class _Sheet:
    """A sheet while its columns and rows go by."""

    def __init__(self, file: SourceFile, element: Element, styles: Styles) -> None:
        self.element = element
        self._file = file
        self._name = clean(element.get(f"{TABLE}name", ""))
        self._hidden = element.get(f"{TABLE}style-name", "") in styles.hidden_sheets
        self._columns = _Columns(styles.durations)
        self._row = self._last_row = 0
        self._last_column = -1
        self._rows: list[bytes] = []
        self._made = 0
        self._hidden_rows: list[tuple[int, int]] = []
        self._merged: list[Merged] = []
        self._formulas: dict[tuple[int, int], str] = {}
        self._unseen: dict[int, dict[int, Meaning]] = {}
        self._covered: dict[int, dict[int, Meaning]] = {}

    def takes(self, element: Element, parent: Element) -> bool:
        """Whether it was one of the sheet's own rows or columns, which is then done with."""
        if element.tag not in {_ROW, _COLUMN}:
            return False
        if parent is not self.element and parent.tag not in _GROUPS:
            return False
        if element.tag == _COLUMN:
            self._columns.take(element)
        else:
            self._take_row(element)
        return True

    def lines(self) -> Iterator[bytes]:
        """All that there is to tell of it."""
        merged = tuple(one for one in self._merged if one.first_row <= self._last_row)
        yield sheet_line(
            SheetRead(
                self._name,
                (),
                hidden=self._hidden,
                hidden_rows=tuple(_within(self._hidden_rows, self._last_row)),
                hidden_columns=tuple(_within(self._columns.hidden, self._last_column)),
                merged=merged,
            )
        )
        yield from self._rows
        yield formulas_line(self._formulas)
        yield from map(remark_line, hidden_by_format(self._name, self._unseen))
        yield from map(remark_line, hidden_under_merged(self._name, merged, self._covered))

    def _take_row(self, row: Element) -> None:
        first, times = self._row + 1, _times(row, "number-rows-repeated")
        self._row += times
        if row.get(f"{TABLE}visibility") in _HIDDEN:
            self._hidden_rows.append((first, self._row))
        cells = self._cells(row, first)
        if not cells:
            return
        width = max(cells) + 1
        self._made += width * times
        if self._made > MOST_CELLS:
            raise self._endless()
        self._last_row, self._last_column = self._row, max(self._last_column, width - 1)
        nothing = Meaning(None)
        meanings = [cells.get(at, nothing) for at in range(width)]
        shown = {at: one.shown for at, one in enumerate(meanings) if one.shown is not None}
        values = [one.value for one in meanings]
        self._rows.extend(row_line(first + more, values, shown) for more in range(times))

    def _cells(self, row: Element, number: int) -> dict[int, Meaning]:
        """Those that hold something, by column; what else they are is noted on the way."""
        cells: dict[int, Meaning] = {}
        at = 0
        for cell in row:
            if cell.tag not in {_CELL, _COVERED}:
                continue
            times = _times(cell, "number-columns-repeated")
            found = meaning(cell, is_duration=self._columns.holds_durations(row, cell, at))
            self._note_spans(cell, number, at)
            if found.value is not None:
                if self._made + at + times > MOST_CELLS:
                    raise self._endless()
                cells.update(dict.fromkeys(range(at, at + times), found))
                self._note(cell, found, number, at)
            at += times
        return cells

    def _note(self, cell: Element, found: Meaning, row: int, column: int) -> None:
        formula = formula_of(cell)
        if formula is not None:
            self._formulas[row, column] = formula
        if found.hidden:
            self._unseen.setdefault(row, {})[column] = found
        if cell.tag == _COVERED:
            self._covered.setdefault(row, {})[column] = found

    def _note_spans(self, cell: Element, row: int, column: int) -> None:
        across = _times(cell, "number-columns-spanned")
        down = _times(cell, "number-rows-spanned")
        if across > 1 or down > 1:
            self._merged.append(Merged(row, column, row + down - 1, column + across - 1))

    def _endless(self) -> InputError:
        return InputError(
            self._file.name,
            f"its rows and cells repeat to more than {MOST_CELLS:,} filled ones.",
            place=f"sheet {self._name}",
            remedy="Delete what is filled beyond the data, save, and try again.",
        )


def _times(element: Element, name: str) -> int:
    """How often it stands there, or over how many it reaches; once unless it says more."""
    return max(1, int(element.get(f"{TABLE}{name}", "1")))


def _within(found: list[tuple[int, int]], last: int) -> Iterator[tuple[int, int]]:
    """Neighbouring runs joined, up to the last row or column that holds something."""
    joined: list[tuple[int, int]] = []
    for first, end in found:
        if first > last:
            break
        begins = joined.pop()[0] if joined and joined[-1][1] + 1 == first else first
        joined.append((begins, min(end, last)))
    yield from joined
