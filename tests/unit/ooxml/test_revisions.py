import re
from collections.abc import Callable

import pytest
from lxml import etree

from engross.ooxml.package import open_package, parse
from engross.ooxml.revisions import accept_changes, accept_formatting, has_changes
from engross.ooxml.text import read_text

WordFile = Callable[..., bytes]

CELL = "<tc><p><r><t>{}</t></r></p></tc>"
M = "xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"


def content(docx: bytes, part: str = "word/document.xml", inside: str = "body") -> str:
    """What stands in a part, as the tests' small language has it."""
    root = parse(open_package(docx)[part], part)
    found = next(root.iter(f"{{*}}{inside}"))
    text = "".join(etree.tostring(child, encoding="unicode") for child in found)
    text = re.sub(r' (xmlns:\w+|xml:space)="[^"]*"', "", text)
    return re.sub(r"(?<=[< /])w:", "", text).replace("<sectPr/>", "").replace('"', "'")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p><ins id='1'><r><t>a</t></r></ins></p>", "<p><r><t>a</t></r></p>"),
        ("<p><del><r><delText>a</delText></r></del><r><t>b</t></r></p>", "<p><r><t>b</t></r></p>"),
        ("<p><ins><del><r><delText>a</delText></r></del></ins></p>", "<p/>"),
        (
            (
                "<p><moveFromRangeStart id='1' name='m'/><moveFrom><r><t>a</t></r></moveFrom>"
                "<moveFromRangeEnd id='1'/></p><p><moveToRangeStart id='3' name='m'/><moveTo>"
                "<r><t>a</t></r></moveTo><moveToRangeEnd id='3'/></p>"
            ),
            "<p/><p><r><t>a</t></r></p>",
        ),
        (
            "<p><r><rPr><b/><rPrChange><rPr/></rPrChange></rPr><t>a</t></r></p>",
            "<p><r><rPr><b/></rPr><t>a</t></r></p>",
        ),
        (
            "<p><pPr><jc val='end'/><rPr><ins/></rPr><pPrChange><pPr/></pPrChange></pPr></p>",
            "<p><pPr><jc val='end'/><rPr/></pPr></p>",
        ),
        (
            (
                "<p><pPr><numPr><numId val='1'/><ins/></numPr></pPr>"
                "<fldChar><numberingChange/></fldChar></p>"
            ),
            "<p><pPr><numPr><numId val='1'/></numPr></pPr><fldChar/></p>",
        ),
        ("<p><r><delText>stray</delText></r></p>", "<p><r/></p>"),
        (
            "<p><hyperlink><del><r><delText>a</delText></r></del></hyperlink></p>",
            "<p/>",
        ),
        (
            (
                "<p><bookmarkStart id='1' name='a'/><del><r><delText>9</delText></r>"
                "<bookmarkEnd id='1'/><bookmarkStart id='2' name='b'/>"
                "<bookmarkEnd id='2'/></del></p>"
            ),
            "<p><bookmarkStart id='1' name='a'/><bookmarkEnd id='1'/></p>",
        ),
    ],
)
def test_what_word_tracks_in_a_paragraph_is_accepted(
    word_file: WordFile, before: str, after: str
) -> None:
    accepted = accept_changes(word_file(before))

    assert content(accepted) == after
    assert not has_changes(accepted)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (  # the whole has the second's properties, as Word gives it
            (
                "<p><pPr><jc val='end'/><rPr><del/></rPr></pPr><r><t>a</t></r></p>"
                "<bookmarkEnd id='7'/><p><pPr><jc val='start'/></pPr><r><t>b</t></r></p>"
            ),
            (
                "<p><pPr><jc val='start'/></pPr><r><t>a</t></r><bookmarkEnd id='7'/>"
                "<r><t>b</t></r></p>"
            ),
        ),
        (
            (
                "<p><pPr><rPr><del/></rPr></pPr><r><t>a</t></r></p>"
                "<p><pPr><rPr><moveFrom/></rPr></pPr><r><t>b</t></r></p><p><r><t>c</t></r></p>"
            ),
            "<p><r><t>a</t></r><r><t>b</t></r><r><t>c</t></r></p>",
        ),
        (
            (
                "<p><pPr><rPr><del/></rPr></pPr><del><r><delText>a</delText></r></del></p>"
                f"<tbl><tr>{CELL.format('b')}</tr></tbl><p/>"
            ),
            f"<tbl><tr>{CELL.format('b')}</tr></tbl><p/>",
        ),
        (
            (
                "<p><pPr><rPr><del/></rPr></pPr><r><t>a</t></r></p>"
                f"<tbl><tr>{CELL.format('b')}</tr></tbl><p/>"
            ),
            f"<p><pPr><rPr/></pPr><r><t>a</t></r></p><tbl><tr>{CELL.format('b')}</tr></tbl><p/>",
        ),
        (
            (
                "<p><pPr><rPr><del/></rPr></pPr><r><t>a</t></r></p>"
                "<sdt><sdtContent><p><r><t>b</t></r></p></sdtContent></sdt>"
            ),
            "<sdt><sdtContent><p><r><t>a</t></r><r><t>b</t></r></p></sdtContent></sdt>",
        ),
        (
            "<p/><p><pPr><rPr><del/></rPr></pPr></p>",
            "<p/><p><pPr><rPr/></pPr></p>",
        ),
    ],
)
def test_a_paragraph_whose_mark_is_deleted_runs_into_the_next(
    word_file: WordFile, before: str, after: str
) -> None:
    accepted = accept_changes(word_file(before))

    assert content(accepted) == after
    assert [b.text for b in read_text(accepted)] == [b.text for b in read_text(word_file(before))]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            (
                f"<tbl><tr><trPr><ins/></trPr>{CELL.format('a')}</tr>"
                f"<tr><trPr><del/></trPr>{CELL.format('b')}</tr></tbl>"
            ),
            f"<tbl><tr><trPr/>{CELL.format('a')}</tr></tbl>",
        ),
        (
            f"<p/><tbl><tblPr/><tr><trPr><del/></trPr>{CELL.format('b')}</tr></tbl><p/>",
            "<p/><p/>",
        ),
        (
            f"<tbl><tr><tc><tcPr><cellDel/></tcPr><p/></tc>{CELL.format('a')}</tr></tbl>",
            f"<tbl><tr>{CELL.format('a')}</tr></tbl>",
        ),
        (
            "<tbl><tr><tc><tcPr><cellIns/></tcPr><p/></tc></tr></tbl>",
            "<tbl><tr><tc><tcPr/><p/></tc></tr></tbl>",
        ),
        (
            (
                "<tbl><tr><tc><tcPr><tcW w='5'/><shd/><cellMerge vMerge='rest'/></tcPr>"
                "<p/></tc></tr>"
                "<tr><tc><tcPr><vMerge/><cellMerge vMergeOrig='cont'/></tcPr><p/></tc></tr>"
                "<tr><tc><tcPr><cellMerge vMerge='cont'/></tcPr><p/></tc></tr></tbl>"
            ),
            (
                "<tbl><tr><tc><tcPr><tcW w='5'/><vMerge val='restart'/><shd/></tcPr><p/></tc></tr>"
                "<tr><tc><tcPr/><p/></tc></tr>"
                "<tr><tc><tcPr><vMerge val='continue'/></tcPr><p/></tc></tr></tbl>"
            ),
        ),
        (
            (
                "<tbl><tblPr><jc val='end'/><tblPrChange/></tblPr><tblGrid><gridCol w='5'/>"
                "<tblGridChange/></tblGrid><tr><tblPrEx><tblPrExChange/></tblPrEx><trPr><trPrChange/>"
                "</trPr><tc><tcPr><tcPrChange/></tcPr><p/></tc></tr></tbl><p/>"
            ),
            (
                "<tbl><tblPr><jc val='end'/></tblPr><tblGrid><gridCol w='5'/></tblGrid>"
                "<tr><tblPrEx/><trPr/><tc><tcPr/><p/></tc></tr></tbl><p/>"
            ),
        ),
        (  # a cell may not end with the table that a deleted paragraph stood behind
            "<tbl><tr><tc><tbl><tr><trPr><del/></trPr><tc><p/></tc></tr></tbl></tc></tr></tbl>",
            "<tbl><tr><tc><p/></tc></tr></tbl>",
        ),
    ],
)
def test_tracked_rows_cells_and_tables_are_accepted(
    word_file: WordFile, before: str, after: str
) -> None:
    assert content(accept_changes(word_file(before))) == after


