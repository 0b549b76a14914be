"""Rows of a recognised table turned into typed entries of the books."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from engross.intake.belonging import Belonging, Whose
from engross.intake.books import (
    Books,
    BudgetLine,
    InvoiceLine,
    Outlay,
    Payment,
    RowUnread,
    TimeEntry,
)
from engross.intake.cells import Amount, Unreadable, money_of
from engross.intake.codes import Codes
from engross.intake.entry import Entry
from engross.intake.exports import is_sterling, not_issued
from engross.intake.hours_column import HoursColumn
from engross.intake.pounds import not_in_pounds
from engross.intake.quality import Tally, table_report
from engross.intake.row_shapes import is_blank
from engross.intake.rows_left_out import RowLeftOut, rows_left_out
from engross.intake.sections import Sections
from engross.intake.sheets import Place
from engross.intake.tables import Table
from engross.intake.totals import ADDED
from engross.intake.vat_column import VatColumn
from engross.intake.worth import disagreement, value_disagrees
from engross.records import TableReport

T = TypeVar("T")

_UNBILLED = {"", "-", "\N{EN DASH}", "no", "n", "none", "n/a", "unbilled", "wip", "not billed"}
_CREDIT = re.compile(r"\b(?:credit(?: note| memo)?|refund|reversal)\b", re.IGNORECASE)
_CREDIT_NUMBER = re.compile(r"(?:cn|crn|credit|cr)[ -]?[0-9]", re.IGNORECASE)
_CREDITED = re.compile(
    r"(?:against|for|of|to|on|re|cancels?|credits?)\s+(?:our\s+)?(?:invoice|inv)?\.?\s*"
    r"(?:no\.?|number)?\s*([A-Z]{0,4}[-/]?[0-9][\w/-]*)",
    re.IGNORECASE,
)
_ON_ACCOUNT = re.compile(
    r"\W*|(?:payments? |paid )?on account|unallocated|not allocated|poa|none|n/a|tb[ac]",
    re.IGNORECASE,
)
"""What stands in the invoice's column of a payment that is set against none."""
_WRITE_OFF = re.compile(r"\b(?:writ(?:e|ten)[ -]?off|w/o|bad debt)\b", re.IGNORECASE)
_OUTLAY = re.compile(r"disbursements?|expenses?", re.IGNORECASE)


