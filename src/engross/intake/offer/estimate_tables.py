"""The one table of an estimate's files that says what the work costs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from engross.errors import InputError
from engross.intake.column_reports import column_reports
from engross.intake.columns import understood
from engross.intake.entry import Entry
from engross.intake.given import GivenFile
from engross.intake.kinds import normal
from engross.intake.noticed import noticed
from engross.intake.quality import file_report, hidden_in, place_of, workbook_holds
from engross.intake.regions import Region, regions
from engross.intake.row_shapes import text_at
from engross.intake.sheets import Place, Sheet
from engross.intake.tables import Table
from engross.intake.vocabulary import Vocabulary, vocabulary
from engross.records import FileReport, Finding, TableReport
from engross.sources.apart import read_workbook
from engross.uk.money import other_currency
from engross.workspace.price_list import Grade, PriceList
from engross.workspace.register import Firm

_WORDS: Final = "offer/estimate.toml"
_MONEY: Final = ("fee", "total", "gross", "vat", "rate")
_OF_HOURS: Final = re.compile(r"(?: (?:hours|hrs|time))?")
_SCALED: Final = re.compile(
    r"[\'\N{RIGHT SINGLE QUOTATION MARK}]?000s?\b|\bthousands?\b", re.IGNORECASE
)
_LAST: Final = 10**9


@dataclass(frozen=True)
class EstimateTable:
    """An estimate: a table whose rows are stages, or the work of grades on stages."""

    table: Table
    region: Region | None
    after: int
    """The number of the row at which something else begins under it."""

    @property
    def file(self) -> GivenFile:
        """The file that it stands in."""
        return self.table.sheet.file

    @property
    def place(self) -> str:
        """`estimate.xlsx Estimate!A3:F9`."""
        return f"{self.file.name} {place_of(self.table)}"

    def rows(self) -> Iterator[Entry]:
        """What stands in it, totals and discounts among it."""
        return self.table.between(self.table.headings.row + 1, _LAST)

    def rows_under(self) -> Iterator[Entry]:
        """What stands under it, set off by an empty row, up to the next table."""
        sheet = self.region.sheet if self.region else self.table.sheet
        for row in sheet.rows:
            if self.table.last_row < row.number < self.after:
                yield Entry(self.table, row)

    def hour_columns(self, prices: PriceList | None) -> tuple[tuple[Grade, int], ...]:
        """Columns of hours that are headed by the name of a grade: `Manager hours`."""
        taken = set(self.table.headings.columns.values())
        row = next(r for r in self.table.sheet.rows if r.number == self.table.headings.row)
        return tuple(
            (grade, column)
            for column in range(len(row.values))
            if column not in taken and (grade := _grade_in(text_at(row, column), prices))
        )

    @cached_property
    def heading_place(self) -> Place:
        """Its first heading."""
        table = self.table
        return Place(self.file, table.sheet.name, table.first_column, table.headings.row)


@dataclass(frozen=True)
class EstimateFiles:
    """The estimate of a run, and how its files were read."""

    table: EstimateTable
    findings: tuple[Finding, ...]
    reports: tuple[FileReport, ...]


def estimate_words() -> Vocabulary:
    """What the headings of estimates are compared with."""
    return vocabulary(_WORDS, _WORDS)


def estimate_in(files: Sequence[GivenFile], firm: Firm) -> EstimateFiles:
    """The one estimate that the files hold.

    Raises:
        InputError: none of their tables is an estimate, or several are, or it is not in pounds.
    """
    found: list[EstimateTable] = []
    findings: list[Finding] = []
    reports: list[FileReport] = []
    for file in files:
        read = read_workbook(file)
        sheets = [Sheet(file, sheet) for sheet in read.sheets]
        own = [one for sheet in sheets for one in _estimates(sheet, firm)]
        findings += noticed(file, read.remarks)
        found += own
        reports.append(
            file_report(
                file,
                role=file.role,
                method=read.method,
                holds=workbook_holds(sheets, len(own)),
                hidden=hidden_in(sheets),
                tables=tuple(map(_report, own)),
            )
        )
    table = _only(found, files)
    _check_pounds(table)
    findings += _guesses(table)
    return EstimateFiles(table, tuple(findings), tuple(reports))


def _estimates(sheet: Sheet, firm: Firm) -> list[EstimateTable]:
    parts = [part for part in regions(sheet) if part.heading]
    found: list[EstimateTable] = []
    for part in parts:
        below = (other.first_row for other in parts if other.first_row > part.first_row)
        after = min(below, default=_LAST)
        found += [
            EstimateTable(table, part, after) for table in _tables(part.as_sheet(), part, firm)
        ]
    if found or not sheet.rows:
        return found
    return [EstimateTable(table, None, _LAST) for table in _tables(sheet, None, firm)]


def _tables(sheet: Sheet, region: Region | None, firm: Firm) -> Iterator[Table]:
    for headings in understood(sheet, {}, firm.column_maps, estimate_words(), firm):
        if headings.kind.key == "estimate":
            yield Table(sheet, headings, region)


def _only(found: Sequence[EstimateTable], files: Sequence[GivenFile]) -> EstimateTable:
    """The one whose sheet is not hidden."""
    shown = [one for one in found if not one.table.sheet.hidden] or list(found)
    if len(shown) == 1:
        return shown[0]
    if not shown:
        raise InputError(
            ", ".join(file.name for file in files),
            "no table of stages with a fee or hours was found.",
            remedy=(
                "Give it headings such as Stage, Deliverable, Grade, Hours, Fee and Invoiced on; "
                "docs/how-to/price-list.md shows one."
            ),
        )
    raise InputError(
        shown[0].file.name,
        f"there are {len(shown)} estimates: {', '.join(one.place for one in shown)}.",
        remedy="Give the one that is meant, or hide the sheets of the others.",
    )


def _check_pounds(estimate: EstimateTable) -> None:
    table = estimate.table
    row = next(r for r in table.sheet.rows if r.number == table.headings.row)
    for meaning in _MONEY:
        column = table.headings.columns.get(meaning)
        heading = text_at(row, column) if column is not None else ""
        if other_currency(heading) or _SCALED.search(heading):
            raise InputError(
                estimate.file.name,
                f"its column “{heading}” is not in pounds.",
                place=place_of(table),
                remedy="Give the estimate in pounds.",
            )


def _guesses(estimate: EstimateTable) -> Iterator[Finding]:
    """That a column was taken for something by its look."""
    table = estimate.table
    for meaning, reason in table.headings.reasons.items():
        place = estimate.heading_place._replace(column=table.headings.columns[meaning])
        yield Finding(
            rule="column-guessed",
            severity="warn",
            place=str(place),
            message=f"The column in {place.address} was taken for the {meaning}: {reason}.",
            suggestion=f"Check it, or head the column that is meant {meaning.capitalize()}.",
        )


def _grade_in(heading: str, prices: PriceList | None) -> Grade | None:
    """The grade that a heading names, alone or with `hours` after it."""
    words = normal(heading)
    for grade in prices.grades if prices else ():
        for name in (grade.key, grade.name, *grade.names_in_records):
            rest = words.removeprefix(normal(name))
            if len(name) > 1 and rest != words and _OF_HOURS.fullmatch(rest):
                return grade
    return None


def _report(estimate: EstimateTable) -> TableReport:
    table = estimate.table
    rows = sum(1 for _ in estimate.rows())
    return TableReport(
        place=place_of(table),
        kind=table.headings.kind.title,
        columns=column_reports(table.sheet, table.headings),
        rows=rows,
        used=rows,
    )
