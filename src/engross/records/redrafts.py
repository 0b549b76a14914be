"""Going over a draft again: what people of the firm ask of its drafter.

A remark is an instruction to the drafter and never evidence: no figure, date, name or claim of a
document may come from one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from engross.records.base import Record
from engross.records.drafts import Draft, DraftSection, Sentence
from engross.records.slots import slots

RemarkOrder = Literal["", "leave-out", "keep", "quote", "shorten", "move-first"]
"""What a remark is certain to ask for: that its sentences be left out, or kept word for word; that
a sentence give its passage word for word; that a paragraph be cut down to its first sentence; that
a sentence begin its section. Empty for anything else that a person may ask."""

LONGEST_REMARK = 2000
"""Characters of a remark; the rest of a longer one is cut off, visibly."""

MOST_REMARKS = 100
"""More remarks than anybody writes on one document."""


class Instruction(Record):
    """One remark, as the drafter is told it."""

    number: int
    """Its place among the remarks, from 1."""

    by: str = ""
    """Who wrote it, as Word names them, or the preparer's e-mail address; no model is told."""

    section: str
    """Key of the section that it is about; empty for the whole document."""

    says: str = Field(max_length=LONGEST_REMARK + 10)
    """Their words."""

    on: str = ""
    """The words of the document that it was written on, for people; no model is told."""

    about: tuple[Sentence, ...] = ()
    """The sentences of the earlier draft that it is on, with their slots; none where that is not
    certain. To shorten a paragraph, all of its sentences; to keep, none is the whole section."""

    order: RemarkOrder = ""
    """What it asks for, where that is certain."""


class Revision(Record):
    """What a drafter who goes over a draft again is handed."""

    revise: tuple[DraftSection, ...]
    """The sections to write again, as they were. Every other one stays word for word."""

    remarks: tuple[Instruction, ...] = ()
    """What people ask for in them."""

    @property
    def keys(self) -> frozenset[str]:
        """Keys of the sections to write again."""
        return frozenset(section.key for section in self.revise)

    def remarks_on(self, section: str) -> tuple[Instruction, ...]:
        """The remarks on a section, those on the whole document among them."""
        return tuple(remark for remark in self.remarks if remark.section in {"", section})

    def told(self) -> str:
        """The JSON that a model is told: without anybody's name or address."""
        unsaid = {"remarks": {"__all__": {"by", "on"}}}
        return self.model_dump_json(exclude=unsaid)


class Redraft(Record):
    """An earlier draft, and what is to become of it."""

    of: str
    """The run whose draft it is."""

    draft: Draft
    """The whole of it."""

    revision: Revision
    """What the drafter is handed."""

    aside: tuple[Instruction, ...] = ()
    """Remarks on sections that are not written again; the drafter does not see them."""

    def completed(self, written: Draft, order: Sequence[str]) -> Draft:
        """What was written, with every section that was not to be written again as it was.

        `order` is the standard format's. What was written of an unknown section, or twice, stays,
        for the guard to refuse.
        """
        kept = {s.key: s for s in self.draft.sections if s.key not in self.revision.keys}
        sections: list[DraftSection] = []
        for key in order:
            sections += [kept[key]] if key in kept else _of(key, written)
        known = {*order, *kept}
        return Draft(sections=(*sections, *(s for s in written.sections if s.key not in known)))


def section_of(draft: Draft, key: str) -> DraftSection:
    """The draft's section of that key, empty when it has none."""
    return next((s for s in draft.sections if s.key == key), DraftSection(key=key))


def _of(key: str, written: Draft) -> list[DraftSection]:
    return [section for section in written.sections if section.key == key]


def sentences_of(section: DraftSection) -> tuple[Sentence, ...]:
    """Every sentence of a section, in order."""
    return tuple(s for paragraph in section.paragraphs for s in paragraph.sentences)


def is_same(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences have the same words, or rest on the same evidence in other words."""
    mine = _rests_on(one)
    return one.text == other.text or (bool(mine[0] or mine[1]) and mine == _rests_on(other))


def _rests_on(sentence: Sentence) -> tuple[frozenset[str], frozenset[str]]:
    facts = frozenset(slot.id for slot in slots(sentence.text) if slot.kind == "fact")
    quoted = {slot.id for slot in slots(sentence.text) if slot.kind == "quote"}
    return facts, frozenset({*sentence.cites, *quoted})
