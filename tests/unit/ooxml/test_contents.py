from collections.abc import Callable

import pytest

from engross.ooxml.contents import bookmarks_of, has_contents, to_be_counted, with_pages
from engross.ooxml.marks import REVIEW_ONLY, mark
from engross.ooxml.names import w
from engross.ooxml.package import open_package, parse
from engross.ooxml.word_fields import fields

STYLES = (
    '<style type="paragraph" default="1" styleId="Normal"><name val="Normal"/></style>'
    '<style type="paragraph" styleId="H1"><name val="heading 1"/></style>'
    '<style type="paragraph" styleId="H2"><name val="heading 2"/></style>'
    '<style type="paragraph" styleId="Annex"><name val="Annex"/><basedOn val="H1"/>'
    '<pPr><outlineLvl val="0"/></pPr></style>'
)
SWITCHES = '\\o "1-2" \\h \\z'


def heading(words: str, style: str = "H1") -> str:
    return f'<p><pPr><pStyle val="{style}"/></pPr><r><t>{words}</t></r></p>'


def contents(switches: str = SWITCHES, old: str = "Old entry") -> str:
    return (
        '<p><r><fldChar fldCharType="begin" dirty="true"/></r>'
        f"<r><instrText>TOC {switches}</instrText></r>"
        f'<r><fldChar fldCharType="separate"/></r><r><t>{old}</t></r></p>'
        '<p><r><t>Another old entry</t></r></p><p><r><fldChar fldCharType="end"/></r></p>'
    ).replace('"1-2"', "&quot;1-2&quot;")


def lines(docx: bytes) -> list[str]:
    """The paragraphs before the first heading; a tab is `>`."""
    root = parse(open_package(docx)["word/document.xml"], "document")
    said = []
    for paragraph in root.iter(w("p")):
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        if style is not None and style.get(w("val")) in {"H1", "H2", "Annex"}:
            break
        pieces = paragraph.iter(w("t"), w("tab"))
        said.append("".join(">" if p.tag == w("tab") else p.text or "" for p in pieces))
    return said


Make = Callable[..., bytes]


@pytest.fixture
def document(word_file: Make) -> Make:
    def made(*paragraphs: str) -> bytes:
        return word_file("".join(paragraphs), styles=STYLES)

    return made


def test_it_lists_the_headings_and_leads_to_each(document: Make) -> None:
    docx = with_pages(document(contents(), heading("Fees"), heading("Basis", "H2")), {})
    root = parse(open_package(docx)["word/document.xml"], "document")
    links = [link.get(w("anchor")) for link in root.iter(w("hyperlink"))]
    starts = [start.get(w("name")) for start in root.iter(w("bookmarkStart"))]

    assert lines(docx) == ["Fees", "Basis"]
    assert links == starts
    assert all(name.startswith("_Toc") for name in starts)


def test_without_pages_it_has_neither_numbers_nor_a_wish_to_be_asked(document: Make) -> None:
    docx = with_pages(document(contents(), heading("Fees")), {})
    kinds = [field.kind for field in fields(parse(open_package(docx)["word/document.xml"], ""))]

    assert kinds == ["TOC"]
    assert b"dirty" not in open_package(docx)["word/document.xml"]


def test_with_pages_each_entry_has_its_own(document: Make) -> None:
    docx = with_pages(document(contents(), heading("Fees"), heading("Basis")), {})
    first, second = (
        start.get(w("name"))
        for start in parse(open_package(docx)["word/document.xml"], "").iter(w("bookmarkStart"))
    )
    paged = with_pages(docx, {first: 3, second: 12})
    found = fields(parse(open_package(paged)["word/document.xml"], ""))

    assert lines(paged) == ["Fees>3", "Basis>12"]
    assert [field.kind for field in found] == ["TOC", "PAGEREF", "PAGEREF"]
    assert sorted(bookmarks_of(paged)) == sorted([first, second])


def test_pages_are_counted_on_lines_as_long_as_those_to_come(document: Make) -> None:
    docx = with_pages(document(contents(), heading("Fees")), {})

    assert lines(to_be_counted(docx)) == ["Fees>00"]


def test_it_can_be_filled_again_and_again(document: Make) -> None:
    docx = with_pages(document(contents(), heading("Fees"), heading("Basis")), {})

    assert with_pages(docx, {}) == docx


def test_what_stands_beside_the_field_stays(document: Make) -> None:
    before = "<p><r><t>Contents: </t></r><r><fldChar fldCharType='begin'/></r>"
    table = contents().replace('<p><r><fldChar fldCharType="begin" dirty="true"/></r>', before)
    after = table.removesuffix("</p>") + "<r><t> (end)</t></r></p>"
    docx = with_pages(document(after, heading("Fees")), {})

    assert lines(docx) == ["Contents: Fees (end)"]


@pytest.mark.parametrize(
    ("switches", "listed"),
    [
        ('\\o "1-1"', ["Fees"]),
        ('\\o "1-2" \\u', ["Fees", "Ours", "Annex A"]),
        ('\\t "Annex,1"', ["Annex A"]),
        ("", ["Fees", "Ours"]),
    ],
)
def test_it_lists_what_its_switches_say(document: Make, switches: str, listed: list[str]) -> None:
    quoted = switches.replace('"', "&quot;")
    found = (heading("Fees"), heading("Ours", "H2"), heading("Annex A", "Annex"))
    docx = with_pages(document(contents(quoted), *found), {})

    assert lines(docx) == listed


def test_a_list_of_tables_lists_captions(document: Make) -> None:
    caption = (
        '<p><r><t>Table </t></r><fldSimple instr="SEQ Table"><r><t>1</t></r></fldSimple>'
        "<r><t>: Fees</t></r></p>"
    )
    told = contents("\\h \\z \\c &quot;Table&quot;")
    docx = with_pages(document(told, heading("Fees"), caption), {})

    assert lines(docx) == ["Table 1: Fees"]


def test_it_says_what_the_reader_of_the_candidate_will_read(document: Make) -> None:
    words = f"{mark('place1', 'Fees')}{mark(REVIEW_ONLY, ' (draft)')}"
    docx = with_pages(document(contents(), heading(words)), {})

    assert lines(docx) == ["Fees"]


def test_a_document_without_headings_has_no_entries(document: Make) -> None:
    docx = with_pages(document(contents(), "<p><r><t>Words</t></r></p>"), {})

    assert lines(docx) == ["", "Words"]


def test_only_a_table_of_contents_is_one(document: Make) -> None:
    assert has_contents(document(contents()))
    assert not has_contents(document(heading("STOCK")))
