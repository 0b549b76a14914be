import io
import zipfile
from collections.abc import Callable
from decimal import Decimal

import docx as python_docx
import openpyxl
import pytest
from docx.shared import Cm, Emu
from lxml import etree

from engross.errors import InputError
from engross.ooxml.anchors import plain
from engross.ooxml.chart_parts import Chart, Series, height_of
from engross.ooxml.chart_text import shown
from engross.ooxml.charts import place_charts
from engross.ooxml.marks import mark
from engross.ooxml.package import Parts, open_package
from engross.ooxml.text import read_text

WordFile = Callable[..., bytes]

NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
POUNDS = "#,##0;(#,##0);\N{EN DASH}"
FEES = Chart(
    name="chart fees",
    kind="bars",
    title="Smith & Sons' <system> is £603 over",
    alt="Budget and forecast by workstream",
    categories=("Accounts", "=1+1"),
    series=(
        Series("Budget", (Decimal(14400), Decimal(9500))),
        Series("Forecast", (Decimal("14400.4"), None)),
    ),
    number_format=POUNDS,
    unit="£, excluding VAT",
)
AGES = FEES._replace(
    name="chart ageing",
    kind="columns",
    categories=("Not due", "1-30 days"),
    series=(Series("Outstanding", (Decimal("1996.5"), Decimal(0))),),
    number_format="#,##0.00;(#,##0.00);\N{EN DASH}",
)


@pytest.fixture
def marked() -> bytes:
    """A document of Word's own with places for two charts."""
    document = python_docx.Document()
    section = document.sections[0]
    section.page_width, section.left_margin, section.right_margin = Cm(21), Cm(2), Cm(2)
    document.add_paragraph("Fees")
    document.add_paragraph(mark("fees", ""))
    document.add_paragraph("Account")
    document.add_paragraph(mark("ageing", ""))
    document.add_paragraph("The end")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.fixture
def placed(marked: bytes) -> bytes:
    return place_charts(marked, {"fees": FEES, "ageing": AGES})


def chart(parts: Parts, number: int = 1) -> etree._Element:
    return etree.fromstring(parts[f"word/charts/chart{number}.xml"])


def values(root: etree._Element, path: str) -> list[str]:
    return [str(found) for found in root.xpath(path, namespaces=NAMES)]


def test_each_chart_stands_in_its_mark_s_place_and_says_what_it_was_given(placed: bytes) -> None:
    assert [(block.place, block.text) for block in read_text(plain(placed), charts=True)] == [
        ("paragraph 1", "Fees"),
        ("chart fees, title", "Smith & Sons' <system> is £603 over (£, excluding VAT)"),
        ("chart fees, category 1", "Accounts"),
        ("chart fees, category 2", "=1+1"),
        ("chart fees, series 1", "Budget"),
        ("chart fees, series 1, point 1", "14,400"),
        ("chart fees, series 1, point 2", "9,500"),
        ("chart fees, series 2", "Forecast"),
        ("chart fees, series 2, point 1", "14,400"),
        ("paragraph 3", "Account"),
        ("chart ageing, title", "Smith & Sons' <system> is £603 over (£, excluding VAT)"),
        ("chart ageing, category 1", "Not due"),
        ("chart ageing, category 2", "1-30 days"),
        ("chart ageing, series 1", "Outstanding"),
        ("chart ageing, series 1, point 1", "1,996.50"),
        ("chart ageing, series 1, point 2", "\N{EN DASH}"),
        ("paragraph 5", "The end"),
    ]


def test_a_chart_s_words_are_read_only_when_asked_for(placed: bytes) -> None:
    assert [block.text for block in read_text(plain(placed))] == ["Fees", "Account", "The end"]


def test_a_chart_without_anything_to_show_leaves_no_gap(marked: bytes) -> None:
    placed = plain(place_charts(marked, {"fees": None, "ageing": AGES}))
    paragraphs = python_docx.Document(io.BytesIO(placed)).paragraphs

    assert [paragraph.text for paragraph in paragraphs] == ["Fees", "Account", "", "The end"]
    assert "word/charts/chart2.xml" not in open_package(placed)


def test_words_beside_a_chart_that_is_left_out_stay(word_file: WordFile) -> None:
    docx = word_file(f"<p><r><t>As drawn: {mark('fees', '')}</t></r></p>")

    assert [block.text for block in read_text(place_charts(docx, {"fees": None}))] == ["As drawn: "]


def test_a_chart_is_as_wide_as_the_text_and_describes_itself(placed: bytes) -> None:
    body = etree.fromstring(open_package(placed)["word/document.xml"])

    assert {round(Emu(int(width)).cm, 2) for width in values(body, "//wp:extent/@cx")} == {17.0}
    assert values(body, "//wp:extent/@cy") == [str(height_of(FEES)), str(height_of(AGES))]
    assert values(body, "//wp:docPr/@descr") == [FEES.alt] * 2
    assert values(body, "//wp:docPr/@name") == ["chart fees", "chart ageing"]
    assert values(body, "//wp:docPr/@id") == ["1", "2"]


def test_ids_of_axes_are_positive_and_bars_begin_at_nil(placed: bytes) -> None:
    root = chart(open_package(placed))

    assert values(root, "//c:barChart/c:axId/@val") == ["1001", "1002"]
    assert values(root, "//c:catAx/c:axId/@val | //c:valAx/c:axId/@val") == ["1001", "1002"]
    assert values(root, "//c:valAx/c:scaling/c:min/@val") == ["0"]
    assert values(root, "//c:barDir/@val") == ["bar"]
    assert values(root, "//c:dLbls/c:showVal/@val") == ["1", "1"]
    assert set(values(root, "//@sz")) == {"950", "850"}


