"""The firm's figures about itself, always internal: all hours, cost, write-off, recovery."""

from __future__ import annotations

from engross.intake.books import TimeEntry
from engross.intake.cells import Amount
from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.intake.work import Part, Work

ALL_WORK = Part("all-work", "All work, fixed fees included", "internal")
"""What recovery is measured against."""


def add_own_work(book: FactBook, work: Work) -> None:
    """Add all hours and time value, what was written off, and cost where the export has it."""
    period = work.subject.period
    work.add(book, period, ALL_WORK, work.everything)
    entries = [entry for entry in work.everything if period.contains(entry.day)]
    written_off = [entry.value for entry in entries if entry.value and entry.written_off]
    costs = [cost for entry in entries if not entry.written_off and (cost := _cost(entry))]
    label = work.scope.label
    book.total(
        "write-off",
        period.key,
        "matter",
        written_off,
        label=label,
        headings=work.headings,
        sign=-1,
    )
    if costs:
        book.total("cost", period.key, "matter", costs, label=label, headings=work.headings)


def add_own_results(book: FactBook, subject: Subject) -> None:
    """Add margin (billed less cost) and recovery (billed as a share of all time value)."""
    period, label = subject.period.key, subject.matter.title
    billed = book.get("billed", period, "matter")
    cost = book.get("cost", period, "matter")
    value = book.get("time-value", period, ALL_WORK.scope)
    if billed and cost:
        book.difference_of("margin", period, "matter", [billed, cost], label)
    if billed and value and value.number:
        book.add(
            "recovery",
            period,
            "matter",
            100 * billed.number / value.number,
            label=label,
            operation="share",
            inputs=[billed, value],
        )


def _cost(entry: TimeEntry) -> Amount | None:
    if entry.cost is not None:
        return entry.cost
    if entry.cost_rate is None:
        return None
    places = (*entry.hours.places, *entry.cost_rate.places)
    return Amount(entry.hours.value * entry.cost_rate.value, places)
