"""Every file of the accounts read: statements, debts, payments, and what could not be used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from engross.intake.accounts.debtors import Debtors, read_debtors
from engross.intake.accounts.dues import Due, read_dues
from engross.intake.accounts.layout import Block, blocks
from engross.intake.accounts.lines import Statement
from engross.intake.accounts.lists import UnreadRow, read_list
from engross.intake.accounts.settling import find_totals, settle
from engross.intake.accounts.statement import Read, kind_of, read_statement
from engross.intake.accounts.structure import with_one_sign
from engross.intake.accounts.whose import check_whose
from engross.intake.accounts.words import StatementKind
from engross.intake.given import GivenFile, Subject
from engross.intake.noticed import noticed
from engross.intake.sheets import Place, Sheet
from engross.records import Finding
from engross.sources.sheets import WorkbookRead

_BASIS: Final = re.compile(r"\b(accruals?|cash)[ -]basis\b", re.IGNORECASE)


class Basis(NamedTuple):
    """How the accounts are drawn up, where a file says so."""

    words: str
    """`accruals basis` or `cash basis`."""
    place: Place


class Opened(NamedTuple):
    """A file and what it holds."""

    file: GivenFile
    workbook: WorkbookRead


class FileOfAccounts(NamedTuple):
    """One file as it was read."""

    file: GivenFile
    method: str
    sheets: tuple[Sheet, ...]


@dataclass
class AccountsRead:
    """What stands in all the files."""

    files: list[FileOfAccounts] = field(default_factory=list)
    reads: list[tuple[Block, Read]] = field(default_factory=list)
    """The statements with their lines down the page."""
    lists: list[tuple[Block, Statement]] = field(default_factory=list)
    debtors: list[Debtors] = field(default_factory=list)
    dues: tuple[Due, ...] = ()
    due_blocks: list[Block] = field(default_factory=list)
    unread: list[UnreadRow] = field(default_factory=list)
    unused: list[tuple[Block, str]] = field(default_factory=list)
    """Tables that were not used, and why."""
    turned: list[tuple[Statement, frozenset[str]]] = field(default_factory=list)
    """Statements with sections that were written on the other side of nil."""
    basis: Basis | None = None
    findings: list[Finding] = field(default_factory=list)

    def statements(self, kind: StatementKind) -> list[Statement]:
        """Those of one kind, in the order of the files."""
        found = [read.statement for _, read in self.reads]
        found += [statement for _, statement in self.lists]
        return [statement for statement in found if statement.kind == kind]


def read_accounts(opened: Sequence[Opened], subject: Subject) -> AccountsRead:
    """The tables of all files.

    Raises:
        InputError: a file names another client of the firm.
    """
    found = AccountsRead()
    for file, workbook in opened:
        sheets = tuple(Sheet(file, sheet) for sheet in workbook.sheets)
        found.findings += noticed(file, workbook.remarks)
        found.files.append(FileOfAccounts(file, workbook.method, sheets))
        first_month = subject.matter.year_starts
        tables = {sheet.title: blocks(sheet, subject.period, first_month) for sheet in sheets}
        found.findings += check_whose(file, sheets, tables, subject)
        for sheet in sheets:
            found.basis = found.basis or _basis(sheet)
            for block in tables[sheet.title]:
                _take(found, block, subject)
    return found


def _take(found: AccountsRead, block: Block, subject: Subject) -> None:
    match block.kind:
        case "customers":
            found.debtors.append(read_debtors(block, subject))
        case "dues":
            dues, unread = read_dues(block)
            found.dues += dues
            found.due_blocks.append(block)
            places = (Place(block.sheet.file, block.sheet.name, 0, block.heading.number),) * len(
                unread
            )
            found.unread += [UnreadRow(p, why) for p, why in zip(places, unread, strict=True)]
        case "list":
            if listed := read_list(block, subject):
                found.lists.append((block, listed.statement))
                found.turned.append((listed.statement, with_one_sign(listed.statement)))
                found.unread += listed.unread
            else:
                found.unused.append((block, "none of its rows holds a figure"))
        case "statement":
            _take_statement(found, block, subject)


def _take_statement(found: AccountsRead, block: Block, subject: Subject) -> None:
    kind = kind_of(block)
    read = read_statement(block, kind, subject) if kind else None
    if read is None:
        why = (
            "it is a forecast, its columns name no period, or it is of another period"
            if kind
            else "its lines are not those of a profit and loss account or a balance sheet"
        )
        found.unused.append((block, why))
    else:
        found.reads.append((block, read))
        find_totals(read.statement)
        found.turned.append((read.statement, with_one_sign(read.statement)))
        settle(read.statement)


def _basis(sheet: Sheet) -> Basis | None:
    for place, text in _texts(sheet):
        if match := _BASIS.search(text):
            words = "cash basis" if match[1].casefold() == "cash" else "accruals basis"
            return Basis(words, place)
    return None


def _texts(sheet: Sheet) -> Iterator[tuple[Place, str]]:
    for row in sheet.rows:
        for column, value in enumerate(row.values):
            if isinstance(value, str):
                yield Place(sheet.file, sheet.name, column, row.number), value
