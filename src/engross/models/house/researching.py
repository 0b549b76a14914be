"""The research role: from the standard format to a brief."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engross.models.house.choosing import choose, people
from engross.models.house.commentary import Remark, asks, comment, lead
from engross.models.house.conversation import Conversation
from engross.models.house.quoting import missing_of, nothing_found
from engross.models.house.reading import (
    FactLine,
    Layout,
    PassageLine,
    Section,
    asking_section,
    facts,
    layout,
    passages,
    spoken_length,
    unique,
    words_in,
)
from engross.models.house.word_lists import APPROVAL
from engross.records import Brief, BriefSection

_COMPANIONS = {
    "forecast-total": ("budget", "variance", "workstream", "basis", "actual-to-date"),
    "variance": ("budget", "forecast-total", "workstream", "basis"),
    "outstanding": ("overdue",),
    "overdue": ("outstanding", "number", "due-date"),
    "hours": ("time-value", "workstream"),
    "gross": ("paid",),
    "actual-to-date": ("forecast-to-complete",),
}
"""Measures that are needed to speak of another one."""

_NOTES = 80
"""How many passages of a kind are asked for at most."""


def research(talk: Conversation) -> Brief | None:
    """The brief, or `None` while tools are still to be asked."""
    plan = layout(talk.ask("standard_format"))
    if talk.waiting():
        return None
    found = find_facts(talk, plan)
    kinds = unique(kind for section in plan.sections for kind in section.kinds)
    notes = [
        passage
        for kind in kinds
        for passage in passages(talk.ask("search_notes", kinds=[kind], limit=_NOTES))
    ]
    return None if talk.waiting() else _brief(plan, found, notes)


def find_facts(talk: Conversation, plan: Layout) -> tuple[FactLine, ...]:
    """The facts of every measure that the sections name or need, and the register's."""
    measures = unique(_measures(plan.sections))
    told = [talk.ask("find_facts", measure=measure) for measure in (*measures, "person")]
    told.append(talk.ask("find_facts", period="register"))
    return tuple({fact.id: fact for answer in told for fact in facts(answer)}.values())


def brief_of(plan: Layout, found: Sequence[FactLine]) -> Brief:
    """A brief of figures alone."""
    return _brief(plan, found, [])


def _measures(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        for measure in section.measures:
            yield measure
            yield from _COMPANIONS.get(measure, ())


def _brief(plan: Layout, found: Sequence[FactLine], notes: Sequence[PassageLine]) -> Brief:
    who = people(found)
    remarks = {section.key: _remarks(section, found, plan.period) for section in plan.sections}
    if (asking := asking_section(plan)) and not _already_asked(notes, found):
        remarks[asking.key] += asks(found, plan.period)
    room = {
        section.key: section.most - sum(spoken_length(r.text) for r in remarks[section.key])
        for section in plan.sections
    }
    chosen = choose([s for s in plan.sections if not s.fixed], notes, who, room)
    sections = [
        _section(section, remarks[section.key], chosen.get(section.key, ()))
        for section in plan.sections
    ]
    questions = unique(_question(gap) for section in sections for gap in section.gaps)
    return Brief(sections=tuple(sections), questions=questions)


def _remarks(section: Section, found: Sequence[FactLine], period: str) -> list[Remark]:
    if section.fixed:
        return []
    first = lead(section, found, period)
    return [*([first] if first else []), *comment(section, found, period)]


def _already_asked(notes: Sequence[PassageLine], found: Sequence[FactLine]) -> bool:
    """Whether the notes themselves speak of approving work on a part that is charged by time."""
    named = {fact.scope: words_in(fact.display) for fact in found if fact.measure == "workstream"}
    timed = [
        fact.scope
        for fact in found
        if fact.measure == "basis" and fact.display.casefold().startswith("time")
    ]
    parts = [named[scope] for scope in timed if named.get(scope)]
    asked = [words_in(note.text) for note in notes if note.kind in {"question", "instruction"}]
    return any(words & APPROVAL and part <= words for part in parts for words in asked)


def _section(
    section: Section, remarks: Sequence[Remark], chosen: Sequence[PassageLine]
) -> BriefSection:
    return BriefSection(
        key=section.key,
        facts=unique(fact for remark in remarks for fact in remark.facts),
        passages=tuple(passage.id for passage in chosen),
        gaps=tuple(_gaps(section, remarks, chosen)),
    )


def _gaps(
    section: Section, remarks: Sequence[Remark], chosen: Sequence[PassageLine]
) -> Iterator[str]:
    wanted = section.measures or section.kinds
    if wanted and not (remarks or chosen or section.may_be_empty or section.fixed):
        yield nothing_found(section)
    if not section.is_summary:
        for passage in chosen:
            if missing := missing_of(passage):
                yield f"{missing} (passage {passage.id})"


def _question(gap: str) -> str:
    return f"The sources do not say {gap}. Who can tell us?"
