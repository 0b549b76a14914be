"""The words of a Word file's body in an order and form that a mail can have: no pages, no fields.

Headers and footers are told apart from the body, text boxes and notes are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple

from lxml import etree

from engross.ooxml.names import w
from engross.ooxml.package import Parts, main_part, open_package, parse
from engross.ooxml.parts import related_part
from engross.ooxml.stories import Story, paragraph_styles, stories
from engross.ooxml.text import Reader, view_of

List = Literal["", "bullet", "number"]
"""Whether a paragraph is a point of a list, and of which."""

_PLACE: Final = re.compile(
    r"paragraph \d+|table (?P<table>\d+), row (?P<row>\d+), cell (?P<cell>\d+)"
)
_NO_LIST: Final = "0"


class Paragraph(NamedTuple):
    """One paragraph that says something."""

    text: str
    """Its words; tabs and line breaks are kept."""
    style: str
    """The paragraph style's name; empty for the default style."""
    points: List = ""
    list: str = ""
    """Which list it is a point of, so that another one begins at one again."""
    cell: tuple[int, int, int] | None = None
    """Of a table's cell: the table, its row and its cell, from 1."""


class BodyWords(NamedTuple):
    """What a document says, apart from what stands at the edge of its pages."""

    body: tuple[Paragraph, ...]
    footers: tuple[Paragraph, ...]
    """Each once."""


def body_words(docx: bytes, name: str = "the Word file") -> BodyWords:
    """The words of the document as a reader of its final view has them.

    Raises:
        InputError: the file cannot be read as a Word document without macros.
    """
    parts = open_package(docx, name)
    styles, lists = paragraph_styles(parts, name), _Lists(parts, name)
    told = stories(parts, name)
    body = [one for story in told if story.kind == "body" for one in _read(story, styles, lists)]
    feet = [one for story in told if story.kind == "footer" for one in _read(story, styles, lists)]
    return BodyWords(tuple(body), tuple(dict.fromkeys(feet)))


def _read(story: Story, styles: Mapping[str, str], lists: _Lists) -> Iterator[Paragraph]:
    reader = Reader(story, view_of("final"), styles)
    reader.read()
    elements = {place: element for element, place in reader.places.items()}
    begins = "" if story.kind == "body" else f"{story.kind} {story.number}, "
    for block in reader.blocks:
        where = _PLACE.match(block.place.removeprefix(begins))
        if where is None or not block.place.startswith(begins):
            continue
        cell = (
            (int(where["table"]), int(where["row"]), int(where["cell"])) if where["table"] else None
        )
        points, number = lists.of(elements.get(block.place))
        yield Paragraph(block.text, block.style, points, number, cell)


class _Lists:
    """Which list a paragraph belongs to, by itself or by its style."""

    def __init__(self, parts: Parts, name: str) -> None:
        main = main_part(parts, name)
        self._numbering = _part(parts, related_part(parts, main, "numbering"), name)
        styles = _part(parts, related_part(parts, main, "styles"), name)
        self._styles = (
            {} if styles is None else {s.get(w("styleId"), ""): s for s in styles.iter(w("style"))}
        )

    def of(self, paragraph: etree._Element | None) -> tuple[List, str]:
        """What kind of point it is, and its list's number; twice nothing outside lists."""
        number = "" if paragraph is None else self._number(paragraph)
        if number in {"", _NO_LIST}:
            return "", ""
        return ("bullet" if self._format(number) == "bullet" else "number"), number

    def _number(self, paragraph: etree._Element) -> str:
        if own := _list_number(paragraph):
            return own
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        identifier, seen = "" if style is None else style.get(w("val"), ""), set[str]()
        while identifier in self._styles and identifier not in seen:
            seen.add(identifier)
            if found := _list_number(self._styles[identifier]):
                return found
            based = self._styles[identifier].find(w("basedOn"))
            identifier = "" if based is None else based.get(w("val"), "")
        return ""

    def _format(self, number: str) -> str:
        """How the first level of that list counts: `decimal`, `bullet`."""
        if self._numbering is None:
            return ""
        for one in self._numbering.iterfind(w("num")):
            abstract = one.find(w("abstractNumId"))
            if one.get(w("numId")) == number and abstract is not None:
                return self._first_level(abstract.get(w("val"), ""))
        return ""

    def _first_level(self, abstract: str) -> str:
        if self._numbering is None:
            return ""
        for one in self._numbering.iterfind(w("abstractNum")):
            if one.get(w("abstractNumId")) == abstract:
                found = one.find(f"{w('lvl')}/{w('numFmt')}")
                return "" if found is None else found.get(w("val"), "")
        return ""


def _list_number(element: etree._Element) -> str:
    found = element.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
    return "" if found is None else found.get(w("val"), "")


def _part(parts: Parts, name: str, file: str) -> etree._Element | None:
    return parse(parts[name], name, file) if name and name in parts else None
