"""What reading a workbook noticed, in the words that a fee-earner reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from engross.sources.readers.meanings import Meaning
from engross.sources.remarks import Remark
from engross.sources.sheets import Merged, column_letters

BY_FORMAT = "show nothing of what they hold, by their number format"
_NAMED = 10
"""Cells that a remark names; the others are counted."""
_OPEN_IN_EXCEL = "Open it in Excel, save it again as .xlsx, and give the new file."


def hidden_by_format(sheet: str, cells: Mapping[int, Mapping[int, Meaning]]) -> Iterable[Remark]:
    """Cells that hold something and whose number format shows nothing (`;;;`)."""
    found = [
        (row, column)
        for row, meanings in sorted(cells.items())
        for column, meaning in sorted(meanings.items())
        if meaning.hidden
    ]
    return hidden_cells(sheet, found, BY_FORMAT)


def hidden_under_merged(
    sheet: str, merged: Iterable[Merged], cells: Mapping[int, Mapping[int, Meaning]]
) -> Iterable[Remark]:
    """Cells that hold something and are covered by the first cell of a merged group."""
    found = sorted(
        {
            (row, column)
            for area in merged
            for row in _rows_within(area, cells)
            for column in cells[row]
            if area.first_column <= column <= area.last_column
            and (row, column) != (area.first_row, area.first_column)
        }
    )
    return hidden_cells(sheet, found, "are covered by the merged cells around them")


def not_compared(problem: str) -> Remark:
    """The second reader failed, so that nothing vouches for the first."""
    return Remark(
        "readers-disagree",
        "warn",
        "",
        "The second program that reads workbooks, by which the values are checked, could not read "
        f"this one ({problem}).",
        "Compare the figures with the workbook. " + _OPEN_IN_EXCEL,
    )


def without_structure(problem: str) -> Remark:
    """Only values could be read."""
    return Remark(
        "read-without-structure",
        "warn",
        "",
        "Only one of the two programs that read workbooks could read this one "
        f"({problem}): number formats, formulas and hidden cells may not have been seen.",
        "Compare the figures with the workbook. " + _OPEN_IN_EXCEL,
    )


def sheet_missing(sheet: str) -> Remark:
    """The workbook lists a sheet that its file does not hold."""
    return Remark(
        "read-without-structure",
        "warn",
        f"sheet {sheet}",
        f"The workbook names a sheet {sheet}, but the file does not hold it.",
        _OPEN_IN_EXCEL,
    )


def place_of(sheet: str, row: int, column: int) -> str:
    """`Time!F4`, or `'Time entries'!F4`."""
    cell = f"{column_letters(column)}{row}"
    if sheet.isalnum() and not sheet[0].isdigit():
        return f"{sheet}!{cell}"
    return "'{}'!{}".format(sheet.replace("'", "''"), cell)


def _rows_within(area: Merged, cells: Mapping[int, object]) -> Iterator[int]:
    height = area.last_row - area.first_row + 1
    if height > len(cells):
        return (row for row in cells if area.first_row <= row <= area.last_row)
    return (row for row in range(area.first_row, area.last_row + 1) if row in cells)


def hidden_cells(sheet: str, found: Sequence[tuple[int, int]], why: str) -> Iterator[Remark]:
    """Cells, by row and column, that hold something and are not seen; `why` ends the sentence."""
    if not found:
        return
    named = ", ".join(f"{column_letters(column)}{row}" for row, column in found[:_NAMED])
    more = f" and {len(found) - _NAMED:,} more" if len(found) > _NAMED else ""
    yield Remark(
        "hidden-cells",
        "note",
        f"sheet {sheet}",
        f"Cells of {sheet} {why}: {named}{more}. They were read too.",
        "Check that they belong in the report.",
    )
