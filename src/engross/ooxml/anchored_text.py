"""The text of a Word file with the anchors in it: which words each bookmark of ours is around."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from engross.ooxml.marked_runs import text_element
from engross.ooxml.marks import OURS, mark, tokens, without_marks
from engross.ooxml.names import XML, w
from engross.ooxml.package import Parts, open_package, parse, serialise, write_package
from engross.ooxml.text import Block, read_text
from engross.ooxml.xml_edits import like_run


class Anchor(NamedTuple):
    """The words of a block that a bookmark is around."""

    name: str
    start: int
    end: int
    """Characters of the block's text; the same as `start` for a bookmark that is empty."""


class Piece(NamedTuple):
    """The stretch of a block's text that one `w:t` holds."""

    number: int
    """Which `w:t` of the file it is, from 1, part by part."""
    start: int
    end: int


class AnchoredBlock(NamedTuple):
    """One paragraph that says something."""

    text: str
    place: str
    """As `ooxml.text.Block` has it: `table 2, row 3, cell 1, paragraph 1`."""
    style: str
    anchors: tuple[Anchor, ...] = ()
    """In the order of their beginnings; one that spans paragraphs is in each."""
    pieces: tuple[Piece, ...] = ()


class Stretch(NamedTuple):
    """Words of a block that are to be anchored."""

    name: str
    """The bookmark's."""
    block: int
    """Which of the file's blocks, from 0."""
    start: int
    end: int


class _Between(NamedTuple):
    """The `w:t`s between the two ends of a bookmark."""

    name: str
    first: int
    last: int
    """Less than `first` for a bookmark without words."""
    beside: int = 0
    """For one without words: the neighbour that stands in its paragraph; 0 for none."""


def read_anchored(docx: bytes) -> tuple[AnchoredBlock, ...]:
    """Every paragraph as `read_text` gives it, charts too, with the anchors that Engross placed.

    Raises:
        InputError: the file cannot be read as a Word document without macros.
    """
    parts = open_package(docx)
    roots = _roots(parts)
    anchors: list[_Between] = []
    lengths: dict[int, int] = {}
    for texts, root in zip(_texts(roots), roots.values(), strict=True):
        anchors += _anchors(root, texts)
        for number, text in texts.items():
            lengths[number] = _number(text, number)
    blocks = read_text(write_package(_with(parts, roots)), charts=True)
    numbered = (_block(block, lengths) for block in blocks)
    found = [block for block in numbered if block.text.strip()]
    held = {piece.number: at for at, block in enumerate(found) for piece in block.pieces}
    in_block: dict[int, list[Anchor]] = {}
    for one in anchors:
        numbers = range(one.first, one.last + 1) or (one.beside,)
        for at in dict.fromkeys(held[number] for number in numbers if number in held):
            in_block.setdefault(at, []).append(_anchor(one, found[at]))
    return tuple(
        block._replace(anchors=tuple(sorted(in_block.get(at, ()), key=lambda each: each[1:])))
        for at, block in enumerate(found)
    )


def place_bookmarks(docx: bytes, stretches: Sequence[Stretch], beginning: str) -> bytes:
    """The document with a bookmark around each stretch, and no other whose name begins like that.

    A stretch counts in the blocks that `read_anchored` gives of the same file. Runs are split and
    keep their formatting.
    """
    blocks = read_anchored(docx)
    parts = open_package(docx)
    roots = _roots(parts)
    texts = {number: text for part in _texts(roots) for number, text in part.items()}
    highest = _remove(roots, beginning)
    backwards = sorted(stretches, key=lambda one: (one.block, one.start), reverse=True)
    for number, one in enumerate(backwards, start=highest + 1):
        _bookmark(blocks[one.block], one, texts, number)
    return write_package(_with(parts, roots))


# --- reading --------------------------------------------------------------------------------------


def _roots(parts: Parts) -> dict[str, etree._Element]:
    """The trees of the parts that may hold words."""
    return {
        name: parse(parts[name], name)
        for name in sorted(parts)
        if name.startswith("word/") and name.endswith(".xml") and b":t" in parts[name]
    }


def _with(parts: Parts, roots: Mapping[str, etree._Element]) -> Parts:
    return {**parts, **{name: serialise(root) for name, root in roots.items()}}


def _texts(roots: Mapping[str, etree._Element]) -> Iterator[dict[int, etree._Element]]:
    """For each part its `w:t`s, by the numbers that they have in the whole file."""
    numbers = itertools.count(1)
    for root in roots.values():
        yield dict(zip(numbers, root.iter(w("t"))))  # noqa: B905 - the numbers never end


def _number(text: etree._Element, number: int) -> int:
    """Put a mark before the words, so that whoever reads them meets their number; their length."""
    opened = mark(f"t{number}", "").removesuffix(mark("t", "")[-1])
    words = without_marks(text.text or "")
    text.text = opened + words
    return len(words)


