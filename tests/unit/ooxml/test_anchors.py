from collections.abc import Callable

import pytest
from lxml import etree

from engross.ooxml.anchors import marked_names, place_anchors, plain
from engross.ooxml.marks import REVIEW_ONLY, mark
from engross.ooxml.package import open_package, parse
from engross.ooxml.text import read_text

WordFile = Callable[..., bytes]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body(docx: bytes) -> etree._Element:
    return parse(open_package(docx)["word/document.xml"], "body")


def bookmarked(docx: bytes) -> dict[str, str]:
    """The words inside each bookmark."""
    found, still_open = {}, {}
    for element in body(docx).iter():
        if element.tag == f"{W}bookmarkStart":
            still_open[element.get(f"{W}id")] = element.get(f"{W}name")
            found[element.get(f"{W}name")] = ""
        elif element.tag == f"{W}bookmarkEnd":
            del still_open[element.get(f"{W}id")]
        elif element.tag == f"{W}t":
            for name in still_open.values():
                found[name] += element.text or ""
    assert not still_open
    return found


def test_a_figure_in_the_middle_of_a_run_gets_a_bookmark_and_keeps_its_formatting(
    word_file: WordFile,
) -> None:
    text = f"We billed {mark('figure1', '£9,490')} and {mark('figure2', '£20')}."
    docx = place_anchors(word_file(f"<p><r><rPr><b/></rPr><t>{text}</t></r></p>"))

    assert bookmarked(docx) == {"figure1": "£9,490", "figure2": "£20"}
    assert [run.find(f"{W}rPr/{W}b") is not None for run in body(docx).iter(f"{W}r")] == [True] * 5
    assert [block.text for block in read_text(docx)] == ["We billed £9,490 and £20."]


def test_what_stands_beside_the_text_in_a_run_stays_in_its_place(word_file: WordFile) -> None:
    text = mark("figure1", "9")
    docx = place_anchors(word_file(f"<p><r><tab/><t>a{text}</t><br/><t>b</t></r></p>"))

    assert read_text(docx)[0].text == "\ta9\nb"


def test_a_place_may_hold_figures(word_file: WordFile) -> None:
    text = mark("place0", f"billed {mark('figure1', '9')} net")
    docx = place_anchors(word_file(f"<p><r><t>{text}</t></r></p>"))

    assert bookmarked(docx) == {"place0": "billed 9 net", "figure1": "9"}


def test_a_name_that_occurs_twice_is_anchored_once_in_the_body(word_file: WordFile) -> None:
    said = f"<p><r><t>{mark('figure1', '9')}</t></r></p>"
    docx = place_anchors(word_file(said + said, header1=said))

    assert list(bookmarked(docx)) == ["figure1"]
    assert b"bookmarkStart" not in open_package(docx)["word/header1.xml"]
    assert [block.text for block in read_text(docx)] == ["9", "9", "9"]


def test_bookmark_numbers_do_not_meet_the_templates_own(word_file: WordFile) -> None:
    own = "<bookmarkStart id='7' name='theirs'/><bookmarkEnd id='7'/>"
    docx = place_anchors(word_file(f"<p>{own}<r><t>{mark('figure1', '9')}</t></r></p>"))
    numbers = [start.get(f"{W}id") for start in body(docx).iter(f"{W}bookmarkStart")]

    assert numbers == ["7", "8"]


def test_plain_text_has_no_mark_left_anywhere(word_file: WordFile) -> None:
    said = f"<p><r><t>a {mark('figure1', '9')}</t></r></p>"
    docx = plain(word_file(said, header1=said))

    assert [block.text for block in read_text(docx)] == ["a 9", "a 9"]
    assert all(
        character < "\U000f0000"
        for data in open_package(docx).values()
        for character in data.decode()
    )


@pytest.mark.parametrize(
    ("around", "left"),
    [("<p><r><t>{}</t></r></p><p/>", 1), ("<p><r><t>{}</t><drawing/></r></p><p/>", 2)],
)
def test_a_paragraph_for_the_review_copy_only_is_gone_from_the_plain_text(
    word_file: WordFile, around: str, left: int
) -> None:
    docx = word_file(around.format(mark(REVIEW_ONLY, "Draft")))

    assert len(list(body(plain(docx)).iter(f"{W}p"))) == left
    assert read_text(place_anchors(docx)) == read_text(plain(docx)) == ()


def test_words_for_the_review_copy_only_leave_an_empty_bookmark(word_file: WordFile) -> None:
    said = f"<p><r><t>{mark(REVIEW_ONLY, 'Draft')}</t></r></p>"
    docx = place_anchors(word_file(f"{said}<p><r><t>a</t></r></p>{said}"))

    assert bookmarked(docx) == {"reviewonly1": "", "reviewonly2": ""}
    assert [block.text for block in read_text(docx)] == ["a"]


def test_names_come_in_the_order_of_the_document(word_file: WordFile) -> None:
    said = "<p><r><t>{}</t></r></p>"
    docx = word_file(said.format(mark("figure2", "b")) + said.format(mark("figure1", "a")))

    assert marked_names(docx) == ("figure2", "figure1")


def test_words_own_private_characters_are_left_alone(word_file: WordFile) -> None:
    docx = plain(word_file(f"<p><r><t>\uf0b7 {mark('figure1', '9')}</t></r></p>"))

    assert read_text(docx)[0].text == "\uf0b7 9"


def test_a_mark_around_a_drawing_leaves_the_drawing_alone_in_a_plain_document(
    word_file: WordFile,
) -> None:
    opened, closed = mark("place1", "x").split("x")
    said = f"<p><r><t>{opened}</t></r><r><drawing/></r><r><t>{closed}</t></r></p>"
    paragraph = body(plain(word_file(said))).find(f".//{W}p")

    assert paragraph is not None
    assert [[child.tag for child in run] for run in paragraph] == [[f"{W}drawing"]]


def test_a_mark_around_a_drawing_becomes_a_bookmark_around_it(word_file: WordFile) -> None:
    opened, closed = mark("place1", "x").split("x")
    said = f"<p><r><t>{opened}</t></r><r><drawing/></r><r><t>{closed}</t></r></p>"
    paragraph = body(place_anchors(word_file(said))).find(f".//{W}p")

    assert paragraph is not None
    assert [child.tag for child in paragraph] == [f"{W}bookmarkStart", f"{W}r", f"{W}bookmarkEnd"]