def test_a_figure_below_nil_is_drawn_below_it(marked: bytes) -> None:
    below = AGES._replace(series=(Series("Variance", (Decimal(-200), Decimal(100))),))
    placed = place_charts(marked, {"fees": below, "ageing": None})

    assert values(chart(open_package(placed)), "//c:valAx/c:scaling/c:min") == []
    assert "(200.00)" in [block.text for block in read_text(placed, charts=True)]


def test_bars_are_told_apart_without_colour(marked: bytes) -> None:
    three = FEES._replace(
        kind="stacked", series=tuple(Series(name, (Decimal(1), Decimal(2))) for name in "abc")
    )
    root = chart(open_package(place_charts(marked, {"fees": three, "ageing": None})))
    fills = [
        series.xpath(
            "string(c:spPr/*[1]/a:schemeClr/@val | c:spPr/a:pattFill/@prst)", namespaces=NAMES
        )
        for series in root.iter(f"{{{NAMES['c']}}}ser")
    ]

    assert fills == ["bg2", "wdUpDiag", "tx2"]
    assert values(root, "//c:grouping/@val") == ["stacked"]
    assert values(root, "//c:overlap/@val") == ["100"]


def test_a_part_of_a_bar_too_narrow_for_its_figure_has_none(marked: bytes) -> None:
    sides = (("Not due", "100"), ("Late", "7"))
    stacked = FEES._replace(
        kind="stacked",
        categories=("Smith",),
        series=tuple(Series(name, (Decimal(value),)) for name, value in sides),
    )
    root = chart(open_package(place_charts(marked, {"fees": stacked, "ageing": None})))

    assert values(root, "//c:ser[1]//c:dLbl/c:idx/@val") == []
    assert values(root, "//c:ser[2]//c:dLbl/c:idx/@val") == ["0"]


def test_a_bar_in_parts_has_room_for_all_its_parts(marked: bytes) -> None:
    parts = (("Not due", "900"), ("Late", "400"), ("Very late", "-300"))
    stacked = FEES._replace(
        kind="stacked",
        categories=("Smith",),
        series=tuple(Series(name, (Decimal(value),)) for name, value in parts),
    )
    root = chart(open_package(place_charts(marked, {"fees": stacked, "ageing": None})))
    (longest,) = values(root, "//c:valAx/c:scaling/c:max/@val")

    assert Decimal(longest) > Decimal(900 + 400)


def test_the_workbook_behind_holds_the_same_exact_figures_and_nobody_s_name(placed: bytes) -> None:
    parts = open_package(placed)
    book = openpyxl.load_workbook(io.BytesIO(parts["word/embeddings/chart1.xlsx"]))
    rows = [tuple(cell.value for cell in row) for row in book["Figures"].iter_rows()]
    with zipfile.ZipFile(io.BytesIO(parts["word/embeddings/chart1.xlsx"])) as archive:
        inside = archive.namelist()

    assert rows == [
        (None, "Budget", "Forecast"),
        ("Accounts", 14400, 14400.4),
        ("=1+1", 9500, None),
    ]
    assert book["Figures"]["A3"].data_type == "s"
    assert not any(name.startswith("docProps") for name in inside)
    assert values(chart(parts), "//c:ser[1]/c:val//c:f/text()") == ["Figures!$B$2:$B$3"]


def test_the_package_says_what_the_new_parts_are(placed: bytes) -> None:
    parts = open_package(placed)
    types = parts["[Content_Types].xml"].decode()

    assert types.count("drawingml.chart+xml") == 2
    assert types.count('Extension="xlsx"') == 1
    assert b"../embeddings/chart2.xlsx" in parts["word/charts/_rels/chart2.xml.rels"]
    assert parts["word/_rels/document.xml.rels"].count(b"relationships/chart") == 2


def test_the_same_charts_give_the_same_bytes(marked: bytes, placed: bytes) -> None:
    assert place_charts(marked, {"fees": FEES, "ageing": AGES}) == placed


def test_a_chart_in_a_cell_is_as_wide_as_the_cell(marked: bytes) -> None:
    document = python_docx.Document(io.BytesIO(marked))
    table = document.add_table(1, 1)
    table.rows[0].cells[0].width = Cm(8)
    table.rows[0].cells[0].text = mark("fees", "")
    target = io.BytesIO()
    document.save(target)
    placed = place_charts(target.getvalue(), {"fees": FEES, "ageing": None})
    body = etree.fromstring(open_package(placed)["word/document.xml"])

    wide, narrow = (Emu(int(width)).cm for width in values(body, "//wp:extent/@cx"))

    assert round(wide, 2) == 17.0
    assert round(narrow, 2) == 7.62


def test_a_document_without_a_theme_cannot_hold_a_chart(word_file: WordFile) -> None:
    docx = word_file(f"<p><r><t>{mark('fees', '')}</t></r></p>")

    with pytest.raises(InputError, match="no theme"):
        place_charts(docx, {"fees": FEES})


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("1234.5", POUNDS, "1,235"),
        ("-1234.4", POUNDS, "(1,234)"),
        ("0", POUNDS, "\N{EN DASH}"),
        ("1996.5", "#,##0.00;(#,##0.00);\N{EN DASH}", "1,996.50"),
        ("4.55", '#,##0.0"%";(#,##0.0"%");\N{EN DASH}', "4.6%"),
        ("1234.5", "#,##0.0", "1,234.5"),
        ("0", "#,##0", "0"),
        ("0.5", "General", "0.5"),
        ("n/a", POUNDS, "n/a"),
    ],
)
def test_figures_are_read_as_they_are_shown(value: str, code: str, text: str) -> None:
    assert shown(value, code) == text
