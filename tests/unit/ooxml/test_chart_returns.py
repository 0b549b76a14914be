from __future__ import annotations

import io
from decimal import Decimal

import docx

from engross.ooxml.anchors import plain
from engross.ooxml.chart_parts import Chart, Series
from engross.ooxml.chart_returns import put_charts_back
from engross.ooxml.charts import place_charts
from engross.ooxml.marks import mark
from engross.ooxml.package import open_package, write_package
from engross.ooxml.text import read_text

FEES = Chart(
    name="chart fees",
    kind="bars",
    title="Fees by month",
    alt="Bars of the fees.",
    categories=("July", "August"),
    series=(Series("Fees", (Decimal(4000), Decimal(5490))),),
    number_format="#,##0;(#,##0);\N{EN DASH}",
    unit="£",
)


def with_chart() -> bytes:
    made, target = docx.Document(), io.BytesIO()
    made.add_paragraph(mark("placefees", ""))
    made.save(target)
    return plain(place_charts(target.getvalue(), {"placefees": FEES}))


def resaved(made: bytes) -> bytes:
    """As LibreOffice saves it: another name, no form of figures, no title."""
    parts = open_package(made)
    body = parts["word/document.xml"].decode().replace("chart fees", "Object1")
    chart = parts["word/charts/chart1.xml"].decode()
    for form in ("#,##0;(#,##0);\N{EN DASH}", "#,##0;(#,##0);&#8211;"):
        chart = chart.replace(form, "General")
    parts |= {"word/document.xml": body.encode(), "word/charts/chart1.xml": chart.encode()}
    return write_package(parts)


def lines(made: bytes) -> list[tuple[str, str]]:
    return [(b.place, b.text) for b in read_text(made, charts=True) if b.style == "chart"]


def test_a_chart_saved_by_another_program_is_put_back_as_it_was_made() -> None:
    held = with_chart()
    returned = resaved(held)

    back = put_charts_back(returned, held, {"chart fees": "Object1"})

    assert lines(returned) != lines(held)
    assert lines(back) == lines(held)


def test_a_chart_that_is_not_named_stays_as_it_came() -> None:
    held = with_chart()

    assert lines(put_charts_back(resaved(held), held, {})) == lines(resaved(held))
