"""Tracked changes: what Word's "final" view shows, made the document itself.

Every form that WordprocessingML tracks is known here: insertions, deletions and moves of text, of
paragraph marks, of rows and cells, of content controls and of mathematics; merged cells; changed
properties of runs, paragraphs, sections, tables, rows, cells and numbering; in every part.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engross.ooxml.names import W14, W, m, w
from engross.ooxml.package import open_package, parse, serialise, word_parts, write_package
from engross.ooxml.references import drop, referenced
from engross.ooxml.story import (
    blocks_of,
    container_of,
    holds,
    is_range_mark,
    lone_range_marks,
    stands_in,
)
from engross.ooxml.xml_edits import put_in_place, remove

GONE = {w("del"), w("moveFrom"), f"{{{W14}}}conflictDel"}
"""What is deleted when it holds content, or stands in the properties of something."""
CAME = {w("ins"), w("moveTo"), f"{{{W14}}}conflictIns"}
"""What is inserted, likewise."""
CHANGED = {
    w(f"{name}Change")
    for name in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "numbering")
}
"""What keeps the properties that something had before."""

_CELL_MARKS = {w(name) for name in ("cellIns", "cellDel", "cellMerge")}
_MOVED = {f"{name}Range{edge}" for name in ("moveFrom", "moveTo") for edge in ("Start", "End")}
_WRAPPERS_GONE = ("customXmlDelRange", "customXmlMoveFromRange", "customXmlConflictDelRange")
_WRAPPERS_CAME = ("customXmlInsRange", "customXmlMoveToRange", "customXmlConflictInsRange")
_RANGES = {
    f"{{{space}}}{name}{edge}"
    for space in (W, W14)
    for name in (*_WRAPPERS_GONE, *_WRAPPERS_CAME)
    for edge in ("Start", "End")
} | {w(name) for name in _MOVED}
_PROPERTIES = {w(name) for name in ("rPr", "trPr", "numPr")} | {m("ctrlPr")}
_WRAPPERS = {w(name) for name in ("sdt", "customXml", "smartTag")}
_NEVER_SEEN = {w("delText"), w("delInstrText")}

MARKS = GONE | CAME | CHANGED | _CELL_MARKS | _RANGES
"""Every element by which Word tracks a change."""


def accept_changes(docx: bytes, name: str = "the Word file") -> bytes:
    """The document as Word's "final" view shows it, with no tracked change left in any part.

    A comment or a note whose place was deleted goes with it; "track changes" is off.

    Raises:
        InputError: the file cannot be read as a Word document without macros.
    """
    parts = open_package(docx, name)
    before = referenced(parts)
    for part in word_parts(parts):
        root = parse(parts[part], part, name)
        if next(root.iter(*MARKS, *_NEVER_SEEN, w("trackRevisions")), None) is not None:
            _accept(root)
            parts[part] = serialise(root)
    drop(parts, before - referenced(parts))
    return write_package(parts)


def accept_formatting(docx: bytes, name: str = "the Word file") -> bytes:
    """The document with its tracked changes of formatting accepted; those of words stay.

    Raises:
        InputError: the file cannot be read as a Word document without macros.
    """
    parts = open_package(docx, name)
    for part in word_parts(parts):
        root = parse(parts[part], part, name)
        if found := list(root.iter(*CHANGED)):
            for mark in found:
                remove(mark)
            parts[part] = serialise(root)
    return write_package(parts)


def has_changes(docx: bytes, name: str = "the Word file") -> bool:
    """Whether anything in the file is tracked.

    Raises:
        InputError: the file cannot be read as a Word document without macros.
    """
    parts = open_package(docx, name)
    return any(
        next(parse(parts[part], part, name).iter(*MARKS), None) is not None
        for part in word_parts(parts)
    )


def _accept(root: etree._Element) -> None:
    for unwrapped in list(_deleted_wrappers(root)):
        _unwrap(unwrapped)
    for element in list(root.iter(*GONE)):
        if _holds_content(element):
            _remove_keeping_ranges(element)
    for element in list(root.iter(*GONE)):
        _remove_what_it_says_is_gone(element)
    for cell in [mark.getparent() for mark in root.iter(w("cellDel"))]:
        _remove_cell(cell)
    for mark in list(root.iter(w("cellMerge"))):
        _merge(mark)
    for paragraph in [one for one in root.iter(w("p")) if mark_is(one, GONE)]:
        _join(paragraph)
    for element in list(root.iter(*CAME)):
        _unwrap(element)
    for element in list(root.iter(*MARKS, *_NEVER_SEEN, w("trackRevisions"))):
        _remove_keeping_ranges(element)
    _sweep(root)


def mark_is(paragraph: etree._Element, marks: set[str]) -> bool:
    """Whether the paragraph's own mark is among those, as in `mark_is(paragraph, GONE)`."""
    properties = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    return properties is not None and any(child.tag in marks for child in properties)


def row_is(row: etree._Element, marks: set[str]) -> bool:
    """Whether the table's row is marked so."""
    properties = row.find(w("trPr"))
    return properties is not None and any(child.tag in marks for child in properties)


def _holds_content(element: etree._Element) -> bool:
    """Whether it wraps words; otherwise it stands in the properties of what it speaks of."""
    around = list(element.iterancestors())[:2]
    return not any(ancestor.tag in _PROPERTIES for ancestor in around)


