from __future__ import annotations

from engross.checks.places import places
from engross.ooxml.text import Block
from engross.workspace.specs import CrewSpec


def _block(text: str, place: str) -> Block:
    return Block(text=text, place=place, style="", part="word/document.xml")


def test_blocks_are_placed_in_the_words_of_the_standard_format(crew: CrewSpec) -> None:
    blocks = [
        _block("Penhallow Reeve LLP", "header 1, paragraph 1"),
        _block("Client report", "paragraph 1"),
        _block("SUMMARY", "paragraph 2"),
        _block("All is well.", "paragraph 3"),
        _block("Fees", "paragraph 4"),
        _block("See below.", "paragraph 5"),
        _block("Number", "table 2, row 1, cell 1, paragraph 1"),
        _block("4452", "table 2, row 2, cell 1, paragraph 1"),
        _block("4489", "table 2, row 3, cell 1, paragraph 1"),
        _block("A note", "table 3, row 1, cell 1, paragraph 1"),
        _block("More.", "paragraph 6"),
        _block("Page", "footer 1, paragraph 1"),
    ]

    assert list(places(blocks, crew.standard_format)) == [
        "header 1, paragraph 1",
        "paragraph 1",
        "section summary",
        "section summary, paragraph 1",
        "section fees",
        "section fees, paragraph 1",
        "table invoices, row 0",
        "table invoices, row 1",
        "table invoices, row 2",
        "section fees",
        "section fees, paragraph 2",
        "footer 1, paragraph 1",
    ]
