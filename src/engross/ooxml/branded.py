"""A firm's own Word file taken for its design: all that gives it its look, and no content."""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml import etree

from engross.errors import InputError
from engross.ooxml.letterhead_controls import unfold_controls
from engross.ooxml.names import CONTENT_TYPES, DRAWING, PICTURE_PLACE, RELATIONSHIPS, STRICT, R, w
from engross.ooxml.package import (
    Parts,
    main_part,
    open_package,
    parse,
    related,
    serialise,
    write_package,
)
from engross.ooxml.parts import declare, relate, related_part
from engross.ooxml.safety import unsafe_contents
from engross.ooxml.undressing import is_review_copy

DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

_THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"

_DESIGN = {"styles", "numbering", "settings", "fontTable", "theme", "footnotes", "endnotes"}
"""What the main part is related to that makes its look."""

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_PROPERTIES = {
    "docProps/core.xml": (
        "application/vnd.openxmlformats-package.core-properties+xml",
        f'<cp:coreProperties xmlns:cp="{_CORE}"/>',
    ),
    "docProps/app.xml": (
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        f'<Properties xmlns="{_APP}"/>',
    ),
}
"""The parts that say what a document is; `clean` fills them in."""
_PACKAGE = (
    f'<Relationships xmlns="{RELATIONSHIPS}">'
    f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="{{main}}"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/'
    'metadata/core-properties" Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{R}/extended-properties" Target="docProps/app.xml"/>'
    "</Relationships>"
)
_REFERENCES = (w("headerReference"), w("footerReference"))
_SETTINGS = (
    *("attachedTemplate", "mailMerge", "docVars", "rsids", "trackRevisions", "updateFields"),
    *(
        "doNotEmbedSmartTags",
        "smartTagType",
        "linkStyles",
        "revisionView",
        "documentType",
        "attachedSchema",
        "saveThroughXslt",
    ),
)
"""Settings that say something of the file it was, or of the machine it was made on."""

_SECTION = ("type", "textDirection", "vAlign", "pgNumType", "lnNumType", "printerSettings")
_FIRST_DRAWING = 10_001
"""Drawings of headers count from here, so that no chart in the body has the number of one."""
_SEPARATORS = {"separator", "continuationSeparator", "continuationNotice"}


class Branded(NamedTuple):
    """A Word document without a body: page, styles, theme, headers and footers."""

    parts: Parts
    main: str
    """The part that holds the body."""
    left_out: tuple[str, ...]
    """What of the file is not in it, each in a few words for the person who gave it."""


def design_of(docx: bytes, name: str) -> Branded:
    """The design of a .docx or .dotx; its body is left out, its template kind becomes a document.

    Raises:
        InputError: it holds macros, cannot be read, or its headers reach outside or hide a change;
            the error says what to do in Word.
    """
    parts = open_package(docx, name)
    main = main_part(parts, name)
    if any(strict in parts[main] for strict in STRICT):
        raise InputError(
            name,
            "the file is in Word's strict form.",
            remedy="Save it in Word as “Word Document (*.docx)” and give that.",
        )
    if is_review_copy(docx, name):
        raise InputError(
            name,
            "it is a review copy that Engross made, or was made from one.",
            remedy="Give the firm's own letterhead or report instead.",
        )
    root = parse(parts[main], main, name)
    body = root.find(w("body"))
    if body is None:
        raise InputError(name, "the file has no body.", remedy="Open it in Word and save it again.")
    left_out = list(_told(body))
    section = _section_of(body)
    for child in list(body):
        body.remove(child)
    body.append(section)
    parts[main] = serialise(root)
    _keep_design(parts, main, section)
    left_out += _tidy(parts, main)
    _as_document(parts, main)
    if found := unsafe_contents(write_package(parts), name):
        raise InputError(name, f"{'; '.join(found)}.", remedy="Then give the file again.")
    return Branded(parts, main, tuple(dict.fromkeys(left_out)))


# --- the page -----------------------------------------------------------------------------------


def _told(body: etree._Element) -> Iterator[str]:
    """What the body holds that a template does not take over."""
    texts = [
        words
        for paragraph in body.iter(w("p"))
        if (words := "".join(text.text or "" for text in paragraph.iter(w("t"))).strip())
    ]
    if texts:
        beginning = texts[0] if len(texts[0]) <= 40 else f"{texts[0][:40].rstrip()}..."  # noqa: PLR2004 - fits a line
        yield f"left out: the words of its body, {len(texts)} paragraphs from “{beginning}”"
    if any(True for _ in body.iter(w("drawing"), w("pict"))):
        yield "left out: pictures of its body; put a logo for every page into the header in Word"


def _section_of(body: etree._Element) -> etree._Element:
    """The properties of the section that holds most, headers and footers of earlier ones included.

    A report's cover and its appendices are sections too; most stands in the one between.
    """
    sections: list[tuple[int, etree._Element]] = []
    held = 0
    for child in body:
        held += 1
        properties = child if child.tag == w("sectPr") else child.find(f"{w('pPr')}/{w('sectPr')}")
        if properties is not None:
            sections.append((held, properties))
            held = 0
    if not sections:
        return etree.Element(w("sectPr"))
    chosen = max(range(len(sections)), key=lambda number: (sections[number][0], -number))
    section = sections[chosen][1]
    _inherit(section, [properties for _, properties in sections[:chosen]])
    for name in _SECTION:
        for element in section.findall(w(name)):
            section.remove(element)
    for element in section.findall(w("sectPrChange")):
        section.remove(element)
    columns = section.find(w("cols"))
    if columns is not None and columns.get(w("num"), "1") != "1":
        for child in list(columns):
            columns.remove(child)
        columns.attrib.clear()
        columns.set(w("space"), "720")
    return section