def test_a_content_control_that_was_taken_away_leaves_its_words(word_file: WordFile) -> None:
    before = (
        "<p><customXmlDelRangeStart id='1'/><sdt><sdtPr/><sdtContent><customXmlDelRangeEnd id='1'/>"
        "<r><t>a</t></r><customXmlDelRangeStart id='2'/></sdtContent></sdt>"
        "<customXmlDelRangeEnd id='2'/><customXmlInsRangeStart id='3'/><sdt><sdtContent>"
        "<customXmlInsRangeEnd id='3'/><r><t>b</t></r></sdtContent></sdt></p>"
    )

    assert content(accept_changes(word_file(before))) == (
        "<p><r><t>a</t></r><sdt><sdtContent><r><t>b</t></r></sdtContent></sdt></p>"
    )


def test_a_control_of_paragraphs_that_were_all_deleted_is_gone(word_file: WordFile) -> None:
    before = (
        f"<sdt><sdtContent><tbl><tr><trPr><del/></trPr>{CELL.format('a')}</tr></tbl>"
        "</sdtContent></sdt><p/>"
    )

    assert content(accept_changes(word_file(before))) == "<p/>"


def test_mathematics_keeps_what_was_not_deleted(word_file: WordFile) -> None:
    def fraction(properties: str, above: str) -> str:
        return (
            f"<m:f><m:fPr><m:ctrlPr>{properties}</m:ctrlPr></m:fPr><m:num>{above}</m:num>"
            "<m:den><del><m:r><m:t>2</m:t></m:r></del></m:den></m:f>"
        )

    kept = "<m:r><m:t>1</m:t></m:r>"
    gone = word_file(f"<p><m:oMath {M}>{fraction('<del><rPr/></del>', kept)}</m:oMath></p>")
    came = word_file(f"<p><m:oMath {M}>{fraction('<ins><rPr/></ins>', kept)}</m:oMath></p>")

    assert content(accept_changes(gone)) == f"<p><m:oMath>{kept}</m:oMath></p>"
    assert "<m:ctrlPr><rPr/></m:ctrlPr>" in content(accept_changes(came))
    assert not has_changes(accept_changes(came))


