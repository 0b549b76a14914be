"""What a clean file says about itself: title, firm, language and one moment."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from lxml import etree

from engross.ooxml.names import RELATIONSHIPS
from engross.ooxml.package import Parts, parse, relations, serialise
from engross.ooxml.parts import declare

_CREATED = "{http://purl.org/dc/terms/}created"
_RELATIONS = "_rels/.rels"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_METADATA = "http://schemas.openxmlformats.org/package/2006"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_PACKAGE = "application/vnd.openxmlformats-"
_KINDS = {
    "core-properties": (
        "docProps/core.xml",
        f"{_METADATA}/relationships/metadata/core-properties",
        f"{_PACKAGE}package.core-properties+xml",
    ),
    "extended-properties": (
        "docProps/app.xml",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties",
        f"{_PACKAGE}officedocument.extended-properties+xml",
    ),
}
"""By kind: the part that is made where there is none, its relationship's type, its own type."""


class Properties(NamedTuple):
    """What the file says about itself."""

    title: str
    firm: str
    when: dt.datetime
    subject: str = ""
    keywords: Sequence[str] = ()


def set_properties(parts: Parts, properties: Properties) -> None:
    """Write them in place of whatever the file said before."""
    written = {"core-properties": _core(properties), "extended-properties": _extended(properties)}
    for kind, xml in written.items():
        parts[_part(parts, kind)] = f"{_HEAD}{xml}".encode()


def moment_of(parts: Parts) -> dt.datetime:
    """The moment that a clean file's properties name."""
    part = _found(parts, "core-properties")
    return dt.datetime.fromisoformat(parse(parts[part], part).findtext(_CREATED) or "")


def _part(parts: Parts, kind: str) -> str:
    """The part for it, made and named where the file has none."""
    if found := _found(parts, kind):
        return found
    part, relation, content = _KINDS[kind]
    _name(parts, part, relation)
    declare(parts, part, content)
    return part


def _name(parts: Parts, part: str, kind: str) -> None:
    """Let the package name the part."""
    root = parse(parts[_RELATIONS], _RELATIONS)
    taken = {relation.get("Id") for relation in root}
    made = etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship")
    made.set("Id", next(f"rId{n}" for n in itertools.count(1) if f"rId{n}" not in taken))
    made.set("Type", kind)
    made.set("Target", part)
    parts[_RELATIONS] = serialise(root)


def _found(parts: Parts, kind: str) -> str:
    return next((to for name, to in relations(parts, "") if name == kind and to in parts), "")


def _core(properties: Properties) -> str:
    firm, when = escape(properties.firm), properties.when.astimezone(dt.UTC)
    moment = when.strftime("%Y-%m-%dT%H:%M:%SZ")
    optional = {
        "dc:subject": properties.subject,
        "cp:keywords": "; ".join(properties.keywords),
    }
    more = "".join(f"<{name}>{escape(said)}</{name}>" for name, said in optional.items() if said)
    return (
        f'<cp:coreProperties xmlns:cp="{_METADATA}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(properties.title)}</dc:title>{more}<dc:creator>{firm}</dc:creator>"
        f"<cp:lastModifiedBy>{firm}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
        "<dc:language>en-GB</dc:language></cp:coreProperties>"
    )


def _extended(properties: Properties) -> str:
    company = escape(properties.firm)
    return f'<Properties xmlns="{_EXTENDED}"><Company>{company}</Company></Properties>'
