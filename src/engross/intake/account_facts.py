"""Facts about what is owed with VAT and how late it is, as at a day; ages run from the due date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from engross.intake import invoice_facts
from engross.intake.bills import Bills
from engross.intake.books import Payment
from engross.intake.invoice_facts import Account
from engross.intake.invoices import Invoice, faults, number_key
from engross.intake.rollforward import balances_that_differ
from engross.intake.scopes import Scope
from engross.intake.sheets import spans
from engross.records import Fact, Finding
from engross.uk.money import format_pence

_BANDS = (
    ("outstanding", None, None),
    ("overdue", 1, None),
    ("ageing-not-due", None, 0),
    ("ageing-1-30", 1, 30),
    ("ageing-31-60", 31, 60),
    ("ageing-61-90", 61, 90),
    ("ageing-over-90", 91, None),
)
"""Measure, fewest and most days past due."""
_SHOWN = 5


def add_account_facts(bills: Bills, scopes: Sequence[Scope]) -> None:
    """Add each invoice that the report lists, the listed ones' totals, and balances by age."""
    for scope in scopes:
        made = bills.invoices(scope)
        if scope.key == "matter":
            _add_matter(bills, scope, made)
        else:
            _add_client(bills, scope, made)


def _add_matter(bills: Bills, scope: Scope, made: Sequence[Invoice]) -> None:
    bills.book.findings += faults(made)
    received = bills.books.tables.get("payments", ())
    accounts = {i.scope: invoice_facts.add(bills.book, i, bills.subject, received) for i in made}
    unknown = [i.label for i in made if accounts[i.scope].outstanding is None]
    if unknown:
        bills.book.leave_out(
            "The total outstanding",
            f"what is outstanding on {', '.join(unknown[:_SHOWN])} is not known",
            "Add a column or a table of payments, and VAT, to the export.",
            "warn",
        )
    else:
        _add_bands(bills, scope, accounts.values())
    listed = [i for i in made if invoice_facts.is_listed(i, accounts[i.scope], bills.subject)]
    bills.book.drop({i.scope for i in made} - {i.scope for i in listed})
    _add_listed(bills, listed, accounts)
    _add_credited(bills, listed)
    _add_on_account(bills, scope)
    bills.book.findings += balances_that_differ(made, bills.payments(scope))


def _add_bands(bills: Bills, scope: Scope, accounts: Iterable[Account]) -> None:
    book, day = bills.book, bills.subject.balance_day.key
    unsettled = [
        (account.outstanding, (bills.subject.as_at - account.due_day).days)
        for account in accounts
        if account.outstanding is not None and account.outstanding.number
    ]
    for measure, fewest, most in _BANDS:
        parts = [fact for fact, days in unsettled if _within(fact.number, days, fewest, most)]
        if parts:
            book.sum_of(measure, day, scope.key, parts, scope.label)
        else:
            book.total(measure, day, scope.key, (), label=scope.label, headings=bills.headings)


def _add_listed(bills: Bills, listed: Sequence[Invoice], accounts: dict[str, Account]) -> None:
    book, day, label = bills.book, bills.subject.balance_day.key, "Invoices listed"
    for measure, amounts in invoice_facts.columns(listed).items():
        if amounts is not None:
            book.total(measure, day, "invoices", amounts, label=label, headings=bills.headings)
    balances = [accounts[invoice.scope].outstanding for invoice in listed]
    known: list[Fact] = [fact for fact in balances if fact is not None]
    if len(known) == len(balances):
        book.sum_of("outstanding", day, "invoices", known, label)


def _add_credited(bills: Bills, listed: Sequence[Invoice]) -> None:
    """Nil for each invoice listed that nothing was taken off, and the total of all listed."""
    book, day = bills.book, bills.subject.balance_day.key
    for invoice in listed:
        if invoice.credited is None:
            book.total(
                "credited", day, invoice.scope, (), label=invoice.label, headings=bills.headings
            )
    parts = [fact for i in listed if (fact := book.get("credited", day, i.scope))]
    if parts:
        book.sum_of("credited", day, "invoices", parts, "Invoices listed")


def _add_on_account(bills: Bills, scope: Scope) -> None:
    """What was paid against no invoice that is there: on no balance, and said."""
    payments = [p for p in bills.payments(scope) if p.day <= bills.subject.as_at]
    known = {number_key(line.number) for line in bills.lines}
    loose = [p for p in payments if not p.invoice]
    astray = [p for p in payments if p.invoice and number_key(p.invoice) not in known]
    if loose:
        bills.book.total(
            "on-account",
            bills.subject.balance_day.key,
            scope.key,
            [payment.amount for payment in loose],
            label=scope.label,
            headings=bills.headings,
        )
        bills.book.findings.append(_unmatched(loose, "names no invoice"))
    for number in dict.fromkeys(payment.invoice for payment in astray):
        named = [payment for payment in astray if payment.invoice == number]
        words = f"names invoice {number}, which is not in the files"
        bills.book.findings.append(_unmatched(named, words))


def _unmatched(payments: Sequence[Payment], what: str) -> Finding:
    amount = format_pence(sum((payment.amount.value for payment in payments), Decimal(0)))
    where = ", ".join(span.place for span in spans(payment.place for payment in payments))
    return Finding(
        rule="payment-unmatched",
        severity="warn",
        place=str(payments[0].place),
        message=f"A payment of {amount} ({where}) {what}, so it is taken off no balance.",
        suggestion="Set it against an invoice in the billing system, or tell the client of it.",
    )


def _add_client(bills: Bills, scope: Scope, made: Sequence[Invoice]) -> None:
    """The client's whole account over its cells; other matters' invoices get no own facts."""
    balances = [
        (balance, (bills.subject.as_at - invoice_facts.due_day(invoice, bills.subject)).days)
        for invoice in made
        if (balance := invoice_facts.balance(invoice)) is not None
    ]
    if len(balances) < len(made):
        return
    for measure, fewest, most in _BANDS:
        chosen = [b for b, days in balances if b.value and _within(b.value, days, fewest, most)]
        places = [place for balance in chosen for place in balance.places]
        bills.book.add(
            measure,
            bills.subject.balance_day.key,
            scope.key,
            sum((balance.value for balance in chosen), Decimal(0)),
            label=scope.label,
            operation="difference",
            where=spans(places or bills.headings),
        )


def _within(balance: Decimal, days: int, fewest: int | None, most: int | None) -> bool:
    """Whether a balance so many days past due is in the band; an unused credit is never late."""
    late = days if balance > 0 else 0
    return (fewest is None or late >= fewest) and (most is None or late <= most)
