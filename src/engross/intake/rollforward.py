"""Opening + billed - credited - received - written off = closing, as stated and as booked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from engross.intake.belonging import Whose
from engross.intake.books import Books, InvoiceLine, Payment
from engross.intake.cells import Amount
from engross.intake.invoice_facts import worked_out
from engross.intake.invoices import PENNY, Invoice, without_repeats
from engross.intake.reconciling import shown
from engross.intake.sheets import Place
from engross.intake.stated_accounts import MOVEMENTS, Days, StatedAccount
from engross.records import Finding
from engross.uk.dates import format_date
from engross.uk.money import format_pence

_NAMES: Final = {
    "opening": "the opening balance",
    "billed": "what was billed",
    "credited": "what was credited",
    "received": "what was received",
    "written_off": "what was written off",
    "closing": "the closing balance",
}
_TABLES: Final = {
    "billed": "invoices",
    "credited": "invoices",
    "received": "payments",
    "written_off": "payments",
}
_NEAR = dt.timedelta(days=31)
"""How far outside a period a row may be dated that somebody counted in it."""
_SHOWN = 3


@dataclass(frozen=True)
class _Entry:
    """An invoice line or a payment, as it moves a balance."""

    line: str
    """`billed`, `credited`, `received`, `written_off`."""
    day: dt.date
    place: Place
    gross: Decimal | None
    """With VAT, above nil; `None` when the books do not say."""
    net: Decimal | None


def account_findings(
    accounts: Iterable[StatedAccount], books: Books, whose: Whose
) -> Iterator[Finding]:
    """What does not add up in the client's stated accounts, and where the books say otherwise.

    Other clients' rows are not looked into. Of an account that names nobody, only the sum is.
    """
    for account in accounts:
        answer = _answer(account, whose)
        if answer == "other":
            continue
        yield from _own_sum(account)
        if answer != "nobody" and account.days is not None:
            entries = tuple(_entries(books, ours_only=answer == "matter"))
            yield from _beside_books(account, account.days, entries, books)


def balances_that_differ(made: Iterable[Invoice], payments: Sequence[Payment]) -> Iterator[Finding]:
    """Where the export's own balance column disagrees with an invoice's amounts."""
    for invoice in made:
        stated, worked = invoice.outstanding_read, worked_out(invoice)
        if stated and worked and abs(stated.value - worked.value) > PENNY:
            yield _finding(
                stated.places[0],
                f"{invoice.label}: the export says {format_pence(stated.value)} is outstanding, "
                f"its amounts make {format_pence(worked.value)}."
                f"{_why_balance(invoice, payments, stated.value - worked.value)}",
                "The amounts were used. Check payments and credit notes.",
            )


def _answer(account: StatedAccount, whose: Whose) -> str:
    """`client` or `matter` for ours, `other`, or `nobody` where no name says."""
    if not account.client and not account.matter:
        said = " ".join(account.region.says_above()).casefold()
        if whose.matter.reference.casefold() in said:
            return "matter"
        return "client" if whose.client.name.casefold() in said else "nobody"
    belonging = whose.of(account.client, account.matter or None)
    if belonging.answer == "ours":
        return "matter" if account.matter else "client"
    if not account.matter and whose.firm.client(account.client) == whose.client:
        return "client"
    return "other"


def _own_sum(account: StatedAccount) -> Iterator[Finding]:
    amounts = {line: amount.value for line, amount in account.amounts.items()}
    opening, closing = amounts["opening"], amounts["closing"]
    parts = [amounts.get(line, Decimal(0)) for line in MOVEMENTS]
    signed = opening + parts[0] - sum(parts[1:], Decimal(0))
    plain = opening + parts[0] - sum(map(abs, parts[1:]), Decimal(0))
    if min(abs(signed - closing), abs(plain - closing)) < PENNY:
        return
    taken = "".join(
        f" less {shown(abs(amounts[line]))} {line.replace('_', ' ')}"
        for line in MOVEMENTS[1:]
        if line in amounts
    )
    yield _finding(
        account.place,
        f"{shown(opening)} opening and {shown(parts[0])} billed{taken} make {shown(plain)}, but "
        f"the closing balance says {shown(closing)}, {_by(closing - plain)}."
        f"{_why_sum(account, closing - plain)}",
        "Check the account where it comes from; its figures were not used.",
    )


def _why_sum(account: StatedAccount, difference: Decimal) -> str:
    """The line that the difference is, once or twice over."""
    for line in MOVEMENTS:
        amount = account.amounts.get(line)
        if amount is None or not amount.value:
            continue
        cell = f"{_NAMES[line]} ({amount.places[0].address})"
        if abs(abs(difference) - abs(amount.value)) < PENNY:
            return f" The difference is {cell}: the closing balance leaves it out or has it twice."
        if abs(abs(difference) - 2 * abs(amount.value)) < PENNY:
            return f" The difference is twice {cell}: its sign may be the wrong way round."
    return ""


def _entries(books: Books, *, ours_only: bool) -> Iterator[_Entry]:
    lines, _ = without_repeats(books)
    for line in lines:
        if line.ours or not ours_only:
            kind = "credited" if line.credit else "billed"
            yield _Entry(kind, line.day, line.place, _gross(line), abs(line.net.value))
    for payment in books.payments:
        if payment.ours or not ours_only:
            kind = "written_off" if payment.written_off else "received"
            amount = payment.amount.value
            yield _Entry(kind, payment.day, payment.place, amount, amount)


def _gross(line: InvoiceLine) -> Decimal | None:
    if line.gross is not None:
        return abs(line.gross.value)
    return abs(line.net.value + line.vat.value) if line.vat is not None else None


def _beside_books(
    account: StatedAccount, days: Days, entries: Sequence[_Entry], books: Books
) -> Iterator[Finding]:
    differ = False
    for line in MOVEMENTS:
        stated = account.amounts.get(line)
        if stated is None or not _covered(books, _TABLES[line], days):
            continue
        of_line = [entry for entry in entries if entry.line == line]
        inside = [entry for entry in of_line if days.start <= entry.day <= days.end]
        found = _otherwise(stated, inside)
        if found is not None:
            differ = True
            yield _beside(line, stated, found, days, _why_line(stated, found, of_line, days))
    if not differ and all(books.has(table) for table in ("invoices", "payments")):
        yield from _balances(account, days, entries)


def _covered(books: Books, table: str, days: Days) -> bool:
    """Whether there is such a table that goes back to the account's first days."""
    return books.has(table) and books.first_day(table) <= days.start + _NEAR


