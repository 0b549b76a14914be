import io
import zipfile
from collections.abc import Callable

import pytest

from engross.errors import InputError
from engross.ooxml import package
from engross.ooxml.text import read_text

WordFile = Callable[..., bytes]


def words(docx: bytes) -> list[str]:
    return [block.text for block in read_text(docx)]


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        ("<r><t>billed </t></r><ins><r><t>£9,490</t></r></ins>", "billed £9,490"),
        ("<r><t>a</t></r><del><r><delText>b</delText></r></del><r><t>c</t></r>", "ac"),
        ("<moveFrom><r><t>old</t></r></moveFrom><moveTo><r><t>new</t></r></moveTo>", "new"),
        ("<sdt><sdtContent><r><t>in a control</t></r></sdtContent></sdt>", "in a control"),
        ("<hyperlink><r><t>link</t></r></hyperlink>", "link"),
        ("<fldSimple instr='PAGE'><r><t>7</t></r></fldSimple>", "7"),
        ("<r><t>a</t><tab/><t>b</t><br/><t>c</t></r>", "a\tb\nc"),
        ("<r><t>3</t><noBreakHyphen/><t>4</t></r>", "3\u20114"),
        ("<r><sym char='00A3'/><t>5</t></r>", "£5"),
        ("<r><sym char='F0B7'/><t>a bullet of Word's own</t></r>", "a bullet of Word's own"),
    ],
)
def test_the_final_view_of_a_paragraph_is_read(
    word_file: WordFile, paragraph: str, text: str
) -> None:
    assert words(word_file(f"<p>{paragraph}</p>")) == [text]


def test_a_field_gives_its_result_and_not_its_instruction_even_over_paragraphs(
    word_file: WordFile,
) -> None:
    begin, separate, end = (
        f"<r><fldChar fldCharType='{kind}'/></r>" for kind in ("begin", "separate", "end")
    )
    docx = word_file(
        f"<p>{begin}<r><instrText>TOC</instrText></r><r><t>not this</t></r>{separate}"
        f"<r><t>Summary</t></r></p><p><r><t>Fees</t></r>{end}<r><t> 2</t></r></p>"
    )

    assert words(docx) == ["Summary", "Fees 2"]


def test_tables_say_row_and_cell_and_a_deleted_row_is_gone(word_file: WordFile) -> None:
    cell = "<tc><p><r><t>{}</t></r></p></tc>"
    docx = word_file(
        f"<tbl><tr>{cell.format('a')}{cell.format('b')}</tr>"
        f"<tr><trPr><del/></trPr>{cell.format('gone')}</tr>"
        f"<tr>{cell.format('c')}</tr></tbl>"
    )

    assert [(block.place, block.text) for block in read_text(docx)] == [
        ("table 1, row 1, cell 1, paragraph 1", "a"),
        ("table 1, row 1, cell 2, paragraph 1", "b"),
        ("table 1, row 2, cell 1, paragraph 1", "c"),
    ]


def test_a_paragraph_whose_mark_is_deleted_runs_into_the_next(word_file: WordFile) -> None:
    docx = word_file(
        "<p><pPr><rPr><del/></rPr></pPr><r><t>one </t></r></p><p><r><t>two</t></r></p>"
    )

    assert [(block.place, block.text) for block in read_text(docx)] == [("paragraph 2", "one two")]


def test_a_text_box_is_read_once_though_word_stores_it_twice(word_file: WordFile) -> None:
    box = "<txbxContent><p><r><t>in the box</t></r></p></txbxContent>"
    docx = word_file(
        f"<p><r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></r><r><t>beside</t></r></p>"
    )

    assert [(block.place, block.text) for block in read_text(docx)] == [
        ("paragraph 1", "beside"),
        ("text box 1, paragraph 1", "in the box"),
    ]


