from collections.abc import Callable

import pytest

from engross.errors import InputError
from engross.ooxml.branded import DOCUMENT_TYPE, design_of, theme_ink
from engross.ooxml.package import read_parts, write_package

WordFile = Callable[..., bytes]
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_REF = f'<headerReference xmlns:r="{_R}" w:type="default" r:id="{{}}"/>'


def test_the_body_is_left_out_and_said(word_file: WordFile) -> None:
    made = design_of(word_file("<p><r><t>Dear Sir</t></r></p><p/>"), "letter.docx")

    assert made.left_out == ("left out: the words of its body, 1 paragraphs from “Dear Sir”",)
    assert b"Dear Sir" not in made.parts[made.main]


def test_a_template_becomes_a_document(word_file: WordFile) -> None:
    parts = read_parts(word_file("<p/>"))
    types = parts["[Content_Types].xml"].replace(b"document.main+xml", b"template.main+xml")
    parts["[Content_Types].xml"] = types
    made = design_of(write_package(parts), "letter.dotx")

    assert DOCUMENT_TYPE.encode() in made.parts["[Content_Types].xml"]
    assert b"template.main" not in made.parts["[Content_Types].xml"]


def test_a_macro_project_is_refused_with_the_remedy(word_file: WordFile) -> None:
    data = word_file("<p/>", more={"word/vbaProject.bin": b"x"})

    with pytest.raises(InputError, match=r"letter\.dotm.*macro project.*without macros"):
        design_of(data, "letter.dotm")


def test_a_change_that_is_tracked_in_a_header_is_refused_and_one_in_the_body_is_not(
    word_file: WordFile,
) -> None:
    tracked = '<p><ins w:id="1" w:author="x"><r><t>new</t></r></ins></p>'
    section = f"<sectPr>{_REF.format('rId1')}</sectPr>"

    assert design_of(word_file(tracked), "letter.docx").left_out != ()
    with pytest.raises(InputError, match="a tracked change; accept or reject it in Word"):
        design_of(word_file(f"<p><pPr>{section}</pPr></p>", header1=tracked), "letter.docx")


def test_what_only_the_body_needed_is_gone(word_file: WordFile) -> None:
    data = word_file("<p/>", more={"customXml/item1.xml": b"<a/>", "word/comments.xml": b"<a/>"})
    names = design_of(data, "letter.docx").parts

    assert not [name for name in names if name.startswith(("customXml/", "word/comments"))]


def test_the_section_that_holds_most_is_taken_with_the_headers_it_takes_over(
    word_file: WordFile,
) -> None:
    cover = f'<p><pPr><sectPr>{_REF.format("rId1")}<pgSz w:w="1"/></sectPr></pPr></p>'
    report = '<p/><p/><p/><p><pPr><sectPr><pgSz w:w="2"/></sectPr></pPr></p>'
    appendix = '<p/><p><pPr><sectPr><pgSz w:w="3"/></sectPr></pPr></p>'
    data = word_file(cover + report + appendix, header1="<p><r><t>Firm</t></r></p>")
    made = design_of(data, "report.docx")
    body = made.parts[made.main].decode()

    assert 'w:w="2"' in body
    assert body.count("<w:sectPr") == 1
    assert "headerReference" in body
    assert b"Firm" in made.parts["word/header1.xml"]


def test_columns_of_a_newsletter_become_one(word_file: WordFile) -> None:
    section = '<p/><p/><p><pPr><sectPr><cols w:num="3" w:space="10"/></sectPr></pPr></p>'
    made = design_of(word_file(section), "news.docx")

    assert 'w:num="3"' not in made.parts[made.main].decode()


@pytest.mark.parametrize(
    ("alias", "placeholder", "words", "told"),
    [
        ("Company", "<showingPlcHdr/>", "{{ firm.name }}", "now prints {{ firm.name }}"),
        ("Office", "<showingPlcHdr/>", "", "left out the words “[Type here]”"),
        ("Office", "", "[Type here]", ""),
    ],
)
def test_a_content_control_of_a_header_becomes_its_words_or_a_field(
    alias: str, placeholder: str, words: str, told: str, word_file: WordFile
) -> None:
    header = (
        f'<p><sdt><sdtPr><alias w:val="{alias}"/>{placeholder}</sdtPr><sdtContent><r><t>[Type '
        "here]</t></r></sdtContent></sdt></p>"
    )
    section = f"<p><pPr><sectPr>{_REF.format('rId1')}</sectPr></pPr></p>"
    made = design_of(word_file(section, header1=header), "letter.docx")
    kept = made.parts["word/header1.xml"].decode()

    assert "sdt" not in kept
    assert f'<w:t xml:space="preserve">{words}</w:t>' in kept
    assert told in " ".join(made.left_out)


def test_a_content_control_is_known_by_the_property_that_it_is_bound_to(
    word_file: WordFile,
) -> None:
    path = "/ns0:Properties[1]/ns0:Company[1]"
    header = (
        f'<p><sdt><sdtPr><showingPlcHdr/><dataBinding w:xpath="{path}"/></sdtPr><sdtContent>'
        "<r><t>[Type the company name]</t></r></sdtContent></sdt></p>"
    )
    section = f"<p><pPr><sectPr>{_REF.format('rId1')}</sectPr></pPr></p>"
    made = design_of(word_file(section, header1=header), "letter.docx")

    assert b"{{ firm.name }}" in made.parts["word/header1.xml"]


def test_settings_lose_what_says_where_the_file_was_made(word_file: WordFile) -> None:
    settings = "<attachedTemplate/><trackRevisions/><evenAndOddHeaders/>"
    made = design_of(word_file("<p/>", settings=settings), "letter.docx")
    kept = made.parts["word/settings.xml"].decode()

    assert "evenAndOddHeaders" in kept
    assert "attachedTemplate" not in kept
    assert "trackRevisions" not in kept


@pytest.mark.parametrize(("colour", "ink"), [("1F3044", "1F3044"), ("EEECE1", "404040")])
def test_rules_are_drawn_in_the_theme_s_dark_colour(
    colour: str, ink: str, word_file: WordFile
) -> None:
    made = design_of(word_file("<p/>", theme="<p/>"), "letter.docx")
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    made.parts["word/theme.xml"] = (
        f'<a:theme xmlns:a="{main}"><a:dk2><a:srgbClr val="{colour}"/></a:dk2></a:theme>'.encode()
    )

    assert theme_ink(made) == ink


def test_word_s_strict_form_is_refused_with_the_remedy(word_file: WordFile) -> None:
    parts = read_parts(word_file("<p/>"))
    usual, strict = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    parts["word/document.xml"] = parts["word/document.xml"].replace(usual, strict)

    with pytest.raises(InputError, match="strict form"):
        design_of(write_package(parts), "letter.docx")
