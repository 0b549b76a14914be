"""What a section's figures amount to, in whole sentences whose figures are slots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from engross.models.house.figures import WHOLE, Figures, by_basis, scopes
from engross.models.house.phrases import (
    ASK,
    EACH,
    PART,
    TOPICS,
    UNSAID,
    WORDS,
    Choice,
    Each,
    Topic,
)
from engross.models.house.reading import FactLine, Section, has_digits, unique
from engross.records import slots
from engross.uk.dates import parse_date

_PARTS = 2
"""The most workstreams or invoices that a section names one by one."""


@dataclass(frozen=True)
class Remark:
    """One sentence and the facts that it rests on."""

    text: str
    facts: tuple[str, ...] = ()
    about: str = WHOLE
    """The workstream or invoice that it is about."""
    invites: bool = False
    """Whether it leaves something to the reader to settle with us."""


def comment(
    section: Section, facts: Sequence[FactLine], period: str, under: Collection[str] = ()
) -> tuple[Remark, ...]:
    """What is to be said of the section's measures.

    `under` are the workstreams whose name stands above what is said of them.
    """
    remarks: list[Remark] = []
    for topic in TOPICS:
        if {topic.measure, topic.beside} & set(section.measures):
            remarks += _topic(topic, section, facts, period, _said(remarks, facts))
    if not section.is_summary:
        remarks += _hours(section, facts, period, under)
        for each in EACH:
            if each.measure in section.measures:
                remarks += _each(each, facts, period)
        if "overdue" in section.measures and "outstanding" not in section.measures:
            remarks += _late_invoices(section, facts, period)
        remarks += _others(section, facts, period)
    return tuple(remarks)


def lead(section: Section, facts: Sequence[FactLine], period: str) -> Remark | None:
    """What is said before the section's passages, if anything."""
    if "next-period-label" not in section.measures:
        return None
    return _remark(Figures(facts, period), ASK["lead"])


def asks(facts: Sequence[FactLine], period: str, *, short: bool = False) -> tuple[Remark, ...]:
    """What the figures make us ask: to agree to work charged by time that will pass its budget."""
    made = (
        _remark(Figures(facts, period, scope=scope), ASK["over_short" if short else "over"])
        for scope in by_basis(facts, "time")
    )
    basis = {fact.scope: fact.id for fact in facts if fact.measure == "basis"}
    return tuple(
        Remark(remark.text, unique((*remark.facts, basis[remark.about])), remark.about)
        for remark in made
        if remark
    )[:_PARTS]


def _said(remarks: Sequence[Remark], facts: Sequence[FactLine]) -> frozenset[str]:
    """The measures of which a figure has been given."""
    measures = {fact.id: fact.measure for fact in facts}
    given = (slot.id for remark in remarks for slot in slots(remark.text))
    return frozenset(measures[identifier] for identifier in given if identifier in measures)


def _topic(
    topic: Topic,
    section: Section,
    facts: Sequence[FactLine],
    period: str,
    said: frozenset[str],
) -> Iterator[Remark]:
    if topic.scope:
        chosen = topic.short if section.is_summary else topic.full
        yield from _one(Figures(facts, period, scope=topic.scope), chosen)
        return
    if topic.measure in said or (topic.in_table and section.has_tables):
        return
    if section.is_summary:
        yield from _one(Figures(facts, period), topic.short)
    elif topic.measure == "actual-to-date":
        parts = list(_parts(facts, period, by_basis(facts, "time"), PART["to_date"]))
        yield from parts or _one(Figures(facts, period), topic.full)
    else:
        alone = _alone_off_budget(facts, period) if topic.measure == "forecast-total" else ""
        remarks = _one(Figures(facts, period, part=alone), topic.full)
        awaited = topic.measure == "forecast-total" and _is_over(facts, period)
        yield from (replace(remark, invites=awaited) for remark in remarks)
        if topic.measure == "billed":
            yield from _one(Figures(facts, period), PART["makeup"])
        if topic.measure == "forecast-total" and not alone:
            yield from _off_budget(facts, period)
        if topic.measure == "outstanding" and "overdue" in section.measures:
            yield from _late_invoices(section, facts, period)


def _is_over(facts: Sequence[FactLine], period: str) -> bool:
    """Whether work that is charged by time is forecast above its budget."""
    timed = (Figures(facts, period, scope=scope) for scope in by_basis(facts, "time"))
    return any((part.amount("variance") or 0) > 0 for part in timed)


