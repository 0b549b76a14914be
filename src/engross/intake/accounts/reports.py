"""How each file of the accounts was read, for the data-quality report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engross.intake.accounts.headings import Slot
from engross.intake.accounts.layout import Block
from engross.intake.accounts.lines import Statement
from engross.intake.accounts.reading import AccountsRead, FileOfAccounts
from engross.intake.quality import file_report, hidden_in, workbook_holds
from engross.intake.sheets import Place
from engross.records import FileReport, TableReport
from engross.records.quality import ColumnReport, TotalReport
from engross.sources.texts import one_line

_KINDS = {"profit": "profit and loss", "balance": "balance sheet"}


def report_of(
    file: FileOfAccounts, read: AccountsRead, totals: dict[Statement, list[TotalReport]]
) -> FileReport:
    """The report of one file."""
    tables = [table for block, table in _tables(read, totals) if block.sheet.file is file.file]
    return file_report(
        file.file,
        role=file.file.role,
        method=file.method,
        holds=workbook_holds(file.sheets, len(tables)),
        hidden=hidden_in(file.sheets),
        tables=tuple(tables),
    )


def _tables(
    read: AccountsRead, totals: dict[Statement, list[TotalReport]]
) -> Iterator[tuple[Block, TableReport]]:
    for block, one in read.reads:
        columns = tuple(_column(block, c, slot) for c, slot in one.told.slots.items())
        yield block, _statement(block, one.statement, columns, totals)
    for block, statement in read.lists:
        yield block, _statement(block, statement, tuple(_headings(block)), totals)
    for debtors in read.debtors:
        used = len(debtors.rows)
        yield debtors.block, _table(debtors.block, "debts by customer", used, used)
    for block in read.due_blocks:
        used = sum(due.place.sheet == block.sheet.name for due in read.dues)
        yield block, _table(block, "what falls due", len(block.rows), used)
    for block, why in read.unused:
        yield block, _table(block, "", len(block.rows), 0, why)


def _statement(
    block: Block,
    statement: Statement,
    columns: Sequence[ColumnReport],
    totals: dict[Statement, list[TotalReport]],
) -> TableReport:
    lines = len(block.rows) if statement.listed else len(statement.details)
    return TableReport(
        place=block.address,
        kind=_KINDS[statement.kind],
        columns=tuple(columns),
        rows=lines,
        used=lines,
        totals=tuple(totals.get(statement, ())),
    )


def _table(block: Block, kind: str, rows: int, used: int, unused: str = "") -> TableReport:
    return TableReport(
        place=block.address,
        kind=kind,
        columns=tuple(_headings(block)),
        rows=rows,
        used=used,
        unused=unused,
    )


def _column(block: Block, column: int, slot: Slot) -> ColumnReport:
    return ColumnReport(
        place=Place(block.sheet.file, block.sheet.name, column, block.heading.number).address,
        heading=one_line(block.says(column)),
        meaning=f"{slot.figures}, {slot.period.label}",
    )


def _headings(block: Block) -> Iterator[ColumnReport]:
    for column in range(len(block.heading.values)):
        if heading := one_line(block.says(column)):
            place = Place(block.sheet.file, block.sheet.name, column, block.heading.number)
            yield ColumnReport(place=place.address, heading=heading)
