"""Facts of the profit and loss account: actual, budget, variance, year before, year to date."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from engross.intake.accounts.entries import Entry
from engross.intake.accounts.headings import Figures, Slot
from engross.intake.accounts.ledger import Ledger
from engross.intake.accounts.naming import KNOWN
from engross.intake.accounts.words import is_cost
from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.intake.sheets import spans
from engross.records import Fact
from engross.uk.periods import Period

MEASURES: Final[dict[Figures, str]] = {"actual": "ledger-actual", "budget": "ledger-budget"}
_SHARES: Final = {"ledger-actual": "ledger-share", "ledger-budget": "ledger-budget-share"}
_FEWEST_POUNDS: Final = Decimal(500)
_LEAST_SHARE: Final = Decimal("0.005")
"""A percentage is made of a base that is at least this and half a per cent of the sales."""


def add_profit_facts(book: FactBook, ledger: Ledger, subject: Subject) -> None:
    """Add the facts of scope `line:...`, in the order of the statement."""
    if not ledger.entries:
        return
    maker = _Maker(book, ledger)
    wanted = periods_of(ledger, subject)
    for entry in ledger.entries:
        for figures in MEASURES:
            for period in wanted:
                maker.add(entry, Slot(figures, period))
        for period in wanted:
            _add_variance(book, entry, period)
        _add_words(book, entry, subject.period)
    for entry in ledger.entries:
        for period in wanted:
            _add_percentages(book, ledger, entry, period)


def scope_of(entry: Entry) -> str:
    """The scope of a line's facts: `line:yard-wages`."""
    return f"line:{entry.key}"


def periods_of(ledger: Ledger, subject: Subject) -> tuple[Period, ...]:
    """Every month that the files have, then the report's periods, shorter before longer."""
    report, starts = subject.period, subject.matter.year_starts
    own = (
        report.previous(),
        report.year_before(),
        report,
        report.year_to_date(starts).year_before(),
        report.year_to_date(starts),
    )
    months = {
        m for slot in ledger.slots() for m in slot.period.months() if _is_of(slot, m, subject)
    }
    listed = sorted(months, key=lambda month: month.start)
    return tuple(dict.fromkeys((*listed, *own)))


def _is_of(slot: Slot, month: Period, subject: Subject) -> bool:
    """Whether the column is that month's own, and not of days to come."""
    return slot.period == month and month.start <= subject.period.end


class _Maker:
    """Makes each figure once, months before what they add up to, lines before their totals."""

    def __init__(self, book: FactBook, ledger: Ledger) -> None:
        self._book, self._ledger = book, ledger

    def add(self, entry: Entry, slot: Slot) -> Fact | None:
        """The fact; `None` where the files do not say."""
        measure = MEASURES[slot.figures]
        if found := self._book.get(measure, slot.period.key, scope_of(entry)):
            return found
        if entry.role == "line":
            return self._of_line(entry, slot)
        return self._worked_out(entry, slot) or self._as_stated(entry, slot)

    def _of_line(self, entry: Entry, slot: Slot) -> Fact | None:
        if self._ledger.unreadable(entry, slot):
            return None
        return (
            self._of_months(entry, slot)
            or self._as_stated(entry, slot, pounds=True)
            or self._nothing(entry, slot)
            or self._as_stated(entry, slot)
        )

    def _of_months(self, entry: Entry, slot: Slot) -> Fact | None:
        """The sum of its months, where the files have every one of them."""
        months = [Slot(slot.figures, month) for month in slot.period.months()]
        if len(months) < 2 or not all(self._ledger.covering(m, entry.group) for m in months):  # noqa: PLR2004 - a sum has two
            return None
        parts = [fact for month in months if (fact := self.add(entry, month))]
        if len(parts) < len(months):
            return None
        return self._book.sum_of(
            MEASURES[slot.figures], slot.period.key, scope_of(entry), parts, entry.label
        )

    def _as_stated(self, entry: Entry, slot: Slot, *, pounds: bool = False) -> Fact | None:
        """As a table has it; `pounds` takes none that is in thousands."""
        found = [f for f in self._ledger.found(entry, slot) if f.statement.unit == 1 or not pounds]
        if not found:
            return None
        amount = found[0].amount
        return self._book.add(
            MEASURES[slot.figures],
            slot.period.key,
            scope_of(entry),
            amount.value,
            label=entry.label,
            operation="sum" if len(amount.places) > 1 else "read",
            where=spans(amount.places),
        )

    def _nothing(self, entry: Entry, slot: Slot) -> Fact | None:
        """Nil, where a table that has such a column has no such line."""
        searched = self._ledger.covering(slot, entry.group)
        if not searched:
            return None
        return self._book.total(
            MEASURES[slot.figures],
            slot.period.key,
            scope_of(entry),
            (),
            label=entry.label,
            headings=[statement.place for statement in searched],
        )

    def _worked_out(self, entry: Entry, slot: Slot) -> Fact | None:
        """From the lines that it is made of, where every one of them has a figure."""
        lines = {part: self.add(part, slot) for part in entry.parts}
        if not lines or any(fact is None for fact in lines.values()):
            return None
        plus, minus = self._sides(entry, slot)
        measure, period = MEASURES[slot.figures], slot.period.key
        if not minus:
            return self._book.sum_of(measure, period, scope_of(entry), plus, entry.label)
        first = plus[0]
        if len(plus) > 1:
            words = " and ".join(dict.fromkeys(fact.label for fact in plus))
            first = self._book.sum_of(measure, period, f"before-{entry.key}", plus, words)
        parts = [first, *minus]
        return self._book.difference_of(measure, period, scope_of(entry), parts, entry.label)

    def _sides(self, entry: Entry, slot: Slot) -> tuple[list[Fact], list[Fact]]:
        """What is added and what is taken off, by whole sections and earlier results if it can."""
        left, sides = dict(entry.parts), {1: list[Fact](), -1: list[Fact]()}
        for other in self._steps(entry):
            signs = {left.get(part, 0) * sign for part, sign in other.parts.items()}
            if len(signs) == 1 and (sign := signs.pop()) and (fact := self.add(other, slot)):
                sides[sign].append(fact)
                left = {part: s for part, s in left.items() if part not in other.parts}
        for part, sign in left.items():
            if fact := self.add(part, slot):
                sides[sign].append(fact)
        return sides[1], sides[-1]

    def _steps(self, entry: Entry) -> Iterator[Entry]:
        """The totals and results that it may be worked out from, the fullest first."""
        if entry.role == "total":
            return iter(())
        above = self._ledger.entries[: self._ledger.entries.index(entry)]
        made = [other for other in above if other.role != "line" and other.identity]
        return iter(sorted(made, key=lambda other: -len(other.parts)))


