import io
from collections.abc import Callable

import docx as python_docx

from engross.ooxml.closing_page import add_closing_page

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

    assert [p.text for p in document.paragraphs] == ["Report", "Findings", "1 finding."]
    assert document.paragraphs[1].paragraph_format.page_break_before
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["Weight", "What"],
        ["Please look", "A row was set aside."],
    ]


def test_without_rows_there_is_no_table(word_file: WordFile) -> None:
    docx = add_closing_page(word_file("<p/>"), "Findings", "None.", {"Weight": 1}, [])

    assert python_docx.Document(io.BytesIO(docx)).tables == []
