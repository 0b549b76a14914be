"""The tracked changes of a Word file, told: who changed what, when, and where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Literal

from lxml import etree

from engross.ooxml.names import m, w
from engross.ooxml.package import open_package, parse, word_parts
from engross.ooxml.revisions import CAME, CHANGED, GONE
from engross.ooxml.stories import stories
from engross.ooxml.text import Mode, Reader, view_of
from engross.records import Record

ChangeKind = Literal[
    "inserted",
    "deleted",
    "moved here",
    "moved away",
    "paragraph begun",
    "paragraph joined",
    "row inserted",
    "row deleted",
    "cell inserted",
    "cell deleted",
    "cells merged",
    "formatted",
    "numbered",
]
"""What was done. A paragraph is begun or joined where its mark was put in or taken out."""


class TrackedChange(Record):
    """One change as Word noted it."""

    kind: ChangeKind
    author: str
    """As Word names them; empty where the file does not say."""
    at: dt.datetime | None
    """`None` where the file does not say."""
    words: str
    """What was put in, taken out or formatted; a row's cells with bars between them."""
    place: str
    """Of its paragraph, as `read_text` has it after the changes; where it is gone, before them.
    Empty for a change that stands in no paragraph."""
    part: str


_SINGLE: Mapping[str, ChangeKind] = {
    w("cellIns"): "cell inserted",
    w("cellDel"): "cell deleted",
    w("cellMerge"): "cells merged",
    w("numberingChange"): "numbered",
}
_MOVES = {w("moveFrom"), w("moveTo")}
_PAIRS: Mapping[str, tuple[ChangeKind, ChangeKind]] = {
    w("numPr"): ("numbered", "numbered"),
    w("trPr"): ("row inserted", "row deleted"),
    w("rPr"): ("paragraph begun", "paragraph joined"),
    w("moveFrom"): ("moved here", "moved away"),
    w("moveTo"): ("moved here", "moved away"),
    "": ("inserted", "deleted"),
}
"""What an insertion and a deletion are, by what they stand in or what they are."""
_WORDS = (w("t"), w("delText"), m("t"))


def tracked_changes(docx: bytes, name: str = "the Word file") -> tuple[TrackedChange, ...]:
    """Every tracked change, in the order of reading; those of styles and comments last.

    Raises:
        InputError: the file cannot be read as a Word document without macros.
    """
    parts = open_package(docx, name)
    told = stories(parts, name)
    places: dict[etree._Element, str] = {}
    modes: tuple[Mode, ...] = ("original", "final")
    for mode in modes:
        for story in told:
            reader = Reader(story, view_of(mode))
            reader.read()
            places |= reader.places
    read = {story.part: story.root for story in told}
    others = [part for part in word_parts(parts) if part not in read]
    roots = {**read, **{part: parse(parts[part], part, name) for part in others}}
    return tuple(
        change for part, root in roots.items() for change in _changes_in(root, part, places)
    )


def _changes_in(
    root: etree._Element, part: str, places: Mapping[etree._Element, str]
) -> Iterator[TrackedChange]:
    for mark in root.iter(*GONE, *CAME, *CHANGED, *_SINGLE):
        owner = _owner(mark)
        paragraph = next((one for one in _around(owner) if one.tag == w("p")), None)
        first = paragraph if paragraph is not None else next(owner.iter(w("p")), None)
        yield TrackedChange(
            kind=_kind(mark),
            author=mark.get(w("author"), ""),
            at=_moment(mark.get(w("date"), "")),
            words=_words(owner),
            place="" if first is None else places.get(first, ""),
            part=part,
        )


def _kind(mark: etree._Element) -> ChangeKind:
    if mark.tag in _SINGLE:
        return _SINGLE[str(mark.tag)]
    if mark.tag in CHANGED:
        return "formatted"
    parent = mark.getparent()
    around = "" if parent is None else str(parent.tag)
    came, gone = _PAIRS.get(around) or _PAIRS[str(mark.tag) if mark.tag in _MOVES else ""]
    return gone if mark.tag in GONE else came


def _owner(mark: etree._Element) -> etree._Element:
    """What the change is of: what it wraps, or the run, paragraph, row or table it is noted in."""
    if len(mark) and mark.tag not in CHANGED:
        return mark
    for ancestor in mark.iterancestors():
        if not str(ancestor.tag).endswith(("Pr", "tblGrid")):
            return ancestor
    return mark


def _around(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()


def _words(owner: etree._Element) -> str:
    cells = list(owner.iter(w("tc"))) if owner.tag in (w("tr"), w("tbl")) else [owner]
    said = ("".join(text.text or "" for text in cell.iter(*_WORDS)) for cell in cells)
    return " | ".join(said) if owner.tag != w("body") else ""


def _moment(said: str) -> dt.datetime | None:
    try:
        at = dt.datetime.fromisoformat(said)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)
