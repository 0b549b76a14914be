"""A workbook of ordinary size: read with all of its structure, compared with a second reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from engross.sources.file import SourceFile
from engross.sources.readers import agreement
from engross.sources.readers.calamine import Calamine, CalamineFailed, by_row
from engross.sources.readers.formulas import implausible
from engross.sources.readers.meanings import Formats, Meaning
from engross.sources.readers.sheet_remarks import (
    hidden_by_format,
    hidden_under_merged,
    not_compared,
    sheet_missing,
)
from engross.sources.readers.xlsx_package import Package, SheetPart
from engross.sources.readers.xlsx_parser import parsed, within
from engross.sources.remarks import Remark
from engross.sources.sheets import Row, SheetRead, WorkbookRead
from engross.sources.texts import clean

Cells = Mapping[int, Mapping[int, Meaning]]
"""By row from 1, by column from 0."""


def read(file: SourceFile, package: Package) -> WorkbookRead:
    """The workbook's sheets.

    Raises:
        Unstructured: openpyxl cannot read one of them.
    """
    remarks: list[Remark] = []
    formats = Formats(package.codes, date_1904=package.date_1904)
    strings = package.strings()
    sheets = tuple(_sheet(package, part, strings, formats, remarks) for part in package.sheets)
    method = _compared(file, sheets, remarks)
    remarks.extend(implausible(sheets, tuple(package.tables())))
    return WorkbookRead(sheets, method, tuple(remarks))


def _sheet(
    package: Package,
    part: SheetPart,
    strings: Sequence[str],
    formats: Formats,
    remarks: list[Remark],
) -> SheetRead:
    name = clean(part.name)
    if not part.part:
        remarks.append(sheet_missing(name))
        return SheetRead(name, (), hidden=part.hidden)
    cells: dict[int, dict[int, Meaning]] = {}
    formulas: dict[tuple[int, int], str] = {}
    source = parsed(b"".join(package.chunks(part.part)), strings)
    for cell in source.cells():
        meaning = formats.meaning(cell)
        if meaning.value is not None:
            cells.setdefault(cell.row, {})[cell.column] = meaning
        if cell.formula is not None:
            formulas[cell.row, cell.column] = cell.formula
    last_column = max((max(row) for row in cells.values()), default=-1)
    layout = within(source.layout(), max(cells, default=0), last_column)
    remarks.extend(hidden_by_format(name, cells))
    remarks.extend(hidden_under_merged(name, layout.merged, cells))
    return SheetRead(
        name,
        tuple(_rows(cells)),
        hidden=part.hidden,
        hidden_rows=layout.hidden_rows,
        hidden_columns=layout.hidden_columns,
        merged=layout.merged,
        formulas=formulas,
    )


def _rows(cells: Cells) -> Iterator[Row]:
    for number, row in sorted(cells.items()):
        nothing = Meaning(None)
        meanings = [row.get(column, nothing) for column in range(max(row) + 1)]
        shown = {at: one.shown for at, one in enumerate(meanings) if one.shown is not None}
        values = tuple(one.value for one in meanings)
        yield Row(number, values, shown) if shown else Row(number, values)


def _compared(file: SourceFile, sheets: Sequence[SheetRead], remarks: list[Remark]) -> str:
    """How the workbook was read; what the second reader says otherwise goes to the remarks."""
    try:
        differing = sum(_differing(sheets, Calamine(file.data), remarks))
    except CalamineFailed as problem:
        remarks.append(not_compared(str(problem)))
        return "openpyxl"
    if differing:
        cells = "one cell" if differing == 1 else f"{differing:,} cells"
        return f"openpyxl, differing from calamine in {cells}"
    return "openpyxl, agreed with calamine"


def _differing(
    sheets: Sequence[SheetRead], second: Calamine, remarks: list[Remark]
) -> Iterable[int]:
    known = {clean(name): name for name, _ in second.sheets}
    for sheet in sheets:
        theirs = by_row(second.sheet(known.get(sheet.name, sheet.name)))
        found = list(agreement.differences(sheet.rows, theirs))
        if found:
            remarks.append(agreement.remark(f"sheet {sheet.name}", found))
        yield len(found)
