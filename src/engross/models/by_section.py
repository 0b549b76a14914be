"""A draft by a small model, which is asked for one section at a time.

A model of one or two billion parameters cannot keep a document's rules, its tools and its record in
mind at once; one sentence on one item it can write. So code calls the tools, lays out the items of
each section (a figure, or a passage whose own figures are blanks already) and asks for a sentence
on each. Which passages a sentence cites is code's doing too. Where a sentence does not keep to its
item the house model's stands instead; what the rules refuse is asked for once more, and at the last
attempt the house model's sentences stand in that section.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from engross.models.gateway import Line
from engross.models.house.conversation import Conversation
from engross.models.house.reading import Layout, Section, facts, layout, looked_up
from engross.models.house.reporting import reader_of
from engross.models.house.revising import Material, followed
from engross.models.items import Item, Sources, items_of
from engross.records import (
    Brief,
    BriefSection,
    ChatAnswer,
    ChatRequest,
    Draft,
    DraftSection,
    Finding,
    Message,
    Paragraph,
    Sentence,
)
from engross.records.redrafts import Instruction, Revision
from engross.workspace.specs import BySection


@dataclass(frozen=True)
class _Besides:
    """What a model is told with a section's items."""

    against: tuple[str, ...] = ()
    """Why its last answer was refused."""
    remarks: tuple[Instruction, ...] = ()
    """What people ask for in the section."""


class WrittenBySection:
    """A `ChatModel` over a task's line: by section while the model is small, else as it is."""

    def __init__(self, line: Line, how: BySection, attempts: int) -> None:
        """Ask in the words of `how`; `attempts` is how often a draft may be handed in."""
        self._line = line
        self._how = how
        self._attempts = attempts
        self._handed_in = 0
        self._told: set[str] = set()

    @property
    def name(self) -> str:
        """The name of the agent's own model."""
        return self._line.name

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """Tool calls while evidence is missing, then the whole draft.

        Raises:
            ModelError: no model could answer, or the budget is used up.
        """
        talk = Conversation(request)
        brief = talk.told(Brief)
        if not self._line.is_small or brief is None:
            return self._line.complete(request)
        plan = layout(talk.ask("standard_format"))
        sources = _sources(talk, plan, brief)
        if talk.waiting():
            return self._line.look(talk.wanted())
        return self._draft(request, plan, brief, sources, talk)

    def _draft(
        self, request: ChatRequest, plan: Layout, brief: Brief, sources: Sources, talk: Conversation
    ) -> ChatAnswer:
        before, reasons = talk.told(Draft), talk.user_words()
        briefed = {section.key: section for section in brief.sections}
        kept = {section.key: section for section in before.sections} if before else {}
        revision = talk.told(Revision)
        sections = []
        for section in plan.sections:
            against = _reasons(reasons, section.key) if before else ()
            if section.key in kept and not against:
                sections.append(kept[section.key])
                continue
            told = briefed.get(section.key, BriefSection(key=section.key))
            write = partial(self._section, request, section, told, sources)
            if revision:
                sections.append(_revised(section, revision, sources, write, against))
            else:
                sections.append(write(_Besides(against)))
            if not self._line.is_small:  # it failed, and the house model has taken over
                return self._line.complete(request)
        self._handed_in += 1
        draft = Draft(sections=tuple(sections))
        return ChatAnswer(text=draft.model_dump_json(), model=self.name)

    def _section(
        self,
        request: ChatRequest,
        section: Section,
        told: BriefSection,
        sources: Sources,
        besides: _Besides,
    ) -> DraftSection:
        items = () if section.fixed else items_of(section, told, sources, self._how)
        given: Mapping[str, object] = {}
        if items and not (besides.against and self._handed_in + 1 >= self._attempts):
            piece = _request(request, self._how, section, items, besides)
            given = json.loads(self._line.complete(piece, stand_in=_Nothing()).text)
        written = {item.name: item.sentence(given.get(item.name)) for item in items}
        if self._line.is_small:
            self._tell(section, [item for item in items if not written[item.name]], len(items))
        return _put_together(section, items, written)

    def _tell(self, section: Section, refused: Sequence[Item], of: int) -> None:
        if not refused:
            return
        names = ", ".join(item.name for item in refused)
        message = (
            f"Under “{section.heading}” {self.name} wrote {of - len(refused)} of {of} sentences. "
            f"The house model's stand where what it wrote did not keep to the sources: {names}."
        )
        if message not in self._told:
            self._told.add(message)
            self._line.found(
                Finding(
                    rule="model-fell-back",
                    severity="note",
                    place=f"section {section.key}",
                    message=message,
                    suggestion="Nothing needs to be done.",
                )
            )


