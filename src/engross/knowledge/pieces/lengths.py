"""Stretches of text made as long as passages are found best: long ones cut, short ones joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from engross.knowledge.pieces.stretches import Stretch

LONGEST: Final = 600
"""Characters of a passage. `benchmarks/retrieval.py` found passages of 600 with short neighbours
under one heading joined best on the whole: shorter ones lose what they are about, longer ones
answer less to the point."""

_SENTENCE_ENDS: Final = re.compile(r"(?<=[.!?])[\"'\u201d\u2019)\]]*\s+")
_CELL_ENDS: Final = re.compile(r"(?<=[;|])\s+")
_NOT_TOO_SOON: Final = LONGEST // 3
"""Characters of the shortest part that is cut off where a sentence or a cell ends."""


def fitted(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """The stretches in order, none longer than `LONGEST`, neighbours together where they fit."""
    passage: _Passage | None = None
    for stretch in stretches:
        parts = list(_parts(stretch))
        # Half a row says nothing beside the next one.
        alone = stretch.kind != "paragraph" and len(parts) > 1
        for part in parts:
            if passage and not alone and passage.takes(part):
                continue
            if passage:
                yield passage.stretch
            passage = _Passage(part)
        if alone and passage:
            yield passage.stretch
            passage = None
    if passage:
        yield passage.stretch


class _Passage:
    """Stretches that stand together."""

    def __init__(self, first: Stretch) -> None:
        self.stretch = first
        self._last = first
        self._text = _marked(first)

    def takes(self, part: Stretch) -> bool:
        """Whether the part is the passage's end from now on."""
        if self._last.above != part.above or not self._last.place.meets(part.place):
            return False
        listed = part.kind == self._last.kind != "paragraph"
        between = "\n" if listed else "\n\n"
        text = f"{self._text}{between}{_marked(part)}"
        if len(text) > LONGEST:
            return False
        place = self.stretch.place.up_to(part.place)
        self.stretch = self.stretch._replace(text=text, place=place)
        self._text, self._last = text, part
        return True


def _marked(stretch: Stretch) -> str:
    """A list item or a row among others begins with a mark."""
    return stretch.text if stretch.kind == "paragraph" else f"- {stretch.text}"


def _parts(stretch: Stretch) -> Iterator[Stretch]:
    """The stretch, cut where it is too long: between sentences, a row's cells or, last, words."""
    ends = (_CELL_ENDS, _SENTENCE_ENDS) if stretch.kind == "row" else (_SENTENCE_ENDS,)
    text, begins = stretch.text, 0
    while begins < len(text):
        until = len(text) if len(text) - begins <= LONGEST else _end(text, begins, ends)
        if part := text[begins:until].strip():
            yield stretch._replace(text=part)
        begins = until


def _end(text: str, begins: int, ends: Sequence[re.Pattern[str]]) -> int:
    """Where a part that begins there ends: as late as it may."""
    reach = begins + LONGEST
    for pattern in ends:
        found = pattern.finditer(text, begins + _NOT_TOO_SOON, reach + 1)
        fitting = [match.end() for match in found]
        if fitting:
            return fitting[-1]
    blank = text.rfind(" ", begins + 1, reach + 1)
    return blank if blank > 0 else reach
