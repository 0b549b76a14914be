"""One part of a Word file without what is not for its reader: who, when, from where."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from engross.ooxml.cleaning.fields import settle_fields
from engross.ooxml.cleaning.hidden import remove_hidden
from engross.ooxml.field_codes import fields_of
from engross.ooxml.hidden_text import HidingStyles
from engross.ooxml.marks import OURS
from engross.ooxml.names import CHART, MC, PICTURE_PLACE, R, W, mc, w
from engross.ooxml.paths import is_file_name
from engross.ooxml.xml_edits import (
    forget,
    is_on,
    remove,
    remove_empty_run,
    unwrap,
    without_remarks,
)

_OFFICE = "urn:schemas-microsoft-com:office:office"

_DROPPED = {
    w(name)
    for name in (
        # the review
        *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef"),
        *("permStart", "permEnd"),
        # the last time that it was open in Word
        *("proofErr", "lastRenderedPageBreak", "rsid", "divId"),
        # where it came from, and the machine that it was on
        *("fldData", "dataBinding", "tag", "placeholder", "printerSettings"),
    )
} | {
    "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding",
    f"{{{CHART}}}printSettings",
    f"{{{CHART}}}pivotSource",
}
_TOGGLES = {
    w(name)
    for name in (
        "bidiVisual",
        "cantSplit",
        "hidden",
        "hideMark",
        "noWrap",
        "tblHeader",
        "tcFitText",
    )
}
"""Properties of tables that the standard's first edition lets say `on` and `off` only; LibreOffice
says `true`, and Microsoft's validator will not have it."""

_SIDES = {w(name) for name in ("jc", "lvlJc", "tab")}
_LEFT_OR_RIGHT = {"start": "left", "end": "right"}
"""Where words are put: LibreOffice says it in the words of the strict form of the standard."""

_LINKS = {w("hyperlink"), f"{{{CHART}}}externalData"}
_UNWRAPPED = {w("customXml"), w("smartTag")}
_WRAPPER_PROPERTIES = (w("customXmlPr"), w("smartTagPr"))

_DROPPED_ATTRIBUTES = {
    f"{{{_OFFICE}}}gfxdata",
    f"{{{_OFFICE}}}title",
    f"{{{_OFFICE}}}href",
    w("displacedByCustomXml"),
    w("characterSet"),  # LibreOffice names a font's characters so, in a way that is not allowed
}
_SESSIONS = re.compile(
    r"\{http://schemas\.microsoft\.com/.*\}"
    r"(?:paraId|textId|anchorId|editId|durableId|storeItemChecksum|dateUtc)"
)
"""Attributes that Word numbers a session's work with, in whichever year's namespace."""

_DRAWN = frozenset({"ext", "docPr", "cNvPr", "shape", "blip", "imagedata"})
_TELLING_EXTENSIONS = ("creationId", "uniqueId", "imgProps", "rowId", "colId")
"""When a drawing was made, and the picture as it was before an artistic effect."""

_PLACES = re.compile(r"closingpage|reviewonly\d*|OLE_LINK\d+")
"""Anchors of the review copy, and what copying into another program leaves behind."""


class Outside(NamedTuple):
    """Ids of a part's relationships to what is not in the file."""

    local: Collection[str]
    """Files of the machine that it was written on."""
    every: Collection[str]


def settle(root: etree._Element, styles: HidingStyles) -> None:
    """Take out of a part what no page shows, and leave of its fields what travels."""
    remove_hidden(root, styles)
    _settle_ink(root)
    settle_fields(root)


def clean_story(root: etree._Element, named: Collection[str], outside: Outside) -> None:
    """Take out of a settled part all that no reader needs.

    `named` are the bookmarks, in small letters, that something in the file refers to.
    """
    _remove_bookmarks(root, named)
    _number_drawings(root)
    for element in without_remarks(root):
        _clean_element(element, outside)


def names_referred_to(root: etree._Element) -> set[str]:
    """Every word, in small letters, that may name a bookmark in a part's links and fields."""
    codes = [one.instruction for one in fields_of(root).whole]
    codes += [simple.get(w("instr"), "") for simple in root.iter(w("fldSimple"))]
    codes += [
        link.get(w("anchor"), "")
        for link in root.iter(w("hyperlink"))
        if link.get(f"{{{R}}}id") is None
    ]
    return {word.lower() for code in codes for word in (code, *re.findall(r'[^\s"]+', code))}


def _clean_element(element: etree._Element, outside: Outside) -> None:
    if element.attrib and (told := [key for key in map(str, element.keys()) if _tells(key)]):
        forget(element, *told)
    sort = _sort(element.tag)
    if sort == "dropped":
        run = element.getparent()
        remove(element)
        remove_empty_run(run)
    elif sort == "unwrapped":
        unwrap(element, *_WRAPPER_PROPERTIES)
    elif sort == "link":
        _clean_link(element, outside)
    elif sort == "toggle":
        _say_plainly(element)
    elif sort == "side":
        _name_side(element)
    elif sort:
        _clean_drawing(element, sort)


