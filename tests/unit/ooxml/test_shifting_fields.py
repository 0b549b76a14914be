from collections.abc import Callable

import pytest

from engross.ooxml.shifting_fields import shifting_fields

WordFile = Callable[..., bytes]


def complex_field(instruction: str) -> str:
    return (
        '<p><r><fldChar w:fldCharType="begin"/></r>'
        f"<r><instrText>{instruction}</instrText></r>"
        '<r><fldChar w:fldCharType="separate"/></r><r><t>x</t></r>'
        '<r><fldChar w:fldCharType="end"/></r></p>'
    )


@pytest.mark.parametrize(
    ("instruction", "remedy"),
    [
        (' DATE \\@ "d MMMM yyyy" ', "write {{ document.date }}"),
        (" filename \\p ", "write {{ document.reference }}"),
        (" USERNAME ", "write {{ sign_off.name }}"),
        (" FILLIN Name ", "waits for somebody at a keyboard"),
        (" TITLE ", "which becomes what it last showed"),
        ("=5*5000", "which becomes what it last showed"),
        (" MERGEFIELD Client ", "one of the template's own names"),
    ],
)
def test_a_field_that_changes_by_itself_is_named_with_the_remedy(
    instruction: str, remedy: str, word_file: WordFile
) -> None:
    (problem,) = shifting_fields(word_file(complex_field(instruction)))
    kind = instruction.split(maxsplit=1)[0].upper()

    assert problem.startswith(f"word/document.xml: the field {kind}, ")
    assert remedy in problem


@pytest.mark.parametrize(
    "instruction", ["PAGE", "NUMPAGES", "SEQ Table", "REF x", "TOC", "SECTION"]
)
def test_fields_of_the_document_itself_are_none(instruction: str, word_file: WordFile) -> None:
    assert shifting_fields(word_file(complex_field(instruction))) == ()


def test_simple_fields_and_headers_are_looked_at(word_file: WordFile) -> None:
    simple = '<p><fldSimple w:instr=" SAVEDATE "><r><t>1</t></r></fldSimple></p>'
    found = shifting_fields(word_file("<p/>", header1=simple))

    assert [problem.partition(",")[0] for problem in found] == [
        "word/header1.xml: the field SAVEDATE"
    ]
