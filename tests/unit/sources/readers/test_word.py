"""Word files into blocks."""

from __future__ import annotations

import io

import docx

from engross.sources.documents import BlockRead
from engross.sources.file import SourceFile
from engross.sources.readers import word


def test_headings_lists_tables_and_paragraphs_have_their_looks_and_places() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "On every page"
    document.add_heading("Actions", level=2)
    document.add_paragraph("Ring the bank.", style="List Bullet")
    document.add_paragraph("Both of them.", style="List Bullet 2")
    paragraph = document.add_paragraph("Helen Pike   0:03")
    paragraph.add_run().add_break()
    paragraph.add_run("Good\u200b morning.")
    document.add_table(1, 1).rows[0].cells[0].text = "A cell"
    buffer = io.BytesIO()
    document.save(buffer)
    read = word.read(SourceFile("note.docx", buffer.getvalue()))

    assert read.blocks == (
        BlockRead("Actions", "paragraph 1", level=2),
        BlockRead("Ring the bank.", "paragraph 2", indent=0),
        BlockRead("Both of them.", "paragraph 3", indent=1),
        BlockRead("Helen Pike   0:03\nGood morning.", "paragraph 4"),
        BlockRead("A cell", "table 1, row 1, cell 1, paragraph 1"),
    )
    assert read.method == "Word, every change accepted"
