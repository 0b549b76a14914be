from collections.abc import Callable

from engross.ooxml.composing import Composition, compose
from engross.ooxml.marks import has_marks, mark, without_marks
from engross.ooxml.package import open_package
from engross.ooxml.text import read_text

WordFile = Callable[..., bytes]


def test_a_header_may_refer_to_what_stands_in_the_body(word_file: WordFile) -> None:
    caption = (
        '<p><r><t>Table </t></r><fldSimple instr="SEQ Table"/>'
        f"<r><t>: {mark('place1', 'Fees')}</t></r></p>"
    )
    header = f"<p><r><t>See {mark('see1', '')}</t></r></p>"
    composition = Composition(targets={"place1": "tables.fees"}, references={"see1": "tables.fees"})
    docx = compose(word_file(caption, header1=header), composition)

    said = [without_marks(block.text) for block in read_text(docx)]
    assert said == ["See Table 1", "Table 1: Fees"]


def test_nothing_of_the_composition_s_marks_is_left(word_file: WordFile) -> None:
    line = f"<p><r><t>A{mark('see1', '')}{mark('note1', '')}</t></r></p>"
    composition = Composition(
        references={"see1": "tables.fees"}, notes={"note1": "A note."}, missing=lambda _: "?"
    )
    docx = compose(word_file(line, styles=""), composition)

    assert not has_marks(open_package(docx)["word/document.xml"].decode())
    assert [block.text.strip() for block in read_text(docx)] == ["A?", "A note."]


def test_nobody_is_asked_to_bring_fields_up_to_date(word_file: WordFile) -> None:
    told = '<updateFields val="true"/>'
    docx = compose(word_file("<p/>", settings=told), Composition())

    assert b"updateFields" not in open_package(docx)["word/settings.xml"]


def test_equal_documents_give_equal_bytes(word_file: WordFile) -> None:
    docx = word_file("<p><r><t>Fees</t></r></p>", styles="")

    assert compose(docx, Composition()) == compose(docx, Composition())
