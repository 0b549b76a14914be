"""The research role: from the standard format to a brief."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engross.models.house import approved, summary
from engross.models.house.asking import Wanted, wanted
from engross.models.house.choosing import Judgement, choose
from engross.models.house.commentary import Remark, comment, lead
from engross.models.house.conversation import Conversation
from engross.models.house.following import open_questions
from engross.models.house.grouping import part_of, parts_of
from engross.models.house.nearness import Nearness
from engross.models.house.phrases import BY_LINE, WORDS, spoken_of
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
from engross.models.house.reasons import calls_for_reason, reason
from engross.models.house.replying import incoming, reply_brief
from engross.models.house.reporting import reader_of
from engross.models.house.salience import differing, each_once, names_price, worth_having
from engross.models.house.sides import people
from engross.models.house.telling import Speech, is_told, missing_of, nothing_found
from engross.records import Brief, BriefSection

_COMPANIONS = {
    "forecast-total": ("budget", "variance", "workstream", "basis", "actual-to-date"),
    "variance": ("budget", "forecast-total", "workstream", "basis"),
    "outstanding": ("overdue", "on-account"),
    "overdue": ("outstanding", "number", "due-date", "paid", "ageing-over-90"),
    "hours": ("time-value", "workstream"),
    "gross": ("paid",),
    "actual-to-date": ("forecast-to-complete", "wip", "billed", "workstream", "basis"),
    "billed": ("basis", "workstream"),
    "fee": ("fee-vat", "fee-total", "discount", "fee-before-discount", "basis", "target-date"),
    "customer-debt": ("customer", "ageing-over-90", "overdue"),
}
"""Measures that are needed to speak of another one."""

_MANY = 100
"""The most facts of one call."""

_PAGE, _NOTES = 40, 600
"""How many passages are asked for at once, and how many of a kind at most."""

_QUESTIONS = 12
"""The most questions of a brief; whoever answers them reads no more."""


@dataclass(frozen=True)
class _Found:
    """What the tools brought."""

    plan: Layout
    facts: tuple[FactLine, ...]
    notes: tuple[PassageLine, ...]
    knowledge: Mapping[str, tuple[PassageLine, ...]]


def research(talk: Conversation, nearness: Nearness) -> Brief | None:
    """The brief, or `None` while tools are still to be asked."""
    mail = incoming(talk)
    plan = layout(talk.ask("standard_format"))
    if talk.waiting():
        return None
    if mail:
        return reply_brief(talk, plan, mail, nearness)
    facts_found = find_facts(talk, plan)
    kinds = unique(kind for section in plan.sections for kind in section.kinds)
    noted = {note.id: note for kind in kinds for note in _notes(talk, kind)}
    if talk.waiting():
        return None
    notes = open_questions(talk, noted.values())
    knowledge = approved.ask_for(talk, plan.sections)
    if talk.waiting():
        return None
    return _Researcher(_Found(plan, facts_found, notes, knowledge), nearness).brief()


def _notes(talk: Conversation, kind: str) -> Iterator[PassageLine]:
    """The passages of a kind, page by page."""
    told = talk.ask("search_notes", kinds=[kind], limit=_PAGE)
    first = passages(told)
    yield from first
    everything = min(len(first) + int(told.get("more", 0)), _NOTES)
    for skip in range(len(first), everything, _PAGE):
        yield from passages(talk.ask("search_notes", kinds=[kind], limit=_PAGE, skip=skip))


def find_facts(talk: Conversation, plan: Layout) -> tuple[FactLine, ...]:
    """The facts of every measure that the sections name or need, and the register's."""
    measures = unique(_measures(plan.sections))
    told = [talk.ask("find_facts", measure=m) for m in (*measures, "person", "action-due")]
    told.append(talk.ask("find_facts", period="register", limit=_MANY))
    told += [talk.ask("find_facts", scope=s, limit=_MANY) for s in spoken_of(measures)]
    if set(measures) & BY_LINE:
        told += lines(talk, plan.period)
    return tuple({fact.id: fact for answer in told for fact in facts(answer)}.values())


def lines(talk: Conversation, period: str) -> list[Mapping[str, Any]]:
    """Every line of a client's accounts for the period, with its name and its kind."""
    return [
        talk.ask("find_facts", measure=measure, period=period, limit=_MANY)
        for measure in ("line", "line-kind", "ledger-actual", "ledger-budget", "ledger-variance")
    ]


def brief_of(plan: Layout, found: Sequence[FactLine], nearness: Nearness) -> Brief:
    """A brief of figures alone."""
    return _Researcher(_Found(plan, tuple(found), (), {}), nearness).brief()


