"""Whether the balance sheet balances, and agrees with the lists and the profit beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from engross.intake.accounts.balance_facts import days_of, scope_of
from engross.intake.accounts.debtors import ALL, BANDS, Debtors
from engross.intake.accounts.entries import Entry
from engross.intake.accounts.ledger import Ledger
from engross.intake.accounts.lines import PENNY
from engross.intake.accounts.structure import tolerance
from engross.intake.accounts.words import named
from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.intake.reconciling import shown
from engross.records import Fact, Finding
from engross.uk.dates import format_date

RULE: Final = "ledger-balance-differs"


def balance_findings(
    balance: Ledger, debtors: Sequence[Debtors], book: FactBook, subject: Subject
) -> Iterator[Finding]:
    """What does not agree on the days that the files have."""
    for day in days_of(balance, subject):
        yield from _unbalanced(balance, book, f"at-{day}", format_date(day))
    for one in debtors[:1]:
        yield from _other_debtors(balance, one, book)
        yield from _debtor_totals(one)
    yield from _other_profit(balance, book, subject)


def _unbalanced(balance: Ledger, book: FactBook, period: str, day: str) -> Iterator[Finding]:
    net, capital = (_fact(balance, book, key, period) for key in ("net-assets", "capital"))
    if net is None or capital is None or abs(net.number - capital.number) < _rounding(balance):
        return
    yield Finding(
        rule=RULE,
        severity="block",
        place=_place(balance),
        message=(
            f"The balance sheet as at {day} does not balance: net assets are {shown(net.number)}, "
            f"capital and reserves {shown(capital.number)}; the difference is "
            f"{shown(net.number - capital.number)}."
        ),
        suggestion="Ask the client for a balance sheet that balances; do not send this one.",
        evidence=(net.id, capital.id),
    )


def _other_debtors(balance: Ledger, debtors: Debtors, book: FactBook) -> Iterator[Finding]:
    period = f"at-{debtors.day}"
    listed = book.get("customer-debt", period, ALL)
    trade = next((e for e in balance.lines if _is_debtors(e)), None)
    stated = trade and book.get("ledger-balance", period, scope_of(trade))
    if listed is None or not stated or abs(listed.number - stated.number) < _rounding(balance):
        return
    yield Finding(
        rule=RULE,
        severity="warn",
        place=debtors.block.sheet.file.name,
        message=(
            f"The list of debts as at {format_date(debtors.day)} adds up to "
            f"{shown(listed.number)}; the balance sheet says {shown(stated.number)} for "
            f"“{stated.label}”. The difference is {shown(listed.number - stated.number)}."
        ),
        suggestion="Ask the client what it is, such as money received that is on no account yet.",
        evidence=(listed.id, stated.id),
    )


def _is_debtors(entry: Entry) -> bool:
    return any(line.name in named("balance", "debtors") for line in entry.stated.values())


def _debtor_totals(debtors: Debtors) -> Iterator[Finding]:
    """The totals that the list states, across and down."""
    for debtor in debtors.rows:
        if (
            debtor.stated
            and not debtor.incomplete
            and abs(debtor.stated.value - debtor.owed.value) >= PENNY
        ):
            yield _list_differs(
                debtors, f"the total of {debtor.name}", debtor.stated.value, debtor.owed.value
            )
    for band, stated in debtors.totals.items():
        made = _made(debtors, band)
        if made is not None and abs(stated.value - made) >= PENNY:
            called = f"the total of {band.replace('-', ' ')}" if band in BANDS else "the total"
            yield _list_differs(debtors, called, stated.value, made)


def _made(debtors: Debtors, band: str) -> Decimal | None:
    """What the customers come to at that age, or in all; `None` where a part cannot be read."""
    if any(d.incomplete and (band or not d.stated) for d in debtors.rows):
        return None
    amounts = [
        (d.bands.get(band) if band else d.stated if d.incomplete else d.owed) for d in debtors.rows
    ]
    return sum((amount.value for amount in amounts if amount), Decimal(0))


def _list_differs(debtors: Debtors, what: str, stated: Decimal, made: Decimal) -> Finding:
    return Finding(
        rule="ledger-totals-differ",
        severity="warn",
        place=f"{debtors.block.sheet.file.name} {debtors.block.address}",
        message=(
            f"In the list of debts {what} is stated as {shown(stated)}; its figures make "
            f"{shown(made)}."
        ),
        suggestion="The figures were used, not the total. Ask the client which is right.",
    )


def _other_profit(balance: Ledger, book: FactBook, subject: Subject) -> Iterator[Finding]:
    """The profit of the year so far, as the balance sheet and the profit and loss account say."""
    year = subject.period.year_to_date(subject.matter.year_starts)
    profit = book.get("ledger-actual", year.key, "line:profit")
    period = f"at-{year.end}"
    own = next((e for e in balance.lines if _is_this_year(e)), None)
    stated = own and book.get("ledger-balance", period, scope_of(own))
    if profit is None or not stated or abs(profit.number - stated.number) < _rounding(balance):
        return
    yield Finding(
        rule=RULE,
        severity="warn",
        place=_place(balance),
        message=(
            f"The balance sheet says {shown(stated.number)} for “{stated.label}”; the profit and "
            f"loss account makes {shown(profit.number)} for {year.label}. The difference is "
            f"{shown(profit.number - stated.number)}."
        ),
        suggestion="Ask the client for accounts that agree, or what has been posted since.",
        evidence=(profit.id, stated.id),
    )


def _is_this_year(entry: Entry) -> bool:
    return any(line.name in named("balance", "this_year") for line in entry.stated.values())


def _fact(balance: Ledger, book: FactBook, key: str, period: str) -> Fact | None:
    entry = balance.by_key(key)
    return book.get("ledger-balance", period, scope_of(entry)) if entry else None


def _rounding(balance: Ledger) -> Decimal:
    """What rounding may make of so many lines."""
    return max((tolerance(s, len(balance.lines)) for s in balance.statements), default=PENNY)


def _place(balance: Ledger) -> str:
    statement = balance.statements[0]
    return f"{statement.sheet.file.name} {statement.sheet.title}"
