"""The pages that a table of contents gives are those on which LibreOffice prints the headings."""

import io
import re

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pypdfium2 import PdfDocument

from engross.adapters.office import LibreOffice
from engross.adapters.pages import PdfPages
from engross.ooxml.composing import Composition, compose
from engross.ooxml.text import read_text
from engross.records.ports import ToPrint
from engross.rendering.paginating import paginated, paginator

HEADINGS = [f"Part {letter} of the report" for letter in "ABCDEFGHIJKL"]


@pytest.fixture(scope="module")
def report() -> bytes:
    """A dozen headings, each with a page or so of words, behind a table of contents."""
    made, target = docx.Document(), io.BytesIO()
    made.add_paragraph("Contents")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), 'TOC \\o "1-1" \\h \\z')
    made.add_paragraph()._p.append(field)
    for number, heading in enumerate(HEADINGS):
        made.add_heading(heading, 1)
        for _ in range(4 + 3 * (number % 4)):
            made.add_paragraph("What was said of it in the quarter, at some length. " * 12)
    made.save(target)
    return compose(target.getvalue(), Composition())


@pytest.fixture(scope="module")
def finished(report: bytes) -> bytes:
    return paginated(report, paginator(LibreOffice(), PdfPages()))


def entries(document: bytes) -> dict[str, int]:
    """The page of each heading, as the table of contents has it."""
    lines = (block.text.partition("\t") for block in read_text(document))
    return {heading: int(page) for heading, tab, page in lines if tab}


def test_every_entry_gives_the_page_on_which_its_heading_is_printed(finished: bytes) -> None:
    (pdf,) = LibreOffice().pdfs([ToPrint(finished)])
    printed = PdfDocument(pdf)
    pages = [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in printed]
    printed.close()
    found = {
        heading: max(number for number, words in enumerate(pages, start=1) if heading in words)
        for heading in HEADINGS
    }

    assert entries(finished) == found
    assert found[HEADINGS[-1]] > 5


def test_without_a_printer_the_entries_stand_there_without_pages(report: bytes) -> None:
    words = [block.text for block in read_text(report)]

    assert entries(report) == {}
    assert words[1 : 1 + len(HEADINGS)] == HEADINGS


def test_the_pages_stay_what_they_were_when_they_are_counted_again(finished: bytes) -> None:
    assert paginated(finished, paginator(LibreOffice(), PdfPages())) == finished