def test_headers_notes_and_footers_are_read_in_order_with_their_part(word_file: WordFile) -> None:
    said = "<p><r><t>{}</t></r></p>"
    docx = word_file(
        said.format("body"),
        footer1=said.format("footer"),
        header1=said.format("header"),
        footnotes=f"<footnote id='2'>{said.format('note')}</footnote>",
    )

    assert [(block.place, block.part) for block in read_text(docx)] == [
        ("header 1, paragraph 1", "word/header1.xml"),
        ("paragraph 1", "word/document.xml"),
        ("footnote 2, paragraph 1", "word/footnotes.xml"),
        ("footer 1, paragraph 1", "word/footer1.xml"),
    ]


def test_styles_are_named_as_people_know_them(word_file: WordFile) -> None:
    docx = word_file(
        "<p><pPr><pStyle val='berschrift1'/></pPr><r><t>Fees</t></r></p>",
        styles="<style styleId='berschrift1'><name val='heading 1'/></style>",
    )

    assert read_text(docx)[0].style == "heading 1"


def test_the_strict_form_of_the_standard_reads_the_same(word_file: WordFile) -> None:
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    source = zipfile.ZipFile(io.BytesIO(word_file("<p><r><t>strict</t></r></p>")))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            archive.writestr(
                name, data.replace(usual, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            )

    assert words(target.getvalue()) == ["strict"]


def _zip(name: str, data: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, data)
    return target.getvalue()


_OLD = bytes.fromhex("D0CF11E0A1B11AE1")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "the file is empty"),
        (b"plain words", "it is not a Word file"),
        (_OLD + b"\0" * 100, "it is an old Word file"),
        (_OLD + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (_zip("readme.txt", b"hello"), "holds no Word document"),
    ],
)
def test_what_is_no_word_document_is_refused_by_name(data: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as caught:
        read_text(data, "notes.docx")

    assert caught.value.file == "notes.docx"
    assert caught.value.problem.endswith(".")
    assert caught.value.remedy.endswith(".")


def test_without_a_name_the_message_is_still_two_sentences() -> None:
    with pytest.raises(InputError) as caught:
        read_text(b"plain words")

    assert str(caught.value) == (
        "the Word file: it is not a Word file. Give a Word document (.docx)."
    )


def test_macros_are_refused_with_the_remedy(word_file: WordFile) -> None:
    docx = word_file("<p/>", more={"word/vbaProject.bin": b"x"})

    with pytest.raises(InputError, match="without macros"):
        read_text(docx, "notes.docm")


def test_a_document_type_declaration_is_refused(word_file: WordFile) -> None:
    source = zipfile.ZipFile(io.BytesIO(word_file("<p/>")))
    body = b'<!DOCTYPE x [<!ENTITY y "z">]>' + source.read("word/document.xml")
    docx = _pack(body, source.read("_rels/.rels"))

    with pytest.raises(InputError, match="document type"):
        read_text(docx)


def _pack(body: bytes, rels: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("_rels/.rels", rels)
        archive.writestr("word/document.xml", body)
    return target.getvalue()


def test_a_file_that_unpacks_to_too_much_is_refused(
    word_file: WordFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 100)

    with pytest.raises(InputError, match="unpacks to more"):
        read_text(word_file("<p/>"))


def test_a_truncated_file_is_refused(word_file: WordFile) -> None:
    docx = word_file("<p><r><t>words</t></r></p>")

    with pytest.raises(InputError):
        read_text(docx[: len(docx) // 2])


@pytest.mark.parametrize(
    ("body", "original", "final"),
    [
        (
            "<p><ins><r><t>new</t></r></ins><del><r><delText>old</delText></r></del></p>",
            ["old"],
            ["new"],
        ),
        (
            "<p><moveFrom><r><t>a</t></r></moveFrom><r><t>b</t></r><moveTo><r><t>a</t></r></moveTo></p>",
            ["ab"],
            ["ba"],
        ),
        (
            "<p><pPr><rPr><ins/></rPr></pPr><r><t>one </t></r></p><p><r><t>two</t></r></p>",
            ["one two"],
            ["one ", "two"],
        ),
        (
            (
                "<tbl><tr><trPr><ins/></trPr><tc><p><r><t>a</t></r></p></tc></tr><tr><tc><tcPr>"
                "<cellIns/></tcPr><p><r><t>b</t></r></p></tc><tc><p><r><t>c</t></r></p></tc></tr></tbl>"
            ),
            ["c"],
            ["a", "b", "c"],
        ),
        (
            (
                "<p><del><r><t/><footnoteReference id='2'/></r></del>"
                "<r><t>a</t><footnoteReference id='3'/></r></p>"
            ),
            ["a", "of 2", "of 3"],
            ["a", "of 3"],
        ),
    ],
)
def test_tracked_changes_are_read_as_accepted_or_as_rejected(
    word_file: WordFile, body: str, original: list[str], final: list[str]
) -> None:
    note = "<footnote id='{0}'><p><r><t>of {0}</t></r></p></footnote>"
    notes = note.format(2) + note.format(3) if "footnote" in body else ""
    docx = word_file(body, footnotes=notes)

    assert [block.text for block in read_text(docx, mode="original")] == original
    assert [block.text for block in read_text(docx, mode="final")] == final


def test_a_paragraph_does_not_run_on_over_a_table(word_file: WordFile) -> None:
    docx = word_file(
        "<p><pPr><rPr><del/></rPr></pPr><r><t>one</t></r></p>"
        "<tbl><tr><tc><p><r><t>a</t></r></p></tc></tr></tbl><p><r><t>two</t></r></p>"
    )

    assert words(docx) == ["one", "a", "two"]


def test_the_choice_made_in_a_forms_list_is_read(word_file: WordFile) -> None:
    docx = word_file(
        "<p><r><fldChar fldCharType='begin'><ffData><ddList><result val='1'/>"
        "<listEntry val='Yes'/><listEntry val='No'/></ddList></ffData></fldChar></r>"
        "<r><instrText>FORMDROPDOWN</instrText></r><r><fldChar fldCharType='end'/></r></p>"
    )

    assert words(docx) == ["No"]


@pytest.mark.parametrize("code", ["", "zz", "D800", "110000", "-1"])
def test_a_symbol_that_is_none_says_nothing(word_file: WordFile, code: str) -> None:
    assert words(word_file(f"<p><r><sym char='{code}'/><t>a</t></r></p>")) == ["a"]


def test_a_sections_first_header_is_read_before_the_others(word_file: WordFile) -> None:
    said = "<p><r><t>{}</t></r></p>"
    docx = word_file(
        "<p><pPr><sectPr><headerReference type='default' r:id='rId1'/>"
        "<headerReference type='first' r:id='rId2'/></sectPr></pPr></p>",
        header1=said.format("on the others"),
        header2=said.format("on the first page"),
    )

    assert words(docx) == ["on the first page", "on the others"]


def test_the_words_of_a_diagram_are_read(word_file: WordFile) -> None:
    spaces = {
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "d": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    }
    data = (
        f"<d:dataModel xmlns:d='{spaces['d']}' xmlns:a='{spaces['a']}'>"
        "<d:t><a:p><a:r><a:t>Plan</a:t></a:r></a:p></d:t><d:t><a:p/></d:t>"
        "<d:t><a:p><a:r><a:t>Do</a:t></a:r></a:p></d:t></d:dataModel>"
    )
    shown = f"<d:relIds xmlns:d='{spaces['d']}' r:dm='rId1'/>"
    docx = word_file(f"<p><r><drawing>{shown}</drawing></r></p>", diagramData1=f"<x>{data}</x>")

    assert [(block.text, block.style) for block in read_text(docx)] == [
        ("Plan", "diagram"),
        ("Do", "diagram"),
    ]
