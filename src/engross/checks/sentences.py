"""A draft as its sentences, and a sentence as its clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from engross.records import Draft, Slot, slots
from engross.records.slots import BRACKETS

FILLER = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for each character of a slot, so that places in the sentence stay what they are."""

_BOUNDARY = re.compile(
    r"[,;:()\u2013\u2014]|(?<=\s)(?:and|but|while|whereas|although|of which|which|with)(?=\s)",
    re.IGNORECASE,
)
_EXTRACT = 70


class Line(NamedTuple):
    """One sentence and where it stands."""

    section: str
    paragraph: int
    """1 is the section's first."""
    text: str
    cites: tuple[str, ...]

    @property
    def place(self) -> str:
        """As findings and figures name it: `section fees, paragraph 2`."""
        return f"section {self.section}, paragraph {self.paragraph}"

    @property
    def quoted(self) -> str:
        """Its beginning, for a finding's message."""
        return extract(self.text)

    @property
    def named(self) -> tuple[str, ...]:
        """The passages that it cites or quotes, by id."""
        return (*self.cites, *(slot.id for slot in slots(self.text) if slot.kind == "quote"))

    @property
    def own_words(self) -> str:
        """The sentence with every slot blanked out, character for character."""
        return BRACKETS.sub(lambda match: FILLER * len(match.group()), self.text)


class Clause(NamedTuple):
    """A part of a sentence that speaks about its slots."""

    start: int
    end: int
    words: str
    """The sentence's own words within it."""
    slots: tuple[Slot, ...]


def lines(draft: Draft) -> Iterator[Line]:
    """Every sentence, in order."""
    for section in draft.sections:
        for number, paragraph in enumerate(section.paragraphs, start=1):
            for sentence in paragraph.sentences:
                yield Line(section.key, number, sentence.text, sentence.cites)


def extract(text: str) -> str:
    """The beginning of a text in quotation marks."""
    plain = " ".join(text.split())
    short = plain if len(plain) <= _EXTRACT else f"{plain[:_EXTRACT].rsplit(' ', 1)[0]} …"
    return f"“{short}”"


def says(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words (or phrases) occurs, whole, in upper or lower case."""
    found = "|".join(re.escape(word) for word in words)
    return bool(found) and re.search(rf"(?<!\w)(?:{found})(?!\w)", text, re.IGNORECASE) is not None


def clauses(line: Line) -> tuple[Clause, ...]:
    """The sentence in parts of at least one slot each; a part without one joins the next."""
    words = line.own_words
    cuts = [match.start() for match in _BOUNDARY.finditer(words)]
    found = slots(line.text)
    parts: list[Clause] = []
    start = 0
    for cut in (*cuts, len(words)):
        within = tuple(slot for slot in found if start <= slot.start < cut)
        if not within and cut != len(words):
            continue
        if not within and parts:
            last = parts.pop()
            start, within = last.start, last.slots
        parts.append(Clause(start, cut, words[start:cut], within))
        start = cut
    return tuple(parts)
