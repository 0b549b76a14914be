import io

import docx as python_docx
from docx.document import Document
from docx.enum.section import WD_SECTION

from engross.ooxml.package import open_package
from engross.ooxml.watermark import WORDS, add_watermark


def saved(document: Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def headers_with_watermark(docx: bytes) -> int:
    parts = open_package(add_watermark(docx))
    headers = [data for name, data in parts.items() if name.startswith("word/header")]
    assert all(data.count(WORDS.encode()) == 2 for data in headers)
    return len(headers)


def test_a_document_without_headers_gets_one_with_the_watermark() -> None:
    assert headers_with_watermark(saved(python_docx.Document())) == 1


def test_every_kind_of_header_carries_it() -> None:
    document = python_docx.Document()
    document.sections[0].different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True

    assert headers_with_watermark(saved(document)) == 3


def test_a_later_section_with_its_own_header_carries_it_and_a_linked_one_inherits_it() -> None:
    document = python_docx.Document()
    document.add_section(WD_SECTION.NEW_PAGE)
    own = document.add_section(WD_SECTION.NEW_PAGE)
    own.header.is_linked_to_previous = False

    assert headers_with_watermark(saved(document)) == 2


def test_what_the_header_said_it_still_says() -> None:
    document = python_docx.Document()
    document.sections[0].header.paragraphs[0].text = "Penhallow Reeve LLP"
    marked = python_docx.Document(io.BytesIO(add_watermark(saved(document))))

    assert marked.sections[0].header.paragraphs[0].text == "Penhallow Reeve LLP"
