"""Facts about work: hours, time value and unbilled work, of the scopes and of each workstream.

Cut-off is the day the work was done. Only work charged by the hour is ever the client's to see;
time on a fixed fee is internal.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from engross.intake import own_facts, people_facts
from engross.intake.books import Books, TimeEntry
from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.intake.scopes import Scope
from engross.intake.sheets import spans
from engross.intake.work import Part, Work
from engross.records import Audience, Finding
from engross.uk.dates import format_date
from engross.uk.money import format_pence
from engross.uk.periods import Period


def add_work_facts(book: FactBook, books: Books, subject: Subject, scopes: Sequence[Scope]) -> None:
    """Add the facts that rest on time entries."""
    if not books.has("time"):
        book.leave_out(
            "Hours and time value", "no table of time entries was given", "Add the time export."
        )
        return
    scopes[0].note_if_late("time", book)
    for scope in scopes:
        work = Work(books, subject, scope)
        for period in scope.periods("time"):
            work.add(book, period, work.part, work.shown)
        if _says_what_is_billed(work):
            work.add_unbilled(book, work.part, work.shown)
    ours = Work(books, subject, scopes[0])
    _note_unbilled(book, ours)
    _note_late(book, ours)
    people_facts.add_people_facts(book, ours)
    _add_streams(book, ours)
    own_facts.add_own_work(book, ours)
    _note_unknown_streams(book, ours)


def _says_what_is_billed(work: Work) -> bool:
    return work.has_value and work.books.has("time", "invoice")


def _note_unbilled(book: FactBook, work: Work) -> None:
    if not _says_what_is_billed(work):
        book.leave_out(
            "Work done, not yet billed",
            "the time entries do not say what they are worth and which invoice billed them",
            "Add the value and invoice columns to the time export.",
        )
        return
    off = [entry for entry in work.unbilled(work.shown) if entry.written_off]
    if off:
        book.findings.append(_written_off(off))


def _note_late(book: FactBook, work: Work) -> None:
    """Work of the period that was recorded only after it: on no invoice of the period, often."""
    period = work.subject.period
    late = [
        entry
        for entry in work.everything
        if period.contains(entry.day) and entry.entered and entry.entered > period.end
    ]
    if late:
        book.findings.append(_entered_late(late, period))


def _add_streams(book: FactBook, work: Work) -> None:
    streams = work.scope.streams
    for stream in streams.all:
        audience: Audience = "client" if stream.basis == "time" else "internal"
        part = Part(f"workstream:{stream.key}", stream.name, audience)
        entries = [e for e in work.everything if streams.find(e.workstream) == stream]
        work.add(book, work.subject.period, part, entries)
        if _says_what_is_billed(work):
            work.add_unbilled(book, part, entries)


def _written_off(entries: Sequence[TimeEntry]) -> Finding:
    amount = -sum((entry.value.value for entry in entries if entry.value), Decimal(0))
    where = ", ".join(span.place for span in spans(entry.place for entry in entries))
    return Finding(
        rule="write-off-netted",
        severity="note",
        place=str(entries[0].place),
        message=(
            f"{format_pence(amount)} of unbilled time has been written off ({where}) and is taken "
            "off “work done, not yet billed”."
        ),
        suggestion="Check that the client is told only of time that will be billed.",
    )


def _entered_late(entries: Sequence[TimeEntry], period: Period) -> Finding:
    where = ", ".join(span.place for span in spans(entry.place for entry in entries))
    last = max(entry.entered for entry in entries if entry.entered)
    were = "time entry was" if len(entries) == 1 else "time entries were"
    return Finding(
        rule="entered-late",
        severity="note",
        place=str(entries[0].place),
        message=(
            f"{len(entries)} {were} made after {period.label} had ended, the last on "
            f"{format_date(last)}, for work done in it ({where}). Hours and time value go by the "
            "day of the work, so they are in that period's figures."
        ),
        suggestion="See that the work was billed, or is in “work done, not yet billed”.",
    )


def _note_unknown_streams(book: FactBook, work: Work) -> None:
    """Where some work is on a fixed fee, time under an unknown name is shown to nobody."""
    streams = work.scope.streams
    if {stream.basis for stream in streams.all} != {"fixed", "time"}:
        return
    book.findings += streams.unknown(
        ((entry.workstream, entry.place) for entry in work.everything),
        what="time entries",
        so="they are left out of the hours and values shown",
    )
