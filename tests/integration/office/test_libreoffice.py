"""What LibreOffice makes of a Word file is a PDF for keeping that says what the file says."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from pypdfium2 import PdfDocument, raw

from engross.adapters.office import LibreOffice, find_office, office_version
from engross.adapters.pages import PdfPages
from engross.ooxml.bookmark_words import bookmarked_words
from engross.ooxml.text import read_text
from engross.records.ports import Sought, ToPrint

from .conftest import COMMENT, FIGURES, Made


def squeezed(text: str) -> str:
    return "".join(text.split())


def pages_of(pdf: bytes) -> list[str]:
    document = PdfDocument(pdf)
    words = [squeezed(page.get_textpage().get_text_range()) for page in document]
    document.close()
    return words


def words_of(pdf: bytes) -> str:
    return "".join(pages_of(pdf))


def test_this_machine_has_one_that_is_new_enough() -> None:
    assert office_version(find_office())


def test_a_pdf_says_exactly_what_the_word_file_says(made: Made) -> None:
    said = squeezed("".join(block.text for block in read_text(made.candidate)))

    assert words_of(made.pdf) == said
    assert words_of(made.with_places) == said


def test_a_pdf_is_tagged_pdf_a_2b_with_title_language_and_every_font(made: Made) -> None:
    document = PdfDocument(made.pdf)
    tagged, about = document.is_tagged(), document.get_metadata_dict()
    document.close()

    assert tagged
    assert about["Title"] == "Client report, Q3 2026"
    assert b"<pdfaid:part>2</pdfaid:part>" in made.pdf
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made.pdf
    assert b"/DisplayDocTitle true" in made.pdf
    assert b"/Lang(en-" in made.pdf
    assert made.pdf.count(b"/FontFile") == made.pdf.count(b"/Type/FontDescriptor") > 0


def test_the_headings_are_its_outline(made: Made) -> None:
    document = PdfDocument(made.pdf)
    headings = [entry.get_title() for entry in document.get_toc()]
    document.close()

    assert headings == ["Fees of the quarter"]


def test_a_comment_is_neither_printed_nor_hidden_in_the_pdf(made: Made) -> None:
    document = PdfDocument(made.commented)
    notes = sum(raw.FPDFPage_GetAnnotCount(page) for page in document)
    document.close()

    assert words_of(made.commented) == words_of(made.pdf)
    assert notes == 0
    assert COMMENT.encode() not in made.commented
    assert COMMENT.encode("utf-16-be").hex().upper().encode() not in made.commented


def test_every_figure_is_found_where_it_stands_on_the_candidate_s_own_pages(made: Made) -> None:
    reader = PdfPages()
    places, words = reader.destinations(made.with_places), bookmarked_words(made.anchored)
    names = [f"figure{number}" for number in range(1, FIGURES + 1)]

    boxes = reader.boxes(made.pdf, [Sought(words[name], places[name]) for name in names])

    assert [name for name, found in zip(names, boxes, strict=True) if len(found) != 1] == []
    starts = [(box.page, round(box.y), round(box.x)) for (box,) in boxes]
    assert starts == sorted(set(starts))


def test_a_bookmark_that_word_hides_keeps_its_name(made: Made) -> None:
    place = PdfPages().destinations(made.with_places)["_Toc101"]

    assert place.page == 1


def test_the_candidate_s_pdf_has_no_destinations(made: Made) -> None:
    assert PdfPages().destinations(made.pdf) == {}


def test_every_page_of_both_says_the_same(made: Made) -> None:
    candidate, anchored = pages_of(made.pdf), pages_of(made.with_places)

    assert len(candidate) > 3
    assert candidate == anchored


def test_two_may_print_at_once(made: Made) -> None:
    with ThreadPoolExecutor(2) as both:
        printed = list(both.map(LibreOffice().pdfs, [[ToPrint(made.candidate)]] * 2))

    assert [words_of(pdf) for [pdf] in printed] == [words_of(made.pdf)] * 2
