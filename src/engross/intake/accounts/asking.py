"""What the figures themselves leave open: lines that hide something, lines that match nothing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from statistics import median
from typing import Final

from engross.intake.accounts.entries import Entry
from engross.intake.accounts.ledger import Ledger
from engross.intake.accounts.profit_facts import MEASURES, scope_of
from engross.intake.accounts.words import named
from engross.intake.belonging import alike
from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.records import Fact, Finding
from engross.uk.money import format_pounds
from engross.uk.periods import label_for

RULE: Final = "ledger-question"
_LEAST: Final = Decimal(1000)
_LEAST_SHARE: Final = Decimal("0.01")
"""Of the sales of the period: less than this and £1,000 is not asked about."""
_TIMES: Final = 3
"""How many times the usual month a month is that stands out."""
_FEWEST_MONTHS: Final = 4
_SHOWN: Final = 6


def questions(
    profit: Ledger, balance: Ledger, book: FactBook, subject: Subject
) -> Iterator[Finding]:
    """Each is for the client, before the summary is signed."""
    if not profit.entries:
        return
    least = _worth_asking(book, subject)
    for entry in profit.lines:
        alone = tuple(_stands_out(entry, book, subject, least))
        yield from alone or _unclear(entry, book, subject, least)
    yield from _suspense(balance, book)
    yield from _unmatched(profit, book, subject)
    yield from _left_out(balance, book, subject)


def _worth_asking(book: FactBook, subject: Subject) -> Decimal:
    sales = book.get("ledger-actual", subject.period.key, "line:sales")
    return max(_LEAST, sales.number * _LEAST_SHARE if sales else _LEAST)


def _unclear(entry: Entry, book: FactBook, subject: Subject, least: Decimal) -> Iterator[Finding]:
    """Sundries that are more than sundries, and lines that no accounts should have."""
    fact = book.get("ledger-actual", subject.period.key, scope_of(entry))
    if fact is None or not fact.number:
        return
    name = next(iter(entry.stated.values())).name
    never = name in named("unclear", "never")
    if never or (name in named("unclear", "lines") and abs(fact.number) >= least):
        yield _asked(
            fact,
            f"“{entry.label}” is {format_pounds(fact.number)} in {subject.period.label}.",
            "Ask what is in it, and move it to the lines where it belongs."
            if never
            else "Ask what is in it; name a one-off cost or income as one.",
        )


def _stands_out(
    entry: Entry, book: FactBook, subject: Subject, least: Decimal
) -> Iterator[Finding]:
    """A month of the period that is far from the usual month, as a one-off is."""
    year = subject.period.year_to_date(subject.matter.year_starts)
    months = [
        fact
        for month in year.months()
        if (fact := book.get("ledger-actual", month.key, scope_of(entry)))
    ]
    if len(months) < _FEWEST_MONTHS:
        return
    usual = Decimal(median(fact.number for fact in months))
    own = {month.key for month in subject.period.months()}
    for fact in months:
        far = abs(fact.number - usual) >= least and abs(fact.number) >= _TIMES * abs(usual)
        if fact.period in own and usual and far:
            yield _asked(
                fact,
                f"“{entry.label}” is {format_pounds(fact.number)} in {label_for(fact.period)}, "
                f"against {format_pounds(usual)} in a usual month of the year.",
                "Ask what it is; if it is a one-off, say so in the summary.",
            )


def _suspense(balance: Ledger, book: FactBook) -> Iterator[Finding]:
    for entry in balance.lines:
        name = next(iter(entry.stated.values())).name
        facts = [f for f in book.facts if f.scope == f"balance:{entry.key}" and f.unit == "GBP"]
        if name in named("unclear", "never") and facts and facts[-1].number:
            yield _asked(
                facts[-1],
                f"“{entry.label}” holds {format_pounds(abs(facts[-1].number))} in the balance "
                "sheet.",
                "Ask what it is; accounts that are finished have nothing there.",
            )


def _unmatched(profit: Ledger, book: FactBook, subject: Subject) -> Iterator[Finding]:
    """Lines of the period that one table has and the table it is compared with has not."""
    period = subject.period.key
    for measure, other, what in (
        ("ledger-budget", "ledger-actual", "are in the budget and not in the accounts"),
        ("ledger-actual", "ledger-budget", "are in the accounts and not in the budget"),
    ):
        if not book.get(other, period, "line:sales") and not book.get(other, period, "line:profit"):
            continue
        lines = [
            entry
            for entry in profit.lines
            if _amount(book, measure, period, entry) and not _stated(profit, entry, other)
        ]
        if lines:
            names = ", ".join(f"“{e.label}”{_near(e, profit)}" for e in lines[:_SHOWN])
            more = f" and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
            yield Finding(
                rule="ledger-line-unmatched",
                severity="warn",
                place=str(next(iter(lines[0].stated.values())).place),
                message=f"These lines {what}: {names}{more}. Nil was taken for the other.",
                suggestion="If one is the other by another name, give both the same name.",
            )


def _amount(book: FactBook, measure: str, period: str, entry: Entry) -> Decimal:
    fact = book.get(measure, period, scope_of(entry))
    return fact.number if fact else Decimal(0)


def _stated(profit: Ledger, entry: Entry, measure: str) -> bool:
    """Whether any table has a column of the measure with the line in it."""
    figures = next(f for f, m in MEASURES.items() if m == measure)
    return any(
        slot.figures == figures for line in entry.stated.values() for slot in line.cells
    ) or not any(slot.figures == figures for slot in profit.slots())


def _near(entry: Entry, profit: Ledger) -> str:
    """The name of a line that is spelt nearly so."""
    near = [e.label for e in profit.lines if e is not entry and alike(entry.label, (e.label,))]
    return f" (near to “{near[0]}”)" if near else ""


def _left_out(balance: Ledger, book: FactBook, subject: Subject) -> Iterator[Finding]:
    """What a summary usually has and these files have not."""
    period = subject.period
    missing: list[tuple[str, str]] = []
    if not book.get("ledger-budget", period.key, "line:profit"):
        missing.append(("The budget", "no file has a budget of the whole period"))
    if not book.get("ledger-actual", period.year_before().key, "line:profit"):
        missing.append(("The year before", "no file has the whole of that period"))
    year = period.year_to_date(subject.matter.year_starts)
    if not book.get("ledger-actual", year.key, "line:profit"):
        missing.append(("The year to date", f"no file has the whole of {year.label}"))
    if not balance.entries:
        missing.append(("The balance sheet", "no file has one"))
    elif not any(
        f.period == f"at-{period.end}" for f in book.facts if f.measure == "ledger-balance"
    ):
        missing.append(("The balances at the period's end", "the balance sheet is of another day"))
    if not any(fact.measure == "customer-debt" for fact in book.facts):
        missing.append(("What customers owe", "no file has a list of debts by customer"))
    for what, why in missing:
        yield Finding(
            rule="figure-left-out",
            severity="note",
            place="accounts",
            message=f"{what}: left out, because {why}.",
            suggestion="Give it with the accounts if the summary is to have it.",
        )
    if not any(fact.measure == "accounts-basis" for fact in book.facts):
        yield Finding(
            rule=RULE,
            severity="warn",
            place="accounts",
            message="No file says whether the accounts are on the accruals or the cash basis.",
            suggestion="Ask the client, and say it in the summary.",
        )


def _asked(fact: Fact, message: str, suggestion: str) -> Finding:
    return Finding(
        rule=RULE,
        severity="warn",
        place=_where(fact),
        message=message,
        suggestion=suggestion,
        evidence=(fact.id,),
    )


def _where(fact: Fact) -> str:
    return f"{fact.spans[0].file} {fact.spans[0].place}" if fact.spans else "accounts"