def _anchors(root: etree._Element, texts: Mapping[int, etree._Element]) -> Iterator[_Between]:
    """The bookmarks of ours in a part; of two with one name, the first."""
    first_number = min(texts, default=1)
    last = first_number - 1
    begun: dict[str, tuple[str, int, etree._Element]] = {}
    seen: set[str] = set()
    for element in root.iter(w("t"), w("bookmarkStart"), w("bookmarkEnd")):
        if element.tag == w("t"):
            last += 1
        elif element.tag == w("bookmarkStart"):
            name = element.get(w("name"), "")
            if OURS.fullmatch(name) and name not in seen:
                seen.add(name)
                begun[element.get(w("id"), "")] = (name, last + 1, element)
        elif opened := begun.pop(element.get(w("id"), ""), None):
            name, first, start = opened
            beside = _neighbour(start, first, texts) if last < first else 0
            yield _Between(name, first, last, beside)


def _neighbour(
    bookmark: etree._Element, following: int, texts: Mapping[int, etree._Element]
) -> int:
    """The `w:t` next to an empty bookmark in its own paragraph; 0 where that has none."""
    paragraph = next(bookmark.iterancestors(w("p")), None)
    for number in (following - 1, following):
        text = texts.get(number)
        if text is not None and next(text.iterancestors(w("p")), None) is paragraph:
            return number
    return 0


def _block(block: Block, lengths: Mapping[int, int]) -> AnchoredBlock:
    """The block without the numbers that `_number` put into it."""
    text, pieces = "", list[Piece]()
    for token in tokens(block.text):
        if token.kind == "open":
            number = int(token.value[1:])
            pieces.append(Piece(number, len(text), len(text) + lengths.get(number, 0)))
        elif token.kind == "text":
            text += token.value
    return AnchoredBlock(text, block.place, block.style, (), tuple(pieces))


def _anchor(one: _Between, block: AnchoredBlock) -> Anchor:
    if one.beside:
        beside = next(piece for piece in block.pieces if piece.number == one.beside)
        at = beside.start if one.beside == one.first else beside.end
        return Anchor(one.name, at, at)
    inside = [piece for piece in block.pieces if one.first <= piece.number <= one.last]
    return Anchor(one.name, inside[0].start, inside[-1].end)


# --- placing --------------------------------------------------------------------------------------


def _remove(roots: Mapping[str, etree._Element], beginning: str) -> int:
    """Take out the bookmarks whose names begin like that; the highest number that any had."""
    highest = 0
    for root in roots.values():
        gone: set[str] = set()
        for mark_of in list(root.iter(w("bookmarkStart"), w("bookmarkEnd"))):
            number = mark_of.get(w("id"), "0")
            highest = max(highest, int(number) if number.isdecimal() else 0)
            if mark_of.get(w("name"), "").startswith(beginning):
                gone.add(number)
            if number in gone and (parent := mark_of.getparent()) is not None:
                parent.remove(mark_of)
    return highest


def _bookmark(
    block: AnchoredBlock, one: Stretch, texts: Mapping[int, etree._Element], number: int
) -> None:
    """Put the bookmark around the words; the end first, so that the beginning stays where it is."""
    inside = [p for p in block.pieces if p.start < one.end and one.start < p.end]
    if not inside:
        return
    last, first = inside[-1], inside[0]
    end = etree.Element(w("bookmarkEnd"))
    end.set(w("id"), str(number))
    _run_of(_cut(texts[last.number], one.end - last.start)).addnext(end)
    start = etree.Element(w("bookmarkStart"))
    start.set(w("id"), str(number))
    start.set(w("name"), one.name)
    cut_at = one.start - first.start
    if cut_at > 0:
        _run_of(_cut(texts[first.number], cut_at)).addnext(start)
    else:
        _before(texts[first.number]).addprevious(start)


def _cut(text: etree._Element, at: int) -> etree._Element:
    """Make the text end at that character and its run with it; the rest is a run of its own."""
    words = text.text or ""
    run = _run_of(text)
    rest = list(text.itersiblings())
    if at >= len(words) and not rest:
        return text
    after = like_run(run)
    if at < len(words):
        text.text = words[:at]
        text.set(f"{{{XML}}}space", "preserve")
        after.append(text_element(words[at:]))
    for child in rest:
        after.append(child)
    run.addnext(after)
    return text


def _before(text: etree._Element) -> etree._Element:
    """The run that begins with the text; what stood before it in its run gets one of its own."""
    run = _run_of(text)
    earlier = [child for child in text.itersiblings(preceding=True) if child.tag != w("rPr")]
    if earlier:
        before = like_run(run)
        for child in reversed(earlier):
            before.append(child)
        run.addprevious(before)
    return run


def _run_of(text: etree._Element) -> etree._Element:
    run = text.getparent()
    if run is None:
        message = "words that stand in no run"
        raise ValueError(message)
    return run
