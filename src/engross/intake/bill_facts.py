"""Facts about fees billed. Cut-off is the invoice date.

Fees billed are less credit notes and without VAT, disbursements and expenses.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from engross.intake import account_facts
from engross.intake.bills import Bills
from engross.intake.books import Books, InvoiceLine
from engross.intake.cells import Amount
from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.intake.invoices import number_key
from engross.intake.scopes import Scope
from engross.intake.sheets import spans
from engross.records import Finding
from engross.uk.dates import format_date
from engross.uk.periods import Period


def add_bill_facts(book: FactBook, books: Books, subject: Subject, scopes: Sequence[Scope]) -> None:
    """Add the facts that rest on invoices, credit notes and payments."""
    if not books.has("invoices"):
        book.leave_out(
            "Fees billed and the account",
            "no table of invoices was given",
            "Add the invoice export.",
            "warn",
        )
        return
    bills = Bills(book, books, subject)
    scopes[0].note_if_late("invoices", book)
    for scope in scopes:
        for period in (*scope.periods("invoices"), subject.engagement):
            _add_billed(bills, period, scope.key, scope.label, bills.fees(scope, period))
        for period in (subject.period, subject.period.previous()):
            if period in scope.periods("invoices"):
                _add_count(bills, scope, period)
    _add_streams(bills, scopes[0])
    _check_engagement_start(bills)
    account_facts.add_account_facts(bills, scopes)


def _add_billed(
    bills: Bills, period: Period, scope: str, label: str, lines: Sequence[InvoiceLine]
) -> None:
    book, key, headings = bills.book, period.key, bills.headings
    nets = [line.net for line in lines if not line.credit]
    # Credit notes stand above nil in some systems and below in others.
    credit = [Amount(abs(li.net.value), li.net.places) for li in lines if li.credit]
    if not credit:
        book.total("billed", key, scope, nets, label=label, headings=headings)
        return
    before = book.total("net", key, scope, nets, label=label, headings=headings)
    credited = book.total("credited", key, scope, credit, label=label, headings=headings)
    book.difference_of("billed", key, scope, [before, credited], label)


def _add_count(bills: Bills, scope: Scope, period: Period) -> None:
    dated = {
        number_key(line.number): line.number_place
        for line in reversed(bills.lines)
        if scope.covers(line) and period.contains(line.day) and not line.credit
    }
    bills.book.add(
        "invoice-count",
        period.key,
        scope.key,
        Decimal(len(dated)),
        label=scope.label,
        operation="count",
        where=spans(reversed(dated.values())) if dated else spans(bills.headings),
    )


def _add_streams(bills: Bills, scope: Scope) -> None:
    """Fees billed to each workstream, where the invoices say which."""
    streams = scope.streams
    alone = len(streams.all) == 1
    if not alone and not bills.books.has("invoices", "workstream"):
        return
    before = bills.subject.period.previous()
    compared = [before] if before in scope.periods("invoices") else []
    for stream in streams.all:
        for period in (bills.subject.engagement, bills.subject.period, *compared):
            lines = [
                line
                for line in bills.fees(scope, period)
                if alone or streams.find(line.workstream) == stream
            ]
            _add_billed(bills, period, f"workstream:{stream.key}", stream.name, lines)
    if not alone:
        _note_unknown_streams(bills, scope)


def _note_unknown_streams(bills: Bills, scope: Scope) -> None:
    fees = bills.fees(scope, bills.subject.engagement)
    bills.book.findings += scope.streams.unknown(
        ((line.workstream, line.place) for line in fees),
        what="invoice lines",
        so="what they bill is in the matter's total but in no workstream",
    )


def _check_engagement_start(bills: Bills) -> None:
    year = bills.subject.engagement
    first = bills.books.first_day("invoices")
    if first <= year.months()[0].end:
        return
    bills.book.findings.append(
        Finding(
            rule="export-begins-late",
            severity="warn",
            place=str(bills.headings[0]),
            message=(
                f"The {year.label} began on {format_date(year.start)}, but no invoice is dated in "
                "its first month; figures to date are of the invoices given."
            ),
            suggestion="Check that the export goes back to the start of the engagement year.",
        )
    )
