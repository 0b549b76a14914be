"""Invoices put together from their lines, with what was paid and credited up to a day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engross.intake.books import Books, InvoiceLine, Payment
from engross.intake.cells import Amount
from engross.intake.tables import summed
from engross.records import Finding
from engross.uk.money import format_pence

PENNY = Decimal("0.01")
_LETTER = re.compile(r"(?<=[0-9])[a-z]$")
"""What a number ends in that was issued again."""


@dataclass(frozen=True)
class Invoice:
    """An invoice, or a credit note that names none, with its lines."""

    lines: tuple[InvoiceLine, ...]
    payments: tuple[Payment, ...] | None
    """Those up to the as-at day; `None` when there is no table of payments."""
    credit_lines: tuple[InvoiceLine, ...] = ()
    """Lines of credit notes against it, up to the as-at day."""

    @property
    def first(self) -> InvoiceLine:
        """The line that its number, date and due date are read from."""
        return self.lines[0]

    @property
    def number(self) -> str:
        """As written."""
        return self.first.number

    @property
    def day(self) -> dt.date:
        """Its date."""
        return self.first.day

    @property
    def scope(self) -> str:
        """`invoice:4452`."""
        return f"invoice:{re.sub(r'[^A-Za-z0-9._-]+', '-', self.number).strip('-')}"

    @property
    def label(self) -> str:
        """`Invoice 4452`."""
        return f"{'Credit note' if self.first.credit else 'Invoice'} {self.number}"

    @property
    def net(self) -> Amount:
        """Fees and outlays without VAT; below nil for a credit note."""
        return self._signed(summed(line.net for line in self.lines))

    @property
    def vat(self) -> Amount | None:
        """The VAT; `None` when a line does not say."""
        vats = [line.vat for line in self.lines if line.vat is not None]
        return self._signed(summed(vats)) if len(vats) == len(self.lines) else None

    @property
    def gross(self) -> Amount | None:
        """The total with VAT from its own column; `None` when a line does not say."""
        totals = [line.gross for line in self.lines if line.gross is not None]
        if len(totals) != len(self.lines):
            return None
        return self._signed(self._once_if_repeated(totals, self._net_and_vat()))

    @property
    def paid(self) -> Amount | None:
        """What was paid; `None` when nothing says."""
        if self.payments is not None:
            return summed(p.amount for p in self.payments if not p.written_off)
        if any(line.paid_unclear for line in self.lines):
            return None
        paid = [line.paid for line in self.lines if line.paid is not None]
        if not paid:
            return None
        gross = self._gross_value()
        added = summed(paid)
        if gross is not None and added.value > gross + PENNY:
            return self._once_if_repeated(paid, None)
        return added

    @property
    def outstanding_read(self) -> Amount | None:
        """What its own column says is outstanding; `None` when it does not."""
        stated = [line.outstanding for line in self.lines if line.outstanding is not None]
        return summed(stated) if len(stated) == len(self.lines) else None

    @property
    def credited(self) -> Amount | None:
        """What was taken off it, with VAT, above nil; `None` when nothing was.

        That is credit notes, and a balance that was given up: neither is owed any more.
        """
        notes = summed(line.gross or _with_vat(line) for line in self.credit_lines)
        given_up = summed(p.amount for p in self.payments or () if p.written_off)
        if not (notes.places or given_up.places):
            return None
        return Amount(abs(notes.value) + abs(given_up.value), (*notes.places, *given_up.places))

    def _net_and_vat(self) -> Decimal | None:
        vats = [line.vat.value for line in self.lines if line.vat is not None]
        if len(vats) != len(self.lines):
            return None
        return sum((line.net.value for line in self.lines), Decimal(0)) + sum(vats, Decimal(0))

    def _gross_value(self) -> Decimal | None:
        return self.gross.value if self.gross is not None else self._net_and_vat()

    @staticmethod
    def _once_if_repeated(amounts: Sequence[Amount], expected: Decimal | None) -> Amount:
        """The sum; but one amount where every line repeats the whole invoice's."""
        added = summed(amounts)
        same = len(amounts) > 1 and len({amount.value for amount in amounts}) == 1
        if same and (expected is None or abs(amounts[0].value - expected) <= PENNY):
            return amounts[0]
        return added

    def _signed(self, amount: Amount) -> Amount:
        """Credit notes are above nil in some systems and below in others; here below."""
        return Amount(-abs(amount.value), amount.places) if self.first.credit else amount


