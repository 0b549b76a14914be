"""Everything that a Word file says, seen or unseen: in every part, attribute and relationship.

Written apart from `ooxml.cleaning`, whose work it is there to check.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Literal, NamedTuple

from lxml import etree

from engross.ooxml.names import CHART, DRAWING, SHEET, M, W, mc
from engross.ooxml.package import Parts, parse, read_parts

Kind = Literal["page", "sheet", "link", "unseen"]
"""On a page; in a chart's workbook or a spare form of a drawing, which a curious reader opens;
where a link leads; nowhere that Word shows by itself."""


class Said(NamedTuple):
    """A text somewhere in the file."""

    place: str
    """The part, and what of it: `word/styles.xml, style name`."""
    what: str
    """The element or attribute: `style/name@val`, `docPr@descr`; `bytes` in a picture."""
    text: str
    kind: Kind


_PAGE = {f"{{{W}}}p", f"{{{DRAWING}}}p", f"{{{CHART}}}v"}
"""What a reader reads as one text."""
_WORDS = {f"{{{W}}}t", f"{{{DRAWING}}}t", f"{{{M}}}t", f"{{{CHART}}}v", f"{{{W}}}delText"}
_CELLS = {f"{{{SHEET}}}t", f"{{{SHEET}}}v"}
_HEARD = {
    "docPr@descr",
    "docPr@title",
    "cNvPr@descr",
    "cNvPr@title",
    "shape@alt",
    "tblCaption@val",
    "tblDescription@val",
    "alias@val",
}
"""What Word reads out, or shows on a click: a reader's own, like the page."""

_PRINTABLE = re.compile(rb"[\x20-\x7e]{12,}|(?:[\x20-\x7e]\x00){6,}")
"""What can be read in bytes; shorter runs come about by chance, six in a megabyte of picture."""
_BOOK = re.compile(r".*\.xlsx", re.IGNORECASE)


def everything_said(docx: bytes) -> Iterator[Said]:
    """Every text of every part, attribute, relationship and property, and of the zip itself.

    What is said in the same place in the same way is said once.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        remarks = [archive.comment, *(entry.comment for entry in archive.infolist())]
    said = (Said("the zip", "comment", remark.decode("latin-1"), "unseen") for remark in remarks)
    for one in dict.fromkeys((*said, *_of_parts(read_parts(docx), ""))):
        if one.text.strip():
            yield one


def _of_parts(parts: Parts, before: str) -> Iterator[Said]:
    for name in sorted(parts):
        place = f"{before}{name}"
        yield Said(place, "name of the part", name, "unseen")
        if _BOOK.fullmatch(name):
            yield from _of_parts(read_parts(parts[name], place), f"{place}: ")
        elif name.endswith(".rels"):
            yield from _of_relations(parse(parts[name], place), place)
        elif name.endswith((".xml", ".vml")):
            yield from _of_tree(parse(parts[name], place), place)
        else:
            yield from _of_bytes(parts[name], place)


def _of_relations(root: etree._Element, place: str) -> Iterator[Said]:
    for relation in root.iterchildren(etree.Element):
        kind: Kind = "link" if relation.get("Type", "").endswith("/hyperlink") else "unseen"
        yield Said(place, "Relationship@Target", relation.get("Target", ""), kind)


def _of_tree(root: etree._Element, place: str) -> Iterator[Said]:
    yield Said(place, "namespaces", " ".join(filter(None, root.nsmap.values())), "unseen")
    for paragraph in root.iter(*_PAGE):
        words = (text.text or "" for text in paragraph.iter(*_WORDS))
        spare = next(paragraph.iterancestors(mc("Fallback")), None) is not None
        yield Said(place, "text", "".join(words), "sheet" if spare else "page")
    around = (*root.itersiblings(preceding=True), *root.itersiblings())
    for remark in (*around, *root.iter(etree.Comment, etree.ProcessingInstruction)):
        yield Said(place, "remark", remark.text or "", "unseen")
    for element in root.iter(etree.Element):
        yield from _of_element(element, place)


def _of_element(element: etree._Element, place: str) -> Iterator[Said]:
    name = element.tag.rpartition("}")[2]
    if element.text and element.tag not in _WORDS:
        kind: Kind = "sheet" if element.tag in _CELLS else _told(element.text)
        yield Said(place, name, element.text, kind)
    if element.tail:
        yield Said(place, name, element.tail, "unseen")
    for key, value in element.items():
        what = f"{name}@{str(key).rpartition('}')[2]}"
        yield Said(place, what, str(value), "page" if what in _HEARD else _told(str(value)))


def _told(text: str) -> Kind:
    """A field's instruction may be a link."""
    return "link" if "HYPERLINK" in text and text.lstrip().startswith("HYPERLINK ") else "unseen"


def _of_bytes(data: bytes, place: str) -> Iterator[Said]:
    """Whatever can be read in a picture or a font."""
    for found in _PRINTABLE.finditer(data):
        yield Said(place, "bytes", found.group().replace(b"\x00", b"").decode("ascii"), "unseen")