class _Nothing:
    """Stands in for a small model that failed at a section: nothing was written."""

    name = "house"

    def complete(self, request: ChatRequest) -> ChatAnswer:  # noqa: ARG002 - the port's signature
        """An answer with no sentence in it."""
        return ChatAnswer(text="{}", model=self.name)


def _revised(
    section: Section,
    revision: Revision,
    sources: Sources,
    write: Callable[[_Besides], DraftSection],
    against: tuple[str, ...],
) -> DraftSection:
    """A section of a draft that people went over; nothing for one that stays as it is.

    Where all that they ask for is certain, code does it to what stood there and asks no model,
    unless the rules are `against` what came of that.
    """
    if section.key not in revision.keys:
        return DraftSection(key=section.key)
    remarks = revision.remarks_on(section.key)
    before = next(known for known in revision.revise if known.key == section.key)
    is_certain = not against and before.paragraphs and all(r.order for r in remarks)
    return followed(
        before if is_certain else write(_Besides(against, remarks)),
        remarks,
        Material(sources.passages, sources.reader),
        may_be_empty=section.may_be_empty,
    )


def _sources(talk: Conversation, plan: Layout, brief: Brief) -> Sources:
    known, said = looked_up(talk, brief)
    register = facts(talk.ask("find_facts", period="register", limit=100))
    return Sources(
        period=plan.period,
        facts=known,
        passages=said,
        reader=reader_of(register),
        register=register,
    )


def _reasons(text: str, key: str) -> tuple[str, ...]:
    """The lines that name the section: `- section fees, paragraph 2: ...`."""
    named = (f"section {key},", f"section {key}:", f"section `{key}`")
    return tuple(
        line.removeprefix("- ")
        for line in text.splitlines()
        if line.startswith("- ") and any(name in line.lower() for name in named)
    )


def _request(
    whole: ChatRequest,
    how: BySection,
    section: Section,
    items: Sequence[Item],
    besides: _Besides,
) -> ChatRequest:
    """The question for one section; what is the same for all stands first, for a server's cache."""
    lines = [how.instruction.strip(), "", f"The section: {section.heading}"]
    if section.is_summary and how.summary:
        lines.append(how.summary.strip())
    if besides.remarks and how.remarks:
        # As JSON, so that no remark can pose as an item or as another line of this prompt.
        said = (json.dumps(remark.says, ensure_ascii=False) for remark in besides.remarks)
        lines += [how.remarks.strip(), *(f"- {words}" for words in said)]
    lines += ["The items:", *(item.told for item in items)]
    if besides.against:
        lines += ["", "Your last answer was refused. Do not make these mistakes again:"]
        lines += [f"- {reason}" for reason in besides.against]
    system = next((m for m in whole.messages if m.role == "system"), None)
    user = Message(role="user", content="\n".join(lines))
    return ChatRequest(
        messages=(user,) if system is None else (system, user),
        response_schema={
            "type": "object",
            "properties": {item.name: item.schema for item in items},
            "required": [item.name for item in items],
            "additionalProperties": False,
        },
    )


def _put_together(
    section: Section, items: Sequence[Item], written: Mapping[str, str]
) -> DraftSection:
    """The figures' sentences in one paragraph, each passage's in one of its own."""
    paragraphs: list[Paragraph] = []
    figures: list[Sentence] = []
    for item in items:
        sentence = Sentence(text=written[item.name] or item.plain, cites=item.cites)
        if item.cites or section.is_list:
            paragraphs.append(Paragraph(sentences=(sentence,)))
        else:
            figures.append(sentence)
    if figures:
        paragraphs.insert(0, Paragraph(sentences=tuple(figures)))
    return DraftSection(key=section.key, paragraphs=tuple(paragraphs))
