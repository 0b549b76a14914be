"""The check role: what can be seen of a draft beside its brief."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engross.models.house.consistency import claims, inconsistencies
from engross.models.house.conversation import Conversation
from engross.models.house.nearness import Nearness
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
from engross.models.house.replying import incoming
from engross.records import (
    AgentFinding,
    AgentFindings,
    Brief,
    BriefSection,
    Draft,
    DraftSection,
    Sentence,
    slots,
)
from engross.records.slots import TO_CONFIRM

_BATCH = 20
_MOST = 6
"""The most findings of one section, what ought to change first."""

_BEGINNING = 12
"""Words of a passage that a finding quotes."""

_LENGTH_RULE = "sections-in-order"
"""The rule that looks at length; what it has said of a section is not said again."""


@dataclass(frozen=True)
class _View:
    """What the draft and the brief name, looked up, and what the rules have said."""

    facts: Mapping[str, FactLine]
    passages: Mapping[str, PassageLine]
    said: frozenset[tuple[str, str]]
    """Section and rule of each finding that the rules made."""
    asked: frozenset[str] = frozenset()
    """What the mail asks, by id: an answer cites it and does not say it again."""


def check(talk: Conversation, nearness: Nearness) -> AgentFindings | None:
    """The findings, or `None` while tools are still to be asked."""
    noticed, mail = talk.ask("check_draft"), incoming(talk)
    plan = layout(talk.ask("standard_format"))
    draft, brief = talk.told(Draft), talk.told(Brief)
    if draft is None:
        return None if talk.waiting() else AgentFindings()
    used = _used(draft, brief)
    told = [
        talk.ask("look_up", ids=list(used[start : start + _BATCH]))
        for start in range(0, len(used), _BATCH)
    ]
    if talk.waiting():
        return None
    view = _View(
        {fact.id: fact for answer in told for fact in facts(answer)},
        {passage.id: passage for answer in told for passage in passages(answer)},
        frozenset(
            (str(f.get("section", "")), str(f.get("rule", ""))) for f in noticed.get("findings", ())
        ),
        frozenset(passage.id for passage in mail.asked) if mail else frozenset(),
    )
    found = _in_order(
        plan, [*_findings(plan, draft, brief, view), *_between(plan, draft, view, nearness)]
    )
    return AgentFindings(findings=tuple(found))


def _between(plan: Layout, draft: Draft, view: _View, nearness: Nearness) -> Iterator[AgentFinding]:
    """What does not fit together."""
    sections = {section.key: section for section in plan.sections}
    said = {name: passage for name, passage in view.passages.items() if name not in view.asked}
    written = {
        told.key: claims(sections[told.key], list(_sentences(told)), view.facts, said)
        for told in draft.sections
        if told.key in sections
    }
    return inconsistencies(plan, written, asking_section(plan), nearness)


def _in_order(plan: Layout, findings: list[AgentFinding]) -> Iterator[AgentFinding]:
    """In the order of the document, at most so many of a section."""
    for section in plan.sections:
        mine = [finding for finding in findings if finding.section == section.key]
        yield from sorted(mine, key=lambda finding: finding.severity == "note")[:_MOST]


def _used(draft: Draft, brief: Brief | None) -> tuple[str, ...]:
    """Ids of everything that the draft's slots and citations and the brief name."""
    texts = [sentence.text for section in draft.sections for sentence in _sentences(section)]
    filled = [slot.id for text in texts for slot in slots(text)]
    cited = [name for each in draft.sections for s in _sentences(each) for name in s.cites]
    briefed = [i for section in (brief.sections if brief else ()) for i in section.passages]
    return unique((*filled, *cited, *briefed))


def _findings(
    plan: Layout, draft: Draft, brief: Brief | None, view: _View
) -> Iterator[AgentFinding]:
    written = {section.key: section for section in draft.sections}
    briefed = {section.key: section for section in (brief.sections if brief else ())}
    used = {i for section in draft.sections for s in _sentences(section) for i in _rests_on(s)}
    for section in plan.sections:
        if section.fixed:
            continue
        yield from _length(section, written.get(section.key), view)
        told = briefed.get(section.key, BriefSection(key=section.key))
        yield from _left_out(section, told, used, view)
        yield from _gaps(section, told)


def _only_asks(written: DraftSection) -> bool:
    """Whether it holds nothing but what is to be confirmed, of which a rule of code tells."""
    text = " ".join(sentence.text for sentence in _sentences(written))
    return not TO_CONFIRM.sub("", text).strip(" .")


def _length(section: Section, written: DraftSection | None, view: _View) -> Iterator[AgentFinding]:
    if written is None or not written.paragraphs or (section.key, _LENGTH_RULE) in view.said:
        return
    words = sum(
        spoken_length(sentence.text, view.passages, view.facts) for sentence in _sentences(written)
    )
    if words < section.fewest and not _only_asks(written):
        yield AgentFinding(
            section=section.key,
            severity="warn",
            message=f"This section has {words} words; the standard format asks for at least "
            f"{section.fewest}.",
            suggestion="See whether the sources say more that belongs here.",
        )
    elif words > section.most:
        yield AgentFinding(
            section=section.key,
            severity="warn",
            message=f"This section has {words} words; the standard format allows {section.most}.",
            suggestion="Take out what matters least.",
        )


def _left_out(
    section: Section, told: BriefSection, used: set[str], view: _View
) -> Iterator[AgentFinding]:
    for identifier in told.passages:
        passage = view.passages.get(identifier)
        if passage is not None and identifier not in used:
            yield AgentFinding(
                section=section.key,
                severity="note",
                message=f"The notes hold a passage of the kind “{passage.kind}” that the draft "
                f"leaves out: {_beginning(passage)} ({identifier}).",
                suggestion="Decide whether it belongs here.",
            )


def _gaps(section: Section, told: BriefSection) -> Iterator[AgentFinding]:
    for gap in told.gaps:
        yield AgentFinding(
            section=section.key,
            severity="note",
            message=f"The sources do not say: {gap}"[:600],
            suggestion="Find out and put it in, or take out the mark.",
        )


def _beginning(passage: PassageLine) -> str:
    words = passage.text.split()
    more = " …" if len(words) > _BEGINNING else ""
    return f"“{' '.join(words[:_BEGINNING])[:200]}{more}”"


def _sentences(section: DraftSection) -> Iterator[Sentence]:
    for paragraph in section.paragraphs:
        yield from paragraph.sentences


def _rests_on(sentence: Sentence) -> Iterator[str]:
    yield from sentence.cites
    yield from (slot.id for slot in slots(sentence.text))
