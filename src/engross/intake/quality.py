"""The data-quality report, put together from what reading each file found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engross.intake.column_reports import column_reports
from engross.intake.sheets import Sheet
from engross.intake.tables import Table
from engross.records import FileReport, Finding, TableReport
from engross.records.quality import ColumnReport, TotalReport
from engross.sources.file import SourceFile


@dataclass(frozen=True)
class FileRead:
    """How one file was read, and what that noticed."""

    report: FileReport
    findings: tuple[Finding, ...] = ()


@dataclass
class Tally:
    """What became of the rows of one table, for one client and matter."""

    used: int = 0
    others: int = 0
    set_aside: int = 0

    @property
    def rows(self) -> int:
        """All of them."""
        return self.used + self.others + self.set_aside


def table_report(
    table: Table, tally: Tally, totals: tuple[TotalReport, ...], unused: str
) -> TableReport:
    """A table as a run read it; values of other clients' rows are no samples in it."""
    return TableReport(
        place=place_of(table),
        kind=table.headings.kind.title,
        system=f"{table.headings.system} {table.headings.report}".strip(),
        columns=tuple(_without_samples(column) for column in _columns(table)),
        rows=tally.rows,
        used=tally.used,
        others=tally.others,
        set_aside=tally.set_aside,
        totals=totals,
        unused=unused,
    )


def place_of(table: Table) -> str:
    """Its cells, headings and all: `Time!A1:K240`."""
    return table.region.address if table.region else table.sheet.title


def hidden_in(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """What a workbook hides: `sheet Old rates`, `rows 4 to 6 of Time`."""
    return tuple(_hidden(sheets))


def workbook_holds(sheets: Sequence[Sheet], tables: int) -> str:
    """`3 sheets, 2 tables`; of a text file the rows."""
    found = _counted(tables, "table")
    if len(sheets) == 1 and not sheets[0].name:
        return f"{_counted(len(sheets[0].rows), 'row')}, {found}"
    return f"{_counted(len(sheets), 'sheet')}, {found}"


def file_report(  # noqa: PLR0913 - a report has that many parts
    file: SourceFile,
    *,
    role: str,
    method: str,
    holds: str,
    hidden: tuple[str, ...] = (),
    tables: tuple[TableReport, ...] = (),
    attachments: tuple[str, ...] = (),
) -> FileReport:
    """How a file was read."""
    return FileReport(
        role=role,
        file=file.name,
        sha256=file.sha256,
        size=len(file.data),
        method=method,
        holds=holds,
        hidden=hidden,
        tables=tables,
        attachments=attachments,
    )


def _columns(table: Table) -> tuple[ColumnReport, ...]:
    return column_reports(table.sheet, table.headings)


def _without_samples(column: ColumnReport) -> ColumnReport:
    """Samples are of any row, and a run's page must not show another client's."""
    return column.model_copy(update={"samples": ()})


def _hidden(sheets: Sequence[Sheet]) -> Iterator[str]:
    for sheet in sheets:
        if sheet.hidden:
            yield f"sheet {sheet.name}"
        of = f" of {sheet.name}" if sheet.name else ""
        yield from (f"{part}{of}" for part in sheet.hidden_parts)


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
