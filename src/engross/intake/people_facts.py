"""Facts about who did the work shown: hours, value and rate of each fee-earner in the period."""

from __future__ import annotations

from collections.abc import Sequence

from engross.intake.books import TimeEntry
from engross.intake.factbook import FactBook
from engross.intake.people import Who, who
from engross.intake.sheets import spans
from engross.intake.work import Part, Work
from engross.records import Finding


def add_people_facts(book: FactBook, work: Work) -> None:
    """Add the facts of scope `fee-earner:...`."""
    period = work.subject.period
    groups: dict[Who, list[TimeEntry]] = {}
    for entry in work.shown:
        if period.contains(entry.day) and not entry.written_off:
            groups.setdefault(who(work.subject.firm, entry.person), []).append(entry)
    for person, entries in groups.items():
        part = Part(f"fee-earner:{person.key}", person.name, work.audience)
        work.add(book, period, part, entries)
        _add_rates(book, work, part, entries)
        book.add(
            "person",
            period.key,
            part.scope,
            person.name,
            label=person.name,
            where=person.where(work.subject, entries[0].place),
            audience=part.audience,
        )
        if person.registered is None:
            book.findings.append(_unknown(person, entries[0]))


def _add_rates(book: FactBook, work: Work, part: Part, entries: Sequence[TimeEntry]) -> None:
    rates = {
        "rate": [entry.rate for entry in entries if entry.rate],
        "cost-rate": [entry.cost_rate for entry in entries if entry.cost_rate],
    }
    for measure, amounts in rates.items():
        if len({amount.value for amount in amounts}) == 1:
            book.add(
                measure,
                work.subject.period.key,
                part.scope,
                amounts[0].value,
                label=part.label,
                where=spans(place for amount in amounts for place in amount.places),
                audience=part.audience,
            )
        elif amounts and measure == "rate":
            book.leave_out(
                f"Hourly rate of {part.label}",
                "more than one rate was used in the period",
                "Say in the report which rate applied when, if it matters.",
            )


def _unknown(person: Who, entry: TimeEntry) -> Finding:
    return Finding(
        rule="name-not-registered",
        severity="note",
        place=str(entry.place),
        message=f"The fee-earner “{person.name}” is not in firm.yaml; the name is used as written.",
        suggestion="Add the spelling to names_in_records of the person in firm.yaml.",
    )