@dataclass
class Reader:
    """Reads one table into the books."""

    table: Table
    whose: Whose
    books: Books
    ours_throughout: bool = False
    """Whether the sheet names our matter above its headings, and its rows need not."""
    _hours: HoursColumn = field(default_factory=HoursColumn)
    _vat: VatColumn = field(default_factory=VatColumn)
    _vat_of_net: VatColumn = field(default_factory=VatColumn)
    _tally: Tally = field(default_factory=Tally)
    _aside: dict[int, str] = field(default_factory=dict)
    _others: set[int] = field(default_factory=set)
    """The numbers of the rows of other clients."""

    def __post_init__(self) -> None:
        self._codes = Codes(self.whose)
        self._not_pounds = not_in_pounds(self.table)
        self._sections = Sections(self.whose.firm, self.whose.client, self.whose.matter)

    def read(self) -> None:
        """Every row: into the books, set aside with a finding, or counted as another client's."""
        kind = self.table.kind
        self._announce()
        disagreeing: list[Entry] = []
        aside: list[RowLeftOut] = []
        for entry in self.table.entries():
            belonging = self._belonging(entry)
            self._note_day(entry)
            if belonging.answer == "other":
                self.books.others += 1
                self._tally.others += 1
                self._others.add(entry.row.number)
                continue
            if belonging.answer == "unclear":
                aside.append(RowLeftOut(entry.place(), _as_reason(entry, belonging)))
                continue
            try:
                _READERS[kind](self, entry, belonging.answer == "ours")
            except Unreadable as problem:
                aside.append(RowLeftOut(entry.place(), str(problem)))
                if belonging.answer == "ours":
                    self.books.unread.append(RowUnread(entry.place(), str(problem)))
                continue
            self._tally.used += 1
            proved = entry.row.number in self._hours.proved
            if kind == "time" and not proved and value_disagrees(entry):
                disagreeing.append(entry)
        aside += self._like_notes()
        self._tally.set_aside = len(aside)
        self._aside = {row.place.row: row.reason for row in aside}
        self.books.findings += rows_left_out(aside)
        self.books.findings += self.table.totals_that_differ(self._aside, self._others)
        self.books.findings += disagreement(disagreeing)
        self._note_columns()

    def report(self, missing: Sequence[str] = ()) -> TableReport:
        """The table for the data-quality report; `missing` says why it was not read."""
        lacks = [f"no column for {meaning.replace('_', ' ')}" for meaning in missing]
        totals = self.table.totals(self._aside, self._others)
        return table_report(self.table, self._tally, totals, " and ".join(lacks))

    def _like_notes(self) -> list[RowLeftOut]:
        """Rows below the table that look like notes and have something in a column of amounts."""
        sheet, region = self.table.sheet, self.table.region
        amounts = {c for m, c in self.table.headings.columns.items() if m in ADDED}
        reason = "it stands below the table like a note, with something in a column of amounts"
        return [
            RowLeftOut(Place(sheet.file, sheet.name, self.table.first_column, row.number), reason)
            for row in (region.below if region else ())
            if any(c < len(row.values) and not is_blank(row.values[c]) for c in amounts)
        ]

    def _check_pounds(self, entry: Entry) -> None:
        """Refuse a row of amounts that are not in pounds: they cannot be added to the others."""
        if self._not_pounds:
            raise Unreadable(self._not_pounds)
        currency = entry.text("currency")
        if currency and not is_sterling(currency):
            raise Unreadable(f"its amounts are in {currency}, not in pounds")

    def _note_columns(self) -> None:
        """What a person should know of how whole columns were read."""
        self.books.findings += [
            *self.table.dates.findings(),
            *self._codes.findings(),
            *self._hours.findings(),
            *self._vat.findings(used="the VAT was taken off where it is in"),
            *self._vat_of_net.findings(used="the column was used as it stands"),
        ]

    def _announce(self) -> None:
        first = next(iter(self.table.headings.columns))
        heading = Entry(self.table, self.table.sheet.rows[0]).place(first)
        kind = self.table.kind
        self.books.tables.setdefault(kind, []).append(heading._replace(row=self.table.headings.row))
        self.books.columns.setdefault(kind, set()).update(self.table.headings.columns)

    def _belonging(self, entry: Entry) -> Belonging:
        if self.ours_throughout:
            return self._sections.of(entry.row)
        matter = self._code(entry, "matter") if self.table.has("matter") else None
        return self.whose.of(entry.text("client"), matter, self._code(entry, "client_code"))

    def _code(self, entry: Entry, meaning: str) -> str:
        return self._codes.completed(entry.text(meaning), entry.place(meaning))

    def _note_day(self, entry: Entry) -> None:
        try:
            day = entry.date("date")
        except Unreadable:
            return  # the row is set aside, with this reason, if it is ours
        if day is not None:
            self.books.days.setdefault(self.table.kind, set()).add(day)

    def time(self, entry: Entry, ours: bool) -> None:  # noqa: FBT001 - called through a table
        """A time entry."""
        self._check_pounds(entry)
        hours = _needed(self._hours.of(entry), "hours")
        invoice = entry.text("invoice") if self.table.has("invoice") else None
        self.books.time.append(
            TimeEntry(
                place=entry.place("hours"),
                ours=ours,
                matter=entry.text("matter"),
                day=_needed(entry.date("date"), "date"),
                entered=_entered(entry),
                person=entry.text("person"),
                workstream=entry.text("workstream"),
                hours=hours,
                value=self._time_value(entry, hours),
                rate=entry.amount("rate"),
                cost_rate=entry.amount("cost_rate"),
                cost=entry.amount("cost"),
                invoice="" if invoice and invoice.casefold() in _UNBILLED else invoice,
            )
        )

    def _time_value(self, entry: Entry, hours: Amount) -> Amount | None:
        if not self.table.has("value") and not self.table.has("rate"):
            return None
        if value := entry.amount("value"):
            return value
        rate = entry.amount("rate")
        if rate is None:
            raise Unreadable("it has neither a value nor a rate")
        return Amount(hours.value * rate.value, (*hours.places, *rate.places))

    def invoice(self, entry: Entry, ours: bool) -> None:  # noqa: FBT001 - called through a table
        """A line of an invoice or credit note."""
        self._check_pounds(entry)
        _check_status(entry, "nothing was billed")
        net, vat, gross = self._net_vat_gross(entry)
        number = entry.text("number")
        if not number:
            raise Unreadable("it has no number")
        credit = self.table.kind == "credit-notes" or _is_credit(entry, net.value)
        paid, paid_unclear = _paid(entry)
        self.books.lines.append(
            InvoiceLine(
                place=entry.place("net"),
                ours=ours,
                number=number,
                number_place=entry.place("number"),
                day=_needed(entry.date("date"), "date"),
                day_place=entry.place("date"),
                description=entry.text("description"),
                description_place=entry.place("description"),
                workstream=entry.text("workstream"),
                net=net,
                vat=vat,
                gross=gross,
                paid=paid,
                paid_unclear=paid_unclear,
                outstanding=entry.amount("outstanding"),
                due=entry.date("due"),
                due_place=entry.place("due"),
                outlay=any(_OUTLAY.fullmatch(entry.text(m)) for m in ("workstream", "type")),
                credit=credit,
                credits=_credited(entry) if credit else "",
            )
        )

    def _net_vat_gross(self, entry: Entry) -> tuple[Amount, Amount | None, Amount | None]:
        net, vat, gross = entry.amount("net"), entry.amount("vat"), entry.amount("gross")
        self._vat_of_net.note(net, vat)
        if net is None and gross is not None and vat is not None:
            net = Amount(gross.value - vat.value, (*gross.places, *vat.places))
        if net is None and (amount := entry.amount("amount")):
            net = amount
            if self._vat.note(amount, vat) and vat is not None:
                net, gross = Amount(amount.value - vat.value, (*amount.places, *vat.places)), amount
        if net is None:
            raise Unreadable("it has no net amount")
        return net, vat, gross

    def payment(self, entry: Entry, ours: bool) -> None:  # noqa: FBT001 - called through a table
        """A payment, or a balance written off."""
        self._check_pounds(entry)
        _check_status(entry, "nothing was received")
        invoice = entry.text("invoice")
        self.books.payments.append(
            Payment(
                place=entry.place("paid"),
                ours=ours,
                day=_needed(entry.date("date"), "date"),
                invoice="" if _ON_ACCOUNT.fullmatch(invoice) else invoice,
                amount=_needed(entry.amount("paid"), "amount"),
                written_off=_WRITE_OFF.search(entry.text("type")) is not None,
            )
        )

    def budget(self, entry: Entry, ours: bool) -> None:  # noqa: FBT001 - called through a table
        """A budget line."""
        self._check_pounds(entry)
        line = BudgetLine(
            workstream=_needed(entry.text("workstream") or None, "workstream"),
            workstream_place=entry.place("workstream"),
            basis=entry.text("basis"),
            basis_place=entry.place("basis"),
            budget=entry.amount("budget"),
            to_complete=entry.amount("to_complete"),
            to_date=entry.amount("to_date"),
        )
        if ours:
            self.books.budget.append(line)

    def outlay(self, entry: Entry, ours: bool) -> None:  # noqa: FBT001 - called through a table
        """A disbursement or expense."""
        self._check_pounds(entry)
        self.books.outlays.append(
            Outlay(
                ours=ours,
                day=_needed(entry.date("date"), "date"),
                day_place=entry.place("date"),
                description=entry.text("description") or entry.text(self.table.kind[:-1]),
                description_place=entry.place("description"),
                net=_needed(entry.amount("net"), "amount"),
                vat=entry.amount("vat"),
                expense=self.table.kind == "expenses",
            )
        )


