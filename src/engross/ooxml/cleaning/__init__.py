"""Nothing leaves in a document but the document.

What goes: comments and people; anchors; authors, dates, sessions and revision ids; hidden words,
rows and drawings; document variables, the attached template, mail merge, custom XML and what is
bound to it, tags of content controls; the state of proofing and of the screen; thumbnails and
printer settings; what pictures and workbooks say of who made them; every part that nothing needs.
Tracked changes are accepted before (`ooxml.revisions`); one that is left is the scan's business
(`ooxml.leaks`), for guessing what it should become is not cleaning.
"""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Mapping, Sequence

from lxml import etree

from engross.ooxml.cleaning.pictures import clean_picture
from engross.ooxml.cleaning.properties import Properties, moment_of, set_properties
from engross.ooxml.cleaning.relations import WORD, without_strays
from engross.ooxml.cleaning.settings import (
    PROTECTION,
    clean_notes,
    clean_settings,
    clean_styles,
    clean_web_settings,
    notes_referred_to,
    styles_used,
)
from engross.ooxml.cleaning.story import Outside, clean_story, names_referred_to, settle
from engross.ooxml.cleaning.workbook import NAME, clean_workbook
from engross.ooxml.hidden_text import hiding_styles
from engross.ooxml.names import RELATIONSHIPS
from engross.ooxml.package import (
    Parts,
    main_part,
    open_package,
    parse,
    relations,
    serialise,
    write_package,
)
from engross.ooxml.paths import is_local

_ELSEWHERE = ("[Content_Types]", "docProps/")
"""What is written anew."""


def clean(  # noqa: PLR0913 - what a file says about itself
    docx: bytes,
    *,
    title: str,
    firm: str,
    when: dt.datetime,
    subject: str = "",
    keywords: Sequence[str] = (),
    template: bytes | None = None,
) -> bytes:
    """The document with nothing in it but itself; its properties say what is given here only.

    Protection against editing stays if it is the template's. The same document and the same words
    give the same bytes, and cleaning a clean document changes nothing.
    """
    parts = without_strays(open_package(docx), WORD)
    roots = {
        name: parse(data, name)
        for name, data in parts.items()
        if name.endswith(".xml") and not name.startswith(_ELSEWHERE)
    }
    _clean_roots(roots, parts, None if template is None else _protection(template))
    for name, data in parts.items():
        if name in roots:
            parts[name] = serialise(roots[name])
        elif NAME.fullmatch(name):
            parts[name] = clean_workbook(data, name)
        elif posixpath.dirname(name) == "word/media":
            parts[name] = clean_picture(data, name)
    parts = without_strays(parts, WORD)
    set_properties(parts, Properties(title, firm, when, subject, tuple(keywords)))
    return write_package(parts)


def made_at(docx: bytes) -> dt.datetime:
    """The moment that a cleaned document's properties name."""
    return moment_of(open_package(docx))


def _clean_roots(
    roots: Mapping[str, etree._Element], parts: Parts, protection: etree._Element | None
) -> None:
    main = main_part(parts)
    kinds = {target: kind for kind, target in relations(parts, main)}
    by_kind = {kind: roots[target] for target, kind in kinds.items() if target in roots}
    styles = hiding_styles(by_kind.get("styles"))
    for root in roots.values():
        settle(root, styles)
    for kind in ("footnote", "endnote"):
        if (notes := by_kind.get(f"{kind}s")) is not None:
            clean_notes(notes, kind, notes_referred_to(roots[main], kind))
    named = {word for root in roots.values() for word in names_referred_to(root)}
    for name, root in roots.items():
        clean_story(root, named, _outside(parts, name))
    if (told := by_kind.get("settings")) is not None:
        clean_settings(told, protection)
    if (web := by_kind.get("webSettings")) is not None:
        clean_web_settings(web)
    if (written := by_kind.get("styles")) is not None:
        clean_styles(written, {key for root in roots.values() for key in styles_used(root)})


def _outside(parts: Parts, part: str) -> Outside:
    folder, base = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    if name not in parts:
        return Outside((), ())
    found = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in parse(parts[name], name).iter(f"{{{RELATIONSHIPS}}}Relationship")
        if relation.get("TargetMode") == "External"
    }
    return Outside([key for key, target in found.items() if is_local(target)], list(found))


def _protection(template: bytes) -> etree._Element | None:
    """How the template is protected against editing; `None` when it is not."""
    parts = open_package(template)
    for kind, target in relations(parts, main_part(parts)):
        if kind == "settings" and target in parts:
            return parse(parts[target], target).find(PROTECTION)
    return None
