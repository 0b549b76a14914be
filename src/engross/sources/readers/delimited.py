"""The table of a `.csv` file, read strictly: an unclosed quotation mark must not swallow rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.sheets import Row, SheetRead, Value, WorkbookRead
from engross.sources.texts import decode

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def read_csv(file: SourceFile) -> WorkbookRead:
    """The file's one sheet; its method says how it was read: `csv, utf-8-sig, commas`.

    Raises:
        InputError: its quotation marks do not pair, or its characters cannot be read.
    """
    text, encoding = decode(file)
    delimiter = _delimiter(text)
    rows = tuple(_rows(file, text, delimiter))
    method = f"csv, {encoding}, {_DELIMITERS[delimiter]}"
    return WorkbookRead((SheetRead("", rows),), method)


def _delimiter(text: str) -> str:
    """The mark that parts the most columns evenly in the first lines."""
    lines = [line for line in text.splitlines()[:30] if line.strip()]
    return max(_DELIMITERS, key=lambda mark: sum(min(line.count(mark), 40) for line in lines))


def _rows(file: SourceFile, text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, record in enumerate(reader, start=1):
            values: list[Value] = [field.strip() or None for field in record]
            if any(value is not None for value in values):
                yield Row(number, values)
    except csv.Error as error:
        raise InputError(
            file.name,
            f"its quotation marks or separators do not pair ({error}).",
            place=f"row {number + 1}",
            remedy="Export it again, or open it in Excel and save it as .xlsx.",
        ) from error
