"""The firm's approved words: a sentence of the knowledge base where the section calls for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engross.models.house.commentary import Remark
from engross.models.house.conversation import Conversation
from engross.models.house.nearness import Nearness
from engross.models.house.reading import PassageLine, Section, passages, words_in
from engross.records import Sentence, is_knowledge_id, without_slots
from engross.uk.figures import said_figures

_RELEVANT = 0.7
"""How well a passage must answer the question, by the knowledge base's own score."""

_ASKED = 3
"""Passages that are asked for, because a precedent may stand before the answer."""

_FITS = 0.35
"""How near the question must be to the remark that the answer follows."""

_LONGEST = 30

_PATTERN = re.compile(r'["\u201c\u201d\u2018\[\]]')
"""Quotation marks and the brackets of placeholders: the firm gives a pattern, no statement."""
_PRECEDENTS = "precedents"
"""The folder of precedents behind each wall."""
_TITLE = "Precedent: "
"""How the title of a precedent begins, wherever its file is."""

_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_ABOUT_OTHERS = frozenset(
    {"client", "clients", "client's", "i", "somebody", "it", "they", "that", "this"}
)
"""Words that do not fit a report to the client, or lean on what stands before."""


def ask_for(talk: Conversation, sections: Sequence[Section]) -> dict[str, tuple[PassageLine, ...]]:
    """What the knowledge base has for each section, as far as it has answered."""
    return {
        section.key: tuple(
            passage for question in section.knowledge for passage in _answers(talk, question)
        )
        for section in sections
        if not section.fixed
    }


def _answers(talk: Conversation, question: str) -> Iterator[PassageLine]:
    """The best answer, if it is one; precedents show how to write, and answer nothing."""
    told = talk.ask("search_knowledge", question=question, limit=_ASKED)
    scored = zip(passages(told), told.get("passages", ()), strict=True)
    best = next(((p, view) for p, view in scored if not is_precedent(p)), None)
    if best and float(best[1].get("score", 0)) >= _RELEVANT:
        yield best[0]


def is_approved(passage: PassageLine) -> bool:
    """Whether it is of the knowledge base."""
    return is_knowledge_id(passage.id)


def is_precedent(passage: PassageLine) -> bool:
    """Whether it is of a precedent, whose sentences were said of another document."""
    return _PRECEDENTS in passage.file.split("/")[:-1] or passage.place.startswith(_TITLE)


def fitting(
    section: Section, remarks: Sequence[Remark], found: Sequence[PassageLine], nearness: Nearness
) -> tuple[int, Sentence] | None:
    """The approved sentence that fits a remark best, and the remark's place; `None` for none."""
    best: tuple[float, int, Sentence] | None = None
    answers = [pair for passage in found for pair in _answer(section, passage, nearness)]
    for place, remark in enumerate(remarks):
        # A bare invitation (`If you have a query`) is about what was said before it.
        before = remarks[place - 1].text if place and not remark.facts else ""
        about = without_slots(f"{before} {remark.text}")
        for question, sentence in answers if remark.invites else ():
            fits = nearness.scores(about, [question])[0]
            if fits >= _FITS and (best is None or fits > best[0]):
                best = (fits, place, sentence)
    return (best[1], best[2]) if best else None


def _answer(
    section: Section, passage: PassageLine, nearness: Nearness
) -> Iterator[tuple[str, Sentence]]:
    """The section's question that the passage answers, and its sentence that answers it best."""
    usable = [] if is_precedent(passage) else list(filter(_is_usable, sentences_of(passage)))
    if usable and section.knowledge:
        near = nearness.scores(passage.text, section.knowledge)
        question = section.knowledge[near.index(max(near))]
        scores = nearness.scores(question, usable)
        sentence = usable[scores.index(max(scores))]
        yield question, Sentence(text=sentence, cites=(passage.id,))


def sentences_of(passage: PassageLine) -> list[str]:
    """The passage's whole sentences; headings, lists and tables are none."""
    blocks = re.split(r"\n\s*\n", passage.text)
    prose = [" ".join(b.split()) for b in blocks if not b.lstrip().startswith(("#", "|", "-", "*"))]
    found = [text for block in prose for text in _SENTENCES.split(block)]
    return [text for text in found if text.endswith(".")]


def _is_usable(text: str) -> bool:
    """Whether it states no figure, speaks to the reader, and stands on its own."""
    if said_figures(text) or len(text.split()) > _LONGEST or _PATTERN.search(text):
        return False
    return not words_in(text) & _ABOUT_OTHERS
