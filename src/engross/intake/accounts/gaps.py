"""Months that a profit and loss account leaves out, or has without a figure, between others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from engross.intake.accounts.headings import Slot
from engross.intake.accounts.lines import Statement
from engross.intake.given import Subject
from engross.records import Finding, Severity
from engross.uk.periods import Period

_FEWEST: Final = 3
"""Months across which a table goes on: two may be compared with each other."""


def gap_findings(statements: Sequence[Statement], subject: Subject) -> Iterator[Finding]:
    """What a reader of the period and the year to date must know of their months."""
    for statement in statements:
        for month in months_left_out(statement, subject):
            yield _left_out(statement, month)
        for month in _months_of_nil(statement, subject):
            own = month in subject.period.months()
            yield _finding(
                statement,
                "block" if own else "warn",
                f"Every line of {statement.sheet.title} is nil in {month.label}, and the other "
                "months have figures.",
                "Ask whether the month has been posted; if it has, say so in the summary.",
            )


def months_left_out(statement: Statement, subject: Subject) -> tuple[Period, ...]:
    """The months of the year so far that stand between those it has, and that it has not."""
    has = {slot.period for slot in statement.slots if slot.figures == "actual"}
    year = subject.period.year_to_date(subject.matter.year_starts).months()
    there = [number for number, month in enumerate(year) if month in has]
    if len(there) < _FEWEST:
        return ()
    return tuple(month for month in year[there[0] : there[-1]] if month not in has)


def _left_out(statement: Statement, month: Period) -> Finding:
    """Blocks where a longer column of the table may lack the month too."""
    longer = [
        slot.period
        for slot in statement.slots
        if slot.figures == "actual" and slot.period.start < month.start <= slot.period.end
    ]
    told = (
        f" Whether its figures for {longer[0].label} have that month is not known."
        if longer
        else ""
    )
    return _finding(
        statement,
        "block" if longer else "warn",
        f"{statement.sheet.title} has no figures for {month.label}, which stands between months "
        f"that it has; a total of all its months was not used.{told}",
        "Export the accounts again with every month.",
    )


def _months_of_nil(statement: Statement, subject: Subject) -> Iterator[Period]:
    """Those of the year so far in which every figure is nil, where others have some."""
    year = subject.period.year_to_date(subject.matter.year_starts).months()
    slots = [Slot("actual", month) for month in year if Slot("actual", month) in statement.slots]
    if len(slots) < _FEWEST or any(_any_unread(statement, slot) for slot in slots):
        return
    nil = [slot for slot in slots if not any(_values(statement, slot))]
    if len(nil) < len(slots):
        yield from (slot.period for slot in nil)


def _values(statement: Statement, slot: Slot) -> Iterator[bool]:
    return (bool(line.cells[slot].value) for line in statement.lines if slot in line.cells)


def _any_unread(statement: Statement, slot: Slot) -> bool:
    return any(slot in line.unreadable for line in statement.lines)


def _finding(statement: Statement, severity: Severity, message: str, suggestion: str) -> Finding:
    return Finding(
        rule="ledger-months-missing",
        severity=severity,
        place=f"{statement.sheet.file.name} {statement.sheet.title}",
        message=message,
        suggestion=suggestion,
    )
