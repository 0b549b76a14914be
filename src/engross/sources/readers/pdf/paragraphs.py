"""Lines of a PDF joined to what was typed: paragraphs, headings, list items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from engross.sources.documents import BlockRead
from engross.sources.readers.pdf.lines import HYPHENS, PdfLine

_BULLET = re.compile(
    "(?:[\u2022\u2023\u25aa\u25ab\u25cf\u25cb\u25a0\u25e6\u2043\u00b7\uf0b7\uf0a7\uf0d8*+\u2013-]|o"
    r"|[0-9]{1,2}[.)]|\([a-z0-9]{1,2}\))\s+(?=\S)"
)
_ENDED = re.compile(r"[.!?:;]['\")\]\N{RIGHT DOUBLE QUOTATION MARK}]*$")
_LARGER = 1.15
"""How much larger than the text a heading's letters are at the least."""
_ALIKE = 0.6
"""Points by which letters of one paragraph may differ."""
_APART = 1.6
"""How many times its letters' size a line of a paragraph may stand below the one before it."""
_LOOSE = 1.15
"""The same in a document whose lines stand further apart: how many times their usual distance."""
_SHORT = 12
"""Words; a heading has no more."""
_FEW_FIGURES = 2
"""Figures in a heading; a line of more is the last row of a table."""
_WRAPPED = 25
"""Characters; a shorter line was ended by its writer, not by the column's width."""
_BESIDE = 60.0
"""Points by which lines of one column begin apart at most."""
_NEAR = 15
"""Lines above and below that tell how wide a column is."""
_LEVELS, _BOLD_LEVEL = 6, 7
_STEP = 12.0
"""Points that a list is set in by for each of its levels, at the least."""


@dataclass(frozen=True)
class Looks:
    """How the document's text looks, so that headings can be told from it."""

    body: float
    """The size of most letters."""
    sizes: tuple[float, ...]
    """The sizes of headings, the largest first."""
    bold: bool
    """Whether most of the text is bold."""
    lefts: tuple[float, ...]
    """Where list items begin, from the left."""
    apart: float
    """How far apart lines of a paragraph stand at most, in sizes of their letters."""


def looks_of(lines: Sequence[PdfLine]) -> Looks:
    """The looks of a document, by its lines."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size, 1)] += len(line.text)
    body = letters.most_common(1)[0][0] if letters else 0.0
    bold = sum(len(line.text) for line in lines if line.bold)
    return Looks(
        body,
        tuple(sorted((size for size in letters if size >= body * _LARGER), reverse=True)),
        2 * bold > letters.total(),
        tuple(_steps(sorted(line.left for line in lines if _BULLET.match(line.text)))),
        max(_APART, _LOOSE * _usual(sorted(_distances(lines)))),
    )


def _usual(distances: Sequence[float]) -> float:
    """The distance of lines within paragraphs: the least one, but for a few that stand closer."""
    return distances[len(distances) // 20] if distances else 0.0


def _distances(lines: Sequence[PdfLine]) -> Iterator[float]:
    for above, line in pairwise(lines):
        if above.page == line.page and above.bottom > line.bottom and line.size:
            yield (above.bottom - line.bottom) / line.size


def paragraphs(lines: Sequence[PdfLine], looks: Looks, words: Counter[str]) -> Iterator[BlockRead]:
    """The lines of one run without tables in it, joined."""
    run: list[PdfLine] = []
    for at, line in enumerate(lines):
        if run and not _goes_on(run[-1], line, _width(lines, at - 1), looks):
            yield _block(run, looks, words)
            run = []
        run.append(line)
    if run:
        yield _block(run, looks, words)


def words_of(lines: Iterable[PdfLine]) -> Counter[str]:
    """How often each word stands in the document, to tell `re-use` from `report`."""
    return Counter(
        word
        for line in lines
        for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text.casefold())
    )


def _steps(lefts: Sequence[float]) -> Iterator[float]:
    last: float | None = None
    for left in lefts:
        if last is None or left - last > _STEP:
            yield left
            last = left


def _width(lines: Sequence[PdfLine], at: int) -> float:
    """Where lines of this one's column end at the furthest."""
    near = lines[max(0, at - _NEAR) : at + _NEAR]
    return max(
        other.right
        for other in (*near, lines[at])
        if other.page == lines[at].page and abs(other.left - lines[at].left) < _BESIDE
    )


def _goes_on(above: PdfLine, line: PdfLine, width: float, looks: Looks) -> bool:
    """Whether the line is the same paragraph as the one before it."""
    if _BULLET.match(line.text) or above.bold != line.bold:
        return False
    if abs(above.size - line.size) > _ALIKE:
        return False
    unended = not _ENDED.search(above.text) and line.text[:1].islower()
    if line.page != above.page or line.bottom > above.bottom:
        return unended
    if above.bottom - line.bottom > looks.apart * line.size:
        return False
    if len(above.text) < _WRAPPED:
        return unended
    first_word = len(line.text.split(maxsplit=1)[0]) + 1
    letter = (above.right - above.left) / max(1, len(above.text))
    return unended or above.right + first_word * letter > width


def _block(run: Sequence[PdfLine], looks: Looks, words: Counter[str]) -> BlockRead:
    first = run[0]
    text = _joined(run, words)
    bullet = _BULLET.match(text)
    place = first.place
    if len(run) > 1 and run[-1].page == first.page:
        place = f"page {first.page}, lines {first.number} to {run[-1].number}"
    if bullet and first.size < looks.body * _LARGER:
        return BlockRead(text[bullet.end() :], place, indent=_indent(first, looks))
    return BlockRead(text, place, level=_level(run, text, looks))


def _joined(run: Sequence[PdfLine], words: Counter[str]) -> str:
    text = run[0].text
    for line in run[1:]:
        if text.endswith(HYPHENS) and text[-2:-1].isalpha() and line.text[:1].islower():
            text = _unhyphened(text, line.text, words)
        else:
            text = f"{text} {line.text}"
    return text


def _unhyphened(text: str, below: str, words: Counter[str]) -> str:
    """The two joined: without the hyphen, unless the document has the word with it elsewhere."""
    end, start = re.search(r"[^\W\d_]+.$", text), re.match(r"[^\W\d_]+", below)
    if end and start:
        whole = f"{end.group()[:-1]}{start.group()}".casefold()
        hyphened = f"{end.group()[:-1]}-{start.group()}".casefold()
        if words[hyphened] > words[whole]:
            return f"{text[:-1]}-{below}"
    return text[:-1] + below


def _indent(line: PdfLine, looks: Looks) -> int:
    return max(0, sum(left <= line.left + 1 for left in looks.lefts) - 1)


def _level(run: Sequence[PdfLine], text: str, looks: Looks) -> int:
    if len(text.split()) > _SHORT:
        return 0
    size = round(run[0].size, 1)
    if size in looks.sizes:
        return min(_LEVELS, looks.sizes.index(size) + 1)
    figures = sum(any(letter.isdigit() for letter in word) for word in text.split())
    bold = run[0].bold and not looks.bold and len(run) == 1 and figures <= _FEW_FIGURES
    return _BOLD_LEVEL if bold and text[-1] not in ".,;" else 0
