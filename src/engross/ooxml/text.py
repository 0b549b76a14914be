"""The text of a Word file as a reader sees it, with places.

Word's own reading order within a part; headers first, then the body, notes, and footers. Field
instructions and comments are no text; content controls, fields' results, tables and text boxes are.
Of tracked changes, the "final" view shows what was inserted, and the "original" one what was
deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from lxml import etree

from engross.ooxml.chart_text import chart_lines, chart_of, name_of
from engross.ooxml.diagram_text import diagram_lines, diagram_of
from engross.ooxml.names import m, mc, w
from engross.ooxml.package import Parts, open_package, parse, related
from engross.ooxml.stories import Story, paragraph_styles, stories
from engross.ooxml.story import WRAPPERS, blocks_of, chosen, stands_in
from engross.records import Record

Mode = Literal["final", "original"]
"""How tracked changes are read: as if all were accepted, or as if all were rejected."""


class Block(Record):
    """One paragraph that says something."""

    text: str
    """Its words; tabs and line breaks are kept."""

    place: str
    """`paragraph 4`, `table 2, row 3, cell 1, paragraph 1`, `header 1, paragraph 1`,
    `text box 1, paragraph 2`, `footnote 3, paragraph 1`, `chart fees, series 1, point 2`."""

    style: str
    """The paragraph style's name, such as `heading 1`; empty for the default style."""

    part: str
    """The part of the file that it stands in: `word/document.xml`."""


_BREAKS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
}
_NEVER_SEEN = {w(name) for name in ("instrText", "delInstrText", "pPr", "rPr", "sdtPr")}
_GONE = frozenset({w("del"), w("moveFrom")})
_CAME = frozenset({w("ins"), w("moveTo")})


@dataclass(frozen=True)
class _View:
    """What of the tracked changes is seen."""

    seen: frozenset[str]
    unseen: frozenset[str]
    cell: str
    """The mark of a cell that is not seen."""
    texts: frozenset[str]

    @property
    def through(self) -> frozenset[str]:
        """What stands around words, rows or cells and is seen through."""
        return self.seen | WRAPPERS


_VIEWS: Mapping[Mode, _View] = {
    "final": _View(_CAME, _GONE, w("cellDel"), frozenset({w("t"), m("t")})),
    "original": _View(_GONE, _CAME, w("cellIns"), frozenset({w("t"), m("t"), w("delText")})),
}


def read_text(
    docx: bytes,
    name: str = "the Word file",
    *,
    charts: bool = False,
    mode: Mode = "final",
) -> tuple[Block, ...]:
    """Every paragraph of the document that has text, in order.

    With `charts`, a block too for every title, name and figure of the charts of its body, each
    chart after its paragraph, in the style `chart`.

    Raises:
        InputError: the file cannot be read as a Word document without macros.
    """
    parts = open_package(docx, name)
    told = stories(parts, name)
    styles = paragraph_styles(parts, name)
    unread = _unseen_notes(told, mode)
    blocks: list[Block] = []
    for story in told:
        reader = Reader(story, _VIEWS[mode], styles, unread)
        reader.charts = drawn_parts(parts, story.part, "chart") if charts else {}
        reader.diagrams = drawn_parts(parts, story.part, "diagramData")
        reader.read()
        blocks += reader.blocks
    return tuple(blocks)


def _unseen_notes(told: tuple[Story, ...], mode: Mode) -> frozenset[tuple[str, str]]:
    """The notes that only unseen words refer to, by kind and id."""
    seen: set[tuple[str, str]] = set()
    unseen: set[tuple[str, str]] = set()
    for story in told:
        for one in story.root.iter(w("footnoteReference"), w("endnoteReference")):
            key = (str(one.tag).removesuffix("Reference"), one.get(w("id"), ""))
            gone = stands_in(one, *_VIEWS[mode].unseen)
            (unseen if gone else seen).add(key)
    return frozenset(unseen - seen)


class Drawn(NamedTuple):
    """A part that a drawing shows."""

    name: str
    root: etree._Element


def drawn_parts(parts: Parts, part: str, kind: str) -> dict[str, Drawn]:
    """The parts of that kind (`chart`, `diagramData`) that a part shows, by relationship."""
    return {
        identifier: Drawn(target, parse(parts[target], target))
        for identifier, found, target in related(parts, part)
        if found == kind and target in parts
    }


