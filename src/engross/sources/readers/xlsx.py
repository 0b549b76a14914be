"""Sheets of an `.xlsx` workbook; the only module that knows openpyxl, and loads it when used."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.sheets import (
    NOT_CALCULATED,
    NoValue,
    Row,
    SheetRead,
    Value,
    WorkbookRead,
    runs,
)
from engross.sources.texts import clean

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

METHOD = "openpyxl, values as stored"
"""How a workbook is read, for the record."""


def read_workbook(file: SourceFile) -> WorkbookRead:
    """The workbook's sheets, with stored values; a formula without one holds `NOT_CALCULATED`.

    The file must have passed `guard.check`: openpyxl does not guard itself.

    Raises:
        InputError: it cannot be read as a workbook.
    """
    formulas = _load(file, stored_values=False)
    has_formulas = any(
        cell.data_type == "f" for sheet in formulas.worksheets for row in sheet for cell in row
    )
    values = _load(file, stored_values=True) if has_formulas else formulas
    sheets = tuple(
        SheetRead(
            name=clean(sheet.title),
            rows=tuple(_rows(sheet, formulas[sheet.title] if has_formulas else sheet)),
            hidden=sheet.sheet_state != "visible",
            hidden_rows=tuple(_hidden_rows(sheet)),
            hidden_columns=tuple(_hidden_columns(sheet)),
        )
        for sheet in values.worksheets
    )
    return WorkbookRead(sheets, METHOD)


def _load(file: SourceFile, *, stored_values: bool) -> Workbook:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import

    try:
        with warnings.catch_warnings():
            # It warns of styles and extensions that it does not know; values are not touched.
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(file.data), data_only=stored_values)
    except Exception as error:  # a damaged part raises anything from KeyError to ParseError
        raise InputError(
            file.name,
            f"the workbook cannot be read ({type(error).__name__}: {error}).",
            remedy="Open it in Excel, save it again as .xlsx, and give the new file.",
        ) from error


def _rows(values: Worksheet, formulas: Worksheet) -> Iterable[Row]:
    pairs = zip(
        values.iter_rows(min_row=1, min_col=1),
        formulas.iter_rows(min_row=1, min_col=1),
        strict=True,
    )
    for number, (row, originals) in enumerate(pairs, start=1):
        cells = [_value(cell, original) for cell, original in zip(row, originals, strict=True)]
        if any(cell is not None for cell in cells):
            yield Row(number, cells)


def _value(cell: Any, original: Any) -> Value:  # noqa: ANN401 - openpyxl's cells have many types
    value = cell.value
    if value is None:
        # A formula whose stored result is an empty text keeps the type `str`.
        empty_text = cell.data_type == "str"
        return NOT_CALCULATED if original.data_type == "f" and not empty_text else None
    if cell.data_type == "e":
        return NoValue(f"the cell shows the error {value}")
    if isinstance(value, bool | dt.datetime | dt.date | dt.time | dt.timedelta):
        return value
    if isinstance(value, int | float):
        # Excel keeps fifteen digits; the rest is binary dust (1.1 * 3 is 3.3000000000000003).
        return Decimal(f"{value:.15g}")
    return clean(str(value)).strip() or None


def _hidden_rows(sheet: Worksheet) -> list[tuple[int, int]]:
    return runs(sorted(n for n, row in sheet.row_dimensions.items() if row.hidden))


def _hidden_columns(sheet: Worksheet) -> Iterable[tuple[int, int]]:
    for _, column in sorted(sheet.column_dimensions.items()):
        if column.hidden:
            first = column.min or 1
            yield first - 1, (column.max or first) - 1
