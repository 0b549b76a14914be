from collections.abc import Callable

import pytest

from engross.errors import InputError
from engross.ooxml.anchors import place_anchors
from engross.ooxml.bookmark_words import bookmarked_words
from engross.ooxml.marks import CHECKS, EVIDENCE, REVIEW_ONLY, mark
from engross.ooxml.package import open_package
from engross.ooxml.review_only import put_back
from engross.ooxml.text import read_text
from engross.ooxml.undressing import is_review_copy, undressed
from engross.records import Figure

WordFile = Callable[..., bytes]

SAID = "<p><r><t>{}</t></r></p>"


def figure(anchor: str, text: str, place: str = "section fees, paragraph 1") -> Figure:
    return Figure(anchor=anchor, id="f1", kind="fact", text=text, place=place, origin="records")


def commented(author: str, number: int = 1) -> tuple[str, str]:
    """Commented words, and the comment."""
    return (
        (
            f"<commentRangeStart id='{number}'/><r><t>words</t></r><commentRangeEnd id='{number}'/>"
            f"<r><commentReference id='{number}'/></r>"
        ),
        f"<comment id='{number}' author='{author}'>{SAID.format('said')}</comment>",
    )


@pytest.mark.parametrize("author", [EVIDENCE, CHECKS])
def test_our_comments_leave_no_trace(word_file: WordFile, author: str) -> None:
    words, comment = commented(author)
    parts = open_package(undressed(word_file(f"<p>{words}</p>", comments=comment)).docx)

    assert b"comment" not in parts["word/document.xml"]
    assert "word/comments.xml" not in parts
    assert b"comment" not in parts["word/_rels/document.xml.rels"] + parts["[Content_Types].xml"]


def test_peoples_comments_stay_and_are_remarks(word_file: WordFile) -> None:
    words, comment = commented("Helen Pike")
    back = undressed(word_file(f"<p>{words}</p>", comments=comment))

    assert [(one.by, one.text, one.words) for one in back.remarks] == [
        ("Helen Pike", "said", "words")
    ]
    assert b"commentReference" in open_package(back.docx)["word/document.xml"]


def test_an_answer_to_one_of_our_comments_stands_for_itself(word_file: WordFile) -> None:
    ids = "xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml' w14:paraId='0000000{}'"
    ours, theirs = commented(EVIDENCE), commented("Helen Pike", 2)
    comments = "".join(
        comment.replace("<p>", f"<p {ids.format(number)}>")
        for number, (_, comment) in enumerate((ours, theirs), start=1)
    )
    extended = (
        b"<w15:commentsEx xmlns:w15='http://schemas.microsoft.com/office/word/2012/wordml'>"
        b"<w15:commentEx w15:paraId='00000001'/>"
        b"<w15:commentEx w15:paraId='00000002' w15:paraIdParent='00000001'/></w15:commentsEx>"
    )
    docx = word_file(
        f"<p>{ours[0]}{theirs[0]}</p>",
        comments=comments,
        more={"word/commentsExtended.xml": extended},
    )
    back = undressed(docx)
    left = open_package(back.docx)["word/commentsExtended.xml"]

    assert [remark.by for remark in back.remarks] == ["Helen Pike"]
    assert left.count(b"commentEx ") == 1
    assert b"paraIdParent" not in left


def test_tracked_changes_stay_for_whoever_accepts_them(word_file: WordFile) -> None:
    docx = undressed(word_file("<p><ins><r><t>new</t></r></ins></p>")).docx

    assert b"<w:ins>" in open_package(docx)["word/document.xml"]


def test_words_for_the_review_copy_only_go_and_come_again(word_file: WordFile) -> None:
    marked = word_file(
        f"<p><r><t>Confidential</t></r><r><t>{mark(REVIEW_ONLY, 'Draft')}</t></r></p>",
        settings="<zoom percent='100'/>",
    )
    copy = put_back(place_anchors(marked))
    back = undressed(copy).docx

    assert [block.text for block in read_text(copy)] == ["ConfidentialDraft"]
    assert [block.text for block in read_text(back)] == ["Confidential"]
    assert put_back(back) == copy


def test_without_their_bookmark_they_are_known_by_what_they_say(word_file: WordFile) -> None:
    docx = word_file("<p><r><t>Confidential Draft for discussion, please</t></r></p>")
    back = undressed(docx, draft_mark="Draft for discussion").docx

    assert [block.text for block in read_text(back)] == ["Confidential , please"]


def test_of_a_bookmark_that_grew_only_those_words_go(word_file: WordFile) -> None:
    docx = word_file(
        "<p><bookmarkStart id='1' name='reviewonly1'/><r><t>Draft and more</t></r>"
        "<bookmarkEnd id='1'/></p>"
    )

    assert [b.text for b in read_text(undressed(docx, draft_mark="Draft").docx)] == [" and more"]