def _otherwise(stated: Amount, entries: Sequence[_Entry]) -> Decimal | None:
    """What the entries make, where it is the stated amount neither with VAT nor without."""
    gross = _sum(entry.gross for entry in entries)
    net = _sum(entry.net for entry in entries)
    if any(made is not None and abs(abs(stated.value) - made) < PENNY for made in (gross, net)):
        return None
    return gross


def _balances(account: StatedAccount, days: Days, entries: Sequence[_Entry]) -> Iterator[Finding]:
    """The two balances, which the books have only if they go back to what was still unpaid."""
    opening = account.amounts["opening"]
    before = _balance(entry for entry in entries if entry.day < days.start)
    if before is None or abs(before - opening.value) < PENNY:
        return
    yield _beside("opening", opening, before, days, " Older invoices may be missing from them.")


def _balance(entries: Iterable[_Entry]) -> Decimal | None:
    signed = [
        None if entry.gross is None else (entry.gross if entry.line == "billed" else -entry.gross)
        for entry in entries
    ]
    return _sum(signed)


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    total = Decimal(0)
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total


def _why_line(stated: Amount, found: Decimal, of_line: Sequence[_Entry], days: Days) -> str:
    """Rows that hold just the difference: counted by the one and not by the other."""
    difference = abs(stated.value) - found
    rows = [entry for entry in of_line if _holds(entry, difference)]
    inside = [entry for entry in rows if days.start <= entry.day <= days.end]
    outside = [
        entry
        for entry in rows
        if entry not in inside and days.start - _NEAR <= entry.day <= days.end + _NEAR
    ]
    if inside and difference < 0:
        return f" {_addresses(inside)} holds just the difference; the account may leave it out."
    if outside and difference > 0:
        dated = format_date(outside[0].day)
        return f" {_addresses(outside)}, dated {dated}, holds just the difference."
    if inside:
        return f" {_addresses(inside)} holds just the difference; the account may have it twice."
    return ""


def _holds(entry: _Entry, difference: Decimal) -> bool:
    return entry.gross is not None and abs(entry.gross - abs(difference)) < PENNY


def _addresses(entries: Sequence[_Entry]) -> str:
    return " or ".join(entry.place.address for entry in entries[:_SHOWN])


def _why_balance(invoice: Invoice, payments: Sequence[Payment], difference: Decimal) -> str:
    """The VAT, or a payment that is set against no invoice."""
    if invoice.vat is not None and abs(abs(difference) - abs(invoice.vat.value)) < PENNY:
        return " The difference is its VAT."
    loose = [p for p in payments if not p.invoice and abs(p.amount.value + difference) < PENNY]
    if loose:
        where = " or ".join(payment.place.address for payment in loose[:_SHOWN])
        return f" {where} is a payment of just the difference that names no invoice."
    return ""


def _beside(line: str, stated: Amount, found: Decimal, days: Days, why: str) -> Finding:
    return _finding(
        stated.places[0],
        f"For {format_date(days.start)} to {format_date(days.end)} the account says that "
        f"{_NAMES[line]} is {shown(stated.value)}; the rows given make {shown(found)}, "
        f"{_by(found - abs(stated.value))}.{why}",
        "The rows were used. Check which is right.",
    )


def _by(difference: Decimal) -> str:
    return f"{shown(abs(difference))} {'more' if difference > 0 else 'less'}"


def _finding(place: Place, message: str, suggestion: str) -> Finding:
    return Finding(
        rule="account-differs",
        severity="warn",
        place=str(place),
        message=message,
        suggestion=suggestion,
    )
