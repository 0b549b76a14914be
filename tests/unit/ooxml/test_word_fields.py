import pytest
from lxml import etree

from engross.ooxml.names import W, w
from engross.ooxml.word_fields import field_runs, fields


def body(xml: str) -> etree._Element:
    return etree.fromstring(f'<w:body xmlns:w="{W}">{xml}</w:body>')


def complex_field(instruction: str, result: str, inside: str = "") -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{result}</w:t></w:r>{inside}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


WITHOUT_RESULT = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SEQ Table</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def test_a_field_has_its_instruction_and_what_it_shows() -> None:
    (field,) = fields(body(f"<w:p>{complex_field(' SEQ  Table ', '3')}</w:p>"))

    assert (field.kind, field.instruction, field.words) == ("SEQ", "SEQ Table", "3")


def test_a_field_inside_another_is_told_apart_and_shown_by_both() -> None:
    inner = complex_field("PAGEREF a", "7")
    outer, found = fields(body(f"<w:p>{complex_field('TOC', 'Fees ', inner)}</w:p>"))

    assert (outer.instruction, outer.words) == ("TOC", "Fees 7")
    assert (found.instruction, found.words) == ("PAGEREF a", "7")


@pytest.mark.parametrize(
    "xml",
    [
        complex_field("SEQ Table", "1"),
        '<w:fldSimple w:instr=" SEQ Table " w:dirty="1"><w:r><w:t>1</w:t></w:r></w:fldSimple>',
        '<w:fldSimple w:instr="SEQ Table"/>',
        WITHOUT_RESULT,
    ],
)
def test_a_field_shows_what_it_is_told_and_asks_word_for_nothing(xml: str) -> None:
    root = body(f"<w:p>{xml}</w:p>")
    fields(root)[0].show("12")

    assert fields(root)[0].words == "12"
    assert "dirty" not in etree.tostring(root).decode()


def test_a_result_of_several_runs_becomes_one() -> None:
    root = body(f"<w:p>{complex_field('SEQ Table', '1', '<w:r><w:t>0</w:t></w:r>')}</w:p>")
    fields(root)[0].show("2")

    assert "".join(text.text or "" for text in root.iter(w("t"))) == "2"


def test_a_new_field_reads_as_it_was_made() -> None:
    root = body("<w:p/>")
    root[0].extend(field_runs("REF _Ref1 \\h", "Table 1"))
    (field,) = fields(root)

    assert (field.instruction, field.words) == ("REF _Ref1 \\h", "Table 1")
