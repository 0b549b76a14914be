import io
import zipfile
from decimal import Decimal

import docx as python_docx
import openpyxl
import pytest
from lxml import etree

from engross.ooxml.anchors import plain
from engross.ooxml.chart_parts import Chart, Series
from engross.ooxml.charts import place_charts
from engross.ooxml.composing import Composition, compose
from engross.ooxml.marks import mark
from engross.ooxml.own_charts import own_chart_problems, own_charts, untitled
from engross.ooxml.package import Parts, open_package, write_package
from engross.ooxml.safety import unsafe_contents
from engross.ooxml.text import read_text

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SAMPLE = Chart(
    name="chart sample",
    kind="bars",
    title="What we sold in some year",
    alt="charts.fees",
    categories=("North", "South", "East"),
    series=(
        Series("Sample one", (Decimal(111), Decimal(222), Decimal(333))),
        Series("Sample two", (Decimal(444), Decimal(555), Decimal(666))),
    ),
    number_format="#,##0",
)
FEES = SAMPLE._replace(
    name="chart fees",
    title="Stock system is £808 over",
    alt="Bars of budget and forecast.",
    unit="£",
    categories=("Accounts", "Stock"),
    series=(
        Series("Budget", (Decimal(9500), None)),
        Series("Forecast", (Decimal("10308.5"), Decimal(-5))),
    ),
)


def drawn(sample: Chart = SAMPLE) -> bytes:
    """A template in which a firm drew a chart."""
    document = python_docx.Document()
    document.add_paragraph("Before")
    document.add_paragraph(mark("sample", ""))
    document.add_paragraph("After")
    target = io.BytesIO()
    document.save(target)
    return plain(place_charts(target.getvalue(), {"sample": sample}))


def filled(template: bytes, chart: Chart | None) -> bytes:
    own = {"charts.fees": "place1"}
    return plain(compose(template, Composition(charts={"place1": chart}, own_charts=own)))


def chart_of(docx: bytes) -> etree._Element:
    return etree.fromstring(open_package(docx)["word/charts/chart1.xml"])


def changed(docx: bytes, part: str, before: str, after: str) -> bytes:
    parts = open_package(docx)
    text = parts[part].decode()
    assert before in text
    parts[part] = text.replace(before, after).encode()
    return write_package(parts)


def said(docx: bytes) -> list[str]:
    return [block.text for block in read_text(docx, charts=True)]


def test_the_firm_s_chart_shows_the_document_s_figures_and_none_of_its_own() -> None:
    docx = filled(drawn(), FEES)
    everything = "".join(part.decode("utf-8", "replace") for part in unpacked(docx).values())

    assert said(docx) == [
        *("Before", "Stock system is £808 over (£)", "Accounts", "Stock"),
        *("Budget", "9,500", "Forecast", "10,309", "-5", "After"),
    ]
    assert not [old for old in ("Sample", "North", "some year") if old in everything]


def unpacked(docx: bytes) -> Parts:
    """The parts, those of workbooks included."""
    parts = dict(open_package(docx))
    for name in [name for name in parts if name.endswith(".xlsx")]:
        with zipfile.ZipFile(io.BytesIO(parts.pop(name))) as book:
            parts |= {f"{name}/{inner}": book.read(inner) for inner in book.namelist()}
    return parts


def test_its_workbook_holds_what_its_bars_show() -> None:
    parts = open_package(filled(drawn(), FEES))
    (name,) = [part for part in parts if part.endswith(".xlsx")]
    sheet = openpyxl.load_workbook(io.BytesIO(parts[name])).active

    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        [None, "Budget", "Forecast"],
        ["Accounts", 9500, 10308.5],
        ["Stock", None, -5],
    ]


def test_its_kind_and_colours_stay() -> None:
    template = changed(
        drawn(), "word/charts/chart1.xml", 'schemeClr val="tx2"', 'srgbClr val="7A1F5B"'
    )
    looks = [etree.tostring(look) for look in chart_of(template).iter(f"{C}spPr")]

    assert [
        etree.tostring(look) for look in chart_of(filled(template, FEES)).iter(f"{C}spPr")
    ] == looks


def test_it_gets_as_many_series_as_there_are() -> None:
    one = FEES._replace(series=FEES.series[:1])
    three = FEES._replace(series=(*FEES.series, Series("Billed", (Decimal(1), Decimal(2)))))

    for chart in (one, three):
        series = list(chart_of(filled(drawn(), chart)).iter(f"{C}ser"))
        orders = [one.find(f"{C}order").get("val") for one in series]
        assert orders == [str(number) for number in range(len(chart.series))]


