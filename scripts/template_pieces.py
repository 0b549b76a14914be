"""Small pieces of a Word file that python-docx has no words for. Part of `make_templates.py`."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph


def add(document: WordDocument, text: str, style: str) -> Paragraph:
    """One more paragraph at the end of the body."""
    return document.add_paragraph(text, style=style)


def fill(paragraph: Paragraph, text: str, style: str) -> None:
    """Words and style for an empty paragraph."""
    paragraph.style = style
    if text:
        paragraph.add_run(text)


def caption(paragraph: Paragraph, label: str, text: str) -> None:
    """`Table 1: text`, counted by Word itself, as References, Insert Caption makes it."""
    paragraph.add_run(f"{label} ")
    field(paragraph, f"SEQ {label} \\* ARABIC")
    paragraph.add_run(f": {text}")


def field(paragraph: Paragraph, instruction: str) -> None:
    """A field that Word fills: `PAGE`, `NUMPAGES`, `SEQ Table`."""
    for kind in ("begin", "instrText", "separate", "t", "end"):
        texts = {"instrText": f" {instruction} ", "t": "1"}
        element = OxmlElement(f"w:{kind}" if kind in texts else "w:fldChar")
        if kind in texts:
            element.text = texts[kind]
        else:
            element.set(qn("w:fldCharType"), kind)
        paragraph.add_run()._r.append(element)  # noqa: SLF001 - python-docx has no fields


def numbered(paragraph: Paragraph, number: int) -> None:
    """A point of the list of that number, counted by Word itself."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - no API
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def right_tab(paragraph: Paragraph, width: float) -> None:
    """A tab at the right margin, so many centimetres from the left one."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(width), WD_TAB_ALIGNMENT.RIGHT)


def fix_widths(table: Table, widths: tuple[float, ...], padding: str = "40") -> None:
    """Columns as wide as told, whatever stands in them, flush with the text."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no cell margins
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), padding)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)


def whole(row: _Row) -> None:
    """Never broken over two pages."""
    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))  # noqa: SLF001 - no API


def repeated(row: _Row) -> None:
    """At the top of each page that the table goes on to."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - no API


def shade(row: _Row, colour: str) -> None:
    """A background for the row."""
    for cell in row.cells:
        shading = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
            shading.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001 - no API


def edges(row: _Row, side: str, eighths: str, colour: str) -> None:
    """A rule along one side of the row, in eighths of a point."""
    for cell in row.cells:
        properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - no API
        borders = properties.find(qn("w:tcBorders"))
        if borders is None:
            borders = OxmlElement("w:tcBorders")
            after = properties.find(qn("w:shd"))
            if after is None:
                properties.append(borders)
            else:
                after.addprevious(borders)
        borders.append(_line(side, eighths, colour))


def border(paragraph: Paragraph, side: str, eighths: str, colour: str) -> None:
    """A rule above or below a paragraph, in eighths of a point."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - no API
    borders = OxmlElement("w:pBdr")
    borders.append(_line(side, eighths, colour, space="4"))
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _line(side: str, eighths: str, colour: str, space: str = "0") -> OxmlElement:
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", eighths), ("space", space), ("color", colour)):
        line.set(qn(f"w:{name}"), value)
    return line
