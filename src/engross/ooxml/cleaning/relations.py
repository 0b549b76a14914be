"""Only what a document needs: every part that is kept is reached from one that is kept."""

from __future__ import annotations

import posixpath
from collections.abc import Collection

from lxml import etree

from engross.ooxml.names import CONTENT_TYPES, RELATIONSHIPS, R
from engross.ooxml.package import Parts, parse, serialise

PACKAGE = frozenset({"officeDocument", "core-properties", "extended-properties"})
"""The kinds of relationship that a clean file itself has: no thumbnail, no custom properties, no
signature, no label."""

_DIAGRAM = "diagramDrawing"
"""How a diagram looks; a document has one for each, which only the diagram's own data name."""

WORD = frozenset(
    {
        "styles",
        "settings",
        "webSettings",
        "fontTable",
        "theme",
        "themeOverride",
        "numbering",
        "footnotes",
        "endnotes",
        "chartStyle",
        "chartColorStyle",
        _DIAGRAM,
    }
)
"""The kinds that no part names by id and a document still needs. Comments, people, custom XML,
glossaries, tasks and whatever a later Word may add are not among them."""

WORKBOOK = frozenset(
    {
        "styles",
        "theme",
        "sharedStrings",
        "calcChain",
        "sheetMetadata",
        "chartStyle",
        "chartColorStyle",
    }
)
"""The same for a workbook that a chart is edited in."""

_NAMING = etree.XPath(
    "//@r:* | //@o:relid | //@relId",
    namespaces={"r": R, "o": "urn:schemas-microsoft-com:office:office"},
)
_TYPES = "[Content_Types].xml"
_RELATION = f"{{{RELATIONSHIPS}}}Relationship"


def without_strays(
    parts: Parts, needed: Collection[str], package: Collection[str] = PACKAGE
) -> Parts:
    """The parts that are reached by a needed kind of relationship, or by one that a part names.

    `package` are the kinds that the file itself may have.
    """
    kept: Parts = {}
    names = {name.lower(): name for name in parts}
    waiting, reached = [""], {"", _TYPES}
    while waiting:
        part = waiting.pop()
        if part:
            kept[part] = parts[part]
        for wanted in _relate(parts, part, needed if part else package, kept):
            target = names.get(wanted.lower(), "")
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    kept[_TYPES] = _types(parts[_TYPES], kept)
    return kept


def _relate(parts: Parts, part: str, needed: Collection[str], kept: Parts) -> list[str]:
    """Keep a part's relationships as far as they are wanted; the parts that they lead to.

    A second list of properties or styles is a stray.
    """
    folder, base = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    if name not in parts:
        return []
    root = parse(parts[name], name)
    named = ids_named(parts[part], part) if part else frozenset[str]()
    targets, seen = [], set[str]()
    for relation in list(root.iter(_RELATION)):
        kind = relation.get("Type", "").rsplit("/", 1)[-1]
        if relation.get("Id") not in named and (kind not in needed or kind in seen):
            root.remove(relation)
        elif relation.get("TargetMode") != "External":
            target = posixpath.join("/", folder, relation.get("Target", ""))
            targets.append(posixpath.normpath(target).lstrip("/"))
            seen |= {kind} - {_DIAGRAM}
    if len(root):
        kept[name] = serialise(root)
    return targets


def ids_named(data: bytes, part: str) -> frozenset[str]:
    """The relationships that a part names: what certain attributes say."""
    if not part.endswith((".xml", ".vml")):
        return frozenset()
    found = _NAMING(parse(data, part))
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()


def _types(data: bytes, kept: Parts) -> bytes:
    """The list of content types without what is no longer there."""
    root = parse(data, _TYPES)
    endings = {posixpath.splitext(name)[1].lstrip(".").lower() for name in kept}
    for entry in list(root.iterchildren(etree.Element)):
        gone = (
            entry.get("PartName", "").lstrip("/") not in kept
            if entry.tag == f"{{{CONTENT_TYPES}}}Override"
            else entry.get("Extension", "").lower() not in {*endings, "rels", "xml"}
        )
        if gone:
            root.remove(entry)
    return serialise(root)