def test_a_figure_without_its_bookmark_is_told_but_for_those_in_charts(word_file: WordFile) -> None:
    docx = word_file("<p><bookmarkStart id='1' name='figure1'/><bookmarkEnd id='1'/></p>")
    figures = [
        figure("figure1", "9"),
        figure("figure2", "8"),
        figure("figure3", "7", "chart fees, series 1, point 2"),
    ]

    assert undressed(docx, figures).lost == ("figure2",)


def bookmarked(before: str, inside: str, after: str, name: str = "figure1") -> str:
    return (
        f"<p><r><rPr><b/></rPr><t>{before}</t></r><bookmarkStart id='1' name='{name}'/>"
        f"<r><t>{inside}</t></r><bookmarkEnd id='1'/><r><t>{after}</t></r></p>"
    )


@pytest.mark.parametrize(
    ("before", "inside", "after", "text", "whole"),
    [
        ("We billed ", "£9,49", "0 net", "£9,490", "£9,490"),  # as LibreOffice shortens it
        ("We billed ", "£9,58", "0 net", "£9,490", "£9,580"),  # shortened, and typed over
        ("We billed ", "£9,490", "0 net", "£9,490", "£9,4900"),  # a digit typed behind it
        ("We billed 1", "9,490", " net", "9,490", "19,490"),
        ("We billed ", "£9,490", ".50 net", "£9,490", "£9,490.50"),
        ("We billed £", "9,580", " net", "£9,490", "£9,580"),
        ("Up by ", "19", "% since", "19%", "19%"),
        ("Up by ", "20", "% since", "19%", "20%"),
        ("(", "200.00", ")", "(200.00)", "(200.00)"),
        ("Dear ", "Ms Ruth Adeyem", "i,", "Ms Ruth Adeyemi", "Ms Ruth Adeyemi"),
        ("There are ", "", "5 of them", "5", "5"),
        ("There are ", "", "7 of them", "5", "7"),
        ("We billed £9,580", "", " net", "£9,490", "£9,580"),
        ("In 2026", "", "7 of them", "5", ""),
        ("It is up (", "", "62.5%) on last year", "61.5%", "62.5%"),  # the brackets are not its own
        ("It is ", "", "(1,250) in all", "(1,235)", "(1,250)"),
        ("We billed ", "£9,490", ". Then 7", "£9,490", "£9,490"),
        ("We billed ", "£9,490", ", then 7", "£9,490", "£9,490"),
        ("In Q", "3", " 2026", "3", "3"),
        ("It is the ", "4", "th time", "4", "4"),
        ("There are ", "", " of them", "5", ""),
    ],
)
def test_a_bookmark_is_made_to_hold_the_whole_figure_that_a_reader_sees(  # noqa: PLR0913, PLR0917 - the five parts of a sentence
    word_file: WordFile, before: str, inside: str, after: str, text: str, whole: str
) -> None:
    docx = word_file(bookmarked(before, inside, after))
    back = undressed(docx, [figure("figure1", text)]).docx

    assert bookmarked_words(back)["figure1"] == whole
    assert read_text(back)[0].text == f"{before}{inside}{after}"


def test_a_digit_that_was_typed_behind_a_figure_with_tracking_is_part_of_it(
    word_file: WordFile,
) -> None:
    docx = word_file(
        "<p><bookmarkStart id='1' name='figure1'/><r><t>9</t></r><bookmarkEnd id='1'/>"
        "<del><r><delText>7</delText></r></del><ins><r><t>5 hours</t></r></ins></p>"
    )

    assert bookmarked_words(undressed(docx, [figure("figure1", "9")]).docx)["figure1"] == "95"


def test_a_place_that_lost_its_last_character_has_it_again(word_file: WordFile) -> None:
    docx = word_file(bookmarked("", "It ends here", ".", "place0123456789ab"))

    assert bookmarked_words(undressed(docx).docx) == {"place0123456789ab": "It ends here."}


def test_a_review_copy_is_known_from_other_files(word_file: WordFile) -> None:
    words, comment = commented(CHECKS)

    assert is_review_copy(word_file(bookmarked("", "9", "")))
    assert is_review_copy(word_file(f"<p>{words}</p>", comments=comment))
    assert not is_review_copy(word_file(bookmarked("", "9", "", "theirs")))


def test_a_file_that_is_no_word_file_is_refused_by_its_name() -> None:
    with pytest.raises(InputError, match=r"edited\.docx"):
        undressed(b"plain words", name="edited.docx")
