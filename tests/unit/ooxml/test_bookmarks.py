from collections.abc import Callable

import pytest
from lxml import etree

from engross.ooxml.bookmarks import bookmark_edge, bookmarks, highest_number, isolate
from engross.ooxml.package import open_package, parse
from engross.ooxml.story import seen_texts

WordFile = Callable[..., bytes]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body(docx: bytes) -> etree._Element:
    return parse(open_package(docx)["word/document.xml"], "body")


def words(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def test_a_bookmark_holds_what_begins_between_its_edges_wherever_they_stand(
    word_file: WordFile,
) -> None:
    root = body(
        word_file(
            "<bookmarkStart id='1' name='outer'/><p><r><t>a</t></r>"
            "<bookmarkStart id='2' name='inner'/><r><t>b</t></r></p>"
            "<p><r><t>c</t></r><bookmarkEnd id='2'/><r><t>d</t></r></p><bookmarkEnd id='1'/>"
        )
    )
    held = {
        one.name: "".join(e.text or "" for e in one.content() if e.tag == f"{W}t")
        for one in bookmarks(root)
    }

    assert held == {"outer": "abcd", "inner": "bc"}


def test_edges_without_their_other_edge_and_second_bookmarks_of_a_name_are_left_out(
    word_file: WordFile,
) -> None:
    root = body(
        word_file(
            "<p><bookmarkEnd id='9'/><bookmarkStart id='1' name='a'/><bookmarkEnd id='1'/>"
            "<bookmarkStart id='2' name='a'/><bookmarkEnd id='2'/>"
            "<bookmarkStart id='3' name='b'/></p>"
        )
    )

    assert [(one.name, one.start.get(f"{W}id")) for one in bookmarks(root)] == [("a", "1")]


def test_the_highest_number_is_that_of_all_parts(word_file: WordFile) -> None:
    said = "<p><bookmarkStart id='{}' name='a'/></p>"
    docx = word_file(said.format("x"), header1=said.format(7), footer1=said.format(3))

    assert highest_number(open_package(docx)) == 7
    assert highest_number(open_package(word_file("<p/>"))) == 0


@pytest.mark.parametrize(
    ("first", "last", "runs"),
    [
        (0, 3, ["one"]),
        (1, 2, ["n"]),
        (1, 6, ["ne ", "tw"]),
        (0, 7, ["one ", "two"]),
        (4, 7, ["two"]),
    ],
)
def test_runs_are_cut_to_fit_the_characters_and_keep_their_looks(
    word_file: WordFile, first: int, last: int, runs: list[str]
) -> None:
    bold = "<r><rPr><b/></rPr><t>one </t><tab/></r>"
    docx = word_file(f"<p>{bold}<del><r><delText>x</delText></r></del><r><t>two</t></r></p>")
    paragraph = next(body(docx).iter(f"{W}p"))
    found = isolate(paragraph, first, last)

    assert [words(run) for run in found] == runs
    assert "".join(text.text or "" for text in seen_texts(paragraph)) == "one two"
    assert len(list(paragraph.iter(f"{W}tab"))) == 1
    assert all(run.find(f"{W}rPr/{W}b") is not None for run in found if words(run) in "one ")


def test_an_edge_has_a_name_only_where_it_begins() -> None:
    assert dict(bookmark_edge("Start", 4, "figure1").attrib) == {
        f"{W}id": "4",
        f"{W}name": "figure1",
    }
    assert dict(bookmark_edge("End", 4).attrib) == {f"{W}id": "4"}
