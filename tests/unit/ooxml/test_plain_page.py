from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from engross.ooxml.plain_page import Entry, Heading, fits, plain_page
from engross.ooxml.text import read_text

BLOCKS = (
    Heading("Who"),
    Entry("Signed by", "Helen Pike & Søn <Ltd>"),
    Entry("", "and nobody else"),
)


def test_the_page_holds_the_words_in_order() -> None:
    lines = [block.text for block in read_text(plain_page("Certificate", "Firm LLP", BLOCKS))]

    assert lines == [
        "Certificate",
        "Firm LLP",
        "Who",
        "Signed by\tHelen Pike & Søn <Ltd>",
        "\tand nobody else",
    ]


def test_equal_words_give_equal_bytes() -> None:
    assert plain_page("A", "B", BLOCKS) == plain_page("A", "B", BLOCKS)


def test_the_properties_name_the_page_and_whose_it_is() -> None:
    with zipfile.ZipFile(BytesIO(plain_page("Certificate", "Firm LLP", BLOCKS))) as archive:
        properties = archive.read("docProps/core.xml").decode()

    assert "Certificate: Firm LLP" in properties
    assert "<dc:language>en-GB</dc:language>" in properties


@pytest.mark.parametrize(("lines", "room"), [(1, True), (49, True), (52, False)])
def test_a_page_has_room_for_so_many_lines(lines: int, room: object) -> None:
    assert fits("Firm LLP", [Entry("Label", "one line")] * lines) is room


def test_a_word_longer_than_a_line_takes_several() -> None:
    assert fits("Firm LLP", [Entry("", "m" * 1_500)])
    assert not fits("Firm LLP", [Entry("", "m" * 4_000)])