def test_words_that_somebody_typed_at_a_bar_go() -> None:
    typed = (
        '<c:dLbls><c:dLbl><c:idx val="0"/><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>Best ever</a:t>'
        "</a:r></a:p></c:rich></c:tx></c:dLbl>"
    )
    template = changed(drawn(), "word/charts/chart1.xml", "<c:dLbls>", typed)

    assert "Best ever" in etree.tostring(chart_of(template)).decode()
    assert "Best ever" not in etree.tostring(chart_of(filled(template, FEES))).decode()


def test_an_axis_set_by_hand_never_cuts_a_bar_off() -> None:
    short, long = (
        changed(drawn(), "word/charts/chart1.xml", '<c:max val="765.90"/>', f'<c:max val="{end}"/>')
        for end in (100, 20000)
    )
    ends = [chart_of(filled(template, FEES)).find(f".//{C}max") for template in (short, long)]

    assert ends[0] is None
    assert ends[1] is not None


def test_a_chart_with_nothing_to_show_goes_with_everything_behind_it() -> None:
    docx = filled(drawn(), None)

    assert said(docx) == ["Before", "After"]
    assert not [name for name in open_package(docx) if "chart" in name or "embeddings" in name]
    assert b"chart1" not in open_package(docx)["[Content_Types].xml"]


def test_it_is_described_for_who_cannot_see_it() -> None:
    body = open_package(filled(drawn(), FEES))["word/document.xml"].decode()

    assert 'descr="Bars of budget and forecast."' in body
    assert "charts.fees" not in body


def test_its_letters_are_british_english() -> None:
    template = changed(drawn(), "word/charts/chart1.xml", 'lang="en-GB"', 'lang="en-US"')

    assert b"en-US" in open_package(template)["word/charts/chart1.xml"]
    assert b"en-US" not in open_package(filled(template, FEES))["word/charts/chart1.xml"]


def test_a_chart_drawn_without_a_title_gets_none() -> None:
    text = open_package(drawn())["word/charts/chart1.xml"].decode()
    title = text[text.index("<c:title>") : text.index("</c:title>") + len("</c:title>")]
    template = changed(drawn(), "word/charts/chart1.xml", title, "")

    assert untitled(template) == ("charts.fees",)
    assert untitled(drawn()) == ()
    assert "£808" not in " ".join(said(filled(template, FEES)))


def test_a_workbook_behind_a_chart_may_stand_in_a_template_and_no_other_file() -> None:
    parts = open_package(drawn())
    other = write_package({**parts, "word/embeddings/oleObject1.bin": b"x"})
    loose = write_package({**parts, "word/embeddings/more.xlsx": b"x"})

    assert unsafe_contents(drawn()) == ()
    assert ["oleObject1.bin" in problem for problem in unsafe_contents(other)] == [True]
    assert ["more.xlsx" in problem for problem in unsafe_contents(loose)] == [True]


def test_a_chart_that_can_be_filled_has_no_problems() -> None:
    assert own_charts(drawn()) == ("charts.fees",)
    assert own_chart_problems(drawn(), {"charts.fees"}) == ()


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("charts.fees", "Our sales", "a chart whose figures nothing fills"),
        ("charts.fees", "charts.fee", "there is no charts.fee for the chart of that name"),
    ],
)
def test_a_chart_that_nothing_fills_is_refused(before: str, after: str, problem: str) -> None:
    template = changed(drawn(), "word/document.xml", before, after)
    (found,) = own_chart_problems(template, {"charts.fees"})

    assert problem in found


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("barChart", "scatterChart", "of a kind without categories"),
        ("<c:cat>", "<c:errBars/><c:cat>", "error bars"),
        ("<c:roundedCorners", "<c:pivotSource/><c:roundedCorners", "pivot table"),
        ("barChart", "pieChart", "several series"),
    ],
)
def test_a_chart_of_a_kind_that_cannot_be_filled_is_refused(
    before: str, after: str, problem: str
) -> None:
    template = changed(drawn(), "word/charts/chart1.xml", before, after)
    (found,) = own_chart_problems(template, {"charts.fees"}, {"charts.fees"})

    assert problem in found


def test_a_chart_in_a_header_is_refused() -> None:
    parts = open_package(drawn())
    body = parts["word/document.xml"].replace(b"w:document", b"w:hdr")
    found = own_chart_problems(write_package({**parts, "word/header1.xml": body}), {"charts.fees"})

    assert [problem.partition(":")[0] for problem in found] == ["word/header1.xml"]
