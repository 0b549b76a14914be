"""What people wrote beside the text of a Word file: its comments as remarks, with their places."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from engross.ooxml.marks import CHECKS, CLOSING_PAGE, EVIDENCE, place_name
from engross.ooxml.names import W15, w
from engross.ooxml.package import Parts, main_part, parse, relations, word_parts
from engross.ooxml.references import Reference, paragraph_id
from engross.ooxml.story import seen_texts
from engross.records import Remark

_PARENT, _DONE = f"{{{W15}}}paraIdParent", f"{{{W15}}}done"


def comments_by(parts: Parts, authors: Collection[str]) -> set[Reference]:
    """The comments that are by one of those."""
    return {
        ("comment", comment.get(w("id"), ""))
        for comment in _comments(parts)
        if comment.get(w("author"), "") in authors
    }


def read_remarks(parts: Parts, sections: Mapping[str, str]) -> tuple[Remark, ...]:
    """People's comments in the order of the document; one that they marked as resolved is none.

    `sections` gives each section's heading by its key, for a heading that lost its bookmark.
    """
    resolved, moments = _resolved(parts), _moments(parts)
    places = _places(parts, sections)
    placed = [
        (places.get(comment.get(w("id"), ""), _NOWHERE), comment)
        for comment in _comments(parts)
        if comment.get(w("author"), "") not in {EVIDENCE, CHECKS}
        and not resolved.intersection(_paragraph_ids(comment))
    ]
    remarks = (
        Remark(
            by=comment.get(w("author"), ""),
            at=_moment(comment, moments),
            text=_said(comment),
            words=place.words,
            section=place.section,
        )
        for place, comment in sorted(placed, key=lambda one: one[0].order)
    )
    return tuple(remark for remark in remarks if remark.text)


class _Place(NamedTuple):
    """Where a comment stands."""

    order: int
    words: str
    section: str


_NOWHERE = _Place(sys.maxsize, "", "")


def _comments(parts: Parts) -> Iterator[etree._Element]:
    for kind, target in relations(parts, main_part(parts)):
        if kind == "comments" and target in parts:
            yield from parse(parts[target], target).iter(w("comment"))


def _said(comment: etree._Element) -> str:
    lines = ("".join(t.text or "" for t in seen_texts(p)) for p in comment.iter(w("p")))
    return "\n".join(line for line in lines if line.strip()).strip()


def _places(parts: Parts, sections: Mapping[str, str]) -> dict[str, _Place]:
    main = main_part(parts)
    reading = _Reading(sections)
    for part in sorted(word_parts(parts), key=lambda name: (name != main, name)):
        if b"comment" in parts[part] and not part.startswith("word/comments"):
            reading.read(parse(parts[part], part), body=part == main)
    return reading.places


class _Reading:
    """Walks the parts, and notes of each comment where it begins and what it is on."""

    def __init__(self, sections: Mapping[str, str]) -> None:
        self.anchors = {place_name(f"section {key}"): key for key in sections}
        self.headings = {" ".join(heading.split()): key for key, heading in sections.items()}
        self.section = ""
        self.places: dict[str, _Place] = {}
        self._open: set[str] = set()

    def read(self, root: etree._Element, *, body: bool) -> None:
        self.section, self._open = "", set()
        seen: set[etree._Element] = set()
        for element in root.iter(etree.Element):
            identifier = element.get(w("id"), "")
            if element.tag == w("p"):
                seen = set(seen_texts(element))
                if body:
                    self._enter(element)
                for one in self._open:
                    self._add(one, "\n")
            elif element.tag in (w("commentRangeStart"), w("commentReference")):
                self.places.setdefault(identifier, _Place(len(self.places), "", self.section))
                self._open |= {identifier} if element.tag == w("commentRangeStart") else set()
            elif element.tag == w("commentRangeEnd"):
                self._open.discard(identifier)
            elif element in seen:
                for one in self._open:
                    self._add(one, element.text or "")

    def _enter(self, paragraph: etree._Element) -> None:
        names = {start.get(w("name"), "") for start in paragraph.iter(w("bookmarkStart"))}
        words = " ".join("".join(t.text or "" for t in seen_texts(paragraph)).split())
        if CLOSING_PAGE in names:
            self.section, self.anchors, self.headings = "", {}, {}
        elif anchored := names & self.anchors.keys():
            self.section = self.anchors[min(anchored)]
        elif words in self.headings:
            self.section = self.headings[words]

    def _add(self, identifier: str, words: str) -> None:
        place = self.places[identifier]
        self.places[identifier] = place._replace(words=(place.words + words).lstrip("\n"))


def _resolved(parts: Parts) -> set[str]:
    """The paragraphs of the comments that are resolved, or answer one that is."""
    entries = [
        entry
        for part in parts
        if part.startswith("word/commentsExtended")
        for entry in parse(parts[part], part).iter(f"{{{W15}}}commentEx")
    ]
    done = {paragraph_id(entry) for entry in entries if entry.get(_DONE) in ("1", "true")}
    return done | {paragraph_id(entry) for entry in entries if entry.get(_PARENT, "") in done}


def _paragraph_ids(comment: etree._Element) -> list[str]:
    return [identifier for p in comment.iter(w("p")) if (identifier := paragraph_id(p))]


def _moments(parts: Parts) -> dict[str, str]:
    """By paragraph, when a comment was made in world time, which newer Words say apart."""
    found: dict[str, str] = {}
    durable: dict[str, str] = {}
    for part in sorted(parts):
        if not part.startswith("word/comments") or not part.endswith(".xml"):
            continue
        for entry in parse(parts[part], part).iter("{*}commentId", "{*}commentExtensible"):
            said = {str(k).rsplit("}", 1)[-1]: str(v) for k, v in entry.attrib.items()}
            if "paraId" in said:
                durable[said["paraId"]] = said.get("durableId", "")
            elif "dateUtc" in said:
                found[said.get("durableId", "")] = said["dateUtc"]
    return {paragraph: found[name] for paragraph, name in durable.items() if name in found}


def _moment(comment: etree._Element, moments: Mapping[str, str]) -> dt.datetime | None:
    said = next((moments[p] for p in _paragraph_ids(comment) if p in moments), "")
    try:
        at = dt.datetime.fromisoformat(said or comment.get(w("date"), ""))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)