def _measures(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        for measure in section.measures:
            yield measure
            yield from _COMPANIONS.get(measure, ())


class _Researcher:
    """Decides what belongs where, from all that the tools brought."""

    def __init__(self, found: _Found, nearness: Nearness) -> None:
        self._found = found
        self._period = found.plan.period
        reader = reader_of(found.facts, found.notes)
        self._speech = Speech(reader, people(found.facts), parts_of(found.facts), nearness)
        self._told = is_told(reader)
        self._worth = worth_having(found.notes, self._told)
        self._asking = asking_section(found.plan)
        self._again: dict[str, tuple[str, ...]] = {}
        self._wanted: tuple[Wanted, ...] = ()
        if self._asking:
            self._wanted = wanted(
                found.facts, self._period, found.notes, self._speech.parts, nearness
            )

    def brief(self) -> Brief:
        """The brief."""
        remarks = {s.key: self._remarks(s) for s in self._found.plan.sections}
        chosen = self._chosen(remarks)
        for section in self._found.plan.sections:
            if section.is_summary:
                others = {key: some for key, some in chosen.items() if key != section.key}
                chosen[section.key] = summary.pick(section, others, self._told, self._is_pressing)
        sections = [self._section(s, remarks[s.key], chosen) for s in self._found.plan.sections]
        return Brief(sections=tuple(sections), questions=self._questions(sections, chosen))

    def _is_pressing(self, passage: PassageLine) -> bool:
        """Whether it is about work on which the client must decide."""
        scopes = {one.remark.about for one in self._wanted}
        return part_of(passage.text, self._speech.parts, self._speech.nearness) in scopes

    def _remarks(self, section: Section) -> list[Remark]:
        if section.fixed:
            return []
        first = lead(section, self._found.facts, self._period)
        said = [*([first] if first else []), *comment(section, self._found.facts, self._period)]
        if section == self._asking or section.is_summary:
            said += [one.remark for one in self._wanted]
        return said

    def _chosen(
        self, remarks: Mapping[str, Sequence[Remark]]
    ) -> dict[str, tuple[PassageLine, ...]]:
        """The passages of every section but the summaries."""
        stand_in = {passage.id for one in self._wanted for passage in one.asked}
        notes = [passage for passage in self._worth if passage.id not in stand_in]
        if any("fee" in section.measures for section in self._found.plan.sections):
            # The document names a fee: another price beside it would be read as an offer too.
            notes = [passage for passage in notes if not names_price(passage)]
        sections = [s for s in self._found.plan.sections if not (s.fixed or s.is_summary)]
        room = {
            s.key: s.most - sum(spoken_length(r.text) for r in remarks[s.key]) for s in sections
        }
        days = {f.id: f.display for f in self._found.facts if f.measure == "action-due"}
        speech = self._speech
        judgement = Judgement(speech.who, speech.nearness, self._told, speech.parts, days)
        once, self._again = each_once(notes, speech.nearness)
        chosen = choose(sections, once, judgement, room)
        if self._asking:
            asked = [passage for one in self._wanted for passage in one.asked]
            chosen[self._asking.key] = (*asked, *chosen.get(self._asking.key, ()))
        return chosen

    def _section(
        self,
        section: Section,
        remarks: Sequence[Remark],
        chosen: Mapping[str, Sequence[PassageLine]],
    ) -> BriefSection:
        mine = [
            name for p in chosen.get(section.key, ()) for name in (p.id, *self._twins(section, p))
        ]
        support = () if section.is_summary else tuple(self._support(section, remarks))
        return BriefSection(
            key=section.key,
            facts=unique(fact for remark in remarks for fact in remark.facts),
            passages=unique((*mine, *support)),
            gaps=tuple(self._gaps(section, remarks, chosen.get(section.key, ()))),
        )

    def _twins(self, section: Section, passage: PassageLine) -> tuple[str, ...]:
        """The passages that say the same, so that the sentence can cite them too."""
        return () if section.is_summary else self._again.get(passage.id, ())

    def _support(self, section: Section, remarks: Sequence[Remark]) -> Iterator[str]:
        """Passages that give a figure's reason, and the firm's own words that fit."""
        facts_found = self._found.facts
        for remark in remarks:
            if scope := calls_for_reason(remark, facts_found):
                given = reason(scope, facts_found, self._worth, self._speech)
                yield from given.cites if given and section != self._asking else ()
        known = self._found.knowledge.get(section.key, ())
        if fit := approved.fitting(section, remarks, known, self._speech.nearness):
            yield from fit[1].cites

    def _gaps(
        self, section: Section, remarks: Sequence[Remark], chosen: Sequence[PassageLine]
    ) -> Iterator[str]:
        wanted_at_all = section.measures or section.kinds
        if wanted_at_all and not (remarks or chosen or section.may_be_empty or section.fixed):
            yield nothing_found(section)
        if not section.is_summary:
            for passage in chosen:
                if missing := missing_of(passage, section):
                    yield f"{missing} (passage {passage.id})"

    def _questions(
        self, sections: Sequence[BriefSection], chosen: Mapping[str, Sequence[PassageLine]]
    ) -> tuple[str, ...]:
        asked = [_question(gap) for section in sections for gap in section.gaps]
        if any(not one.due_fact for one in self._wanted):
            asked.append(_question(WORDS["decision_date"]))
        used = {passage.id for some in chosen.values() for passage in some}
        for first, second in differing(self._worth):
            if {first.id, second.id} & used:
                asked.append(_question(_differs(first, second)))
        return unique(asked)[:_QUESTIONS]


def _differs(first: PassageLine, second: PassageLine) -> str:
    one = first.due or ", ".join(first.figures)
    other = second.due or ", ".join(second.figures)
    said = WORDS["sources_differ"].format(first=one, second=other)
    return f"{said} (passages {first.id} and {second.id})"


def _question(gap: str) -> str:
    return f"The sources do not say {gap}. Who can tell us?"
