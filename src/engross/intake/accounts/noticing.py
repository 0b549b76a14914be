"""What whoever signs ought to know about how the accounts were read, and what they leave open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from engross.intake.accounts.debtors import Debtors
from engross.intake.accounts.dues import Due
from engross.intake.accounts.gaps import gap_findings
from engross.intake.accounts.lines import Statement
from engross.intake.accounts.reading import AccountsRead
from engross.intake.accounts.settling import like_results
from engross.intake.accounts.statement import Read
from engross.intake.accounts.words import groups, label_of
from engross.intake.given import Subject
from engross.intake.sheets import Sheet
from engross.records import Finding, Severity
from engross.sources.sheets import column_letters, runs
from engross.sources.texts import one_line
from engross.uk.dates import format_date
from engross.uk.money import format_pounds

_SHOWN: Final = 6
_PROVISIONAL: Final = re.compile(
    r"\bdraft\b|\bprovisional|\bnot (?:yet )?(?:been )?(?:reviewed|reconciled|final|posted|closed)"
    r"|\bunreconciled\b|\bsubject to\b|\bstill open\b",
    re.IGNORECASE,
)


def noticed_in(read: AccountsRead, subject: Subject) -> Iterator[Finding]:
    """Findings on how each table was read."""
    yield from read.findings
    for block, why in read.unused:
        yield _finding(
            "table-not-used",
            "warn",
            f"{block.sheet.file.name} {block.address}",
            f"A table in {block.sheet.title} was not used: {why}.",
            "Look whether the report needs it.",
        )
    for _, one in read.reads:
        yield from _of_statement(one, subject)
    yield from gap_findings(read.statements("profit"), subject)
    yield from _signs(read.turned)
    yield from _not_read(read)
    yield from _guessed(read)
    for debtors in read.debtors:
        yield from _of_debtors(debtors)
    yield from _second_lists(read.debtors)
    for due in read.dues:
        yield from _of_due(due, subject)
    yield from _of_sheets([sheet for file in read.files for sheet in file.sheets])


def _of_statement(one: Read, subject: Subject) -> Iterator[Finding]:
    statement, title = one.statement, one.statement.sheet.title
    place = f"{statement.sheet.file.name} {title}"
    yield from _of_periods(one, subject, place)
    if one.thousands:
        yield _finding(
            "ledger-signs",
            "note",
            place,
            f"{title} is in thousands of pounds; its figures are used only where no table in "
            "pounds has them, and totals made of them may be a thousand or two away from those it "
            "states.",
        )
    if one.uncalculated:
        yield _finding(
            "formula-not-calculated",
            "warn",
            place,
            f"Formulas in rows {_numbers(one.uncalculated)} have no stored result, so nothing "
            "could be read.",
            "Open the workbook in Excel, save it, and start the run again.",
        )


def _of_periods(one: Read, subject: Subject, place: str) -> Iterator[Finding]:
    """What the statement does not say of its periods."""
    title, row = one.statement.sheet.title, one.statement.place.row
    names_periods = any(slot.period != one.base for slot in one.statement.slots)
    if not one.titled and not names_periods:
        yield _finding(
            "ledger-period-guessed",
            "warn",
            place,
            f"{title} does not say which period it is over; it was taken for "
            f"{subject.period.label}.",
            "Check that it is.",
        )
    for day in one.days_of_unknown_length:
        yield _finding(
            "ledger-period-guessed",
            "block",
            place,
            f"A column of {title} is headed {format_date(day)} alone, and nothing says whether its "
            "figures are of the month, the quarter or the year that ends on that day; it was taken "
            f"for {subject.period.label}.",
            "Write over the table which period it is over, such as: quarter to 30 September 2026.",
        )
    for column in one.told.unsure:
        letters = column_letters(column)
        yield _finding(
            "ledger-period-guessed",
            "warn",
            f"{place} {letters}{row}",
            f"Column {letters} of {title} does not say its period; it was taken for "
            f"{one.told.slots[column].period.label}, as it stands beside the year to date.",
            "Check that it is.",
        )


def _signs(turned: Sequence[tuple[Statement, frozenset[str]]]) -> Iterator[Finding]:
    for statement, sections in turned:
        found = {line.group for line in statement.lines if line.sign < 0}
        if not found & sections or statement.kind == "balance":
            continue
        names = ", ".join(label_of(g).lower() for g in groups("profit") if g in found)
        yield _finding(
            "ledger-signs",
            "note",
            f"{statement.sheet.file.name} {statement.sheet.title}",
            f"In {statement.sheet.title} these stand below nil: {names}. They were turned, so that "
            "income and costs both stand above nil.",
        )


def _not_read(read: AccountsRead) -> Iterator[Finding]:
    statements = [*read.statements("profit"), *read.statements("balance")]
    cells = [
        f"{why} (“{line.label}”)"
        for statement in statements
        for line in statement.lines
        for why in line.unreadable.values()
    ]
    rows = [f"{unread.place.address}: {unread.reason}" for unread in read.unread]
    debts = [why for debtors in read.debtors for why in debtors.unread]
    found = [*cells, *rows, *debts]
    if found:
        more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        yield _finding(
            "ledger-not-read",
            "warn",
            read.files[0].file.name,
            f"These cells of the accounts could not be read: {'; '.join(found[:_SHOWN])}{more}. "
            "What they are part of was taken as its table states it, or left out.",
            "Put them right where they came from, and export the file again.",
        )


def _like_profits(statement: Statement) -> Iterator[Finding]:
    for line in like_results(statement):
        yield _finding(
            "ledger-line-guessed",
            "block",
            str(line.place),
            f"“{line.label}” in {statement.sheet.title} comes to what all lines above it leave, as "
            "a profit or a loss does; nothing calls it one, so it was taken for "
            f"{label_of(line.group).lower()}.",
            "If it is a profit, call the row Net profit in the file, and run again.",
        )


def _guessed(read: AccountsRead) -> Iterator[Finding]:
    for statement in read.statements("profit"):
        yield from _like_profits(statement)
        for group in groups("profit"):
            lines = [x for x in statement.details if x.guessed and x.group == group]
            if lines:
                names = ", ".join(f"“{line.label}”" for line in lines[:_SHOWN])
                more = f" and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
                yield _finding(
                    "ledger-line-guessed",
                    "warn",
                    str(lines[0].place),
                    f"Nothing in {statement.sheet.title} says what these lines are; by their place "
                    f"they were taken for {label_of(group).lower()}: {names}{more}.",
                    "Check it; a heading over the lines, or a column Type, settles it.",
                )


def _of_debtors(debtors: Debtors) -> Iterator[Finding]:
    place = f"{debtors.block.sheet.file.name} {debtors.block.sheet.title}"
    if debtors.by_invoice_date:
        yield _finding(
            "ledger-ages",
            "warn",
            place,
            "The list of debts counts ages from the invoice, so it does not say what is overdue; "
            "only what each customer owes was used.",
            "Export the list by due date.",
        )
    yield from _in_favour(debtors)
    if not debtors.dated:
        yield _finding(
            "ledger-period-guessed",
            "warn",
            place,
            f"The list of debts has no date; it was taken as at {format_date(debtors.day)}.",
            "Check that it is.",
        )


def _in_favour(debtors: Debtors) -> Iterator[Finding]:
    """Money of a customer's that stands among what is overdue and lessens it."""
    for debtor in debtors.rows if not debtors.by_invoice_date else ():
        for band, amount in debtor.bands.items():
            if amount.value < 0 and band != "not-due":
                yield _finding(
                    "ledger-question",
                    "warn",
                    str(amount.places[0]),
                    f"“{debtor.name}” has {format_pounds(abs(amount.value))} in its favour among "
                    "what is overdue, so what all customers owe past the due date is less by as "
                    "much.",
                    "Ask what it is to be set against.",
                )


