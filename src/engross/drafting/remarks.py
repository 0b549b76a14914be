"""People's remarks on a document, found again in the draft that it was made of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from engross.drafting.orders import Asked, asked_by
from engross.records import Draft, Paragraph, Remark, Sentence
from engross.records.redrafts import (
    LONGEST_REMARK,
    Instruction,
    Redraft,
    Revision,
    section_of,
)
from engross.workspace.specs import CrewSpec

Filled = Callable[[Sentence], str]
"""A sentence as the document prints it, its slots filled."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ue000-\uf8ff\ufeff\ufff9-\uffff\U000e0000-\U0010ffff]"
)
"""Characters that nobody sees or that turn the direction of reading: a remark must be to its
drafter what it is to a person's eye."""

_LONGEST_NAME = 100
_ENDS = " .,;:!?\"'()[]"
_ALIKE = str.maketrans(
    {
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{SOFT HYPHEN}": "",
    }
)


def planned(  # noqa: PLR0913 - what a redraft is made of
    of: str,
    draft: Draft,
    remarks: Sequence[Remark],
    crew: CrewSpec,
    filled: Filled,
    *,
    only: Sequence[str] = (),
) -> Redraft:
    """Which sections are written again, and with which remarks.

    Those are `only`, else the sections that a remark asks to change; a remark on the whole
    document opens every one. What no agent writes (a section of the firm's own text) is never
    among them, nor is one of which every remark says to keep it. A remark on words outside every
    section is on what the drafter does not write.
    """
    told = [_instruction(n, remark, draft, filled) for n, remark in enumerate(remarks, start=1)]
    written = [s.key for s in crew.standard_format if not s.only_fixed]
    asked = {remark.section for remark in told if remark.order != "keep"}
    everywhere = any(_is_on_document(remark) for remark in told)
    wanted = set(only) or (set(written) if everywhere else asked)
    new = set(written) - {section.key for section in draft.sections}
    keys = [key for key in written if key in wanted | new]
    handed = [r for r in told if r.section in keys or (keys and _is_on_document(r))]
    return Redraft(
        of=of,
        draft=draft,
        revision=Revision(
            revise=tuple(section_of(draft, key) for key in keys), remarks=tuple(handed)
        ),
        aside=tuple(remark for remark in told if remark not in handed),
    )


def _is_on_document(remark: Instruction) -> bool:
    return not (remark.section or remark.on)


def readable(text: str) -> str:
    """A remark as it is handed on: what is seen of it, and not without end."""
    seen = _UNSEEN.sub("", unicodedata.normalize("NFC", text)).strip()
    return seen if len(seen) <= LONGEST_REMARK else f"{seen[:LONGEST_REMARK].rstrip()} […]"


def _instruction(number: int, remark: Remark, draft: Draft, filled: Filled) -> Instruction:
    says = readable(remark.text)
    asked = asked_by(says)
    written = section_of(draft, remark.section).paragraphs
    found = _found(readable(remark.words), written, filled)
    about = _about(asked, found)
    is_certain = bool(about) or (asked.order == "keep" and bool(remark.section))
    return Instruction(
        number=number,
        by=readable(remark.by)[:_LONGEST_NAME],
        section=remark.section,
        says=says,
        on=readable(remark.words),
        about=about or found.sentences,
        order=asked.order if is_certain else "",
    )


class _Found(NamedTuple):
    """The sentences that a stretch of the document touches."""

    sentences: tuple[Sentence, ...] = ()
    paragraph: Paragraph | None = None
    """Their paragraph, if it is one."""
    whole: bool = False
    """Whether the words are all of theirs, from the first to the last."""
    certain: bool = False
    """Whether the words stand in one place only; else the sentences of every place are given."""


class _Placed(NamedTuple):
    start: int
    end: int
    sentence: Sentence
    paragraph: Paragraph

    def has(self, start: int, end: int) -> bool:
        """Whether any of that stretch is in it."""
        return self.start < end and start < self.end


def _found(words: str, paragraphs: Sequence[Paragraph], filled: Filled) -> _Found:
    """The sentences that have those words."""
    text, placed = _laid_out(paragraphs, filled)
    sought = _plain(words).strip(_ENDS)
    places = _places(sought, text)
    if len(places) != 1:
        having = [p for p in placed for start in places if p.has(start, start + len(sought))]
        return _Found(tuple(dict.fromkeys(p.sentence for p in having)))
    start, end = places[0], places[0] + len(sought)
    touched = [p for p in placed if p.has(start, end)]
    # By place, not by value: two paragraphs of a section may read the same.
    one = all(p.paragraph is touched[0].paragraph for p in touched)
    beside = text[touched[0].start : start] + text[end : touched[-1].end]
    return _Found(
        sentences=tuple(p.sentence for p in touched),
        paragraph=touched[0].paragraph if one else None,
        whole=not beside.strip(_ENDS),
        certain=True,
    )


def _laid_out(paragraphs: Sequence[Paragraph], filled: Filled) -> tuple[str, list[_Placed]]:
    """A section's text as it is printed, and where each of its sentences stands in it."""
    text, placed = "", []
    for paragraph in paragraphs:
        for sentence in paragraph.sentences:
            printed = _plain(filled(sentence))
            placed.append(_Placed(len(text), len(text) + len(printed), sentence, paragraph))
            text += f"{printed} "
    return text, placed


def _places(sought: str, text: str) -> list[int]:
    """Where those words stand as whole words."""
    if not sought:
        return []
    pattern = re.compile(rf"(?<!\w){re.escape(sought)}(?!\w)")
    return [match.start() for match in pattern.finditer(text)]


def _about(asked: Asked, found: _Found) -> tuple[Sentence, ...]:
    """The sentences that an order is about; none where that is not certain."""
    if not found.certain:
        return ()
    if asked.order == "shorten" or asked.scope == "paragraph":
        return found.paragraph.sentences if found.paragraph else ()
    if asked.order == "leave-out" and asked.scope == "words" and not found.whole:
        return ()  # it may be a word that is to go
    one = asked.scope == "sentence" or asked.order in {"quote", "move-first"}
    if one and len(found.sentences) != 1:
        return ()
    return found.sentences if asked.order else ()


def _plain(text: str) -> str:
    """As two programs would both write it."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_ALIKE)).casefold().split())
