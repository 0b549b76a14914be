import io
from collections.abc import Callable

import docx as python_docx
import pytest

from engross.ooxml.closing_page import NO_PART, add_closing_page, take_closing_page
from engross.ooxml.package import open_package, write_package
from engross.ooxml.text import read_text

WordFile = Callable[..., bytes]


def test_the_page_stands_after_the_document_with_a_row_for_each_line(word_file: WordFile) -> None:
    docx = add_closing_page(
        word_file("<p><r><t>Report</t></r></p>"),
        "Findings",
        "1 finding.",
        {"Weight": 1, "What": 3},
        [("Please look", "A row was set aside.")],
    )
    document = python_docx.Document(io.BytesIO(docx))

    assert [p.text for p in document.paragraphs] == ["Report", "Findings", f"1 finding. {NO_PART}"]
    assert document.paragraphs[1].paragraph_format.page_break_before
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["Weight", "What"],
        ["Please look", "A row was set aside."],
    ]


def test_without_rows_there_is_no_table(word_file: WordFile) -> None:
    docx = add_closing_page(word_file("<p/>"), "Findings", "None.", {"Weight": 1}, [])

    assert python_docx.Document(io.BytesIO(docx)).tables == []


def with_page(docx: bytes, *rows: tuple[str, str]) -> bytes:
    return add_closing_page(docx, "Findings", "1 finding.", {"Weight": 1, "What": 3}, rows)


def taken(docx: bytes) -> bytes:
    parts = open_package(docx)
    take_closing_page(parts)
    return write_package(parts)


def changed(docx: bytes, old: str, new: str) -> bytes:
    parts = open_package(docx)
    text = parts["word/document.xml"].decode()
    assert old in text
    parts["word/document.xml"] = text.replace(old, new).encode()
    return write_package(parts)


@pytest.mark.parametrize("rows", [(), (("Please look", "A row was set aside."),)])
def test_the_page_can_be_taken_again(word_file: WordFile, rows: tuple[tuple[str, str]]) -> None:
    docx = word_file("<p><r><t>Report</t></r></p>")
    body = open_package(taken(with_page(docx, *rows)))["word/document.xml"]

    assert body.count(b"<w:p>") == 1
    assert b"closingpage" not in body


@pytest.mark.parametrize("rows", [(), (("Please look", "A row was set aside."),)])
def test_without_its_bookmark_the_page_is_known_by_what_it_says(
    word_file: WordFile, rows: tuple[tuple[str, str]]
) -> None:
    docx = with_page(word_file("<p><r><t>Report</t></r></p>"), *rows)

    assert [b.text for b in read_text(taken(changed(docx, "closingpage", "_GoBack")))] == ["Report"]


def test_words_behind_the_page_stay(word_file: WordFile) -> None:
    docx = with_page(word_file("<p><r><t>Report</t></r></p>"), ("Please look", "A row."))
    typed = changed(docx, "<w:sectPr", "<w:p/><w:p><w:r><w:t>P.S.</w:t></w:r></w:p><w:sectPr")

    assert [block.text for block in read_text(taken(typed))] == ["Report", "P.S."]


def test_the_break_that_libreoffice_puts_before_the_page_goes_with_it(word_file: WordFile) -> None:
    docx = with_page(word_file("<p><r><t>Report</t><br type='page'/></r></p>"))
    saved = changed(docx, "<w:pageBreakBefore/>", "")

    assert read_text(taken(saved))[0].text == "Report"
    assert read_text(taken(docx))[0].text == "Report\n"


def test_a_document_without_the_page_is_left_alone(word_file: WordFile) -> None:
    parts = open_package(word_file("<p><r><t>Report</t></r></p>"))
    before = dict(parts)
    take_closing_page(parts)

    assert parts == before
