"""The scopes that totals are made for: the matter, and the client where several matters show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from engross.intake.books import Books, TimeEntry
from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.intake.streams import Streams
from engross.uk.periods import Period
from engross.workspace.register import find_matter


class Owned(Protocol):
    """An entry that is this matter's or another of the client's."""

    @property
    def ours(self) -> bool:
        """Whether it is this matter's."""
        ...


@dataclass(frozen=True)
class Scope:
    """What a total is over."""

    key: str
    """`matter` or `client`."""
    label: str
    subject: Subject
    books: Books
    streams: Streams
    """The matter's own workstreams."""

    def covers(self, entry: Owned) -> bool:
        """Whether the entry belongs to it."""
        return entry.ours or self.key == "client"

    def chargeable(self, entry: TimeEntry) -> bool:
        """Whether the entry is charged by the hour."""
        return self._streams_of(entry).charged_by_time(entry.workstream)

    @property
    def any_by_time(self) -> bool:
        """Whether the client may see hours at all."""
        if self.key == "matter":
            return self.streams.any_by_time
        return any(matter.time_based for matter in self.subject.client.matters)

    def periods(self, table: str) -> tuple[Period, ...]:
        """The report's period, its months, and the one before if the table reaches back to it."""
        period = self.subject.period
        months = tuple(month for month in period.months() if month != period)
        before = (period.previous(),) if self._reaches_back(table) else ()
        return (period, *before, *months)

    def note_if_late(self, table: str, book: FactBook) -> None:
        """Record that there is nothing to compare with, where the table begins too late."""
        if not self._reaches_back(table):
            book.leave_out(
                f"{table.capitalize()} for {self.subject.period.previous().label}",
                "the export begins after that period had begun",
                "Export from an earlier day if the report is to compare the two periods.",
            )

    def _reaches_back(self, table: str) -> bool:
        return self.books.first_day(table) <= self.subject.period.previous().months()[0].end

    def _streams_of(self, entry: TimeEntry) -> Streams:
        if entry.ours:
            return self.streams
        matter = find_matter(self.subject.client, entry.matter)
        return Streams(matter, []) if matter else self.streams


def scopes(books: Books, subject: Subject) -> tuple[Scope, ...]:
    """The matter, and the client when rows of its other matters are there."""
    streams = Streams(subject.matter, books.budget)
    matter = Scope("matter", subject.matter.title, subject, books, streams)
    if not books.several_matters:
        return (matter,)
    return (matter, Scope("client", subject.client.name, subject, books, streams))
