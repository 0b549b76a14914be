"""Who owes the client what, by age: a row for each customer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from engross.intake.accounts.layout import Block, band_of
from engross.intake.accounts.lines import summed
from engross.intake.accounts.spans_of_time import day_in_title
from engross.intake.accounts.words import is_ratio, is_total, is_total_of_customers, named
from engross.intake.cells import Amount, Unreadable, money_of
from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.intake.row_shapes import text_at
from engross.intake.sheets import Place, spans
from engross.intake.streams import slug
from engross.sources.sheets import Row

BANDS: Final = ("not-due", "1-30", "31-60", "61-90", "over-90")
ALL: Final = "customers"
"""The scope of the totals."""


@dataclass
class Debtor:
    """One customer."""

    name: str
    place: Place
    bands: dict[str, Amount] = field(default_factory=dict)
    stated: Amount | None = None
    """What the list's own total column says."""
    incomplete: bool = False
    """Whether one of its ages cannot be read."""

    @property
    def scope(self) -> str:
        """That of its facts."""
        return f"customer:{slug(self.name)}"

    @property
    def owed(self) -> Amount:
        """Everything, by its ages where there are any."""
        if self.bands:
            return summed(self.bands.values())
        return self.stated or Amount(summed(()).value, (self.place,))

    @property
    def whole(self) -> Amount | None:
        """Everything, as the list states it or by its ages; `None` where neither can be told."""
        return self.stated or (None if self.incomplete else self.owed)

    def take(self, other: Debtor) -> None:
        """Add what another row of the same customer says."""
        if self.stated or other.stated:
            own, more = self.whole, other.whole
            self.stated = summed([own, more]) if own and more else None
        for band, amount in other.bands.items():
            before = [self.bands[band]] if band in self.bands else []
            self.bands[band] = summed([*before, amount])
        self.incomplete |= other.incomplete


@dataclass
class Debtors:
    """A list of aged debts, read."""

    block: Block
    day: dt.date
    dated: bool
    """Whether the list says its day; otherwise the report's last day was taken."""
    by_invoice_date: bool
    """Whether ages run from the invoice: then nothing says what is overdue."""
    rows: list[Debtor] = field(default_factory=list)
    totals: Mapping[str, Amount] = field(default_factory=dict)
    """Its total row, by age, and `""` for all."""
    unread: list[str] = field(default_factory=list)


def read_debtors(block: Block, subject: Subject) -> Debtors:
    """The customers of a block."""
    width = range(len(block.heading.values))
    bands = {c: band for c in width if (band := band_of(block.says(c)))}
    name = block.column("customers", "name") or 0
    total = block.column("customers", "total")
    day = day_in_title(reversed(block.above))
    from_invoice = any(
        word in text.casefold() for text in block.above for word in named("customers", "by_invoice")
    ) or any(block.says(c).strip().startswith("0") for c in bands)
    found = Debtors(
        block, day or min(subject.period.end, subject.as_at), day is not None, from_invoice
    )
    for row in block.rows:
        _take(found, row, name, bands, total)
    return found


def add_debtor_facts(book: FactBook, debtors: Debtors) -> None:
    """Add each customer's debt by age, and the totals with scope `customers`.

    A total of which a part cannot be read is not made.
    """
    period = f"at-{debtors.day}"
    for debtor in debtors.rows:
        _add_customer(book, debtors, debtor, period)
    for measure in (*(f"ageing-{band}" for band in BANDS), "customer-debt"):
        facts = [
            fact for debtor in debtors.rows if (fact := book.get(measure, period, debtor.scope))
        ]
        if facts and len(facts) == len(debtors.rows):
            book.sum_of(measure, period, ALL, facts, "All customers")
    late = [f for band in BANDS[1:] if (f := book.get(f"ageing-{band}", period, ALL))]
    if late:
        book.sum_of("overdue", period, ALL, late, "All customers")


def _add_customer(book: FactBook, debtors: Debtors, debtor: Debtor, period: str) -> None:
    scope, label, at = debtor.scope, debtor.name, [debtor.place]
    book.add("customer", period, scope, debtor.name, label=label, where=spans(at))
    if debtors.by_invoice_date or debtor.incomplete or not debtor.bands:
        if debtor.stated or not debtor.incomplete:
            owed = debtor.stated or debtor.owed
            book.total("customer-debt", period, scope, [owed], label=label, headings=at)
        return
    parts = [
        book.total(
            f"ageing-{band}",
            period,
            scope,
            [debtor.bands[band]] if band in debtor.bands else [],
            label=label,
            headings=at,
        )
        for band in BANDS
    ]
    book.sum_of("customer-debt", period, scope, parts, label)


def _take(found: Debtors, row: Row, name: int, bands: Mapping[int, str], total: int | None) -> None:
    label = text_at(row, name)
    if not label or is_ratio(label) or "percentage" in label.casefold():
        return
    debtor = Debtor(label, Place(found.block.sheet.file, found.block.sheet.name, name, row.number))
    unread = len(found.unread)
    for column, band in bands.items():
        for amount in _amount(found, row, column):
            before = [debtor.bands[band]] if band in debtor.bands else []
            debtor.bands[band] = summed([*before, amount])
    debtor.incomplete = len(found.unread) > unread
    for amount in _amount(found, row, total) if total is not None else ():
        debtor.stated = amount
    same = next((other for other in found.rows if other.scope == debtor.scope), None)
    if not debtor.bands and debtor.stated is None and not (same and debtor.incomplete):
        return
    if _is_total(found, debtor):
        stated = {"": debtor.stated} if debtor.stated else {}
        found.totals = {**debtor.bands, **stated}
    elif same is None:
        found.rows.append(debtor)
    else:
        same.take(debtor)


def _is_total(found: Debtors, row: Debtor) -> bool:
    """Whether the row is the total of the others, and no customer who is called so."""
    if is_total_of_customers(row.name):
        return True
    sums = {
        band: sum((d.bands[band].value for d in found.rows if band in d.bands), Decimal(0))
        for band in row.bands
    }
    adds_up = sums == {band: amount.value for band, amount in row.bands.items()}
    return is_total(row.name) and any(sums.values()) and adds_up


def _amount(found: Debtors, row: Row, column: int) -> Iterator[Amount]:
    place = Place(found.block.sheet.file, found.block.sheet.name, column, row.number)
    try:
        value = money_of(
            row.values[column] if column < len(row.values) else None,
            "amount",
            row.shown.get(column),
        )
    except Unreadable as error:
        found.unread.append(f"{place.address}: {error}")
        return
    if value is not None:
        yield Amount(value, (place,))
