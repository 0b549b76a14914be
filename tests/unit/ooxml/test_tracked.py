import datetime as dt
from collections.abc import Callable

import pytest

from engross.ooxml.tracked import tracked_changes

WordFile = Callable[..., bytes]

BY = "author='Helen Pike' date='2026-10-14T09:00:00Z'"


@pytest.mark.parametrize(
    ("body", "kind", "words", "place"),
    [
        (f"<p><ins {BY}><r><t>new</t></r></ins></p>", "inserted", "new", "paragraph 1"),
        (f"<p/><p><del {BY}><r><delText>old</delText></r></del></p>", "deleted", "old", None),
        (f"<p><moveFrom {BY}><r><t>old</t></r></moveFrom></p>", "moved away", "old", "paragraph 1"),
        (f"<p><moveTo {BY}><r><t>old</t></r></moveTo></p>", "moved here", "old", "paragraph 1"),
        (
            f"<p><pPr><rPr><ins {BY}/></rPr></pPr><r><t>one</t></r></p>",
            "paragraph begun",
            "one",
            "paragraph 1",
        ),
        (
            f"<p><pPr><rPr><del {BY}/></rPr></pPr><r><t>one</t></r></p><p/>",
            "paragraph joined",
            "one",
            "paragraph 1",
        ),
        (
            f"<p><r><rPr><b/><rPrChange {BY}><rPr/></rPrChange></rPr><t>bold</t></r></p>",
            "formatted",
            "bold",
            "paragraph 1",
        ),
        (f"<p><pPr><numPr><ins {BY}/></numPr></pPr></p>", "numbered", "", "paragraph 1"),
        (
            (
                f"<tbl><tr><trPr><del {BY}/></trPr><tc><p><r><t>a</t></r></p></tc>"
                "<tc><p><r><t>9</t></r></p></tc></tr></tbl>"
            ),
            "row deleted",
            "a | 9",
            "table 1, row 1, cell 1, paragraph 1",
        ),
        (
            f"<tbl><tr><trPr><ins {BY}/></trPr><tc><p><r><t>a</t></r></p></tc></tr></tbl>",
            "row inserted",
            "a",
            "table 1, row 1, cell 1, paragraph 1",
        ),
        (
            f"<tbl><tr><tc><tcPr><cellDel {BY}/></tcPr><p><r><t>a</t></r></p></tc></tr></tbl>",
            "cell deleted",
            "a",
            "table 1, row 1, cell 1, paragraph 1",
        ),
    ],
)
def test_a_change_is_told_with_who_when_what_and_where(
    word_file: WordFile, body: str, kind: str, words: str, place: str | None
) -> None:
    (change,) = tracked_changes(word_file(body))

    assert (change.kind, change.words) == (kind, words)
    assert (change.author, change.part) == ("Helen Pike", "word/document.xml")
    assert change.at == dt.datetime(2026, 10, 14, 9, tzinfo=dt.UTC)
    assert change.place == (place or "paragraph 2")


def test_a_place_is_that_after_the_changes_where_there_is_one(word_file: WordFile) -> None:
    row = "<tr><trPr>{}</trPr><tc><p><ins><r><t>a</t></r></ins></p></tc></tr>"
    docx = word_file(f"<tbl>{row.format('<del/>')}{row.format('')}</tbl>")

    assert [(change.kind, change.place) for change in tracked_changes(docx)] == [
        ("row deleted", "table 1, row 1, cell 1, paragraph 1"),
        ("inserted", "table 1, row 1, cell 1, paragraph 1"),
        ("inserted", "table 1, row 1, cell 1, paragraph 1"),
    ]


def test_changes_in_headers_and_styles_are_told_too_and_need_no_author(word_file: WordFile) -> None:
    docx = word_file(
        "<p/>",
        header1="<p><ins date='yesterday'><r><t>new</t></r></ins></p>",
        styles="<style><rPr><rPrChange/></rPr></style>",
    )

    assert [(c.kind, c.author, c.at, c.place) for c in tracked_changes(docx)] == [
        ("inserted", "", None, "header 1, paragraph 1"),
        ("formatted", "", None, ""),
    ]


def test_a_document_without_changes_has_none(word_file: WordFile) -> None:
    assert tracked_changes(word_file("<p><r><t>a</t></r></p>")) == ()
