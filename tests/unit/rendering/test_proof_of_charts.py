"""The proof of figures, which knows nothing of Engross, looks into charts too."""

import io
import runpy
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx as python_docx
import openpyxl
import pytest

from engross.ooxml.anchors import plain
from engross.ooxml.chart_parts import Chart, Series
from engross.ooxml.charts import place_charts
from engross.ooxml.marks import mark
from engross.ooxml.package import open_package, write_package

SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "prove_figures.py"
CHART, BOOK = "word/charts/chart1.xml", "word/embeddings/chart1.xlsx"
FEES = Chart(
    name="chart fees",
    kind="bars",
    title="£603 over",
    alt="Fees.",
    categories=("Accounts", "Stock"),
    series=(Series("Budget", (Decimal(14400), None)), Series("Forecast", (Decimal(1), Decimal(2)))),
    number_format="#,##0",
)
BARS = [{"place": f"chart fees, series {n}"} for n in ("1, point 1", "2, point 1", "2, point 2")]

Read = Callable[[bytes], Any]


@pytest.fixture
def document() -> bytes:
    made = python_docx.Document()
    made.add_paragraph(mark("fees", ""))
    target = io.BytesIO()
    made.save(target)
    return plain(place_charts(target.getvalue(), {"fees": FEES}))


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """`read(docx)`: its charts as the script sees them."""
    monkeypatch.syspath_prepend(SCRIPT.parent)  # the script's own pieces stand beside it
    script = runpy.run_path(str(SCRIPT))

    def charts(docx: bytes) -> Any:  # noqa: ANN401 - a class of the script
        path = tmp_path / "candidate.docx"
        path.write_bytes(docx)
        return script["Charts"](path)

    return charts


def with_cell(docx: bytes, cell: str, value: object) -> bytes:
    """The document with another value in a cell of the workbook behind its chart."""
    parts = open_package(docx)
    book = openpyxl.load_workbook(io.BytesIO(parts[BOOK]))
    book["Figures"][cell] = value
    saved = io.BytesIO()
    book.save(saved)
    return write_package({**parts, BOOK: saved.getvalue()})


def test_a_sound_chart_has_nothing_wrong(read: Read, document: bytes) -> None:
    charts = read(document)

    assert (charts.behind(), charts.unlisted(BARS)) == ([], [])
    assert charts.shown("chart fees, title") == "£603 over"
    assert charts.shown("chart fees, series 2, point 2") == "2"


@pytest.mark.parametrize(
    ("cell", "value", "problem"),
    [
        ("B2", 14401, "Figures!B2 behind a chart is '14401', not 14400"),
        ("B2", None, "Figures!B2 behind a chart is '', not 14400"),
        ("A3", "Stocks", "Figures!A3 behind a chart is 'Stocks', not Stock"),
        ("B3", 9500, "Figures!B3 behind a chart is in no bar"),
        ("D9", 52.15, "Figures!D9 behind a chart is in no bar"),
    ],
)
def test_a_workbook_that_says_something_else_is_noticed(
    read: Read, document: bytes, cell: str, value: object, problem: str
) -> None:
    assert set(read(with_cell(document, cell, value)).behind()) == {problem}


def test_a_bar_that_says_something_else_is_noticed(read: Read, document: bytes) -> None:
    parts = open_package(document)
    parts[CHART] = parts[CHART].replace(b"<c:v>14400</c:v>", b"<c:v>9</c:v>")

    assert read(write_package(parts)).behind() == ["Figures!B2 behind a chart is '14400', not 9"]


def test_a_bar_without_a_figure_is_noticed(read: Read, document: bytes) -> None:
    assert read(document).unlisted(BARS[1:]) == ["3 bars are drawn and 2 figures listed"]
