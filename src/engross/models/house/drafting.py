"""The draft role: from a brief to sentences whose figures are slots."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engross.models.house.amending import amended
from engross.models.house.choosing import People, people
from engross.models.house.commentary import Remark, asks, comment, lead
from engross.models.house.conversation import Conversation
from engross.models.house.quoting import nothing_found, paragraphs, to_confirm
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
)
from engross.models.house.researching import brief_of, find_facts
from engross.records import (
    Brief,
    BriefSection,
    Draft,
    DraftSection,
    Paragraph,
    Sentence,
    without_slots,
)

_BATCH = 40
"""How many ids are looked up in one call; the answer stays small."""


@dataclass(frozen=True)
class _Material:
    """What the brief names, looked up."""

    plan: Layout
    facts: Mapping[str, FactLine]
    passages: Mapping[str, PassageLine]
    register: tuple[FactLine, ...]
    who: People
    forbidden: tuple[str, ...]


def draft(talk: Conversation) -> Draft | None:
    """The draft, or `None` while tools are still to be asked."""
    if before := talk.told(Draft):
        return amended(before, talk)
    plan = layout(talk.ask("standard_format"))
    style = talk.ask("house_style")
    if talk.waiting():
        return None
    brief = talk.told(Brief)
    if brief is None:
        found = find_facts(talk, plan)
        if talk.waiting():
            return None
        brief = brief_of(plan, found)
    material = _looked_up(talk, plan, brief, style.get("forbidden_words", ()))
    return None if talk.waiting() else _written(material, brief)


def _looked_up(
    talk: Conversation, plan: Layout, brief: Brief, forbidden: Sequence[str]
) -> _Material:
    ids = unique(i for section in brief.sections for i in (*section.facts, *section.passages))
    told = [
        talk.ask("look_up", ids=list(ids[start : start + _BATCH]))
        for start in range(0, len(ids), _BATCH)
    ]
    register = facts(talk.ask("find_facts", period="register"))
    persons = facts(talk.ask("find_facts", measure="person"))
    return _Material(
        plan=plan,
        facts={fact.id: fact for answer in told for fact in facts(answer)},
        passages={passage.id: passage for answer in told for passage in passages(answer)},
        register=register,
        who=people((*register, *persons)),
        forbidden=tuple(forbidden),
    )


def _written(material: _Material, brief: Brief) -> Draft:
    """Every section; summaries last, so that they quote nothing that stands elsewhere."""
    briefed = {section.key: section for section in brief.sections}
    asking = asking_section(material.plan)
    done: dict[str, tuple[Paragraph, ...]] = {}
    quoted: set[str] = set()
    for section in sorted(material.plan.sections, key=lambda each: each.is_summary):
        told = briefed.get(section.key, BriefSection(key=section.key))
        remarks = _remarks(material, section, told, asking == section)
        if section.is_summary and remarks:
            rest = tuple(name for name in told.passages if name not in quoted)
            told = told.model_copy(update={"passages": rest})
        done[section.key] = () if section.fixed else _section(material, section, told, remarks)
        quoted |= {name for p in done[section.key] for s in p.sentences for name in s.cites}
    return Draft(
        sections=tuple(
            DraftSection(key=section.key, paragraphs=done[section.key])
            for section in material.plan.sections
        )
    )


def _known(material: _Material, told: BriefSection) -> list[FactLine]:
    return [*(material.facts[i] for i in told.facts if i in material.facts), *material.register]


def _remarks(
    material: _Material,
    section: Section,
    told: BriefSection,
    asking: bool,  # noqa: FBT001 - private
) -> tuple[Remark, ...]:
    known, period = _known(material, told), material.plan.period
    return (*comment(section, known, period), *(asks(known, period) if asking else ()))


def _section(
    material: _Material, section: Section, told: BriefSection, remarks: Sequence[Remark]
) -> tuple[Paragraph, ...]:
    spoken = _comments(material, remarks)
    chosen = [material.passages[i] for i in told.passages if i in material.passages]
    quoted = paragraphs(section, chosen, material.who)
    if quoted and (first := lead(section, _known(material, told), material.plan.period)):
        quoted = (_plain(first.text), *quoted)
    # What was done comes before what it came to; where a table follows, or in a summary, the
    # figures are the point.
    figures_first = section.is_summary or section.has_tables
    everything = (*spoken, *quoted) if figures_first else (*quoted, *spoken)
    written = _within(material, section, everything)
    return written or _empty(section)


def _comments(material: _Material, remarks: Sequence[Remark]) -> tuple[Paragraph, ...]:
    kept = [
        Sentence(text=_capitalised(remark.text))
        for remark in remarks
        if not _uses_forbidden(remark.text, material.forbidden)
    ]
    return (Paragraph(sentences=tuple(kept)),) if kept else ()


def _within(
    material: _Material, section: Section, written: Sequence[Paragraph]
) -> tuple[Paragraph, ...]:
    """The paragraphs, without the sentences that would make the section too long."""
    room = section.most
    kept: list[Paragraph] = []
    for paragraph in written:
        sentences = []
        for sentence in paragraph.sentences:
            length = spoken_length(sentence.text, material.passages, material.facts)
            if length <= room:
                room -= length
                sentences.append(sentence)
        if sentences:
            kept.append(Paragraph(sentences=tuple(sentences)))
    return tuple(kept)


def _empty(section: Section) -> tuple[Paragraph, ...]:
    """Nothing where code puts in the firm's own words; otherwise the gap, made visible."""
    wanted = section.measures or section.kinds
    if section.fixed or section.may_be_empty or not wanted:
        return ()
    return (_plain(to_confirm(nothing_found(section))),)


def _plain(text: str) -> Paragraph:
    return Paragraph(sentences=(Sentence(text=text),))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _uses_forbidden(text: str, forbidden: Sequence[str]) -> bool:
    own = without_slots(text)
    return any(re.search(rf"\b{re.escape(word)}\b", own, re.IGNORECASE) for word in forbidden)
