"""The draft role: from a brief to sentences whose figures are slots."""

from __future__ import annotations

from collections.abc import Sequence

from engross.models.house.amending import amended
from engross.models.house.conversation import Conversation
from engross.models.house.grouping import parts_of
from engross.models.house.nearness import Nearness
from engross.models.house.phrases import BY_LINE
from engross.models.house.reading import Layout, asking_section, facts, layout, looked_up
from engross.models.house.replying import incoming, reply_draft
from engross.models.house.reporting import reader_of
from engross.models.house.researching import brief_of, find_facts, lines
from engross.models.house.revising import revised
from engross.models.house.sides import people
from engross.models.house.telling import Speech
from engross.models.house.writing import Material, written
from engross.records import Brief, BriefSection, Draft
from engross.records.redrafts import Revision


def draft(talk: Conversation, nearness: Nearness) -> Draft | None:
    """The draft, or `None` while tools are still to be asked."""
    if before := talk.told(Draft):
        return amended(before, talk)
    mail = incoming(talk)
    plan = layout(talk.ask("standard_format"))
    if revision := talk.told(Revision):
        return None if talk.waiting() else revised(revision, talk, plan)
    if mail:
        return reply_draft(talk, plan, mail, nearness)
    style = talk.ask("house_style")
    if talk.waiting():
        return None
    brief = talk.told(Brief)
    if brief is None:
        found = find_facts(talk, plan)
        if talk.waiting():
            return None
        brief = brief_of(plan, found, nearness)
    material = _looked_up(talk, plan, brief, style.get("forbidden_words", ()), nearness)
    return None if talk.waiting() else written(material, brief)


def _looked_up(
    talk: Conversation, plan: Layout, brief: Brief, forbidden: Sequence[str], nearness: Nearness
) -> Material:
    known, said = looked_up(talk, brief)
    register = [*facts(talk.ask("find_facts", period="register", limit=100))]
    for measure in ("person", "workstream", "basis"):
        register += facts(talk.ask("find_facts", measure=measure))
    if any(BY_LINE & set(section.measures) for section in plan.sections):
        register += [fact for told in lines(talk, plan.period) for fact in facts(told)]
    asking = asking_section(plan)
    briefed = {section.key: section for section in brief.sections}
    reader = reader_of(register, said.values())
    return Material(
        plan=plan,
        facts=known,
        passages=said,
        register=tuple(register),
        speech=Speech(reader, people(register), parts_of(register), nearness),
        forbidden=tuple(forbidden),
        asking=asking,
        asks=briefed.get(asking.key if asking else "", BriefSection(key="")),
    )