def _add_variance(book: FactBook, entry: Entry, period: Period) -> None:
    """Its effect on the profit: income above its budget, and a cost below it, is better."""
    scope = scope_of(entry)
    actual = book.get("ledger-actual", period.key, scope)
    budget = book.get("ledger-budget", period.key, scope)
    if actual is None or budget is None:
        return
    lessens = entry.role != "result" and is_cost(entry.group)
    parts = [budget, actual] if lessens else [actual, budget]
    book.difference_of("ledger-variance", period.key, scope, parts, entry.label)


def _add_words(book: FactBook, entry: Entry, period: Period) -> None:
    where = spans([line.place for line in entry.stated.values()])
    for measure, words in (("line", entry.label), ("line-kind", entry.line_kind)):
        book.add(measure, period.key, scope_of(entry), words, label=entry.label, where=where)


def _add_percentages(book: FactBook, ledger: Ledger, entry: Entry, period: Period) -> None:
    """Shares of the sales for totals and results, and the sizes of what changed."""
    sales = ledger.by_key("sales")
    if sales is None:
        return
    for measure, share in _SHARES.items():
        part = book.get(measure, period.key, scope_of(entry))
        whole = book.get(measure, period.key, scope_of(sales))
        if part and whole and whole.number >= _FEWEST_POUNDS and _has_share(entry, sales):
            _percent(book, share, part, whole, 100 * part.number / whole.number)
    _add_changes(book, entry, period, book.get("ledger-actual", period.key, scope_of(sales)))


def _has_share(entry: Entry, sales: Entry) -> bool:
    return entry is not sales and (entry.role != "line" or entry.key in KNOWN)


def _add_changes(book: FactBook, entry: Entry, period: Period, sales: Fact | None) -> None:
    """Unsigned, as the words beside them say which way; none of a base that is tiny."""
    least = max(_FEWEST_POUNDS, sales.number * _LEAST_SHARE if sales else _FEWEST_POUNDS)
    own = book.get("ledger-actual", period.key, scope_of(entry))
    budget = book.get("ledger-budget", period.key, scope_of(entry))
    variance = book.get("ledger-variance", period.key, scope_of(entry))
    if budget and variance and budget.number >= least:
        share = 100 * abs(variance.number) / budget.number
        _percent(book, "ledger-variance-percent", variance, budget, share)
    before = book.get("ledger-actual", period.year_before().key, scope_of(entry))
    if own and before and before.number >= least:
        change = 100 * abs(own.number - before.number) / before.number
        _percent(book, "ledger-change", own, before, change)


def _percent(book: FactBook, measure: str, first: Fact, second: Fact, value: Decimal) -> None:
    book.add(
        measure,
        first.period,
        first.scope,
        value,
        label=first.label,
        operation="change" if measure == "ledger-change" else "share",
        inputs=(first, second),
    )