_READERS: dict[str, Callable[[Reader, Entry, bool], None]] = {
    "time": Reader.time,
    "invoices": Reader.invoice,
    "credit-notes": Reader.invoice,
    "payments": Reader.payment,
    "budget": Reader.budget,
    "disbursements": Reader.outlay,
    "expenses": Reader.outlay,
}


def _check_status(entry: Entry, so: str) -> None:
    """Refuse a draft, a voided invoice, a payment that failed."""
    status = entry.text("status").casefold()
    if status in not_issued() or status.partition(" ")[0] in not_issued():
        raise Unreadable(f"it is “{status}”, so {so}")


def _entered(entry: Entry) -> dt.date | None:
    """The day of entry; one that cannot be read is no reason to leave the work out."""
    try:
        return entry.date("entered")
    except Unreadable:
        return None


def _needed(value: T | None, what: str) -> T:
    if value is None:
        raise Unreadable(f"it has no {what}")
    return value


def _as_reason(entry: Entry, belonging: Belonging) -> str:
    if entry.uncalculated:
        return f"{belonging.reason}; {entry.uncalculated[0].address} holds an uncalculated formula"
    return belonging.reason


def _paid(entry: Entry) -> tuple[Amount | None, bool]:
    """The amount paid, and whether the cell says something that is no amount."""
    try:
        value = money_of(entry.value("paid"), "paid", entry.shown("paid"))
    except Unreadable:
        return None, True
    if value is None:
        return None, False
    return Amount(value, (entry.place("paid"),)), False


def _is_credit(entry: Entry, net: Decimal) -> bool:
    return (
        net < 0
        or _CREDIT.search(entry.text("type")) is not None
        or _CREDIT_NUMBER.match(entry.text("number")) is not None
        or _CREDIT.match(entry.text("description")) is not None
    )


def _credited(entry: Entry) -> str:
    if stated := entry.text("credits"):
        return stated
    match = _CREDITED.search(entry.text("description"))
    return match[1] if match else ""