def number_key(number: str) -> str:
    """An invoice number for comparing: `INV-0452` and `452.0` are `452`."""
    plain = re.sub(r"[^a-z0-9]", "", re.sub(r"\.0+$", "", number.casefold()))
    return re.sub(r"^(?:invoice|inv|no)?0*(?=.)", "", plain)


def without_repeats(books: Books) -> tuple[list[InvoiceLine], list[Finding]]:
    """The lines, each once; one that is repeated to the letter is left out, with a finding."""
    kept: dict[tuple[object, ...], InvoiceLine] = {}
    findings: list[Finding] = []
    for line in books.lines:
        values = (line.net.value, line.vat and line.vat.value, line.gross and line.gross.value)
        key = (number_key(line.number), line.day, line.workstream, line.description, *values)
        first = kept.setdefault(key, line)
        if first is not line:
            findings.append(_repeated(line, first))
    return list(kept.values()), findings


def invoices(
    lines: Iterable[InvoiceLine], payments: Sequence[Payment] | None, as_at: dt.date
) -> tuple[Invoice, ...]:
    """Invoices dated up to the day, by date and number; a credit note goes to the one it names."""
    groups: dict[str, list[InvoiceLine]] = {}
    for line in lines:
        if line.day <= as_at:
            groups.setdefault(number_key(line.number), []).append(line)
    ordinary = {key for key, group in groups.items() if not group[0].credit}
    credits_of: dict[str, list[InvoiceLine]] = {}
    for key in groups.keys() - ordinary:
        target = number_key(groups[key][0].credits) if groups[key][0].credits else ""
        if target in ordinary:
            credits_of.setdefault(target, []).extend(groups[key])
    allocated = {number_key(line.number) for group in credits_of.values() for line in group}
    made = [
        Invoice(
            lines=tuple(group),
            payments=None if payments is None else tuple(_paying(payments, key, as_at)),
            credit_lines=tuple(sorted(credits_of.get(key, ()), key=lambda line: line.place.row)),
        )
        for key, group in groups.items()
        if key not in allocated
    ]
    return tuple(sorted(made, key=lambda invoice: (invoice.day, invoice.number)))


def faults(made: Sequence[Invoice]) -> list[Finding]:
    """Invoices whose own figures do not agree, and one that stands beside its replacement."""
    own = [finding for invoice in made for finding in _faults(invoice)]
    return [*own, *_replaced(made)]


def _faults(invoice: Invoice) -> Iterable[Finding]:
    if invoice.gross is not None and invoice.vat is not None:
        due = invoice.net.value + invoice.vat.value
        if abs(due - invoice.gross.value) > PENNY:
            yield _fault(
                invoice,
                f"net and VAT make {format_pence(due)}, its total says "
                f"{format_pence(invoice.gross.value)}",
            )
    if len({line.day for line in invoice.lines}) > 1:
        yield _fault(invoice, "its lines have different dates; the first was taken")
    if any(line.paid_unclear for line in invoice.lines):
        yield _fault(invoice, "what was paid is not an amount, so the balance is not known")


def _replaced(made: Iterable[Invoice]) -> Iterable[Finding]:
    """`4338A` is the corrected `4338`; without a credit note for that, both are counted."""
    uncredited = {number_key(i.number): i for i in made if not i.credit_lines}
    for key, invoice in uncredited.items():
        first = uncredited.get(_LETTER.sub("", key))
        if first is not None and first is not invoice and first.net.value == invoice.net.value:
            yield _fault(
                invoice,
                f"it looks like {first.label} issued again, and no credit note takes that one off, "
                "so both are counted",
            )


def _fault(invoice: Invoice, problem: str) -> Finding:
    return Finding(
        rule="totals-differ",
        severity="warn",
        place=str(invoice.first.place),
        message=f"{invoice.label}: {problem}.",
        suggestion="Correct it in the billing system and export the file again.",
    )


def _repeated(line: InvoiceLine, first: InvoiceLine) -> Finding:
    return Finding(
        rule="row-set-aside",
        severity="warn",
        place=str(line.place),
        message=(
            f"Row {line.place.row} was left out: it repeats {first.place.address} to the letter "
            f"(invoice {line.number})."
        ),
        suggestion="If both are real, make them one line or tell them apart by description.",
    )


def _paying(payments: Iterable[Payment], key: str, as_at: dt.date) -> Iterable[Payment]:
    return (p for p in payments if p.day <= as_at and number_key(p.invoice) == key)


def _with_vat(line: InvoiceLine) -> Amount:
    return summed([line.net, line.vat]) if line.vat is not None else line.net
