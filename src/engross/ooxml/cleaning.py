"""Nothing leaves in a document but the document: no comments, anchors, authors, revision marks."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from xml.sax.saxutils import escape

from lxml import etree

from engross.ooxml.marks import OURS
from engross.ooxml.names import CONTENT_TYPES, RELATIONSHIPS, W, w
from engross.ooxml.package import (
    Parts,
    open_package,
    parse,
    read_parts,
    serialise,
    write_package,
)

_LEFTOVERS = re.compile(
    r"word/(comments\w*|people)\.xml|docProps/(custom\.xml|thumbnail\..*)|"
    r"word/(printerSettings|glossary)/.*|customXml/.*|word/stylesWithEffects\.xml"
)
"""Parts that say something about the author's machine or the review, not to the reader."""

_WORKBOOK = re.compile(r"word/embeddings/.*\.xlsx", re.IGNORECASE)
"""What a chart is edited in; Excel notes in it who did, and when."""

_WORKBOOK_LEFTOVERS = re.compile(
    r"docProps/.*|customXml/.*|xl/(comments.*|threadedComments/.*|persons/.*|revisions/.*)"
)

_COMMENTS = {w(name) for name in ("commentRangeStart", "commentRangeEnd")}
_DROPPED = _COMMENTS | {w(name) for name in ("proofErr", "rsids", "rsid", "lastRenderedPageBreak")}
_CORE_PART = "docProps/core.xml"
_CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties \
xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>\
<dc:creator>{firm}</dc:creator><cp:lastModifiedBy>{firm}</cp:lastModifiedBy>\
<cp:revision>1</cp:revision>\
<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified>\
<dc:language>en-GB</dc:language></cp:coreProperties>"""
_APP = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
<Company>{firm}</Company></Properties>"""


def clean(docx: bytes, *, title: str, firm: str, when: dt.datetime) -> bytes:
    """The document with nothing in it but itself; its properties say title, firm and `when` only.

    The workbooks of its charts stay, without properties. The same document and the same words give
    the same bytes.
    """
    kept = _without(open_package(docx), _LEFTOVERS)
    for name, data in kept.items():
        if _WORKBOOK.fullmatch(name):
            kept[name] = _clean_workbook(data, name)
        elif name.startswith("word/") and name.endswith(".xml"):
            kept[name] = _clean_part(data, name)
    _set_properties(kept, title, firm, when)
    return write_package(kept)


def made_at(docx: bytes) -> dt.datetime:
    """The moment that a cleaned document's properties name."""
    root = parse(open_package(docx)[_CORE_PART], _CORE_PART)
    created = root.findtext("{http://purl.org/dc/terms/}created") or ""
    return dt.datetime.fromisoformat(created)


def _without(parts: Parts, leftovers: re.Pattern[str]) -> Parts:
    """The parts but for those, which nothing mentions any more."""
    gone = {name for name in parts if leftovers.fullmatch(name)}
    kept = {name: data for name, data in parts.items() if not _describes(name, gone)}
    for name, data in kept.items():
        if name.endswith(".rels"):
            kept[name] = _without_relations(data, name, gone)
        elif name == "[Content_Types].xml":
            kept[name] = _without_types(data, gone)
    return kept


def _clean_workbook(data: bytes, name: str) -> bytes:
    """Without properties, remarks and people, and without the folder that it was last saved in."""
    parts = _without(read_parts(data, name), _WORKBOOK_LEFTOVERS)
    if (book := parts.get("xl/workbook.xml")) is not None:
        root = parse(book, name)
        for element in list(root.iter("{*}absPath", "{*}fileSharing")):
            _remove(element)
        parts["xl/workbook.xml"] = serialise(root)
    return write_package(parts)


def _describes(name: str, gone: set[str]) -> bool:
    """Whether the part goes: itself, or because it only lists what a gone part points at."""
    folder, base = posixpath.split(name)
    owner = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
    return name in gone or (posixpath.basename(folder) == "_rels" and owner in gone)


def _without_relations(data: bytes, name: str, gone: set[str]) -> bytes:
    root = parse(data, name)
    folder = posixpath.dirname(posixpath.dirname(name))
    for relation in list(root.iter(f"{{{RELATIONSHIPS}}}Relationship")):
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
        if relation.get("TargetMode") != "External" and target.lstrip("/") in gone:
            root.remove(relation)
    return serialise(root)


def _without_types(data: bytes, gone: set[str]) -> bytes:
    root = parse(data, "[Content_Types].xml")
    for override in list(root.iter(f"{{{CONTENT_TYPES}}}Override")):
        if override.get("PartName", "").lstrip("/") in gone:
            root.remove(override)
    return serialise(root)


def _clean_part(data: bytes, name: str) -> bytes:
    root = parse(data, name)
    ours = {
        start.get(w("id"))
        for start in root.iter(w("bookmarkStart"))
        if OURS.fullmatch(start.get(w("name"), ""))
    }
    for element in list(root.iter(etree.Element)):
        for attribute in [key for key in element.attrib if str(key).startswith(f"{{{W}}}rsid")]:
            del element.attrib[attribute]
        if _goes(element, ours):
            _remove(element)
    return serialise(root)


def _goes(element: etree._Element, ours: set[str | None]) -> bool:
    if element.tag in (w("bookmarkStart"), w("bookmarkEnd")):
        return element.get(w("id")) in ours
    if element.tag == w("r"):
        return element.find(w("commentReference")) is not None
    return element.tag in _DROPPED


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _set_properties(parts: Parts, title: str, firm: str, when: dt.datetime) -> None:
    words = {
        "title": escape(title),
        "firm": escape(firm),
        "when": when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    for name, pattern in ((_CORE_PART, _CORE), ("docProps/app.xml", _APP)):
        if name in parts:
            parts[name] = pattern.format(**words).encode()