def _inherit(section: etree._Element, earlier: list[etree._Element]) -> None:
    """Give it the headers and footers that it takes over from the sections before it."""
    for before in reversed(earlier):
        own = {(element.tag, element.get(w("type"))) for element in section.iter(*_REFERENCES)}
        for element in reversed(list(before.iter(*_REFERENCES))):
            if (element.tag, element.get(w("type"))) not in own:
                section.insert(0, element)


# --- the parts ----------------------------------------------------------------------------------


def _keep_design(parts: Parts, main: str, section: etree._Element) -> None:
    """Drop every part that the page and its design do not need."""
    used = {element.get(f"{{{R}}}id") for element in section.iter(*_REFERENCES)}
    parts["_rels/.rels"] = _PACKAGE.format(main=main).encode()
    for name, (_, empty) in _PROPERTIES.items():
        parts[name] = empty.encode()
    _filter_relations(parts, main, lambda kind, identifier: kind in _DESIGN or identifier in used)
    if settings := related_part(parts, main, "settings"):
        _filter_relations(parts, settings, lambda kind, _: kind != "attachedTemplate")
    reached = {"[Content_Types].xml"}
    waiting = [""]
    while waiting:
        part = waiting.pop()
        if _rels_name(part) in parts:
            reached.add(_rels_name(part))
            new = {target for _, _, target in related(parts, part)} & parts.keys() - reached
            reached |= new
            waiting += new
    for name in [name for name in parts if name not in reached]:
        del parts[name]


def _filter_relations(parts: Parts, part: str, wanted: Callable[[str, str], bool]) -> None:
    """Keep the relationships of a part whose kind and id are wanted."""
    rels = _rels_name(part)
    if rels not in parts:
        return
    root = parse(parts[rels], rels)
    for relation in list(root):
        kind = relation.get("Type", "").rsplit("/", 1)[-1]
        if not wanted(kind, relation.get("Id", "")):
            root.remove(relation)
    parts[rels] = serialise(root)


def _rels_name(part: str) -> str:
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _as_document(parts: Parts, main: str) -> None:
    """A template becomes a document, and nothing is described that is not there."""
    root = parse(parts["[Content_Types].xml"], "[Content_Types].xml")
    for override in list(root.iter(f"{{{CONTENT_TYPES}}}Override")):
        name = override.get("PartName", "").lstrip("/")
        if name not in parts or name in {main, *_PROPERTIES}:
            root.remove(override)
    parts["[Content_Types].xml"] = serialise(root)
    declare(parts, main, DOCUMENT_TYPE)
    for name, (content_type, _) in _PROPERTIES.items():
        declare(parts, name, content_type)


# --- what is inside them ------------------------------------------------------------------------


def _tidy(parts: Parts, main: str) -> list[str]:
    """Take out of the kept parts what belongs to the file they were; what a person should know."""
    for kind in ("footnotes", "endnotes"):
        if part := related_part(parts, main, kind):
            _change(parts, part, _only_separators)
    if settings := related_part(parts, main, "settings"):
        _change(parts, settings, _without_leftovers)
    if fonts := related_part(parts, main, "fontTable"):
        _change(parts, fonts, _without_character_sets)
    told: list[str] = []
    numbers = itertools.count(_FIRST_DRAWING)
    for name in sorted(parts):
        if re.fullmatch(r"word/(header|footer)[^/]*\.xml", name):
            root = parse(parts[name], name)
            told += unfold_controls(root, name)
            for drawing in root.iter(f"{{{PICTURE_PLACE}}}docPr"):
                drawing.set("id", str(next(numbers)))
            parts[name] = serialise(root)
    return told


def _change(parts: Parts, part: str, change: Callable[[etree._Element], None]) -> None:
    root = parse(parts[part], part)
    change(root)
    parts[part] = serialise(root)


def _only_separators(notes: etree._Element) -> None:
    for note in list(notes):
        if note.get(w("type")) not in _SEPARATORS:
            notes.remove(note)


def _without_character_sets(fonts: etree._Element) -> None:
    """LibreOffice names sets that Word does not know; the number beside the name says the same."""
    for element in fonts.iter(w("charset")):
        element.attrib.pop(w("characterSet"), "")


def _without_leftovers(settings: etree._Element) -> None:
    for element in list(settings.iter(*(w(name) for name in _SETTINGS))):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def with_theme(branded: Branded, stand_in: bytes) -> None:
    """Give a design that has no theme the one of another Word file: charts are drawn in it."""
    if not related_part(branded.parts, branded.main, "theme"):
        others = open_package(stand_in)
        theme = related_part(others, main_part(others), "theme")
        folder = posixpath.dirname(branded.main)
        name = posixpath.join(folder, "theme", "theme1.xml")
        branded.parts[name] = others[theme]
        declare(branded.parts, name, _THEME_TYPE)
        relate(branded.parts, branded.main, "theme", "theme/theme1.xml")


def theme_ink(branded: Branded) -> str:
    """The theme's dark colour, in hex, for rules and headings; a dark grey where there is none."""
    theme = related_part(branded.parts, branded.main, "theme")
    if theme:
        root = parse(branded.parts[theme], theme)
        for colour in root.iter(f"{{{DRAWING}}}dk2"):
            for value in colour.iter(f"{{{DRAWING}}}srgbClr"):
                if _is_dark(value.get("val", "FFFFFF")):
                    return value.get("val", "").upper()
    return "404040"


def _is_dark(colour: str) -> bool:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return (299 * red + 587 * green + 114 * blue) / 1000 < 128  # noqa: PLR2004 - half of white
