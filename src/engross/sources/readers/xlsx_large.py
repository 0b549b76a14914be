"""A workbook too big to be parsed cell by cell: calamine streams its values, openpyxl samples them.

What else is to be known is found in the XML by `xlsx_scan`. The number format of a column is that
of its sampled cells; where they differ, its values are handed on without what they display.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from engross.sources.file import SourceFile
from engross.sources.readers import agreement
from engross.sources.readers.agreement import Difference
from engross.sources.readers.calamine import Calamine, Grid
from engross.sources.readers.meanings import Formats, RawCell
from engross.sources.readers.sheet_remarks import (
    BY_FORMAT,
    hidden_cells,
    sheet_missing,
    without_structure,
)
from engross.sources.readers.xlsx_columns import Columns, with_reasons
from engross.sources.readers.xlsx_package import Package, SheetPart, Unstructured, following
from engross.sources.readers.xlsx_parser import parsed, within
from engross.sources.readers.xlsx_scan import Scanned, scan
from engross.sources.readers.xlsx_tags import Sought
from engross.sources.remarks import Remark
from engross.sources.sheets import SheetRead, Value
from engross.sources.texts import clean
from engross.sources.wire import formulas_line, method_line, remark_line, row_line, sheet_line


def lines(file: SourceFile, package: Package | None, problem: str = "") -> Iterator[bytes]:
    """The workbook as lines of the wire.

    `problem` is why openpyxl could not read it, where it is no question of size; without `package`
    there are values only.

    Raises:
        CalamineFailed: calamine cannot read it.
    """
    reading = _Reading(Calamine(file.data), package, problem)
    for part in reading.parts():
        yield from reading.sheet(part)
    yield from map(remark_line, reading.all_remarks())
    yield method_line(reading.method)


class Sample(NamedTuple):
    """What openpyxl reads of a sheet."""

    cells: Sequence[RawCell]
    rows: Mapping[int, Sequence[Value]]
    """By row from 1, from the first column."""


NO_SAMPLE = Sample((), {})


@dataclass
class _Reading:
    """A workbook that is being read."""

    values: Calamine
    package: Package | None
    problem: str
    remarks: list[Remark] = field(default_factory=list)
    compared: int = 0
    formats: Formats = field(init=False)

    def __post_init__(self) -> None:
        self.formats = Formats((), date_1904=False)
        if self.package:
            try:
                codes = self.package.codes
                self.formats = Formats(codes, date_1904=self.package.date_1904)
            except Unstructured as error:
                self.problem = self.problem or str(error)

    @property
    def method(self) -> str:
        """How it was read, once it has been."""
        if self.problem:
            return "calamine"
        return f"calamine, compared with openpyxl on {self.compared:,} cells"

    def all_remarks(self) -> list[Remark]:
        """What was noticed, once all has been read."""
        return [without_structure(self.problem), *self.remarks] if self.problem else self.remarks

    def parts(self) -> Sequence[SheetPart]:
        """The worksheets, as the workbook lists them."""
        if self.package and self.package.sheets:
            return self.package.sheets
        return [SheetPart(name, hidden, "") for name, hidden in self.values.sheets]

    def sheet(self, part: SheetPart) -> Iterator[bytes]:
        """One sheet's lines."""
        name = clean(part.name)
        grid = self.values.sheet(part.name)
        found = self._scanned(part)
        sample = self._sample(found)
        layout = within(found.layout, grid.last_row, grid.last_column)
        yield sheet_line(
            SheetRead(
                name,
                (),
                hidden=part.hidden,
                hidden_rows=layout.hidden_rows,
                hidden_columns=layout.hidden_columns,
                merged=layout.merged,
            )
        )
        differing: list[Difference] = []
        yield from self._rows(grid, found, sample, differing)
        yield formulas_line(found.formulas)
        if differing:
            remark = agreement.remark(f"sheet {name}", differing, used="second")
            self.remarks.append(remark)
        self.remarks.extend(hidden_cells(name, found.hidden, BY_FORMAT))

    def _rows(
        self, grid: Grid, found: Scanned, sample: Sample, differing: list[Difference]
    ) -> Iterator[bytes]:
        columns = Columns(sample.cells, self.formats)
        for number, row in enumerate(grid.rows, start=1):
            if number in sample.rows:
                differing.extend(agreement.in_row(number, sample.rows[number], row))
            cells, shown = columns.cells(row)
            if number in found.without_value:
                cells = with_reasons(cells, found.without_value[number])
            if cells:
                yield row_line(number, cells, shown)

    def _scanned(self, part: SheetPart) -> Scanned:
        if self.package is None or not part.part:
            if self.package and self.package.sheets:
                self.remarks.append(sheet_missing(clean(part.name)))
            return Scanned()
        try:
            with following("a sheet"):
                size = self.package.size(part.part)
                sought = Sought(self.formats.hiding, self.formats.days)
                return scan(self.package.chunks(part.part), size, sought)
        except Unstructured as error:
            self.problem = self.problem or str(error)
            return Scanned()

    def _sample(self, found: Scanned) -> Sample:
        if self.package is None:
            return NO_SAMPLE
        if not found.addressed:
            self.problem = self.problem or "its cells do not say where they stand"
            return NO_SAMPLE
        try:
            sample = sampled(self.package, found.stretches, self.formats)
        except Unstructured as error:
            self.problem = self.problem or str(error)
            return NO_SAMPLE
        self.compared += sum(value is not None for row in sample.rows.values() for value in row)
        return sample


def sampled(package: Package, stretches: Sequence[bytes], formats: Formats) -> Sample:
    """The cells of the stretches as openpyxl reads them.

    Raises:
        Unstructured: it cannot.
    """
    wanted = _Wanted()
    cells = [cell for one in stretches for cell in parsed(one, wanted).cells()]
    strings = package.wanted_strings(wanted.numbers)
    cells = [
        replace(cell, value=strings.get(cell.value.number, ""))
        if isinstance(cell.value, _Shared)
        else cell
        for cell in cells
    ]
    return Sample(cells, _rows(cells, formats))


def _rows(cells: Sequence[RawCell], formats: Formats) -> Mapping[int, Sequence[Value]]:
    rows: dict[int, dict[int, Value]] = {}
    for cell in cells:
        rows.setdefault(cell.row, {})[cell.column] = formats.meaning(cell).value
    return {
        number: [row.get(column) for column in range(max(row) + 1)] for number, row in rows.items()
    }


class _Shared(NamedTuple):
    """A shared string that is yet to be looked up."""

    number: int


class _Wanted:
    """Stands for the shared strings, and remembers which were asked for."""

    def __init__(self) -> None:
        self.numbers: set[int] = set()

    def __getitem__(self, number: int) -> _Shared:
        self.numbers.add(number)
        return _Shared(number)
