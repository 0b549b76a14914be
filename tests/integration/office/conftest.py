"""Word files for LibreOffice, and what it made of them."""

from __future__ import annotations

import io
from typing import NamedTuple

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from engross.adapters.office import LibreOffice
from engross.ooxml.anchors import place_anchors, plain
from engross.ooxml.marks import mark
from engross.records.ports import ToPrint

COMMENT = "Ring her before this goes out"
FIGURES = 120
DASH = chr(0x2013)


class Made(NamedTuple):
    """A document and its PDFs."""

    candidate: bytes
    anchored: bytes
    pdf: bytes
    """The candidate's."""
    with_places: bytes
    """The anchored document's, with destinations."""
    commented: bytes
    """Of the candidate with a comment."""


def marked_document() -> bytes:
    """Some pages with a figure in every paragraph and some in a table, marked."""
    made, target = docx.Document(), io.BytesIO()
    made.core_properties.title = "Client report, Q3 2026"
    made.core_properties.language = "en-GB"
    _bookmark(made.add_heading("Fees of the quarter", 1), "_Toc101")
    for number in range(1, FIGURES - 3):
        made.add_paragraph(
            f"The office filed “return” {mark(f'figure{number}', f'£{number:,}.50')} {DASH} "
            f"a 5{chr(0xA0)}% rise on the final figure of the year before, all excluding VAT; "
            f"nobody at Smith & Sons has raised a query."
        )
    table = made.add_table(rows=2, cols=2)
    cells = [cell for row in table.rows for cell in row.cells]
    for number, cell in zip(range(FIGURES - 3, FIGURES + 1), cells, strict=True):
        cell.text = mark(f"figure{number}", "500.00")
    made.save(target)
    return target.getvalue()


def _bookmark(paragraph: Paragraph, name: str) -> None:
    """As Word puts one around a heading that a table of contents leads to."""
    edges = [OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")]
    for edge in edges:
        edge.set(qn("w:id"), "9000")
    edges[0].set(qn("w:name"), name)
    paragraph.runs[0]._r.addprevious(edges[0])
    paragraph.runs[-1]._r.addnext(edges[1])


def with_comment(document: bytes) -> bytes:
    made, target = docx.Document(io.BytesIO(document)), io.BytesIO()
    made.add_comment(made.paragraphs[1].runs, text=COMMENT, author="Helen Pike", initials="HP")
    made.save(target)
    return target.getvalue()


@pytest.fixture(scope="session")
def made() -> Made:
    """Everything at once; the candidate has a bookmark, so LibreOffice is started twice."""
    marked = marked_document()
    candidate, anchored = plain(marked), place_anchors(marked)
    pdfs = LibreOffice().pdfs(
        [ToPrint(candidate), ToPrint(anchored, destinations=True), ToPrint(with_comment(candidate))]
    )
    return Made(candidate, anchored, *pdfs)