def _second_lists(debtors: Sequence[Debtors]) -> Iterator[Finding]:
    for other in debtors[1:]:
        yield _finding(
            "table-not-used",
            "warn",
            f"{other.block.sheet.file.name} {other.block.address}",
            "There is more than one list of debts; only the first was used.",
            "Give the list of the report's last day alone.",
        )


def _of_due(due: Due, subject: Subject) -> Iterator[Finding]:
    if due.amount is None:
        yield _finding(
            "ledger-question",
            "warn",
            str(due.place),
            f"What is to be paid for “{due.what}” by {format_date(due.day)} is not known: "
            f"{due.why}.",
            "Ask the client, or work it out, before the summary is signed.",
        )
    if due.day < subject.as_at:
        yield _finding(
            "ledger-question",
            "warn",
            str(due.day_place),
            f"“{due.what}” fell due on {format_date(due.day)}, before the day of the summary.",
            "Ask whether it has been paid.",
        )


def _of_sheets(sheets: Sequence[Sheet]) -> Iterator[Finding]:
    for sheet in sheets:
        parts = ("the whole sheet",) if sheet.hidden else sheet.hidden_parts
        if parts:
            yield _finding(
                "hidden-cells",
                "note",
                f"{sheet.file.name} {sheet.name}",
                f"The workbook hides {', '.join(parts)} of {sheet.name}; they were read too.",
                "Check that they belong in the report.",
            )
        for row in sheet.rows:
            for value in row.values:
                if isinstance(value, str) and _PROVISIONAL.search(value):
                    yield _finding(
                        "ledger-question",
                        "warn",
                        f"{sheet.file.name} {sheet.title} row {row.number}",
                        f"The accounts say of themselves: “{one_line(value)[:160]}”.",
                        "Ask whether the figures are final; if not, say so in the summary.",
                    )


def _numbers(rows: Sequence[int]) -> str:
    return ", ".join(str(a) if a == b else f"{a} to {b}" for a, b in runs(list(rows))[:_SHOWN])


def _finding(
    rule: str, severity: Severity, place: str, message: str, suggestion: str = ""
) -> Finding:
    return Finding(
        rule=rule, severity=severity, place=place, message=message, suggestion=suggestion
    )
