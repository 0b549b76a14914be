"""Facts of the balance sheet, at each day that it has; what is owed stands below nil."""

from __future__ import annotations

import datetime as dt

from engross.intake.accounts.entries import Entry
from engross.intake.accounts.headings import Slot
from engross.intake.accounts.ledger import Ledger
from engross.intake.accounts.words import named, plain
from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.intake.sheets import spans
from engross.records import Fact
from engross.uk.periods import as_at

_MEASURE = "ledger-balance"


def add_balance_facts(book: FactBook, ledger: Ledger, subject: Subject) -> None:
    """Add the facts of scope `balance:...` and, of all cash and bank lines together, `cash`."""
    days = days_of(ledger, subject)
    for entry in ledger.entries:
        for day in days:
            _add(book, ledger, entry, day)
        for day in days[-1:]:
            _add_words(book, entry, day)
    for day in days:
        parts = [
            fact
            for entry in ledger.lines
            if is_cash(entry) and (fact := book.get(_MEASURE, f"at-{day}", scope_of(entry)))
        ]
        if parts:
            book.sum_of(_MEASURE, f"at-{day}", "cash", parts, "Cash and bank")


def scope_of(entry: Entry) -> str:
    """The scope of a balance's facts: `balance:stock`."""
    return f"balance:{entry.key}"


def days_of(ledger: Ledger, subject: Subject) -> list[dt.date]:
    """The days of its columns up to the as-at day, in order."""
    days = {s.period.end for s in ledger.slots() if s.figures == "actual"}
    return sorted(day for day in days if day <= subject.as_at)


def is_cash(entry: Entry) -> bool:
    """Whether the line is money in hand or at a bank; a loan is not."""
    lines = entry.stated.values()
    words = {word for x in lines for word in f"{x.name} {plain(x.section)}".split()}
    own = {word for x in lines for word in x.name.split()}
    known = words & named("balance", "cash") and not own & named("balance", "not_cash")
    return bool(known) and entry.group in {"current-assets", "due-within-a-year"}


def _add(book: FactBook, ledger: Ledger, entry: Entry, day: dt.date) -> Fact | None:
    period = as_at(day)
    if found := book.get(_MEASURE, period.key, scope_of(entry)):
        return found
    slot = Slot("actual", period)
    if entry.parts:
        parts = [fact for part in entry.parts if (fact := _add(book, ledger, part, day))]
        if len(parts) == len(entry.parts):
            return book.sum_of(_MEASURE, period.key, scope_of(entry), parts, entry.label)
    for found_there in ledger.found(entry, slot):
        amount = found_there.amount
        return book.add(
            _MEASURE,
            period.key,
            scope_of(entry),
            amount.value,
            label=entry.label,
            where=spans(amount.places),
        )
    searched = ledger.covering(slot, entry.group)
    if entry.role != "line" or not searched or ledger.unreadable(entry, slot):
        return None
    headings = [statement.place for statement in searched]
    return book.total(
        _MEASURE, period.key, scope_of(entry), (), label=entry.label, headings=headings
    )


def _add_words(book: FactBook, entry: Entry, day: dt.date) -> None:
    where = spans([line.place for line in entry.stated.values()])
    for measure, words in (("line", entry.label), ("line-kind", entry.line_kind)):
        book.add(measure, f"at-{day}", scope_of(entry), words, label=entry.label, where=where)
