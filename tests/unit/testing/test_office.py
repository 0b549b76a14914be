"""The doubles keep what the ports promise, so that a test with them means something."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest
from docx.enum.text import WD_BREAK

from engross.errors import NoPrinter
from engross.ooxml.anchors import place_anchors
from engross.ooxml.marks import mark
from engross.records.ports import Sought, ToPrint, WordFault
from engross.testing.office import (
    BrokenPrinter,
    ContentValidator,
    NoteOfChanges,
    SeeThroughPrinter,
    SeeThroughReader,
)


@pytest.fixture
def document() -> bytes:
    """Two pages; a figure on each, the second with a character that XML escapes."""
    made, target = docx.Document(), io.BytesIO()
    made.add_paragraph(f"We billed {mark('figure1', '£9,490')}.").add_run().add_break(WD_BREAK.PAGE)
    made.add_paragraph(f"For {mark('figure2', 'Smith & Sons')}.")
    made.save(target)
    return place_anchors(target.getvalue())


def test_a_bookmark_is_found_where_its_words_are(document: bytes) -> None:
    printer, reader = SeeThroughPrinter(), SeeThroughReader()

    plain, pdf = printer.pdfs([ToPrint(document), ToPrint(document, destinations=True)])

    places = reader.destinations(pdf)
    words = {"figure1": "£9,490", "figure2": "Smith & Sons"}
    boxes = reader.boxes(plain, [Sought(words[name], places[name]) for name in sorted(words)])
    assert {name: place.page for name, place in places.items()} == {"figure1": 1, "figure2": 2}
    assert [len(found) for found in boxes] == [1, 1]
    assert reader.destinations(plain) == {}
    assert len(reader.images(plain)) == 2
    assert len(printer.printed) == 2


def test_other_words_are_not_found(document: bytes) -> None:
    [pdf] = SeeThroughPrinter().pdfs([ToPrint(document, destinations=True)])
    place = SeeThroughReader().destinations(pdf)["figure1"]

    assert SeeThroughReader().boxes(pdf, [Sought("£9,500", place)]) == [()]


def test_a_broken_printer_fails_as_it_was_told(document: bytes) -> None:
    with pytest.raises(NoPrinter, match="no program"):
        BrokenPrinter(NoPrinter("There is no program.")).pdfs([ToPrint(document)])


def test_the_validator_and_the_redliner_say_what_they_were_given() -> None:
    fault = WordFault("openxml-audit", "word/document.xml", "two paragraphs have one id")
    at = dt.datetime(2026, 10, 14, 9, 30, tzinfo=dt.UTC)

    assert ContentValidator(fault).faults(b"") == (fault,)
    assert ContentValidator().faults(b"") == ()
    assert b"3 -> 5 by Helen Pike" in NoteOfChanges().redline(b"old", b"newer", "Helen Pike", at)
