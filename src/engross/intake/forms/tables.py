"""Entries of a form in a table: a row for each, or one entry written down the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from engross.intake.cells import text_of
from engross.intake.forms.entries import Answer, Entry
from engross.intake.forms.people_headings import is_of_people
from engross.intake.forms.vocabulary import meaning_of
from engross.intake.given import GivenFile
from engross.intake.sheets import Place, Sheet, spans
from engross.records import Span
from engross.sources import guard
from engross.sources.apart import read_workbook
from engross.sources.sheets import Row, Value
from engross.uk.dates import format_date

_HEADING_ROWS: Final = 10
_FEWEST: Final = 2
"""Headings that are known make a row one of headings."""
_PAIR: Final = (2, 3)
"""Columns of a page that has questions on the left and answers beside them."""


def read(file: GivenFile) -> Iterator[Entry]:
    """Each entry of each sheet.

    Raises:
        InputError: it cannot be read.
    """
    guard.check(file, file.kind)
    for one in read_workbook(file).sheets:
        sheet = Sheet(file, one)
        if _is_a_page(sheet):
            yield _down_the_page(sheet)
        elif (number := _heading_row(sheet)) is not None:
            yield from _rows(sheet, number)


def _heading_row(sheet: Sheet) -> int | None:
    """Where, among the sheet's rows, most headings are known; `None` for nowhere."""
    counts = [_known(row.values) for row in sheet.rows[:_HEADING_ROWS]]
    most = max(counts, default=0)
    return counts.index(most) if most >= _FEWEST else None


def _known(values: Sequence[Value]) -> int:
    return sum(1 for value in values if isinstance(value, str) and _is_known(value))


def _is_known(heading: str) -> bool:
    return meaning_of(heading) is not None or is_of_people(heading)


def _is_a_page(sheet: Sheet) -> bool:
    widest = max((len(_filled(row)) for row in sheet.rows), default=0)
    first = [row.values[0] for row in sheet.rows if row.values]
    across = max((_known(row.values) for row in sheet.rows[:_HEADING_ROWS]), default=0)
    return widest in _PAIR and _known(first) > max(across, _FEWEST)


def _filled(row: Row) -> list[Value]:
    return [value for value in row.values if value is not None]


def _rows(sheet: Sheet, at: int) -> Iterator[Entry]:
    headings = [value if isinstance(value, str) else "" for value in sheet.rows[at].values]
    for row in sheet.rows[at + 1 :]:
        answers = tuple(
            _answer(sheet, row, column, heading)
            for column, heading in enumerate(headings)
            if heading and column < len(row.values)
        )
        yield Entry(0, _span(sheet, row, 0), answers)


def _down_the_page(sheet: Sheet) -> Entry:
    answers = tuple(
        _answer(sheet, row, 1, row.values[0])
        for row in sheet.rows
        if len(row.values) > 1 and isinstance(row.values[0], str)
    )
    return Entry(0, _span(sheet, sheet.rows[0], 0), answers)


def _answer(sheet: Sheet, row: Row, column: int, heading: str) -> Answer:
    text = _text(row.values[column], row.shown.get(column))
    return Answer(heading.strip(), text, _span(sheet, row, column))


def _text(value: Value, shown: str | None) -> str:
    """The answer's words: lines kept, a day written out, a number with its leading noughts."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.datetime | dt.date):
        return format_date(value.date() if isinstance(value, dt.datetime) else value)
    return text_of(value, shown) if isinstance(value, Decimal) else ""


def _span(sheet: Sheet, row: Row, column: int) -> Span:
    return spans([Place(sheet.file, sheet.name, column, row.number)])[0]
