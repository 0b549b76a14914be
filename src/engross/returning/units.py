"""The pieces in which two versions are laid beside each other: sentences, and rows of tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from engross.returning.words import compared, figures_of, tokens

if TYPE_CHECKING:
    from engross.ooxml.anchored_text import AnchoredBlock

_ROW = re.compile(r"(.*table \d+, row \d+), cell \d+")
_SENTENCE_END = re.compile(
    r"(?<=[.!?])[\"'\u201d\u2019)\]]*\s+(?=[\"'\u201c\u2018(\[]*[A-Z\u00a3\d])"
)
_BETWEEN_CELLS = "\t"
_PAGE_NUMBERS = re.compile(r"\bPage \d+(?: of \d+)?|(?<=\t)\d+$", re.IGNORECASE)
"""In headers, footers and tables of contents; whatever saves the file counts them again."""


class Part(NamedTuple):
    """The stretch of a block that a piece holds."""

    block: int
    start: int
    end: int
    """In the block's text."""
    at: int
    """Where it begins in the piece's text."""


class Unit:
    """A sentence, or a row of a table with tabs between its cells."""

    def __init__(self, text: str, place: str, parts: Sequence[Part], *, row: bool) -> None:
        self.text = text
        self.place = place
        """As Word counts: `paragraph 9`, `table 3, row 4`."""
        self.parts = tuple(parts)
        self.row = row

    @property
    def in_body(self) -> bool:
        """Whether it stands in the text; headers and the like have no order among themselves."""
        return self.place.startswith(("paragraph", "table"))

    @cached_property
    def key(self) -> str:
        """What makes two of them the same."""
        return compared(self.text)

    @cached_property
    def tokens(self) -> list[str]:
        """Its figures, words, spaces and signs."""
        return tokens(self.text)

    @cached_property
    def words(self) -> Counter[str]:
        """Its tokens but for spaces, counted, whatever their case."""
        return Counter(token.casefold() for token in self.tokens if not token.isspace())

    @cached_property
    def figures(self) -> Counter[str]:
        """Its numbers, amounts and dates, counted."""
        return Counter(compared(said.text) for said in figures_of(self.text))

    def holds(self, block: int, at: int) -> bool:
        """Whether that character of that block is in it."""
        return any(p.block == block and p.start <= at < max(p.end, p.start + 1) for p in self.parts)

    def inside(self, block: int, at: int) -> int:
        """Where a character of a block stands in its own text."""
        part = next(p for p in self.parts if p.block == block and p.start <= at <= p.end)
        return part.at + at - part.start

    def outside(self, start: int, end: int) -> tuple[int, int, int] | None:
        """Block, start and end of a stretch of its own text; `None` when no block holds it."""
        for part in self.parts:
            length = part.end - part.start
            if part.at <= start <= part.at + length:
                first = part.start + start - part.at
                return part.block, first, min(part.end, max(first, part.start + end - part.at))
        return None


def units(blocks: Sequence[AnchoredBlock]) -> list[Unit]:
    """The sentences and rows of a document, in its order; charts are none."""
    found: list[Unit] = []
    numbered = [pair for pair in enumerate(blocks) if pair[1].style != "chart"]
    for row, group in groupby(numbered, key=lambda pair: _row_of(pair[1])):
        if row:
            found.append(_row(row, list(group)))
        else:
            found += [unit for at, block in group for unit in _sentences(at, block)]
    return found


def _row_of(block: AnchoredBlock) -> str:
    match = _ROW.match(block.place)
    return match[1] if match else ""


def _row(place: str, cells: Sequence[tuple[int, AnchoredBlock]]) -> Unit:
    text, parts = "", list[Part]()
    for number, block in cells:
        text += _BETWEEN_CELLS if parts else ""
        parts.append(Part(number, 0, len(block.text), len(text)))
        text += _words(block)
    return Unit(text, place, parts, row=True)


def _sentences(number: int, block: AnchoredBlock) -> Iterator[Unit]:
    start, text = 0, _words(block)
    ends = [match.span() for match in _SENTENCE_END.finditer(text)]
    for end, following in [*ends, (len(text), len(text))]:
        if text[start:end].strip():
            part = Part(number, start, end, 0)
            yield Unit(text[start:end], block.place, [part], row=False)
        start = following


def _words(block: AnchoredBlock) -> str:
    """The block's text, in which page numbers are spaces."""
    if block.place.startswith(("header", "footer")) or block.style.lower().startswith("toc"):
        return _PAGE_NUMBERS.sub(lambda found: " " * len(found[0]), block.text)
    return block.text
