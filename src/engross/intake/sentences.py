"""Running text parted into sentences, with where each begins."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST = 420
"""Characters after which a sentence, or a passage of several, is parted."""

_CLOSE = r"[\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK})\]]*"
_OPEN = r"[\"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}(\[]?"
_END = re.compile(rf"[.!?…]+{_CLOSE}(?=\s+{_OPEN}[A-Z0-9£])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Ltd|Co|Inc|plc|vs|etc|approx|e\.g|i\.e|inv|ref|para|fig"
    r"|[A-Z])|\.\.)\.$",
    re.IGNORECASE,
)


class Sentence(NamedTuple):
    """A sentence and its first character's place in the text."""

    text: str
    start: int


def sentences(text: str) -> list[Sentence]:
    """The text's sentences in order; one that runs on and on is cut between words."""
    found: list[Sentence] = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if _ABBREVIATION.search(text[max(start, end - 8) : end]):
            continue
        found += _cut(text, start, end)
        start = end
    return found + _cut(text, start, len(text))


def _cut(text: str, start: int, end: int) -> list[Sentence]:
    while start < end and text[start].isspace():
        start += 1
    pieces: list[Sentence] = []
    while end - start > LONGEST:
        comma = text.rfind(", ", start + LONGEST // 2, start + LONGEST)
        space = comma + 1 if comma > 0 else text.rfind(" ", start + 1, start + LONGEST)
        stop = space if space > start else start + LONGEST
        pieces.append(Sentence(text[start:stop].strip(), start))
        start = stop
        while start < end and text[start].isspace():
            start += 1
    if text[start:end].strip():
        pieces.append(Sentence(text[start:end].strip(), start))
    return pieces
