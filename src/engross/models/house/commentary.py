"""What a section's figures amount to, in whole sentences whose figures are slots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engross.models.house import phrases
from engross.models.house.figures import Figures, scopes
from engross.models.house.reading import FactLine, Section, has_digits, unique
from engross.uk.dates import parse_date

_PARTS = 2
"""The most workstreams or invoices that a section names one by one."""


@dataclass(frozen=True)
class Remark:
    """One sentence and the facts that it rests on."""

    text: str
    facts: tuple[str, ...] = ()


def comment(section: Section, facts: Sequence[FactLine], period: str) -> tuple[Remark, ...]:
    """What is to be said of the section's measures."""
    remarks = [*_topics(section, facts, period)]
    if section.is_summary:
        return tuple(remarks)
    remarks.extend(_hours(section, facts, period))
    if {"variance", "forecast-total"} & set(section.measures):
        remarks.extend(_workstreams(facts, period))
    if {"overdue", "due-date"} & set(section.measures):
        remarks.extend(_late_invoices(facts, period))
    remarks.extend(_others(section, facts, period))
    return tuple(remarks)


def lead(section: Section, facts: Sequence[FactLine], period: str) -> Remark | None:
    """What is said before the section's passages, if anything."""
    if "next-period-label" not in section.measures:
        return None
    return _remark(Figures(facts, period), phrases.LEADS)


def asks(facts: Sequence[FactLine], period: str) -> tuple[Remark, ...]:
    """What the figures make us ask: to agree to work charged by time that will pass its budget."""
    remarks = []
    for scope in scopes(facts, "workstream"):
        part = Figures(facts, period, scope=scope)
        basis = part.fact("basis")
        if basis is None or not basis.display.casefold().startswith("time"):
            continue
        if remark := _remark(part, phrases.ASK_OVER):
            remarks.append(Remark(remark.text, (*remark.facts, basis.id)))
    return tuple(remarks[:_PARTS])


def _topics(section: Section, facts: Sequence[FactLine], period: str) -> Iterator[Remark]:
    for topic in phrases.TOPICS:
        if topic.measure not in section.measures:
            continue
        choice = topic.short if section.is_summary else topic.full
        if remark := _remark(Figures(facts, period), choice):
            yield remark


def _hours(section: Section, facts: Sequence[FactLine], period: str) -> Iterator[Remark]:
    if not {"hours", "time-value"} & set(section.measures):
        return
    parts = [
        remark
        for scope in scopes(facts, "workstream")
        if (remark := _remark(Figures(facts, period, scope=scope), phrases.HOURS))
    ]
    if parts:
        yield from parts[:_PARTS]
    elif remark := _remark(Figures(facts, period), phrases.ALL_HOURS):
        yield remark


def _workstreams(facts: Sequence[FactLine], period: str) -> Iterator[Remark]:
    parts = [Figures(facts, period, scope=scope) for scope in scopes(facts, "workstream")]
    if remark := _largest(parts):
        yield remark
    off_budget = [part for part in parts if part.amount("variance")]
    off_budget.sort(key=lambda part: -abs(part.amount("variance") or Decimal(0)))
    for part in off_budget[:_PARTS]:
        if remark := _remark(part, phrases.WORKSTREAM):
            yield remark


def _late_invoices(facts: Sequence[FactLine], period: str) -> Iterator[Remark]:
    late = [
        part
        for scope in scopes(facts, "invoice")
        if _is_late(part := Figures(facts, period, scope=scope))
    ]
    named = [remark for part in late if (remark := _remark(part, phrases.LATE_INVOICE))][:_PARTS]
    yield from named
    if named:
        yield Remark(phrases.QUERY_ONE if len(late) == 1 else phrases.QUERY_SEVERAL)


def _others(section: Section, facts: Sequence[FactLine], period: str) -> Iterator[Remark]:
    """A plain sentence for each number whose measure the table of phrases does not know."""
    known = {name for topic in phrases.TOPICS for name in (topic.measure, *topic.covers)}
    known |= phrases.UNSAID | {"hours", "time-value", "due-date"}
    figures = Figures(facts, period)
    for measure in section.measures:
        fact = figures.fact(measure) if measure not in known else None
        if fact is None or not fact.amount or has_digits(fact.label):
            continue
        label = fact.label[:1].lower() + fact.label[1:]
        slot = f"[[fact:{fact.id}]]"
        yield Remark(phrases.OTHER.format(label=label, slot=slot), (fact.id,))


def _largest(parts: Sequence[Figures]) -> Remark | None:
    """Which part is the largest so far; it rests on all the parts that it was compared with."""
    found = [(fact, part) for part in parts if (fact := part.fact("actual-to-date"))]
    found.sort(key=lambda pair: pair[0].amount or Decimal(0), reverse=True)
    if len(found) < _PARTS or len(found) < len(parts) or found[0][0].amount == found[1][0].amount:
        return None
    remark = _remark(found[0][1], phrases.LARGEST)
    compared = [fact.id for fact, _ in found]
    return Remark(remark.text, unique((*remark.facts, *compared))) if remark else None


def _is_late(invoice: Figures) -> bool:
    outstanding, due = invoice.fact("outstanding"), invoice.fact("due-date")
    if outstanding is None or due is None or not outstanding.amount or outstanding.amount < 0:
        return False
    as_at = _day(outstanding.period.removeprefix("at-"))
    due_on = _day(due.display)
    return as_at is not None and due_on is not None and due_on < as_at


def _day(text: str) -> dt.date | None:
    try:
        return parse_date(text)
    except ValueError:  # a date that cannot be read makes nothing late
        return None


def _remark(figures: Figures, choice: Sequence[phrases.Phrase]) -> Remark | None:
    text = figures.first_fitting(choice)
    return Remark(text, unique(figures.used)) if text else None