@dataclass
class Reader:
    """Walks one part; a field may span paragraphs, so its state lives here."""

    story: Story
    view: _View
    styles: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[tuple[str, str]] = frozenset()
    """Notes that nobody is referred to, by kind and id."""
    charts: Mapping[str, Drawn] = field(default_factory=dict)
    diagrams: Mapping[str, Drawn] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    places: dict[etree._Element, str] = field(default_factory=dict)
    """Of every paragraph that is seen, empty ones too."""
    fields: list[bool] = field(default_factory=list)
    """For each open field, whether its instruction is being read."""
    boxes: int = 0

    def read(self) -> None:
        """Fill `blocks` and `places`."""
        kind, number, _, root = self.story
        if kind == "body":
            for body in root.iter(w("body")):
                self._container(body, "")
        elif kind in ("footnotes", "endnotes"):
            for note in root.iter(w(kind[:-1])):
                identifier = note.get(w("id"), "?")
                if (str(note.tag), identifier) not in self.unread:
                    self._container(note, f"{kind[:-1]} {identifier}, ")
        else:
            self._container(root, f"{kind} {number}, ")

    def _container(self, container: etree._Element, before: str) -> None:
        """Read the paragraphs and tables that stand directly in something."""
        paragraphs, tables, carried = 0, 0, ""
        for child in blocks_of(container, self.view.through):
            if child.tag == w("tbl"):
                self._add(carried, f"{before}paragraph {paragraphs}", container)
                carried = ""
                tables += 1
                self._table(child, f"{before}table {tables}, ")
                continue
            if child.tag != w("p"):
                continue
            paragraphs += 1
            self.places[child] = place = f"{before}paragraph {paragraphs}"
            text, boxes = self._paragraph(child)
            carried += text
            if not self._runs_on(child):
                self._add(carried, place, child)
                carried = ""
            for box in boxes:
                self._box(box)
        self._add(carried, f"{before}paragraph {paragraphs}", container)

    def _runs_on(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph's mark is not seen."""
        properties = paragraph.find(f"{w('pPr')}/{w('rPr')}")
        return properties is not None and any(one.tag in self.view.unseen for one in properties)

    def _box(self, box: etree._Element) -> None:
        """A text box, or the drawing of a diagram or a chart."""
        if box.tag == w("txbxContent"):
            self.boxes += 1
            self._container(box, f"text box {self.boxes}, ")
            return
        if (drawn := self.diagrams.get(diagram_of(box))) is not None:
            style, lines = "diagram", diagram_lines(drawn.root)
        else:
            drawn = self.charts[chart_of(box)]
            style, lines = "chart", chart_lines(drawn.root)
        name = name_of(box)
        self.blocks += [
            Block(text=text, place=f"{name}, {where}", style=style, part=drawn.name)
            for where, text in lines
            if text.strip()
        ]

    def _table(self, table: etree._Element, before: str) -> None:
        rows = [row for row in self._children(table, "tr") if not self._is_unseen(row)]
        for row_number, row in enumerate(rows, start=1):
            cells = self._children(row, "tc")
            shown = [c for c in cells if c.find(f"{w('tcPr')}/{self.view.cell}") is None]
            for cell_number, cell in enumerate(shown, start=1):
                self._container(cell, f"{before}row {row_number}, cell {cell_number}, ")

    def _is_unseen(self, row: etree._Element) -> bool:
        return any(row.find(f"{w('trPr')}/{mark}") is not None for mark in self.view.unseen)

    def _children(self, parent: etree._Element, name: str) -> Iterator[etree._Element]:
        for child in parent:
            if child.tag == w(name):
                yield child
            elif child.tag in self.view.through:
                yield from self._children(child, name)

    def _add(self, text: str, place: str, paragraph: etree._Element) -> None:
        if text.strip():
            style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
            name = "" if style is None else style.get(w("val"), "")
            known = self.styles.get(name, name)
            self.blocks.append(Block(text=text, place=place, style=known, part=self.story.part))

    def _paragraph(self, paragraph: etree._Element) -> tuple[str, list[etree._Element]]:
        pieces: list[str] = []
        boxes: list[etree._Element] = []
        self._inline(paragraph, pieces, boxes)
        return "".join(pieces), boxes

    def _inline(
        self, element: etree._Element, pieces: list[str], boxes: list[etree._Element]
    ) -> None:
        for child in element:
            tag = child.tag
            if tag in _NEVER_SEEN or tag in self.view.unseen or not isinstance(tag, str):
                continue
            if tag == w("fldChar"):
                pieces.append("" if any(self.fields) else _chosen_in_form(child))
                self._field(child.get(w("fldCharType"), ""))
            elif tag == w("txbxContent") or self._shows_words(child):
                boxes.append(child)
            elif tag == mc("AlternateContent"):
                self._inline(chosen(child), pieces, boxes)
            elif not any(self.fields) and (text := self._text_of(child)):
                pieces.append(text)
            else:
                self._inline(child, pieces, boxes)

    def _text_of(self, element: etree._Element) -> str:
        if element.tag in self.view.texts:
            return element.text or ""
        if element.tag == w("sym"):
            return _symbol(element.get(w("char"), ""))
        return _BREAKS.get(str(element.tag), "")

    def _shows_words(self, element: etree._Element) -> bool:
        return element.tag == w("drawing") and (
            chart_of(element) in self.charts or diagram_of(element) in self.diagrams
        )

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(True)
        elif kind == "separate" and self.fields:
            self.fields[-1] = False
        elif kind == "end" and self.fields:
            self.fields.pop()


def _symbol(code: str) -> str:
    """The character of that number in hex; none for a symbol font's own, or for nonsense."""
    if not re.fullmatch("[0-9A-Fa-f]{1,4}", code):
        return ""
    character = chr(int(code, 16))
    return character if character.isprintable() else ""


def _chosen_in_form(begin: etree._Element) -> str:
    """What is chosen in a form's list of choices, which has no result of its own."""
    choices = begin.find(f"{w('ffData')}/{w('ddList')}")
    if choices is None:
        return ""
    entries = [entry.get(w("val"), "") for entry in choices.findall(w("listEntry"))]
    chosen_one = choices.find(w("result"))
    number = "0" if chosen_one is None else chosen_one.get(w("val"), "0")
    return entries[int(number)] if number.isdecimal() and int(number) < len(entries) else ""


def view_of(mode: Mode) -> _View:
    """What of the tracked changes that mode shows, for a `Reader` of one's own."""
    return _VIEWS[mode]
