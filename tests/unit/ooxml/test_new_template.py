import datetime as dt
from collections.abc import Callable

from engross.ooxml.branded import design_of
from engross.ooxml.new_template import Column, Details, Grid, Piece, Points, Words, new_template
from engross.ooxml.package import open_package

WordFile = Callable[..., bytes]
WHEN = dt.datetime(2026, 10, 14, tzinfo=dt.UTC)
PAGE = '<p><pPr><sectPr><pgSz w:w="10000"/><pgMar w:left="1000" w:right="1000"/></sectPr></pPr></p>'


def body_of(word_file: WordFile, *pieces: Piece) -> str:
    design = design_of(word_file(PAGE), "letter.docx")
    made = new_template(design, pieces, title="Report", firm="Penhallow Reeve LLP", when=WHEN)
    return open_package(made)["word/document.xml"].decode()


def test_pieces_stand_in_order_before_the_page_s_properties(word_file: WordFile) -> None:
    body = body_of(word_file, Words("One & two", "title"), Words("{{ paragraph }}"))

    assert body.index("One &amp; two") < body.index("{{ paragraph }}") < body.index("<w:sectPr")
    assert '<w:pStyle w:val="Title"/>' in body


def test_a_table_is_as_wide_as_the_text_and_left_out_when_empty(word_file: WordFile) -> None:
    columns = (Column("name", 3.0, figure=False), Column("net", 1.0, figure=True))
    body = body_of(word_file, Grid("tables.fees", columns, total=True))

    assert '<w:gridCol w:w="6000"/><w:gridCol w:w="2000"/>' in body
    assert body.index("{%p if tables.fees.rows %}") < body.index("{{ tables.fees.title }}")
    assert [body.count(f"in tables.fees.{part} %}}") for part in ("headings", "rows", "total")] == [
        1,
        1,
        1,
    ]


def test_the_total_has_a_rule_above_it_and_is_bold(word_file: WordFile) -> None:
    columns = (Column("net", 1.0, figure=True),)
    rows = body_of(word_file, Grid("tables.fees", columns, total=True)).split("<w:tr>")
    total = rows[-2]

    assert '<w:top w:val="single"' in total
    assert "<w:b/>" in total


def test_a_table_of_many_columns_is_set_small(word_file: WordFile) -> None:
    columns = tuple(Column(f"c{n}", 1.0, figure=True) for n in range(8))

    assert "SmallFigure" in body_of(word_file, Grid("tables.wide", columns, total=False))
    assert "SmallFigure" not in body_of(word_file, Grid("tables.narrow", columns[:7], total=False))


def test_two_lists_count_apart(word_file: WordFile) -> None:
    body = body_of(word_file, Points("sections.a.items"), Points("sections.b.items"))

    assert '<w:numId w:val="1"/>' in body
    assert '<w:numId w:val="2"/>' in body


def test_details_have_a_rule_above_and_below(word_file: WordFile) -> None:
    row = ("For", "{{ client.name }}", "Date", "{{ document.date }}")
    body = body_of(word_file, Details((row, row)))

    assert body.count('<w:top w:val="single"') == 4
    assert body.count('<w:bottom w:val="single"') == 4
