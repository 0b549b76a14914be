"""A draft that people went over: what they are certain to ask for is done, the rest stays."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from engross.models.house.conversation import Conversation
from engross.models.house.reading import Layout, PassageLine, facts, looked_up, unique
from engross.models.house.reporting import Reader, quote, reader_of
from engross.records import Brief, BriefSection, Draft, DraftSection, Paragraph, Sentence
from engross.records.redrafts import Instruction, Revision, is_same

Paragraphs = tuple[Paragraph, ...]


def revised(revision: Revision, talk: Conversation, plan: Layout) -> Draft | None:
    """The sections to write again as they were, with what was certain to be asked for done.

    `None` while passages that are to be quoted are looked up.
    """
    wanted = [r for r in revision.remarks if r.order == "quote"]
    material = _looked_up(talk, wanted) if wanted else Material({}, Reader())
    if talk.waiting():
        return None
    needed = {section.key for section in plan.sections if not section.may_be_empty}
    return Draft(
        sections=tuple(
            followed(
                section,
                revision.remarks_on(section.key),
                material,
                may_be_empty=section.key not in needed,
            )
            for section in revision.revise
        )
    )


@dataclass(frozen=True)
class Material:
    """What it takes to quote a passage."""

    passages: Mapping[str, PassageLine]
    reader: Reader


def followed(
    section: DraftSection,
    remarks: Sequence[Instruction],
    material: Material,
    *,
    may_be_empty: bool,
) -> DraftSection:
    """The section with every order carried out; one that cannot be changes nothing.

    What somebody asks to keep is not changed, whatever another remark asks for.
    """
    kept = [s for remark in remarks if remark.order == "keep" for s in remark.about]
    paragraphs = section.paragraphs
    for remark in remarks:
        after = _carried_out(remark, paragraphs, _standing(kept, paragraphs), material)
        paragraphs = after if after or may_be_empty else paragraphs
    return section.model_copy(update={"paragraphs": paragraphs})


def _standing(about: Sequence[Sentence], paragraphs: Paragraphs) -> tuple[Sentence, ...]:
    """The section's own sentences that these are now.

    Those of the same words; for one that was written again, the first with the same evidence.
    """
    now = [sentence for paragraph in paragraphs for sentence in paragraph.sentences]
    found: list[Sentence] = []
    for sentence in about:
        exact = [one for one in now if one.text == sentence.text]
        found += (exact or [one for one in now if is_same(sentence, one)])[:1]
    return tuple(found)


def _carried_out(
    remark: Instruction, paragraphs: Paragraphs, kept: Collection[Sentence], material: Material
) -> Paragraphs:
    about = [s for s in _standing(remark.about, paragraphs) if s not in kept]
    if remark.order == "leave-out":
        return _without(about, paragraphs)
    if remark.order == "shorten":
        first = _standing(remark.about[:1], paragraphs)
        return _without([s for s in about if s not in first], paragraphs) if first else paragraphs
    if remark.order == "quote":
        return _quoting(about, paragraphs, material)
    if remark.order == "move-first" and len(about) == len(remark.about):
        return _first(about, paragraphs)
    return paragraphs


def _without(gone: Collection[Sentence], paragraphs: Paragraphs) -> Paragraphs:
    texts = {sentence.text for sentence in gone}
    left = (
        Paragraph(sentences=tuple(s for s in paragraph.sentences if s.text not in texts))
        for paragraph in paragraphs
    )
    return tuple(paragraph for paragraph in left if paragraph.sentences)


def _quoting(about: Sequence[Sentence], paragraphs: Paragraphs, material: Material) -> Paragraphs:
    """With the passage that each of the sentences rests on in that passage's own words."""
    quoted = {s.text: _quotation(s, material) for s in about}
    return tuple(
        Paragraph(sentences=tuple(quoted.get(s.text, s) for s in paragraph.sentences))
        for paragraph in paragraphs
    )


def _quotation(sentence: Sentence, material: Material) -> Sentence:
    """The passage that it cites; of several the only one that somebody said, else none."""
    cited = [material.passages[name] for name in sentence.cites if name in material.passages]
    said = [passage for passage in cited if passage.speaker]
    meant = said if len(cited) > 1 else cited
    if len(meant) != 1 or len(cited) != len(sentence.cites):
        return sentence
    told = quote(meant[0], material.reader)
    return Sentence(text=told.text, cites=told.cites)


def _first(about: Sequence[Sentence], paragraphs: Paragraphs) -> Paragraphs:
    """With the sentences at the beginning: their whole paragraph, or before the first sentence."""
    whole = next((p for p in paragraphs if p.sentences == tuple(about)), None)
    if whole is not None:
        return (whole, *(p for p in paragraphs if p is not whole))
    rest = _without(about, paragraphs)
    if not rest:
        return paragraphs
    begun = Paragraph(sentences=(*about, *rest[0].sentences))
    return (begun, *rest[1:])


def _looked_up(talk: Conversation, remarks: Sequence[Instruction]) -> Material:
    ids = unique(name for remark in remarks for s in remark.about for name in s.cites)
    _, said = looked_up(talk, Brief(sections=(BriefSection(key="quoted", passages=ids),)))
    register = facts(talk.ask("find_facts", period="register", limit=100))
    return Material(said, reader_of(register, said.values()))
