"""A slot fits its sentence, third part: a figure that somebody said stands in what they said.

`[[quote:p7#2]]` brings one figure of a passage into a sentence in other words. The sentence must
still speak of what the passage speaks of, and money that somebody named is not what the books say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engross.checks.cases import DraftCase
from engross.checks.measure_words import RULE
from engross.checks.rules import finding
from engross.checks.sentences import FILLER, Line
from engross.records import Finding, Passage, Slot, slots
from engross.records.slots import said_part

_LEAST_SHARED = 0.4
"""Of the sentence's longer words, how many must be the passage's, so that it is about the same."""

_STEM = 5
"""Letters that two forms of a word have in common: `transfer`, `transferred`."""

_LONGER_WORD = re.compile(r"[^\W\d_]{4,}")
_FRAME = frozenset(
    """asked told agreed said would will have been that this with your from them they
    confirm mentioned expects expected also should""".split()  # noqa: SIM905 - reads best as words
)
"""Words that only carry the report of what was said."""

_MONEY = re.compile(r"[£$€]|\b(?:pounds?|grand|hundreds?|thousands?|millions?)\b", re.IGNORECASE)
_SAID_BY_SOMEBODY = re.compile(
    r"\b(?:told|said|asked|agreed|mentioned|estimate[sd]?|expect(?:s|ed)?|suggested|quoted|thinks?"
    r"|thought|understands?|understood|confirmed|requested|instructed|offered|proposed|approved)\b",
    re.IGNORECASE,
)


def parts_out_of_place(case: DraftCase) -> Iterator[Finding]:
    """Figures of passages in sentences about something else, or as if they were the books'."""
    for line in case.lines:
        for slot in slots(line.text):
            passage = case.passage(slot.id) if slot.kind == "quote" and slot.part else None
            if passage is not None:
                yield from _faults(line, slot, passage)


def _faults(line: Line, slot: Slot, passage: Passage) -> Iterator[Finding]:
    said = said_part(passage.text, slot.part)
    words = line.own_words.replace(FILLER, " ")
    if _MONEY.search(said) and not _SAID_BY_SOMEBODY.search(words):
        yield finding(
            RULE,
            line.place,
            f"{line.quoted} gives {said} as if our records said so; it is what {slot.id} says.",
            "Say who said it, or use the figure of the records, [[fact:...]].",
            evidence=[slot.id],
        )
    if _shared(words, passage.text) < _LEAST_SHARED:
        yield finding(
            RULE,
            line.place,
            f"{line.quoted} takes {said} from {slot.id}, which speaks of something else.",
            "Say what the passage says of it, or quote the passage, [[quote:...]].",
            evidence=[slot.id],
        )


def _shared(words: str, source: str) -> float:
    """Which part of the sentence's longer words the passage has too, from 0 to 1."""
    own = _stems(words) - {word[:_STEM] for word in _FRAME}
    return len(own & _stems(source)) / len(own) if own else 1.0


def _stems(text: str) -> set[str]:
    return {word.casefold()[:_STEM] for word in _LONGER_WORD.findall(text)}
