import io
from collections.abc import Callable

import docx as python_docx
import pytest
from docx.document import Document
from docx.enum.section import WD_SECTION

from engross.ooxml.package import open_package, read_parts
from engross.ooxml.watermark import SHAPE, WORDS, add_watermark, take_watermark

WordFile = Callable[..., bytes]


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


def test_a_watermark_can_be_taken_again(word_file: WordFile) -> None:
    header = "<p><r><t>Penhallow Reeve LLP</t></r></p>"
    parts = open_package(add_watermark(word_file("<p/>", header1=header)))
    take_watermark(parts)

    assert not any(b"pict" in data for data in parts.values())


@pytest.mark.parametrize("known_by", ["name", "words"])
def test_one_that_another_program_saved_is_known_by_its_name_or_its_words(
    word_file: WordFile, known_by: str
) -> None:
    parts = open_package(add_watermark(word_file("<p/>")))
    (header,) = (name for name in parts if "header" in name)
    old, new = (WORDS, "Entwurf") if known_by == "name" else (SHAPE, "shape_")
    parts[header] = parts[header].replace(old.encode(), new.encode())
    take_watermark(parts)

    assert not any(b"pict" in data for data in parts.values())


def test_a_header_that_was_made_for_it_goes_with_it_unless_somebody_wrote_in_it() -> None:
    document = python_docx.Document()
    document.add_paragraph("Report")
    before = read_parts(saved(document))
    parts = open_package(add_watermark(saved(document)))
    written = dict(parts)
    header = "word/header1.xml"
    written[header] = parts[header].replace(b"</w:p>", b"<w:r><w:t>ours</w:t></w:r></w:p>")
    take_watermark(parts)
    take_watermark(written)

    assert parts.keys() == before.keys()
    assert b"headerReference" not in parts["word/document.xml"]
    assert b"ours" in written[header]


def test_an_empty_header_of_the_templates_own_stays(word_file: WordFile) -> None:
    shown = "<p><pPr><sectPr><headerReference type='default' r:id='rId1'/></sectPr></pPr></p>"
    parts = open_package(add_watermark(word_file(shown, header1="<p/>")))
    take_watermark(parts)

    assert [name for name in parts if "header" in name] == ["word/header1.xml"]
    assert b"headerReference" in parts["word/document.xml"]
    assert b"pict" not in parts["word/header1.xml"]
