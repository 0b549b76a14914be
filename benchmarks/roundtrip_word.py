"""A review copy as XML, to be edited as Word would; nothing of Engross is imported here."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PERSON, MOMENT = "Gareth Lowe", "2026-10-15T09:30:00Z"
"""Whose changes and comments they are."""
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
BODY, COMMENTS = "word/document.xml", "word/comments.xml"


def w(name: str) -> str:
    """The name as lxml has it."""
    return f"{{{NAMESPACE}}}{name}"


@dataclass
class Spot:
    """A figure in its paragraph, between the two ends of its bookmark."""

    anchor: str
    paragraph: etree._Element
    start: etree._Element
    end: etree._Element

    def runs(self) -> list[etree._Element]:
        """The runs between the ends that hold words."""
        inside, found = False, []
        for element in self.paragraph:
            if element is self.end:
                break
            if inside and element.tag == w("r") and element.find(w("t")) is not None:
                found.append(element)
            inside = inside or element is self.start
        return found

    def text(self) -> str:
        """Its words."""
        return "".join(words(run) for run in self.runs())


@dataclass
class Document:
    """The review copy; each paragraph and each row is edited once at most."""

    parts: dict[str, bytes]
    body: etree._Element
    comments: etree._Element
    spots: dict[str, Spot]
    number: int = 9_000
    """The last id that was given away."""
    edited: set[etree._Element] = field(default_factory=set)

    @classmethod
    def read(cls, docx: bytes, figures: Mapping[str, str]) -> Document:
        """The document with those of the figures that a bookmark in one paragraph holds."""
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        body = etree.fromstring(parts[BODY])
        comments = etree.fromstring(parts[COMMENTS])
        spots = {one.anchor: one for one in _spots(body) if one.anchor in figures}
        kept = {anchor: spot for anchor, spot in spots.items() if spot.text() == figures[anchor]}
        return cls(parts, body, comments, kept)

    def write(self) -> bytes:
        """The bytes of the Word file."""
        target = io.BytesIO()
        changed = {BODY: self.body, COMMENTS: self.comments}
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                root = changed.get(name)
                archive.writestr(name, data if root is None else _bytes(root))
        return target.getvalue()

    def next_id(self) -> str:
        """A number that nothing has yet."""
        self.number += 1
        return str(self.number)

    def tracked(self, kind: str) -> etree._Element:
        """An empty mark of a tracked change."""
        mark = etree.Element(w(kind))
        mark.set(w("id"), self.next_id())
        mark.set(w("author"), PERSON)
        mark.set(w("date"), MOMENT)
        return mark

    def in_paragraph(self, paragraph: etree._Element) -> list[Spot]:
        """The figures that stand there, in order."""
        found = [spot for spot in self.spots.values() if spot.paragraph is paragraph]
        return sorted(found, key=lambda spot: list(paragraph).index(spot.start))

    def in_row(self, row: etree._Element) -> list[Spot]:
        """The figures of a row."""
        return [spot for spot in self.spots.values() if row in spot.paragraph.iterancestors()]

    def free_spots(self) -> list[Spot]:
        """The figures that nothing has been done to, nor to their paragraph or row."""
        return [spot for spot in self.spots.values() if self.is_free(spot.paragraph)]

    def is_free(self, element: etree._Element) -> bool:
        """Whether neither it nor what it stands in has been edited."""
        return not {element, *element.iterancestors(), *element.iter()} & self.edited

    def free_paragraphs(self) -> list[etree._Element]:
        """Paragraphs of prose with figures, all of whose text is in plain runs."""
        found = {id(s.paragraph): s.paragraph for s in self.free_spots() if _is_prose(s.paragraph)}
        return [p for p in found.values() if self._all_known(p)]

    def free_rows(self) -> list[etree._Element]:
        """Rows with figures, of tables that keep two others."""
        rows = {
            id(row): row
            for spot in self.free_spots()
            for row in spot.paragraph.iterancestors(w("tr"))
            if self.is_free(row.getparent()) and len(row.getparent().findall(w("tr"))) > 2  # noqa: PLR2004 - heading and another
        }
        return [row for row in rows.values() if all(map(self._all_known, row.iter(w("p"))))]

    def _all_known(self, paragraph: etree._Element) -> bool:
        starts = paragraph.findall(w("bookmarkStart"))
        anchors = {s.get(w("name"), "") for s in starts}
        return all(a in self.spots for a in anchors if re.fullmatch(r"figure\d+", a))

    def remove(self, element: etree._Element) -> list[str]:
        """Take the element out, with all figures that stand in it; their anchors."""
        inside = [
            spot.anchor
            for spot in self.spots.values()
            if element is spot.paragraph or element in spot.paragraph.iterancestors()
        ]
        for anchor in inside:
            del self.spots[anchor]
        element.getparent().remove(element)
        return inside

    def forget(self, spots: Sequence[Spot]) -> None:
        """Take the figures' bookmarks out, as Word does when their words are typed anew."""
        for spot in spots:
            for edge in (spot.start, spot.end):
                edge.getparent().remove(edge)
            del self.spots[spot.anchor]


def _spots(body: etree._Element) -> Iterator[Spot]:
    ends = {end.get(w("id")): end for end in body.iter(w("bookmarkEnd"))}
    for start in body.iter(w("bookmarkStart")):
        end, paragraph = ends.get(start.get(w("id"))), start.getparent()
        if end is not None and end.getparent() is paragraph and paragraph.tag == w("p"):
            yield Spot(start.get(w("name"), ""), paragraph, start, end)


def _is_prose(paragraph: etree._Element) -> bool:
    """Whether it stands in the body itself and holds words only."""
    others = ("drawing", "fldChar", "fldSimple", "hyperlink", "sdt", "pict")
    return paragraph.getparent().tag == w("body") and not any(
        True for _ in paragraph.iter(*map(w, others))
    )


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def words(run: etree._Element) -> str:
    """The words of a run."""
    return "".join(text.text or "" for text in run.findall(w("t")))


def run_of(text: str, like: etree._Element | None = None, tag: str = "t") -> etree._Element:
    """A new run in the looks of another; `delText` is the tag of deleted words."""
    run = etree.Element(w("r"))
    if like is not None and (looks := like.find(w("rPr"))) is not None:
        run.append(copy.deepcopy(looks))
    element = etree.SubElement(run, w(tag))
    element.text = text
    element.set(SPACE, "preserve")
    return run


def as_deleted(run: etree._Element) -> etree._Element:
    """The run with its words as deleted ones."""
    for text in run.findall(w("t")):
        text.tag = w("delText")
    return run


def text_runs(paragraph: etree._Element) -> list[etree._Element]:
    """The paragraph's own runs with words, in order."""
    return [run for run in paragraph.findall(w("r")) if run.find(w("t")) is not None]


def without_bookmarks(element: etree._Element) -> etree._Element:
    """The element with no bookmark, comment or reference to one in it."""
    gone = ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")
    for edge in list(element.iter(*map(w, gone))):
        edge.getparent().remove(edge)
    for reference in list(element.iter(w("commentReference"))):
        run = reference.getparent()
        run.getparent().remove(run)
    return element
