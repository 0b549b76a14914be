"""A bookmark's words are those between its edges, whatever stands around them."""

from __future__ import annotations

import io

import docx

from engross.ooxml.anchors import place_anchors
from engross.ooxml.bookmark_words import bookmarked_words
from engross.ooxml.marks import mark


def document(*paragraphs: str) -> bytes:
    made, target = docx.Document(), io.BytesIO()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(target)
    return place_anchors(target.getvalue())


def test_words_are_those_of_the_bookmark_alone() -> None:
    billed = mark("figure1", "£9,490")

    assert bookmarked_words(document(f"We billed {billed} this quarter.")) == {"figure1": "£9,490"}


def test_a_bookmark_in_another_has_its_own_words_and_the_other_has_both() -> None:
    inside = mark("place0123456789ab", f"Fees of {mark('figure1', '£9,490')} excluding VAT")

    assert bookmarked_words(document(inside)) == {
        "place0123456789ab": "Fees of £9,490 excluding VAT",
        "figure1": "£9,490",
    }


def test_a_document_without_bookmarks_has_none() -> None:
    assert bookmarked_words(document("Nothing of ours.")) == {}
