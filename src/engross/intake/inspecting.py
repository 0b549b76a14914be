"""Files looked at before any run: what each holds, and what a person should know of it."""

from __future__ import annotations

from collections.abc import Sequence

from engross.errors import InputError
from engross.intake import cues
from engross.intake.column_reports import guess_findings
from engross.intake.given import GivenFile
from engross.intake.mapping import MappedTable, tables_of
from engross.intake.noticed import noticed
from engross.intake.quality import FileRead, file_report, hidden_in, workbook_holds
from engross.intake.sheets import Sheet
from engross.intake.stated_accounts import stated_accounts
from engross.intake.tables import Table
from engross.records import FileReport, Finding, QualityReport, TableReport
from engross.sources import apart, guard
from engross.sources.documents import DocumentRead
from engross.sources.file import SourceFile
from engross.sources.remarks import Remark
from engross.sources.texts import decode
from engross.uk.dates import format_date
from engross.workspace.register import Firm

_FEWEST_CUES = 2
"""Cues that make a plain text a transcript."""


def inspect(files: Sequence[SourceFile], firm: Firm) -> QualityReport:
    """How each file would be read; one that cannot be is told of, and the others still are."""
    found = [_inspected(file, firm) for file in files]
    return QualityReport(
        files=tuple(each.report for each in found),
        findings=tuple(finding for each in found for finding in each.findings),
    )


def _inspected(file: SourceFile, firm: Firm) -> FileRead:
    try:
        return _read(file, firm)
    except InputError as error:
        report = FileReport(
            role="",
            file=file.name,
            sha256=file.sha256,
            size=len(file.data),
            refused=" ".join(part for part in (error.problem, error.remedy) if part),
        )
        return FileRead(report)


def _read(file: SourceFile, firm: Firm) -> FileRead:
    """By its ending; a plain text may be notes or a table, and is a table where it is one."""
    ending = file.suffix
    if ending in guard.READABLE["notes"]:
        if ending == ".txt" and (table := _table_in_text(file, firm)):
            return table
        return _read_notes(file)
    return _read_tables(file, firm, "crm" if ending in guard.READABLE["crm"] else "billing")


def _table_in_text(file: SourceFile, firm: Firm) -> FileRead | None:
    try:
        read = _read_tables(file, firm, "billing")
    except InputError:
        return None  # as notes it may still be read, and if not, that says why
    return read if any(table.kind for table in read.report.tables) else None


def _read_tables(file: SourceFile, firm: Firm, kind: str) -> FileRead:
    remarks = guard.check(file, kind)
    given = GivenFile(file.name, file.data, role="", kind="billing")
    read = apart.read_workbook(given)
    sheets = [Sheet(given, sheet) for sheet in read.sheets]
    tables = tables_of(sheets, firm)
    report = file_report(
        file,
        role="",
        method=read.method,
        holds=workbook_holds(sheets, len(tables)),
        hidden=hidden_in(sheets),
        tables=tuple(_reported(table) for table in tables),
    )
    return FileRead(report, (*noticed(file, (*remarks, *read.remarks)), *_guessed(tables)))


def _reported(table: MappedTable) -> TableReport:
    report = table.report()
    if table.headings is None:
        if table.region and stated_accounts(table.region):
            return report.model_copy(update={"kind": "statements of account", "unused": ""})
        return report
    read = Table(table.sheet, table.headings, table.region)
    rows = sum(1 for _ in read.entries())
    return report.model_copy(update={"rows": rows, "totals": read.totals()})


def _guessed(tables: Sequence[MappedTable]) -> list[Finding]:
    known = [(table.sheet, table.headings) for table in tables if table.headings]
    return [finding for sheet, headings in known for finding in guess_findings(sheet, headings)]


def _read_notes(file: SourceFile) -> FileRead:
    remarks = guard.check(file, "notes")
    if file.suffix in apart.DOCUMENTS:
        document = apart.read_document(file)
        return _told(file, document.method, _document_holds(document), remarks, document)
    text, encoding = decode(file)
    found = cues.read_cues(text)
    if len(found) >= _FEWEST_CUES:
        speakers = {cue.speaker for cue in found if cue.speaker}
        holds = f"transcript, {len(found):,} cues, {len(speakers)} speakers"
        return _told(file, f"transcript, {encoding}", holds, remarks)
    lines = sum(bool(line.strip()) for line in text.split("\n"))
    return _told(file, f"text, {encoding}", f"notes, {lines:,} lines", remarks)


def _told(
    file: SourceFile,
    method: str,
    holds: str,
    remarks: Sequence[Remark],
    document: DocumentRead | None = None,
) -> FileRead:
    inside = tuple(each.name for each in document.attachments) if document else ()
    report = file_report(file, role="", method=method, holds=holds, attachments=inside)
    more = document.remarks if document else ()
    return FileRead(report, tuple(noticed(file, (*remarks, *more))))


def _document_holds(document: DocumentRead) -> str:
    new = sum(not block.quoted for block in document.blocks)
    quoted = len(document.blocks) - new
    if not document.headers:
        return f"document, {new:,} paragraphs"
    day = f" of {format_date(document.sent.date())}" if document.sent else ""
    return f"mail{day}, {new:,} new paragraphs, {quoted:,} quoted"
