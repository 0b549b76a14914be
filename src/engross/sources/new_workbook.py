"""A workbook written anew from what was read of one: values alone, and what it hides."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from engross.sources.sheets import NoValue, SheetRead, Value, column_letters

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_DAY: Final = (1980, 1, 1, 0, 0, 0)
_CHANGED: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_PROPERTIES: Final = "docProps/core.xml"
_PER_CENT: Final = re.compile(r"-?[\d,.]+\s?%")


def new_workbook(sheets: Sequence[SheetRead]) -> bytes:
    """An `.xlsx` file with the sheets' values; equal sheets give equal bytes.

    Formulas, colours and remarks are not in it. A percentage stays one; another number that was
    shown otherwise than it is, such as `01234567`, is written as it was shown.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load

    book = Workbook(write_only=False)
    first = book.active
    if first is not None:
        book.remove(first)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name or "Sheet1"), sheet)
    made = io.BytesIO()
    book.save(made)
    return _timeless(made.getvalue())


def _fill(target: Worksheet, sheet: SheetRead) -> None:
    for row in sheet.rows:
        for column, value in enumerate(row.values):
            _put(target, row.number, column, value, row.shown.get(column, ""))
    if sheet.hidden:
        target.sheet_state = "hidden"
    for start, end in sheet.hidden_rows:
        for number in range(start, end + 1):
            target.row_dimensions[number].hidden = True
    for start, end in sheet.hidden_columns:
        for column in range(start, end + 1):
            target.column_dimensions[column_letters(column)].hidden = True


def _put(target: Worksheet, row: int, column: int, value: Value, shown: str) -> None:
    if value is None or isinstance(value, NoValue):
        return
    cell = target.cell(row=row, column=column + 1)
    if isinstance(value, str):
        cell.value = value
        cell.data_type = "s"  # words that begin with = are words
    elif isinstance(value, Decimal):
        if _PER_CENT.fullmatch(shown):
            cell.value, cell.number_format = value, "0.00%"
        else:
            cell.value = shown or value
    else:
        cell.value = value


def _timeless(data: bytes) -> bytes:
    """The same package without the time at which it was written."""
    made = io.BytesIO()
    day = dt.datetime(*_DAY[:3], tzinfo=dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == _PROPERTIES:
                content = _CHANGED.sub(rb"\g<1>" + day, content)
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return made.getvalue()
