import datetime as dt
import io
from collections.abc import Callable

import docx as python_docx
from docx.comments import Comment

from engross.ooxml.anchors import place_anchors
from engross.ooxml.comments import Note, add_comments
from engross.ooxml.marks import mark

WordFile = Callable[..., bytes]

WHEN = dt.datetime(2026, 10, 14, tzinfo=dt.UTC)


def comments(docx: bytes) -> list[Comment]:
    return list(python_docx.Document(io.BytesIO(docx)).comments)


def test_comments_come_in_the_order_of_the_document_with_the_date_told(word_file: WordFile) -> None:
    said = "<p><r><t>{}</t></r></p>"
    docx = place_anchors(
        word_file(said.format(mark("figure1", "9")) + said.format(mark("figure2", "8")))
    )
    notes = [Note(("figure2",), "second", "Engross"), Note(("figure1",), "first\nline", "Engross")]
    found = comments(add_comments(docx, notes, WHEN))

    assert [comment.text for comment in found] == ["first\nline", "second"]
    assert {(comment.author, comment.timestamp) for comment in found} == {("Engross", WHEN)}


def test_a_comment_goes_on_the_nearest_place_there_is(word_file: WordFile) -> None:
    said = f"<p><r><t>Title</t></r></p><p><r><t>{mark('figure1', '9')}</t></r></p>"
    docx = place_anchors(word_file(said))
    body = (
        python_docx.Document(
            io.BytesIO(add_comments(docx, [Note(("gone", "figure1"), "x", "Engross")], WHEN))
        )
        .paragraphs[1]
        ._p.xml
    )

    assert "commentReference" in body


def test_a_comment_without_any_place_goes_on_the_first_words(word_file: WordFile) -> None:
    docx = add_comments(
        word_file("<p/><p><r><t>Title</t></r></p>"), [Note((), "x", "Engross")], WHEN
    )

    assert "commentReference" in python_docx.Document(io.BytesIO(docx)).paragraphs[1]._p.xml


def test_comments_on_the_same_words_are_read_in_the_order_given(word_file: WordFile) -> None:
    notes = [Note((), words, "Engross") for words in ("first", "second", "third")]
    docx = add_comments(word_file("<p><r><t>Title</t></r></p>"), notes, WHEN)
    body = python_docx.Document(io.BytesIO(docx)).element.body

    assert body.xpath(".//w:commentReference/@w:id") == ["0", "1", "2"]
    assert [comment.text for comment in comments(docx)] == ["first", "second", "third"]


def test_equal_comments_give_equal_bytes(word_file: WordFile) -> None:
    docx, notes = word_file("<p><r><t>Title</t></r></p>"), [Note((), "x", "Engross")]

    assert add_comments(docx, notes, WHEN) == add_comments(docx, notes, WHEN)


def test_a_comment_may_stand_on_a_drawing(word_file: WordFile) -> None:
    opened, closed = mark("place1", "x").split("x")
    drawn = f"<p><r><t>{opened}</t></r><r><drawing/></r><r><t>{closed}</t></r></p>"
    docx = place_anchors(word_file(f"<p><r><t>Title</t></r></p>{drawn}"))
    commented = add_comments(docx, [Note(("place1",), "from these", "Engross")], WHEN)
    document = python_docx.Document(io.BytesIO(commented))

    assert "commentReference" in document.paragraphs[1]._p.xml
    assert "commentReference" not in document.paragraphs[0]._p.xml
