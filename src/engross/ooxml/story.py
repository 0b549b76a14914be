"""How the paragraphs and tables of a Word file hang together: containers, blocks, range marks."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lxml import etree

from engross.ooxml.names import MC, mc, w

WRAPPERS = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "smartTag"))
"""What stands around paragraphs, rows, cells and words without being any of them."""

_UNSEEN = [w("del"), w("moveFrom"), mc("Fallback")]

_RANGE_MARKS = {
    w(name)
    for name in (
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "permStart",
        "permEnd",
    )
}


def blocks_of(
    container: etree._Element, through: Collection[str] = WRAPPERS
) -> Iterator[etree._Element]:
    """The paragraphs and tables that stand directly in it, wrappers being seen through."""
    for child in container:
        if child.tag in (w("p"), w("tbl"), w("altChunk")):
            yield child
        elif child.tag in through:
            yield from blocks_of(child, through)
        elif child.tag == mc("AlternateContent"):
            yield from blocks_of(chosen(child), through)


def container_of(block: etree._Element) -> etree._Element:
    """What `blocks_of` finds the block in: the body, a cell, a note, a text box, a header."""
    through = {*WRAPPERS, mc("AlternateContent"), mc("Choice"), mc("Fallback")}
    for ancestor in block.iterancestors():
        if ancestor.tag not in through:
            return ancestor
    return block


def chosen(alternatives: etree._Element) -> etree._Element:
    """The form that a present-day Word shows."""
    choice = alternatives.find(f"{{{MC}}}Choice")
    fallback = alternatives.find(f"{{{MC}}}Fallback")
    if choice is not None:
        return choice
    return alternatives if fallback is None else fallback


def stands_in(element: etree._Element, *tags: str) -> bool:
    """Whether one of those is around it."""
    return next(element.iterancestors(*tags), None) is not None


def holds(element: etree._Element, *tags: str) -> bool:
    """Whether it is, or has in it, one of those."""
    return next(element.iter(*tags), None) is not None


def is_range_mark(element: etree._Element) -> bool:
    """Whether it is an edge of a bookmark, a comment or a permission."""
    return element.tag in _RANGE_MARKS


def lone_range_marks(element: etree._Element) -> list[etree._Element]:
    """The edges inside it whose other edges stand outside, in order."""
    marks = list(element.iter(*_RANGE_MARKS))
    ends: dict[tuple[str, str], int] = {}
    for mark in marks:
        ends[_pair(mark)] = ends.get(_pair(mark), 0) + 1
    return [mark for mark in marks if ends[_pair(mark)] % 2]


def _pair(mark: etree._Element) -> tuple[str, str]:
    kind = str(mark.tag).removesuffix("Start").removesuffix("End")
    return kind, mark.get(w("id"), "")


def seen_texts(paragraph: etree._Element) -> list[etree._Element]:
    """What holds a paragraph's own words, but for deleted ones and those in text boxes."""
    return [
        text
        for text in paragraph.iter(w("t"))
        if next(text.iterancestors(w("p")), None) is paragraph and not stands_in(text, *_UNSEEN)
    ]
