"""What cleaning should have taken out of a Word file, and anything that is not known to belong.

Written apart from `ooxml.cleaning`, which it checks: cleaning takes out what it knows; here only
what is known may stay.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from engross.ooxml.field_codes import fields_of, may_stay, name_of
from engross.ooxml.hidden_text import (
    HidingStyles,
    hidden_drawings,
    hidden_rows,
    hidden_runs,
    hiding_styles,
)
from engross.ooxml.names import DRAWING, RELATIONSHIPS, SHEET, M, W, w
from engross.ooxml.package import Parts, main_part, open_package, parse, read_parts, relations

_TEXT = (w("t"), w("tab"), w("sym"), w("drawing"), w("pict"), w("instrText"), f"{{{M}}}t")


class Trace(NamedTuple):
    """Something that is still in a file."""

    place: str
    """The part, and for what stands in a text its first words."""
    what: str
    """In a few words: `a comment`, `revision ids (rsidR)`."""


_PARTS = frozenset(
    {
        *("officeDocument", "core-properties", "extended-properties"),
        *("styles", "settings", "webSettings", "fontTable", "font", "numbering"),
        *("theme", "themeOverride", "header", "footer", "footnotes", "endnotes", "image"),
        *("chart", "chartUserShapes", "chartStyle", "chartColorStyle", "package", "hyperlink"),
        *("diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing"),
    }
)
"""The kinds of relationship that a clean document may have."""

_PARTS_OF_A_BOOK = frozenset(
    {
        *("officeDocument", "worksheet", "styles", "theme", "sharedStrings", "calcChain"),
        *("sheetMetadata", "table", "drawing", "chart", "chartStyle", "chartColorStyle", "image"),
    }
)

_WHAT_PARTS_ARE = {
    "aFChunk": "a whole file brought in as a chunk",
    "attachedTemplate": "the template's place",
    "chartEx": "a chart of a kind that is not checked (waterfall, treemap, map)",
    "comments": "comments",
    "connections": "a connection to a database",
    "control": "an ActiveX control",
    "custom-properties": "the file's own properties",
    "customXml": "custom XML",
    "externalLink": "a link to another workbook",
    "glossaryDocument": "building blocks",
    "oleObject": "an embedded file",
    "people": "the people who commented",
    "pivotCacheDefinition": "a copy of a pivot table's source",
    "printerSettings": "a printer's settings",
    "subDocument": "a part of another document",
    "thumbnail": "a picture of the first page",
    "vbaProject": "a macro project",
}
"""By kind of relationship, for the commonest that may not be there."""

_MARKUP = {
    "comment": "a comment",
    "commentReference": "a comment",
    "commentRangeStart": "a comment",
    "ins": "a tracked insertion",
    "del": "a tracked deletion",
    "moveFrom": "a tracked move",
    "moveTo": "a tracked move",
    "cellIns": "a tracked cell",
    "cellDel": "a tracked cell",
    "cellMerge": "a tracked cell",
    "permStart": "a person's right to edit",
    "rsids": "revision ids",
    "docVars": "document variables",
    "attachedTemplate": "the template's place",
    "mailMerge": "a mail merge",
    "dataBinding": "a content control's source",
    "tag": "a content control's tag",
    "smartTag": "a smart tag",
    "customXml": "custom XML",
    "altChunk": "a whole file brought in as a chunk",
    "subDoc": "a part of another document",
    "control": "an ActiveX control",
    "contentPart": "handwriting",
    "dayLong": "a date that changes by itself",
    "dayShort": "a date that changes by itself",
    "monthLong": "a date that changes by itself",
    "monthShort": "a date that changes by itself",
    "yearLong": "a date that changes by itself",
    "yearShort": "a date that changes by itself",
    "trackRevisions": "the order to track changes",
}
"""By name in Word's own language, what it is."""

_ATTRIBUTES = re.compile(
    r"rsid\w*|paraId|textId|durableId|anchorId|editId|gfxdata|storeItemChecksum|dateUtc"
)
"""Ids of revisions and sessions, in whichever year's namespace."""

_EXTENSIONS = ("creationId", "uniqueId", "imgProps")

_PROPERTIES = {
    *("title", "subject", "creator", "keywords", "lastModifiedBy", "revision", "created"),
    *("modified", "language", "coreProperties", "Properties", "Company"),
}


def traces(docx: bytes) -> Iterator[Trace]:
    """Everything in the file that a clean one does not have.

    Raises:
        InputError: the file cannot be opened at all.
    """
    parts = open_package(docx)
    yield from _strange_parts(parts, _PARTS, "")
    styles = _styles(parts)
    for name in sorted(parts):
        if name.lower().endswith(".xlsx"):
            yield from _in_book(read_parts(parts[name], name), f"{name}: ")
        elif name.endswith(".xml") and name.startswith("docProps/"):
            yield from _in_properties(parse(parts[name], name), name)
        elif name.endswith(".xml") and name != "[Content_Types].xml":
            yield from _in_part(parse(parts[name], name), name, styles)


def _styles(parts: Parts) -> HidingStyles:
    for kind, target in relations(parts, main_part(parts)):
        if kind == "styles" and target in parts:
            return hiding_styles(parse(parts[target], target))
    return hiding_styles(None)


