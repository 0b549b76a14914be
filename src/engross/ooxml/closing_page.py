"""A page after a review copy's end, for what is not part of the document; put there and taken."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from engross.ooxml.bookmarks import bookmark_edge, highest_number
from engross.ooxml.marks import CLOSING_PAGE
from engross.ooxml.names import w
from engross.ooxml.package import (
    Parts,
    main_part,
    open_package,
    parse,
    serialise,
    write_package,
)
from engross.ooxml.story import holds
from engross.ooxml.xml_edits import remove

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph
    from lxml import etree

NO_PART = "This page is no part of the document: the copy that leaves is without it."
"""What the page says of itself, by which it is known where a re-save lost its bookmark."""

_HEADING_POINTS, _POINTS = 15, 9
_GREY = "595959"


def add_closing_page(
    docx: bytes,
    heading: str,
    note: str,
    columns: Mapping[str, float],
    rows: Sequence[Sequence[str]],
) -> bytes:
    """The document with one more page: a heading, a note, and a table when there are rows.

    `columns` gives each column's heading its share of the page's width. The note ends with what
    the page is (`NO_PART`), and a bookmark, `closingpage`, is around all of it.

    Formatted directly, for a firm's template need not have any style that Engross knows.
    """
    import docx as python_docx  # noqa: PLC0415 - slow to load

    document = python_docx.Document(io.BytesIO(docx))
    number = highest_number(open_package(docx)) + 1
    title = document.add_paragraph()
    title.paragraph_format.page_break_before = True
    title._p.append(bookmark_edge("Start", number, CLOSING_PAGE))  # noqa: SLF001 - python-docx has no bookmarks
    _write(title, heading, _HEADING_POINTS, bold=True)
    title._p.append(bookmark_edge("End", number))  # noqa: SLF001 - nor this
    _write(document.add_paragraph(), f"{note} {NO_PART}", _POINTS, colour=_GREY)
    if rows:
        table = document.add_table(rows=1, cols=len(columns))
        _rule(table.rows[0], tuple(columns), bold=True)
        for row in rows:
            _rule(table.add_row(), row)
        _share_width(document, table, tuple(columns.values()))
    target = io.BytesIO()
    document.save(target)
    return write_package(open_package(target.getvalue()))


def take_closing_page(parts: Parts) -> None:
    """Take the page out; what was written before it or behind its table stays.

    Who answers on the page itself loses the answer: the page is not the document.
    """
    main = main_part(parts)
    root = parse(parts[main], main)
    body = root.find(w("body"))
    if body is None:
        return
    blocks = [one for one in body if one.tag in (w("p"), w("tbl"))]
    first = _first_block(blocks)
    if first is None:
        return
    if first and not holds(blocks[first], w("pageBreakBefore")):
        _take_last_page_break(blocks[first - 1])
    for block in blocks[first : _behind_last_block(blocks, first)]:
        remove(block)
    parts[main] = serialise(root)


def _first_block(blocks: Sequence[etree._Element]) -> int | None:
    """Where the page begins: by its bookmark, or before the note that says what it is."""
    for place, block in enumerate(blocks):
        if any(start.get(w("name")) == CLOSING_PAGE for start in block.iter(w("bookmarkStart"))):
            return place
        if NO_PART in _text(block):
            return place - 1 if place and blocks[place - 1].tag == w("p") else place
    return None


def _behind_last_block(blocks: Sequence[etree._Element], first: int) -> int:
    """Behind the page's table, or its note when it has none, and the empty paragraph there."""
    rest = range(first + 1, len(blocks))
    note = next((place for place in rest if NO_PART in _text(blocks[place])), first)
    behind = range(note + 1, len(blocks))
    says = next((place for place in behind if _text(blocks[place]).strip()), note)
    last = says if blocks[says].tag == w("tbl") else note
    while last + 1 < len(blocks) and not len(_content(blocks[last + 1])):
        last += 1
    return last + 1


def _content(block: etree._Element) -> list[etree._Element]:
    """What the block shows or holds; nothing for an empty paragraph."""
    shown = (w("t"), w("tbl"), w("drawing"), w("pict"), w("sectPr"), w("fldChar"))
    return [block] if block.tag == w("tbl") else list(block.iter(*shown))


def _take_last_page_break(block: etree._Element) -> None:
    """LibreOffice makes "page break before" a break at the end of the paragraph before."""
    broken = [one for one in block.iter(w("br")) if one.get(w("type")) == "page"]
    if broken and not any(t.text for t in _behind(block, broken[-1])):
        remove(broken[-1])


def _behind(block: etree._Element, mark: etree._Element) -> list[etree._Element]:
    found = list(block.iter(w("t"), w("br")))
    return [one for one in found[found.index(mark) + 1 :] if one.tag == w("t")]


def _text(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(w("t")))


def _share_width(document: Document, table: Table, shares: Sequence[float]) -> None:
    from docx.shared import Cm, Emu  # noqa: PLC0415 - slow to load

    section = document.sections[-1]
    width = (
        (section.page_width or Cm(21)) - (section.left_margin or 0) - (section.right_margin or 0)
    )
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        for cell in column.cells:
            cell.width = column.width = Emu(int(width * share / sum(shares)))


def _rule(row: _Row, texts: Sequence[str], *, bold: bool = False) -> None:
    """One row with a thin line under it, never broken over two pages."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - slow to load
    from docx.oxml.ns import qn  # noqa: PLC0415 - slow to load

    for cell, text in zip(row.cells, texts, strict=True):
        _write(cell.paragraphs[0], text, _POINTS, bold=bold)
        borders, line = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "A6A6A6")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
        cell._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001 - python-docx has no cell borders
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - nor this


def _write(
    paragraph: Paragraph, text: str, points: int, *, bold: bool = False, colour: str = "000000"
) -> None:
    from docx.shared import Pt, RGBColor  # noqa: PLC0415 - slow to load

    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(points), bold
    run.font.color.rgb = RGBColor.from_string(colour)
    paragraph.paragraph_format.space_after = Pt(4)
