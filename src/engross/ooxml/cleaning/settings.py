"""A Word file's settings, styles and notes without what belongs to the firm's own desk."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from engross.ooxml.names import W, w
from engross.ooxml.xml_edits import remove

PROTECTION = w("documentProtection")

_DROPPED = {
    w(name)
    for name in (
        # where it came from
        *("attachedTemplate", "linkStyles", "mailMerge", "docVars", "attachedSchema"),
        *("saveThroughXslt", "smartTagType", "documentType"),
        # how it was worked on
        *("rsids", "proofState", "trackRevisions", "revisionView", "activeWritingStyle"),
        *("writeProtection", "view", "zoom", "formsDesign", "savePreviewPicture"),
    )
}
_DROPPED_NAMES = {"docId", "schemaLibrary", "persistentDocumentId"}
_COMMENT_STYLES = {"annotation reference", "annotation text", "annotation subject", "balloon text"}
_USES = {w(name) for name in ("pStyle", "rStyle", "tblStyle", "numStyleLink", "styleLink")}
_RESTS = {w(name) for name in ("basedOn", "next", "link")}


def clean_settings(root: etree._Element, protection: etree._Element | None) -> None:
    """Settings for a reader; `protection` is the template's, which alone may stand."""
    for element in list(root):
        if element.tag in _DROPPED or etree.QName(element).localname in _DROPPED_NAMES:
            remove(element)
    mine = root.find(PROTECTION)
    if mine is not None and (protection is None or mine.items() != protection.items()):
        remove(mine)


def clean_web_settings(root: etree._Element) -> None:
    """Without the traces of pages and mails that text was pasted from."""
    for divisions in list(root.iter(w("divs"))):
        remove(divisions)


def clean_styles(root: etree._Element, used: Iterable[str]) -> None:
    """Without the styles that only comments are written in, unless the document uses one."""
    styles = {style.get(w("styleId"), ""): style for style in root.iterchildren(w("style"))}
    doomed = {key for key, style in styles.items() if _name(style) in _COMMENT_STYLES}
    doomed |= {linked for key in doomed if (linked := _linked(styles[key])) in styles}
    doomed -= set(used)
    doomed = _settled(doomed, styles)
    for key in doomed:
        remove(styles[key])


def styles_used(root: etree._Element) -> set[str]:
    """The ids of the styles that a part's paragraphs, words, tables and lists are in."""
    return {element.get(w("val"), "") for element in root.iter(*_USES)}


def notes_referred_to(root: etree._Element, kind: str) -> set[str]:
    """The ids of the notes that a part refers to; `kind` is `footnote` or `endnote`."""
    return {mark.get(w("id"), "") for mark in root.iter(w(f"{kind}Reference"))}


def clean_notes(root: etree._Element, kind: str, wanted: set[str]) -> None:
    """Without the notes that no place in the document has any more."""
    for note in list(root.iterchildren(w(kind))):
        if note.get(w("type"), "normal") == "normal" and note.get(w("id"), "") not in wanted:
            remove(note)


def _settled(doomed: set[str], styles: dict[str, etree._Element]) -> set[str]:
    """Those of the styles on which no style that stays rests."""
    while True:
        needed = {
            rest.get(f"{{{W}}}val", "")
            for key, style in styles.items()
            if key not in doomed
            for rest in style.iterchildren(*_RESTS)
        }
        if not doomed & needed:
            return doomed
        doomed = doomed - needed


def _name(style: etree._Element) -> str:
    name = style.find(w("name"))
    return "" if name is None else name.get(w("val"), "").lower()


def _linked(style: etree._Element) -> str:
    link = style.find(w("link"))
    return "" if link is None else link.get(w("val"), "")
