"""Facts of one invoice, as at a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from engross.intake.cells import Amount
from engross.intake.factbook import FactBook, nowhere
from engross.intake.given import Subject
from engross.intake.invoices import Invoice
from engross.intake.sheets import Place, spans
from engross.records import Fact, Operation


@dataclass(frozen=True)
class Account:
    """What the facts of an invoice say that totals need."""

    outstanding: Fact | None
    """`None` when it is not known."""
    due_day: dt.date


def add(
    book: FactBook, invoice: Invoice, subject: Subject, received: Sequence[Place] = ()
) -> Account:
    """Make the invoice's facts: number, dates, description, amounts and balance.

    `received` are the headings of the tables of payments, which a nil payment cites.
    """
    first, day = invoice.first, subject.balance_day.key
    number_at = spans([first.number_place])
    book.add("number", day, invoice.scope, invoice.number, label=invoice.label, where=number_at)
    if descriptions := _descriptions(invoice):
        words, places = descriptions
        book.add("description", day, invoice.scope, words, label=invoice.label, where=spans(places))
    book.add(
        "invoice-date",
        day,
        invoice.scope,
        invoice.day,
        label=invoice.label,
        where=spans([first.day_place]),
    )
    _add_due(book, invoice, subject)
    net = _amount(book, invoice, day, "net", invoice.net)
    vat = _amount(book, invoice, day, "vat", invoice.vat)
    gross = _amount(book, invoice, day, "gross", invoice.gross)
    if gross is None and net is not None and vat is not None:
        gross = book.sum_of("gross", day, invoice.scope, [net, vat], invoice.label)
    paid = _amount(book, invoice, day, "paid", invoice.paid, received)
    return Account(_add_balance(book, invoice, day, gross, paid), due_day(invoice, subject))


def balance(invoice: Invoice) -> Amount | None:
    """What is outstanding: worked out, else as its own column says; `None` when unknown."""
    return worked_out(invoice) or invoice.outstanding_read


def worked_out(invoice: Invoice) -> Amount | None:
    """Total less paid and credited, over their cells; `None` when one is not known."""
    gross, paid = total(invoice), invoice.paid
    if gross is None or paid is None:
        return None
    value, places = gross.value - paid.value, (*gross.places, *paid.places)
    if credited := invoice.credited:
        value, places = value - credited.value, (*places, *credited.places)
    return Amount(value, places)


def total(invoice: Invoice) -> Amount | None:
    """The invoice's total with VAT, from its column or from net and VAT."""
    if invoice.gross is not None or invoice.vat is None:
        return invoice.gross
    net, vat = invoice.net, invoice.vat
    return Amount(net.value + vat.value, (*net.places, *vat.places))


def due_day(invoice: Invoice, subject: Subject) -> dt.date:
    """The day it is due: as it says, else its date and the matter's terms."""
    terms = dt.timedelta(days=subject.matter.terms_days)
    return invoice.first.due or invoice.day + terms


def is_listed(invoice: Invoice, account: Account, subject: Subject) -> bool:
    """Whether the report lists it: dated in the period, or not settled on the as-at day."""
    settled = account.outstanding is not None and not account.outstanding.number
    return subject.period.contains(invoice.day) or not settled


def columns(listed: Sequence[Invoice]) -> dict[str, list[Amount] | None]:
    """By measure, the amounts of the invoices listed; `None` where one of them is not known."""
    read: dict[str, list[Amount | None]] = {
        "net": [*(invoice.net for invoice in listed)],
        "vat": [invoice.vat for invoice in listed],
        "gross": [total(invoice) for invoice in listed],
        "paid": [invoice.paid for invoice in listed],
    }
    found: dict[str, list[Amount] | None] = {}
    for measure, amounts in read.items():
        known = [amount for amount in amounts if amount is not None]
        found[measure] = known if len(known) == len(amounts) else None
    return found


def _add_due(book: FactBook, invoice: Invoice, subject: Subject) -> None:
    day, first = subject.balance_day.key, invoice.first
    stated = first.due is not None
    terms = subject.register_span(f"{subject.matter_place}.terms_days")
    book.add(
        "due-date",
        day,
        invoice.scope,
        due_day(invoice, subject),
        label=invoice.label,
        operation="read" if stated else "assumed",
        where=spans([first.due_place]) if stated else (*spans([first.day_place]), terms),
    )


def _add_balance(
    book: FactBook, invoice: Invoice, day: str, gross: Fact | None, paid: Fact | None
) -> Fact | None:
    credited = _amount(book, invoice, day, "credited", invoice.credited)
    if gross is not None and paid is not None:
        parts = [gross, paid] if credited is None else [gross, paid, credited]
        return book.difference_of("outstanding", day, invoice.scope, parts, invoice.label)
    return _amount(book, invoice, day, "outstanding", invoice.outstanding_read)


def _amount(  # noqa: PLR0913, PLR0917 - one fact's parts
    book: FactBook,
    invoice: Invoice,
    day: str,
    measure: str,
    amount: Amount | None,
    searched: Sequence[Place] = (),
) -> Fact | None:
    if amount is None:
        return None
    single: Operation = "read" if len(amount.places) == 1 else "sum"
    return book.add(
        measure,
        day,
        invoice.scope,
        amount.value,
        label=invoice.label,
        operation=single,
        where=spans(amount.places) or nowhere(searched),
    )


def _descriptions(invoice: Invoice) -> tuple[str, list[Place]] | None:
    """The lines' descriptions, each once, and their cells."""
    said = {li.description: li.description_place for li in invoice.lines if li.description}
    return ("; ".join(said), list(said.values())) if said else None