@lru_cache(maxsize=4_096)
def _sort(tag: str) -> str:
    """What is to be done with elements of that name: empty for nothing, for the most of them."""
    if tag in _DROPPED:
        return "dropped"
    if tag in _UNWRAPPED:
        return "unwrapped"
    if tag in _LINKS:
        return "link"
    if tag in _TOGGLES:
        return "toggle"
    if tag in _SIDES:
        return "side"
    name = tag.rpartition("}")[2]
    return name if name in _DRAWN else ""


def _say_plainly(toggle: etree._Element) -> None:
    if is_on(toggle):
        forget(toggle, w("val"))
    else:
        toggle.set(w("val"), "off")


def _name_side(element: etree._Element) -> None:
    if (side := _LEFT_OR_RIGHT.get(element.get(w("val"), ""))) is not None:
        element.set(w("val"), side)


def _clean_link(element: etree._Element, outside: Outside) -> None:
    """A link to a file of the firm's keeps its words; a chart that is fed from one, its values."""
    identifier = element.get(f"{{{R}}}id")
    if element.tag == w("hyperlink") and identifier in outside.local:
        unwrap(element)
    elif element.tag == f"{{{CHART}}}externalData" and identifier in outside.every:
        remove(element)


@lru_cache(maxsize=4_096)
def _tells(key: str) -> bool:
    """Whether an attribute tells who edited, when, or in which session."""
    return (
        key in _DROPPED_ATTRIBUTES
        or key.startswith(f"{{{W}}}rsid")
        or _SESSIONS.fullmatch(key) is not None
    )


def _clean_drawing(element: etree._Element, name: str) -> None:
    if name == "ext":
        if next(element.iter(*(f"{{*}}{one}" for one in _TELLING_EXTENSIONS)), None) is not None:
            _remove_extension(element)
    elif name in {"docPr", "cNvPr"}:
        _forget_the_file(element)
    elif name == "shape":
        if is_file_name(element.get("alt", "")):
            del element.attrib["alt"]
    else:
        _unlink(element)


def _remove_extension(element: etree._Element) -> None:
    extensions = element.getparent()
    remove(element)
    if extensions is not None and len(extensions) == 0:
        remove(extensions)


def _forget_the_file(properties: etree._Element) -> None:
    """A picture's name and description, as far as they are only the file that it was."""
    if is_file_name(properties.get("name", "")):
        properties.set("name", "Picture")
    for key in ("descr", "title"):
        if is_file_name(properties.get(key, "")):
            del properties.attrib[key]


def _unlink(picture: etree._Element) -> None:
    """A picture that is in the file needs no link to where it came from."""
    if picture.get(f"{{{R}}}embed") or picture.get(f"{{{R}}}id"):
        forget(picture, f"{{{R}}}link", f"{{{R}}}href")
    forget(picture, "src")


def _settle_ink(root: etree._Element) -> None:
    """Handwriting is kept as the picture that older programs show; its strokes have times."""
    for ink in list(root.iter("{*}contentPart")):
        alternatives = next(ink.iterancestors(mc("AlternateContent")), None)
        if alternatives is None or alternatives.getparent() is None:
            continue
        fallback = alternatives.find(f"{{{MC}}}Fallback")
        if fallback is None:
            remove(alternatives)
        else:
            alternatives[:] = list(fallback)
            unwrap(alternatives)


def _remove_bookmarks(root: etree._Element, named: Collection[str]) -> None:
    """Our anchors, those that Word makes for itself and nothing refers to, and torn ones."""
    starts, ends = list(root.iter(w("bookmarkStart"))), list(root.iter(w("bookmarkEnd")))
    begun = {start.get(w("id")) for start in starts if not _is_no_place(start, named)}
    whole = begun & {end.get(w("id")) for end in ends}
    for element in (*starts, *ends):
        if element.get(w("id")) not in whole:
            remove(element)


def _number_drawings(root: etree._Element) -> None:
    """Give a drawing that has another's number, as copies have, one of its own."""
    drawings = list(root.iter(f"{{{PICTURE_PLACE}}}docPr"))
    taken = {drawing.get("id", "") for drawing in drawings}
    seen: set[str] = set()
    for drawing in drawings:
        number = drawing.get("id", "")
        if number in seen:
            number = next(str(n) for n in itertools.count(1) if str(n) not in taken)
            drawing.set("id", number)
        taken.add(number)
        seen.add(number)


def _is_no_place(start: etree._Element, named: Collection[str]) -> bool:
    name = start.get(w("name"), "")
    if OURS.fullmatch(name):
        return True
    made_by_itself = name.startswith("_") or _PLACES.fullmatch(name) is not None
    return made_by_itself and name.lower() not in named
