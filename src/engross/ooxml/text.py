"""The text of a Word file as a reader would see it after accepting every change, with places.

Word's own reading order within a part; headers first, then the body, notes, and footers. Deleted
and moved-away text, field instructions and comments are no text; insertions, content controls,
fields' results, tables and text boxes are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from engross.ooxml.chart_text import chart_lines, chart_of, name_of
from engross.ooxml.names import MC, W, mc, w
from engross.ooxml.package import Parts, main_part, open_package, parse, related, relations
from engross.records import Record


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


_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_TEXT = {w("t"), f"{{{_MATH}}}t"}
_BREAKS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
}
_UNSEEN = {
    w(name)
    for name in ("del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sdtPr")
}
_TRANSPARENT = {w(name) for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")}
_ORDER = ("header", "body", "footnotes", "endnotes", "footer")


def read_text(
    docx: bytes, name: str = "the Word file", *, charts: bool = False
) -> tuple[Block, ...]:
    """Every paragraph of the document that has text, in order.

    With `charts`, a block too for every title, name and figure of the charts of its body, each
    chart after its paragraph, in the style `chart`.

    Raises:
        InputError: the file cannot be read as a Word document without macros.
    """
    parts = open_package(docx, name)
    main = main_part(parts, name)
    styles: dict[str, str] = {}
    found: dict[str, list[str]] = {kind: [] for kind in _ORDER}
    found["body"].append(main)
    for kind, target in relations(parts, main, name):
        if kind == "styles" and target in parts:
            styles = _style_names(parse(parts[target], target, name))
        elif kind in found and target in parts and target not in found[kind]:
            found[kind].append(target)
    blocks: list[Block] = []
    for kind in _ORDER:
        for number, part in enumerate(found[kind], start=1):
            reader = _Reader(part, styles, _charts_of(parts, part) if charts else {})
            reader.read(parse(parts[part], part, name), kind, number)
            blocks += reader.blocks
    return tuple(blocks)


def _style_names(root: etree._Element) -> dict[str, str]:
    return {
        style.get(w("styleId"), ""): name.get(w("val"), "")
        for style in root.iter(w("style"))
        if (name := style.find(w("name"))) is not None
    }


class _ChartPart(NamedTuple):
    name: str
    root: etree._Element


def _charts_of(parts: Parts, part: str) -> dict[str, _ChartPart]:
    """The chart parts that a part shows, by the relationship's id."""
    return {
        identifier: _ChartPart(target, parse(parts[target], target))
        for identifier, kind, target in related(parts, part)
        if kind == "chart" and target in parts
    }


@dataclass
class _Reader:
    """Walks one part; a field may span paragraphs, so its state lives here."""

    part: str
    styles: dict[str, str]
    charts: dict[str, _ChartPart]
    blocks: list[Block] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)
    """For each open field, whether its instruction is being read."""
    boxes: int = 0

    def read(self, root: etree._Element, kind: str, number: int) -> None:
        if kind == "body":
            for body in root.iter(w("body")):
                self._container(body, "")
        elif kind in ("footnotes", "endnotes"):
            for note in root.iter(w(kind[:-1])):
                self._container(note, f"{kind[:-1]} {note.get(w('id'), '?')}, ")
        else:
            self._container(root, f"{kind} {number}, ")

    def _container(self, container: etree._Element, before: str) -> None:
        """Read the paragraphs and tables that stand directly in something."""
        paragraphs, tables, carried = 0, 0, ""
        for child in _blocks_of(container):
            if child.tag == w("tbl"):
                tables += 1
                self._table(child, f"{before}table {tables}, ")
                continue
            paragraphs += 1
            text, boxes = self._paragraph(child)
            carried += text
            if not _mark_deleted(child):
                self._add(carried, f"{before}paragraph {paragraphs}", child)
                carried = ""
            for box in boxes:
                self._box(box)
        self._add(carried, f"{before}paragraph {paragraphs}", container)

    def _box(self, box: etree._Element) -> None:
        """A text box, or the drawing of a chart."""
        if box.tag == w("txbxContent"):
            self.boxes += 1
            self._container(box, f"text box {self.boxes}, ")
            return
        chart = self.charts[chart_of(box)]
        for where, text in chart_lines(chart.root):
            if text.strip():
                place = f"{name_of(box)}, {where}"
                self.blocks.append(Block(text=text, place=place, style="chart", part=chart.name))

    def _table(self, table: etree._Element, before: str) -> None:
        rows = [row for row in _children(table, "tr") if not _deleted_row(row)]
        for row_number, row in enumerate(rows, start=1):
            for cell_number, cell in enumerate(_children(row, "tc"), start=1):
                if cell.find(f"{w('tcPr')}/{w('cellDel')}") is None:
                    self._container(cell, f"{before}row {row_number}, cell {cell_number}, ")

    def _add(self, text: str, place: str, paragraph: etree._Element) -> None:
        if text.strip():
            style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
            name = "" if style is None else style.get(w("val"), "")
            self.blocks.append(
                Block(text=text, place=place, style=self.styles.get(name, name), part=self.part)
            )

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
            if tag in _UNSEEN or not isinstance(tag, str):
                continue
            if tag == w("fldChar"):
                self._field(child.get(w("fldCharType"), ""))
            elif tag == w("txbxContent") or self._shows_chart(child):
                boxes.append(child)
            elif tag == mc("AlternateContent"):
                self._inline(_chosen(child), pieces, boxes)
            elif not any(self.fields) and (text := _text_of(child)):
                pieces.append(text)
            else:
                self._inline(child, pieces, boxes)

    def _shows_chart(self, element: etree._Element) -> bool:
        return element.tag == w("drawing") and chart_of(element) in self.charts

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(True)
        elif kind == "separate" and self.fields:
            self.fields[-1] = False
        elif kind == "end" and self.fields:
            self.fields.pop()


def _text_of(element: etree._Element) -> str:
    if element.tag in _TEXT:
        return element.text or ""
    if element.tag == w("sym"):
        character = chr(int(element.get(w("char"), "0"), 16))
        return "" if "\ue000" <= character <= "\uf8ff" else character
    return _BREAKS.get(str(element.tag), "")


def _blocks_of(container: etree._Element) -> Iterator[etree._Element]:
    for child in container:
        if child.tag in (w("p"), w("tbl")):
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _blocks_of(child)
        elif child.tag == mc("AlternateContent"):
            yield from _blocks_of(_chosen(child))


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == w(name):
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _children(child, name)


def _chosen(alternatives: etree._Element) -> etree._Element:
    """The form that a present-day Word shows."""
    choice = alternatives.find(f"{{{MC}}}Choice")
    fallback = alternatives.find(f"{{{MC}}}Fallback")
    if choice is not None:
        return choice
    return alternatives if fallback is None else fallback


def _mark_deleted(paragraph: etree._Element) -> bool:
    mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    return mark is not None and any(
        mark.find(f"{{{W}}}{name}") is not None for name in ("del", "moveFrom")
    )


def _deleted_row(row: etree._Element) -> bool:
    return row.find(f"{w('trPr')}/{w('del')}") is not None
