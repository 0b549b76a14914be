"""The data-quality report of a CRM export, as a run about one of its deals read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engross.intake.column_reports import column_reports
from engross.intake.crm.picture import Crm
from engross.intake.crm.rows import CrmRow
from engross.intake.crm.tables import CrmTable
from engross.intake.given import GivenFile
from engross.intake.quality import file_report, hidden_in, workbook_holds
from engross.intake.sheets import Sheet
from engross.records import FileReport, TableReport


def file_reports(
    files: Sequence[GivenFile], crm: Crm, used: Sequence[CrmRow]
) -> tuple[FileReport, ...]:
    """One for each file, with how many rows were used; no value of another deal stands in it."""
    return tuple(_report(file, crm, used) for file in files)


def _report(file: GivenFile, crm: Crm, used: Sequence[CrmRow]) -> FileReport:
    tables = [table for table in crm.tables if table.sheet.file.sha256 == file.sha256]
    sheets = list(_sheets(tables))
    return file_report(
        file,
        role=file.role,
        method=(crm.methods or {}).get(file.sha256, ""),
        holds=workbook_holds(sheets, len(tables)),
        hidden=hidden_in(sheets),
        tables=tuple(_table(table, used) for table in tables),
    )


def _table(table: CrmTable, used: Sequence[CrmRow]) -> TableReport:
    headings = table.headings
    if headings is None:
        return TableReport(place=table.place.address, unused=table.unused)
    rows = sum(1 for row in table.sheet.rows if row.number > headings.row)
    ours = sum(1 for row in used if row.table is table)
    return TableReport(
        place=table.place.address,
        kind=headings.kind.title,
        system=f"{headings.system} {headings.report}".strip(),
        columns=tuple(
            column.model_copy(update={"samples": ()})
            for column in column_reports(table.sheet, headings)
        ),
        rows=rows,
        used=ours,
        others=rows - ours,
        unused=table.unused,
    )


def _sheets(tables: Sequence[CrmTable]) -> Iterator[Sheet]:
    """The sheets that the tables are of, each once."""
    yield from {table.sheet.name: table.sheet for table in tables}.values()
