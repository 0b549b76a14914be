"""A table's columns for the person who answers for its figures: what each was taken for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from engross.intake.cells import text_of
from engross.intake.headings import Headings
from engross.intake.sheets import Place, Sheet
from engross.records import Finding
from engross.records.quality import ColumnReport
from engross.sources.sheets import Row
from engross.sources.texts import one_line

_SAMPLES = 3
_LOOKED_AT = 50
_LONGEST = 40
"""Characters of a sample; the rest of a long text says no more about its column."""


def column_reports(sheet: Sheet, headings: Headings) -> tuple[ColumnReport, ...]:
    """Every column that has a heading, in order, with values as the file shows them."""
    row = _heading_row(sheet, headings)
    return tuple(
        _report(sheet, headings, column, one_line(str(value)))
        for column, value in enumerate(row.values)
        if value is not None and one_line(str(value))
    )


def guess_findings(sheet: Sheet, headings: Headings) -> Iterator[Finding]:
    """A finding for each column that was used without a known name and that nobody confirmed."""
    for meaning, reason in headings.reasons.items():
        column = headings.columns[meaning]
        heading = _written(_heading_row(sheet, headings), column)
        place = Place(sheet.file, sheet.name, column, headings.row)
        yield Finding(
            rule="column-guessed",
            severity="warn",
            place=str(place),
            message=(
                f"“{heading}” in {place.address} was taken for {meaning.replace('_', ' ')}: "
                f"{reason}. Nobody has confirmed it."
            ),
            suggestion=(
                f"Look at the columns with `engross map {sheet.file.name}`, put right what is "
                "wrong, and save them there: then it is not asked again."
            ),
        )


def _report(sheet: Sheet, headings: Headings, column: int, heading: str) -> ColumnReport:
    meanings = headings.meanings(column)
    sensitive = column in headings.sensitive
    return ColumnReport(
        place=Place(sheet.file, sheet.name, column, headings.row).address,
        heading=heading,
        meaning=meanings[0] if meanings else "",
        certainty=headings.certainty.get(meanings[0], "known") if meanings else "known",
        sensitive=sensitive,
        samples=() if sensitive else _samples(sheet, headings, column),
    )


def _samples(sheet: Sheet, headings: Headings, column: int) -> tuple[str, ...]:
    """Up to three different values of the first rows of the table."""
    rows = (row for row in sheet.rows if row.number > headings.row and headings.holds(row))
    shown = (_shown(row, column) for row in islice(rows, _LOOKED_AT))
    return tuple(islice(dict.fromkeys(text for text in shown if text), _SAMPLES))


def _shown(row: Row, column: int) -> str:
    text = row.shown.get(column)
    if text is None:
        value = row.values[column] if column < len(row.values) else None
        text = value if isinstance(value, str) else text_of(value)
    line = one_line(text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _heading_row(sheet: Sheet, headings: Headings) -> Row:
    return next(row for row in sheet.rows if row.number == headings.row)


def _written(row: Row, column: int) -> str:
    return one_line(str(row.values[column]))
