from collections.abc import Callable

import pytest

from engross.ooxml.package import open_package, write_package
from engross.ooxml.traces import Trace, traces

WordFile = Callable[..., bytes]
BY = "author='Martin Oke' date='2026-10-14T09:00:00Z' id='1'"


def whats(docx: bytes) -> set[str]:
    return {trace.what for trace in traces(docx)}


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (f"<p><ins {BY}><r><t>x</t></r></ins></p>", "a tracked insertion by Martin Oke"),
        (f"<p><del {BY}><r><delText>x</delText></r></del></p>", "a tracked deletion by Martin Oke"),
        (f"<p><moveTo {BY}><r><t>x</t></r></moveTo></p>", "a tracked move by Martin Oke"),
        (f"<p><r><rPr><rPrChange {BY}/></rPr></r></p>", "a tracked change by Martin Oke"),
        ("<p><r><commentReference id='1'/></r></p>", "a comment"),
        ("<p><permStart id='1' ed='x'/></p>", "a person's right to edit"),
        ("<p rsidR='00AB12CD' rsidP='00AB12CD'/>", "revision ids (rsidP, rsidR)"),
        ("<p><r><rPr><vanish/></rPr><t>x</t></r></p>", "hidden text"),
        ("<tbl><tr><trPr><hidden/></trPr><tc><p/></tc></tr></tbl>", "a hidden row"),
        ("<altChunk id='rId9'/>", "a whole file brought in as a chunk"),
        ("<p><sdt><sdtPr><tag val='x'/></sdtPr></sdt></p>", "a content control's tag"),
    ],
)
def test_what_cleaning_should_have_taken_is_named(
    word_file: WordFile, body: str, what: str
) -> None:
    assert what in whats(word_file(body))


def test_a_trace_says_where_it_is(word_file: WordFile) -> None:
    docx = word_file("<p><r><t>Fees were due.</t></r><r><commentReference id='1'/></r></p>")

    assert list(traces(docx)) == [Trace("word/document.xml, at “Fees were due.”", "a comment")]


def test_hidden_marks_of_paragraphs_and_hiding_styles_alone_hide_nothing(
    word_file: WordFile,
) -> None:
    docx = word_file(
        "<p><pPr><rPr><vanish/></rPr></pPr><r><t>Seen.</t></r></p>",
        styles="<style type='character' styleId='x'><rPr><vanish/></rPr></style>",
    )

    assert whats(docx) == set()


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("comments", "comments"),
        ("oleObject", "an embedded file"),
        ("of-a-later-year", "a part of an unknown kind (of-a-later-year)"),
    ],
)
def test_a_part_of_another_kind_than_is_known_is_named(
    word_file: WordFile, kind: str, what: str
) -> None:
    parts = open_package(word_file("<p/>", theme="<x/>"))
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"/theme", f"/{kind}".encode())

    assert what in whats(write_package(parts))


def test_a_part_that_nothing_leads_to_is_named(word_file: WordFile) -> None:
    docx = word_file("<p/>", more={"word/secret.xml": b"<x/>"})

    assert Trace("word/secret.xml", "a part that nothing in the document needs") in set(
        traces(docx)
    )


def test_what_would_be_fetched_is_named(word_file: WordFile) -> None:
    parts = open_package(word_file("<p/>", image="<x/>"))
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(
        b'Target="image.xml"', b'Target="https://www.x.example/a.png" TargetMode="External"'
    )
    found = set(traces(write_package(parts)))

    assert Trace("https://www.x.example/a.png", "something that Word would fetch from outside") in (
        found
    )


def test_a_hidden_sheet_behind_a_chart_is_named(word_file: WordFile) -> None:
    sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    book = write_package(
        {
            "xl/workbook.xml": f'<workbook xmlns="{sheet}"><sheets><sheet name="All clients" '
            'state="veryHidden"/></sheets></workbook>'.encode()
        }
    )
    docx = word_file("<p/>", more={"word/embeddings/book.xlsx": book})

    assert "a hidden sheet, All clients" in whats(docx)


def test_properties_beyond_the_few_are_named(word_file: WordFile) -> None:
    properties = (
        b'<x:Properties xmlns:x="urn:x"><x:Company>F</x:Company><x:Template/></x:Properties>'
    )

    assert "the property Template" in whats(
        word_file("<p/>", more={"docProps/app.xml": properties})
    )


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<fldSimple instr=' DATE '><r><t>1</t></r></fldSimple>", "DATE"),
        ("<r><fldChar fldCharType='begin'/></r><r><instrText>TIME</instrText></r>", "TIME"),
        (
            (
                "<r><fldChar fldCharType='begin'/><instrText>QUOTE x</instrText>"
                "<fldChar fldCharType='end'/></r>"
            ),
            "QUOTE",
        ),
    ],
)
def test_a_field_that_may_change_is_named(word_file: WordFile, body: str, kind: str) -> None:
    assert f"a field that may change by itself ({kind})" in whats(word_file(f"<p>{body}</p>"))


def test_a_field_of_layout_is_no_trace(word_file: WordFile) -> None:
    body = "<p><fldSimple instr='PAGE'><r><t>1</t></r></fldSimple></p>"

    assert whats(word_file(body)) == set()
