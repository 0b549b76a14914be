"""A page after a review copy's end, for what is not part of the document."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from engross.ooxml.package import open_package, write_package

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph

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

    `columns` gives each column's heading its share of the page's width.

    Formatted directly, for a firm's template need not have any style that Engross knows.
    """
    import docx as python_docx  # noqa: PLC0415 - slow to load

    document = python_docx.Document(io.BytesIO(docx))
    title = document.add_paragraph()
    title.paragraph_format.page_break_before = True
    _write(title, heading, _HEADING_POINTS, bold=True)
    _write(document.add_paragraph(), note, _POINTS, colour=_GREY)
    if rows:
        table = document.add_table(rows=1, cols=len(columns))
        _rule(table.rows[0], tuple(columns), bold=True)
        for row in rows:
            _rule(table.add_row(), row)
        _share_width(document, table, tuple(columns.values()))
    target = io.BytesIO()
    document.save(target)
    return write_package(open_package(target.getvalue()))


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