@pytest.mark.parametrize("part", ["header1", "footer1", "footnotes", "endnotes", "styles"])
def test_every_part_is_accepted(word_file: WordFile, part: str) -> None:
    said = "<p><ins><r><t>a</t></r></ins><del><r><delText>b</delText></r></del></p>"
    wrapped = f"<{part[:-1]} id='1'>{said}</{part[:-1]}>" if part.endswith("s") else said
    docx = word_file("<p/>", **{part: wrapped})

    assert has_changes(docx)
    assert not has_changes(accept_changes(docx))
    assert b"delText" not in open_package(accept_changes(docx))[f"word/{part}.xml"]


def test_text_boxes_and_both_forms_of_a_drawing_are_accepted(word_file: WordFile) -> None:
    box = "<txbxContent><p><ins><r><t>in the box</t></r></ins></p></txbxContent>"
    docx = word_file(
        f"<p><r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></r></p>"
    )

    assert "ins>" not in content(accept_changes(docx))
    assert read_text(accept_changes(docx))[0].text == "in the box"


def test_a_comment_and_a_note_go_with_the_words_that_they_were_on(word_file: WordFile) -> None:
    said = "<p><r><t>{}</t></r></p>"
    docx = word_file(
        "<p><commentRangeStart id='1'/><del><r><delText>a</delText></r><r>"
        "<footnoteReference id='2'/></r></del><commentRangeEnd id='1'/><del><r>"
        "<commentReference id='1'/></r></del><r><t>b</t><footnoteReference id='3'/></r></p>",
        comments=f"<comment id='1'>{said.format('on a')}</comment>",
        footnotes=f"<footnote id='2'>{said.format('of a')}</footnote>"
        f"<footnote id='3'>{said.format('of b')}</footnote>",
    )
    accepted = accept_changes(docx)

    assert content(accepted) == "<p><r><t>b</t><footnoteReference id='3'/></r></p>"
    assert content(accepted, "word/comments.xml", "comments") == ""
    assert [block.text for block in read_text(accepted)] == ["b", "of b"]
    assert [block.text for block in read_text(docx)] == ["b", "of b"]


def test_track_changes_is_off_afterwards(word_file: WordFile) -> None:
    docx = word_file("<p/>", settings="<trackRevisions/><zoom percent='100'/>")

    assert content(accept_changes(docx), "word/settings.xml", "settings") == "<zoom percent='100'/>"


def test_a_document_without_changes_keeps_its_parts_to_the_byte(word_file: WordFile) -> None:
    docx = word_file("<p><r><t>a</t></r></p>")

    assert open_package(accept_changes(docx)) == open_package(docx)


def test_the_same_file_always_gives_the_same_bytes(word_file: WordFile) -> None:
    docx = word_file("<p><ins><r><t>a</t></r></ins></p>")

    assert accept_changes(docx) == accept_changes(docx)
    assert accept_changes(accept_changes(docx)) == accept_changes(docx)


def test_formatting_can_be_accepted_alone(word_file: WordFile) -> None:
    docx = word_file(
        "<p><pPr><pPrChange><pPr/></pPrChange></pPr><ins><r><t>a</t></r></ins></p>",
        styles="<style><rPr><b/><rPrChange><rPr/></rPrChange></rPr></style>",
    )
    settled = accept_formatting(docx)

    assert content(settled) == "<p><pPr/><ins><r><t>a</t></r></ins></p>"
    assert content(settled, "word/styles.xml", "style") == "<rPr><b/></rPr>"
