from __future__ import annotations

from collections.abc import Callable

from engross.ooxml.anchored_text import Anchor, Stretch, place_bookmarks, read_anchored
from engross.ooxml.package import open_package
from engross.ooxml.text import read_text

WordFile = Callable[..., bytes]

START = '<bookmarkStart id="{0}" name="figure{0}"/>'
END = '<bookmarkEnd id="{0}"/>'
BILLED = (
    f"<p><r><t>We billed </t></r>{START.format(1)}<r><t>£9,</t></r><r><t>490</t></r>"
    f"{END.format(1)}<r><t> net.</t></r></p>"
)


def words(docx: bytes) -> dict[str, str]:
    return {
        anchor.name: block.text[anchor.start : anchor.end]
        for block in read_anchored(docx)
        for anchor in block.anchors
    }


def test_blocks_are_those_that_a_reader_sees(word_file: WordFile) -> None:
    docx = word_file(
        f"{BILLED}<tbl><tr><tc><p><r><t>Net</t></r></p></tc></tr></tbl>",
        header1="<p><r><t>Penhallow Reeve LLP</t></r></p>",
    )

    blocks = [(block.text, block.place) for block in read_anchored(docx)]

    assert blocks == [(block.text, block.place) for block in read_text(docx, charts=True)]


def test_an_anchor_is_around_its_words_over_several_runs(word_file: WordFile) -> None:
    assert words(word_file(BILLED)) == {"figure1": "£9,490"}


def test_an_empty_anchor_is_where_its_words_were(word_file: WordFile) -> None:
    docx = word_file(
        f"<p><r><t>We billed </t></r>{START.format(1)}{END.format(1)}<r><t>it.</t></r></p>"
    )

    (block,) = read_anchored(docx)
    assert block.anchors == (Anchor("figure1", 10, 10),)


def test_an_anchor_whose_edges_stand_between_paragraphs_is_around_what_lies_between(
    word_file: WordFile,
) -> None:
    docx = word_file(
        f"<p><r><t>One</t></r></p>{START.format(1)}<p><r><t>Two</t></r></p>{END.format(1)}"
    )

    assert words(docx) == {"figure1": "Two"}


def test_a_bookmark_of_somebody_else_is_no_anchor(word_file: WordFile) -> None:
    docx = word_file(
        '<p><bookmarkStart id="4" name="_GoBack"/><bookmarkEnd id="4"/><r><t>One</t></r></p>'
    )

    assert words(docx) == {}


def test_bookmarks_are_placed_around_exactly_those_words(word_file: WordFile) -> None:
    docx = word_file(BILLED)

    made = place_bookmarks(
        docx, [Stretch("figure7", 0, 3, 9), Stretch("figure8", 0, 13, 17)], "figure"
    )

    assert words(made) == {"figure7": "billed", "figure8": "490 "}
    assert [block.text for block in read_anchored(made)] == ["We billed £9,490 net."]


def test_runs_that_are_cut_keep_their_look_and_what_else_they_hold(word_file: WordFile) -> None:
    docx = word_file("<p><r><rPr><b/></rPr><t>One two</t><tab/><t>three</t></r></p>")

    made = place_bookmarks(docx, [Stretch("figure1", 0, 4, 7)], "figure")

    body = open_package(made)["word/document.xml"].decode()
    assert words(made) == {"figure1": "two"}
    assert body.count("<w:b/>") == body.count("<w:r>") == 3
    assert [block.text for block in read_anchored(made)] == ["One two\tthree"]


def test_placing_the_same_anchors_again_changes_no_word(word_file: WordFile) -> None:
    stretches = [Stretch("figure1", 0, 10, 16)]
    once = place_bookmarks(word_file(BILLED), stretches, "figure")

    assert words(place_bookmarks(once, stretches, "figure")) == words(once)