def _alone_off_budget(facts: Sequence[FactLine], period: str) -> str:
    """The workstream that alone makes the whole's variance, where there are several."""
    parts = [Figures(facts, period, scope=scope) for scope in scopes(facts, "workstream")]
    off = [part for part in parts if part.amount("variance")]
    whole = Figures(facts, period).amount("variance")
    alone = len(off) == 1 < len(parts) and off[0].amount("variance") == whole
    return off[0].scope if alone else ""


def _off_budget(facts: Sequence[FactLine], period: str) -> Iterator[Remark]:
    """The workstreams that are furthest from their budgets, where there are several."""
    parts = {scope: Figures(facts, period, scope=scope) for scope in scopes(facts, "workstream")}
    sizes = {scope: abs(part.amount("variance") or Decimal(0)) for scope, part in parts.items()}
    if len(parts) > 1:
        furthest = sorted(sizes, key=lambda scope: -sizes[scope])[:_PARTS]
        yield from _parts(facts, period, furthest, PART["off_budget"])


def _hours(
    section: Section, facts: Sequence[FactLine], period: str, under: Collection[str]
) -> Iterator[Remark]:
    if not {"hours", "time-value"} & set(section.measures):
        return
    streams = scopes(facts, "workstream")
    parts = [
        remark
        for scope in streams
        for remark in _parts(
            facts, period, [scope], PART["these_hours" if scope in under else "hours"]
        )
    ]
    yield from parts[:_PARTS] or _one(Figures(facts, period), PART["all_hours"])


def _each(each: Each, facts: Sequence[FactLine], period: str) -> Iterator[Remark]:
    """The parts that have most of what they are chosen by."""
    parts = (Figures(facts, period, scope=scope) for scope in scopes(facts, each.of))
    sizes = {part: _size(part, each) for part in parts if _is_among(part, each, facts)}
    largest = sorted(sizes, key=lambda part: -sizes[part])[: each.most]
    for part in sizes if each.in_order else largest:
        if part in largest and sizes[part] > 0:
            yield from _one(part, each.full)


def _size(part: Figures, each: Each) -> Decimal:
    amount = part.amount(each.by) or Decimal(0)
    return abs(amount) if each.either_way else amount


def _is_among(part: Figures, each: Each, facts: Sequence[FactLine]) -> bool:
    """Whether it has every value that the parts must have."""
    said = {(fact.measure, fact.display) for fact in facts if fact.scope == part.scope}
    return all(any((m, value) in said for value in values) for m, values in each.only.items())


def _late_invoices(section: Section, facts: Sequence[FactLine], period: str) -> Iterator[Remark]:
    late = [
        invoice
        for scope in scopes(facts, "invoice")
        if _is_late(invoice := Figures(facts, period, scope=scope))
    ]
    late.sort(key=lambda invoice: -(invoice.amount("outstanding") or Decimal(0)))
    named = list(_parts(facts, period, [i.scope for i in late][:_PARTS], PART["late_invoice"]))
    yield from named
    if named and section.has_tables:
        yield from _one(Figures(facts, period), PART["very_late"])
    if named:
        query = WORDS["query_one" if len(late) == 1 else "query_several"]
        yield Remark(query, invites=True)


def _others(section: Section, facts: Sequence[FactLine], period: str) -> Iterator[Remark]:
    """A plain sentence for each number whose measure no phrase knows."""
    known = {name for topic in TOPICS for name in (topic.measure, *topic.covers)}
    known |= UNSAID | {"hours", "time-value", "due-date"}
    figures = Figures(facts, period)
    for measure in section.measures:
        fact = figures.fact(measure) if measure not in known else None
        if fact is None or not fact.amount or has_digits(fact.label):
            continue
        label = fact.label[:1].lower() + fact.label[1:]
        slot = f"[[fact:{fact.id}]]"
        yield Remark(WORDS["other"].format(label=label, slot=slot), (fact.id,))


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


def _parts(
    facts: Sequence[FactLine], period: str, chosen: Sequence[str], choice: Choice
) -> Iterator[Remark]:
    for scope in chosen:
        yield from _one(Figures(facts, period, scope=scope), choice)


def _one(figures: Figures, choice: Choice) -> Iterator[Remark]:
    if remark := _remark(figures, choice):
        yield remark


def _remark(figures: Figures, choice: Choice) -> Remark | None:
    text = figures.first_fitting(choice)
    return Remark(text, unique(figures.used), figures.scope) if text else None