def _strange_parts(parts: Parts, known: frozenset[str], before: str) -> Iterator[Trace]:
    """Relationships of another kind or to the outside, and parts that nothing leads to."""
    reached = {"[Content_Types].xml"}
    for name in sorted(parts):
        if not name.endswith(".rels"):
            continue
        reached.add(name)
        folder = posixpath.dirname(posixpath.dirname(name))
        for relation in parse(parts[name], name).iter(f"{{{RELATIONSHIPS}}}Relationship"):
            target = relation.get("Target", "")
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            reached.add(path.lower())
            yield from _strange_relation(relation, f"{before}{path}", kind, known)
    for name in sorted(parts):
        if name.lower() not in reached and name not in reached:
            yield Trace(f"{before}{name}", "a part that nothing in the document needs")


def _strange_relation(
    relation: etree._Element, path: str, kind: str, known: frozenset[str]
) -> Iterator[Trace]:
    if kind not in known:
        yield Trace(path, _WHAT_PARTS_ARE.get(kind, f"a part of an unknown kind ({kind})"))
    elif relation.get("TargetMode") == "External" and kind != "hyperlink":
        target = relation.get("Target", "")
        yield Trace(target, "something that Word would fetch from outside")
    elif kind == "package" and not path.lower().endswith(".xlsx"):
        yield Trace(path, "an embedded file")


def _in_properties(root: etree._Element, part: str) -> Iterator[Trace]:
    for element in root.iter(etree.Element):
        name = element.tag.rpartition("}")[2]
        if name not in _PROPERTIES:
            yield Trace(part, f"the property {name}")


def _in_part(root: etree._Element, part: str, styles: HidingStyles) -> Iterator[Trace]:
    yield from _markup(root, part)
    keys = {str(key) for element in root.iter(etree.Element) for key in element.attrib}
    names = (key.rpartition("}")[2] for key in keys if "}" in key)
    ids = {name for name in names if _ATTRIBUTES.fullmatch(name)}
    if ids:
        yield Trace(part, f"revision ids ({', '.join(sorted(ids))})")
    yield from _live_fields(root, part)
    yield from _hidden(root, part, styles)


def _live_fields(root: etree._Element, part: str) -> Iterator[Trace]:
    """Fields that show another thing on another day or machine, those included that do not end."""
    whole = fields_of(root).whole
    told = {text for one in whole for text in one.code}
    found = [(one.begin, one.instruction) for one in whole if not one.may_stay]
    torn = (text for text in root.iter(w("instrText")) if text not in told)
    found += [(text, text.text or "") for text in torn if not may_stay(text.text or "")]
    simple = ((field, field.get(w("instr"), "")) for field in root.iter(w("fldSimple")))
    found += [(field, instruction) for field, instruction in simple if not may_stay(instruction)]
    for drawn in root.iter(f"{{{DRAWING}}}fld"):
        if drawn.get("type", "").startswith("datetime"):
            yield Trace(part, "a date in a drawing that changes by itself")
    for element, instruction in found:
        named = name_of(instruction) or "one without a name"
        yield Trace(f"{part}, {_near(element)}", f"a field that may change by itself ({named})")


def _markup(root: etree._Element, part: str) -> Iterator[Trace]:
    for element in root.iter(f"{{{W}}}*"):
        if what := _meant(element.tag):
            yield Trace(f"{part}, {_near(element)}", f"{what}{_by(element)}")
    for name in _EXTENSIONS:
        if next(root.iter(f"{{*}}{name}"), None) is not None:
            yield Trace(part, f"a drawing's history ({name})")


def _hidden(root: etree._Element, part: str, styles: HidingStyles) -> Iterator[Trace]:
    for run in hidden_runs(root, styles):
        if next(run.iter(*_TEXT), None) is not None:
            yield Trace(f"{part}, {_near(run)}", "hidden text")
    for row in hidden_rows(root):
        yield Trace(f"{part}, {_near(row)}", "a hidden row")
    for drawing in hidden_drawings(root):
        yield Trace(part, f"a hidden drawing, {drawing.get('name', 'without a name')}")


def _in_book(parts: Parts, before: str) -> Iterator[Trace]:
    """In the workbook that a chart is edited in."""
    yield from _strange_parts(parts, _PARTS_OF_A_BOOK, before)
    for name in sorted(parts):
        if not name.endswith(".xml"):
            continue
        root = parse(parts[name], f"{before}{name}")
        for sheet in root.iter(f"{{{SHEET}}}sheet"):
            if sheet.get("state", "visible") != "visible":
                yield Trace(f"{before}{name}", f"a hidden sheet, {sheet.get('name', '')}")
        for element in root.iter("{*}absPath", "{*}revisionPtr", "{*}fileSharing"):
            kind = element.tag.rpartition("}")[2]
            yield Trace(f"{before}{name}", f"where and by whom it was saved ({kind})")


@lru_cache(maxsize=1_024)
def _meant(tag: str) -> str:
    """What an element of that name is, if it is a trace; one of many names of a change too."""
    name = tag.rpartition("}")[2]
    if name in _MARKUP:
        return _MARKUP[name]
    if name.endswith("Change"):
        return "a tracked change"
    return "custom XML" if name.startswith("customXml") else ""


def _by(element: etree._Element) -> str:
    author = element.get(w("author"))
    return f" by {author}" if author else ""


def _near(element: etree._Element) -> str:
    """The first words of the paragraph, or of the row, that it stands in."""
    around = next(element.iterancestors(w("p")), element)
    words = " ".join("".join(text.text or "" for text in around.iter(w("t"))).split())[:50]
    return f"at “{words}”" if words else "where there are no words"
