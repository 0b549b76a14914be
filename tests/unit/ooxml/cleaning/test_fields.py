from collections.abc import Callable

import pytest
from lxml import etree

from engross.ooxml.cleaning.fields import settle_fields

Cleaned = Callable[..., str]


def field(instruction: str, result: str) -> str:
    return (
        "<r><fldChar fldCharType='begin'/></r>"
        f"<r><instrText>{instruction}</instrText></r>"
        f"<r><fldChar fldCharType='separate'/></r>{result}"
        "<r><fldChar fldCharType='end'/></r>"
    )


RESULT = "<r><t>Q3</t></r>"


@pytest.mark.parametrize(
    "instruction",
    [
        "DOCVARIABLE matter",
        " docproperty Client \\* MERGEFORMAT ",
        "MERGEFIELD Name",
        "ADDIN EN.CITE",
        "FILENAME \\p",
        "USERNAME",
        'HYPERLINK "C:\\\\Clients\\\\Copperbeech\\\\Budget.xlsx"',
        'HYPERLINK "Budget.xlsx"',
        'DATE \\@ "d MMMM yyyy"',
        "TIME",
        "SAVEDATE",
        "PRINTDATE",
        "CREATEDATE",
        "= 5*5000",
        "=5*5000",
        'QUOTE "£7,777"',
        'IF 1 = 1 "yes" "no"',
        "TITLE",
        "fees_2026",
        "",
    ],
)
def test_a_field_whose_source_stays_behind_becomes_its_result(
    cleaned: Cleaned, instruction: str
) -> None:
    assert cleaned(f"<p>{field(instruction, RESULT)}</p>") == f"<p>{RESULT}</p>"


@pytest.mark.parametrize(
    "instruction",
    [
        "PAGE",
        "PAGE\\* MERGEFORMAT",
        "NUMPAGES",
        "STYLEREF Heading",
        'TOC \\o "1-2"',
        "SEQ Table \\* ARABIC",
        'HYPERLINK "https://www.penhallowreeve.example"',
        'HYPERLINK \\l "terms"',
    ],
)
def test_a_field_that_works_anywhere_stays(cleaned: Cleaned, instruction: str) -> None:
    body = cleaned(f"<p>{field(instruction, RESULT)}</p>")

    assert instruction in body
    assert body.count("fldChar ") == 3


def test_a_field_inside_another_s_instruction_goes_with_it(cleaned: Cleaned) -> None:
    inner = field("MERGEFIELD Sum", "<r><t>9</t></r>")
    outer = field(f"IF </instrText></r>{inner}<r><instrText> &gt; 5", RESULT)
    wrapped = field(f"FILLIN </instrText></r>{outer}<r><instrText>", "<r><t>yes</t></r>")

    assert cleaned(f"<p>{wrapped}</p>") == "<p><r><t>yes</t></r></p>"


def test_a_link_whose_target_another_field_writes_becomes_its_words(cleaned: Cleaned) -> None:
    inner = field("QUOTE x", "<r><t>www.x.example</t></r>")
    outer = field(f'HYPERLINK "</instrText></r>{inner}<r><instrText>"', RESULT)

    assert cleaned(f"<p>{outer}</p>") == f"<p>{RESULT}</p>"


def test_fields_nested_in_a_result_become_words_with_their_formatting(cleaned: Cleaned) -> None:
    bold = "<r><rPr><b/></rPr><t>£9</t></r>"
    page = field("PAGE", "<r><t>1</t></r>")
    nested = field("IF 1 = 1", field("= 4+5", bold) + page)

    assert cleaned(f"<p>{nested}</p>") == f"<p>{bold}{page}</p>".replace("'", '"')


def test_fields_of_notes_become_words_too(cleaned: Cleaned) -> None:
    note = f"<footnote id='1'><p>{field('DATE', RESULT)}</p></footnote>"
    place = "<p><r><footnoteReference id='1'/></r></p>"

    assert f"<p>{RESULT}</p>" in cleaned(place, part="footnotes", footnotes=note)


def test_a_reference_to_words_that_a_field_set_becomes_its_words(cleaned: Cleaned) -> None:
    setting = field('SET Sum "9"', "").replace("<r><fldChar fldCharType='separate'/></r>", "")

    assert cleaned(f"<p>{setting}{field('REF sum', RESULT)}</p>") == f"<p>{RESULT}</p>"


@pytest.mark.parametrize("instruction", ["EQ \\f(1,2)", "AUTONUM", "FORMCHECKBOX"])
def test_what_shows_words_that_are_nowhere_written_is_left_to_the_scan(
    cleaned: Cleaned, instruction: str
) -> None:
    assert instruction in cleaned(f"<p>{field(instruction, '')}</p>")


def test_a_date_in_a_drawing_becomes_what_it_showed() -> None:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    xml = (
        f'<p xmlns="{drawing}"><fld id="{{1}}" type="datetime1"><rPr b="1"/><t>1 May</t></fld></p>'
    )
    root = etree.fromstring(xml)
    settle_fields(root)

    assert etree.tostring(root).decode() == (
        f'<p xmlns="{drawing}"><r><rPr b="1"/><t>1 May</t></r></p>'
    )


def test_a_field_without_a_result_goes_altogether(cleaned: Cleaned) -> None:
    marks = "<r><fldChar fldCharType='begin'/></r><r><instrText>RD secret.docx</instrText></r>"
    body = f"<p>{marks}<r><fldChar fldCharType='end'/><t>Yes.</t></r></p>"

    assert cleaned(body) == "<p><r><t>Yes.</t></r></p>"


def test_a_simple_field_leaves_its_words(cleaned: Cleaned) -> None:
    simple = "<fldSimple instr='AUTHOR'><fldData>AAAA</fldData><r><t>Us</t></r></fldSimple>"

    assert cleaned(f"<p>{simple}</p>") == "<p><r><t>Us</t></r></p>"


def test_a_torn_field_is_left_to_the_checks(cleaned: Cleaned) -> None:
    torn = "<r><fldChar fldCharType='begin'/></r><r><instrText>AUTHOR</instrText></r>"

    assert "AUTHOR" in cleaned(f"<p>{torn}</p>")


def test_a_simple_field_of_layout_stays(cleaned: Cleaned) -> None:
    simple = "<fldSimple instr=' SEQ Table '><r><t>1</t></r></fldSimple>"

    assert "SEQ Table" in cleaned(f"<p>{simple}</p>")
