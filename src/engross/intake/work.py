"""The time entries of one scope up to the as-at day, and how totals are made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engross.intake.books import Books, TimeEntry
from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.intake.invoices import number_key
from engross.intake.scopes import Scope
from engross.records import Audience
from engross.uk.periods import Period


@dataclass(frozen=True)
class Part:
    """What a total of time is about and who may see it."""

    scope: str
    """`matter`, `workstream:stock-system`."""
    label: str
    audience: Audience


class Work:
    """The time entries of one scope.

    `shown` is what hours and values are taken over: work charged by the hour; everything where
    nothing is, and then it is internal.
    """

    def __init__(self, books: Books, subject: Subject, scope: Scope) -> None:
        self.books, self.subject, self.scope = books, subject, scope
        self.everything = [e for e in books.time if scope.covers(e) and e.day <= subject.as_at]
        chargeable = [e for e in self.everything if scope.chargeable(e)]
        self.shown = chargeable if scope.any_by_time else self.everything
        self.headings = books.tables["time"]
        self._later = {number_key(li.number) for li in books.lines if li.day > subject.as_at}

    @property
    def part(self) -> Part:
        """The scope as a whole."""
        return Part(self.scope.key, self.scope.label, self.audience)

    @property
    def audience(self) -> Audience:
        """Who may see what is shown."""
        return "client" if self.scope.any_by_time else "internal"

    @property
    def has_value(self) -> bool:
        """Whether the entries say what the time is worth."""
        return self.books.has("time", "value") or self.books.has("time", "rate")

    def unbilled(self, entries: Iterable[TimeEntry]) -> list[TimeEntry]:
        """The entries that no invoice dated up to the as-at day has billed."""
        return [e for e in entries if e.invoice == "" or number_key(e.invoice or "") in self._later]

    def add(self, book: FactBook, period: Period, part: Part, entries: Iterable[TimeEntry]) -> None:
        """Add hours and time value of entries in the period, without what was written off."""
        kept = [e for e in entries if period.contains(e.day) and not e.written_off]
        amounts = {"hours": [e.hours for e in kept]}
        if self.has_value:
            amounts["time-value"] = [e.value for e in kept if e.value]
        for measure, listed in amounts.items():
            book.total(
                measure,
                period.key,
                part.scope,
                listed,
                label=part.label,
                headings=self.headings,
                audience=part.audience,
            )

    def add_unbilled(self, book: FactBook, part: Part, entries: Iterable[TimeEntry]) -> None:
        """Add the unbilled value of entries, less what of it was written off."""
        book.total(
            "wip",
            self.subject.balance_day.key,
            part.scope,
            [e.value for e in self.unbilled(entries) if e.value],
            label=part.label,
            headings=self.headings,
            audience=part.audience,
        )