def _remove_what_it_says_is_gone(element: etree._Element) -> None:
    """A deleted row or mathematical object; a deleted paragraph mark is left to `_join`."""
    properties = element.getparent()
    if properties is None:
        return
    owner = properties.getparent()
    if properties.tag == w("trPr") and owner is not None:
        _remove_keeping_ranges(owner)
    elif properties.tag == m("ctrlPr") and owner is not None:
        _remove_math(owner.getparent() if owner.tag.endswith("Pr") else owner)
    elif owner is None or owner.tag != w("pPr"):
        properties.remove(element)


def _remove_math(thing: etree._Element | None) -> None:
    """A fraction, a root and so on; what of its content was not deleted stays."""
    if thing is None:
        return
    kept = [run for run in thing.iter(m("r")) if any(t.text for t in run.iter(m("t")))]
    put_in_place(thing, kept)


def _deleted_wrappers(root: etree._Element) -> Iterator[etree._Element]:
    """Content controls and custom XML that were taken from around their content."""
    starts = {f"{{{s}}}{n}Start" for s in (W, W14) for n in _WRAPPERS_GONE}
    ends = {f"{{{s}}}{n}End" for s in (W, W14) for n in _WRAPPERS_GONE}
    still_open = 0
    for element in root.iter(*starts, *ends, *_WRAPPERS):
        if element.tag in starts:
            still_open += 1
        elif element.tag in ends:
            still_open = max(0, still_open - 1)
        elif still_open:
            yield element


def _remove_cell(properties: etree._Element | None) -> None:
    cell = None if properties is None else properties.getparent()
    if cell is not None:
        _remove_keeping_ranges(cell)


def _merge(mark: etree._Element) -> None:
    """Make a tracked merge of cells one above the other the cells' own."""
    properties = mark.getparent()
    if properties is None:
        return
    old = properties.find(w("vMerge"))
    kind = mark.get(w("vMerge"))
    if old is not None:
        properties.remove(old)
    if kind is None:
        properties.remove(mark)
        return
    mark.tag = w("vMerge")
    mark.attrib.clear()
    mark.set(w("val"), "restart" if kind == "rest" else "continue")
    before = [w(n) for n in ("cnfStyle", "tcW", "gridSpan", "hMerge")]
    place = sum(child.tag in before for child in properties)
    properties.insert(place, mark)


def _join(paragraph: etree._Element) -> None:
    """Let a paragraph whose mark is deleted run into the next, whose properties the whole has."""
    while mark_is(paragraph, GONE):
        following = _following(paragraph)
        if following is None:
            _unmark(paragraph)
            return
        if following.tag == w("tbl"):
            _unmark(paragraph)
            if not _content(paragraph):
                remove(paragraph)
            return
        if following.getparent() is not paragraph.getparent():
            place = 0 if following.find(w("pPr")) is None else 1
            following[place:place] = _content(paragraph)
            remove(paragraph)
            return
        _absorb(paragraph, following)


def _absorb(paragraph: etree._Element, following: etree._Element) -> None:
    """Append what follows, with the bookmarks' edges between, and take over its properties."""
    own, other = paragraph.find(w("pPr")), following.find(w("pPr"))
    if own is not None:
        paragraph.remove(own)
    if other is not None:
        paragraph.insert(0, other)
    between = next(paragraph.itersiblings(), None)
    while between is not None and between is not following:
        paragraph.append(between)
        between = next(paragraph.itersiblings(), None)
    paragraph.extend(list(following))
    remove(following)


def _following(paragraph: etree._Element) -> etree._Element | None:
    """The paragraph or table after it in its container."""
    for sibling in paragraph.itersiblings(etree.Element):
        if sibling.tag in (w("p"), w("tbl")):
            return sibling
        if not is_range_mark(sibling):
            break
    blocks = iter(blocks_of(container_of(paragraph)))
    for block in blocks:
        if block is paragraph:
            return next(blocks, None)
    return None


def _unmark(paragraph: etree._Element) -> None:
    for mark in paragraph.findall(f"{w('pPr')}/{w('rPr')}/*"):
        if mark.tag in GONE:
            remove(mark)


def _content(paragraph: etree._Element) -> list[etree._Element]:
    return [child for child in paragraph if child.tag != w("pPr")]


def _sweep(root: etree._Element) -> None:
    """Take out what may not stand empty: tables and rows, links, and content controls of blocks."""
    for empty in [one for one in root.iter(w("tr")) if not holds(one, w("tc"))]:
        _remove_keeping_ranges(empty)
    for empty in [one for one in root.iter(w("tbl")) if not holds(one, w("tr"))]:
        _remove_keeping_ranges(empty)
    for empty in [one for one in root.iter(w("hyperlink")) if not len(one)]:
        remove(empty)
    for content in [one for one in root.iter(w("sdtContent")) if not len(one)]:
        control = content.getparent()
        if control is not None and not stands_in(control, w("p")):
            remove(control)
    for cell in root.iter(w("tc"), w("txbxContent")):
        last = next((child for child in reversed(cell) if not is_range_mark(child)), None)
        if last is None or last.tag in (w("tbl"), w("tcPr")):
            etree.SubElement(cell, w("p"))


def _remove_keeping_ranges(element: etree._Element) -> None:
    """Remove it, but for edges of bookmarks and comments that reach beyond it."""
    put_in_place(element, lone_range_marks(element))


def _unwrap(element: etree._Element) -> None:
    content = element.find(w("sdtContent"))
    put_in_place(
        element,
        [
            child
            for child in (element if content is None else content)
            if child.tag not in (w("customXmlPr"), w("smartTagPr"))
        ],
    )
