import io
from collections.abc import Callable
from decimal import Decimal

import docx as python_docx
import pytest

from engross.ooxml.chart_parts import Chart
from engross.ooxml.text import read_text
from engross.records import Draft, Evidence, Fact, Span
from engross.rendering import DocumentParticulars, Rendered, render, review_copy
from engross.rendering.charts import fill_charts
from engross.rendering.slots import FigureBook
from engross.workspace.section_specs import (
    ChartFindingSpec,
    ChartSpec,
    ColumnSpec,
    SectionSpec,
    SeriesSpec,
    TableSpec,
)
from engross.workspace.specs import ContextField, CrewSpec, TemplateSpec

AS_AT = "at-2026-10-14"
FINDING = ChartFindingSpec(
    measure="variance",
    over="{workstream} is {variance} over",
    under="{workstream} is {variance} under",
    nil="All of it is on budget",
)
BY_WORKSTREAM = ChartSpec(
    key="fees",
    kind="bars",
    title="Budget and forecast",
    alt="Bars of budget and forecast.",
    table="fees",
    categories="workstream",
    series=(SeriesSpec(column="budget"), SeriesSpec(column="forecast", label="Expected")),
    unit="£, excluding VAT",
    finding=FINDING,
)
FEES = TableSpec(
    key="fees",
    title="Fees",
    dimension="workstream",
    period="engagement",
    columns=(
        ColumnSpec(key="workstream", heading="Workstream", measure="workstream"),
        ColumnSpec(key="budget", heading="Budget £", measure="budget"),
        ColumnSpec(key="forecast", heading="Forecast £", measure="forecast-total"),
        ColumnSpec(key="hours", heading="Hours", measure="hours"),
    ),
)
AGEING = TableSpec(
    key="ageing",
    title="By age",
    dimension="ageing",
    period="as-at",
    columns=(
        ColumnSpec(key="not_due", heading="Not due £", measure="ageing-not-due"),
        ColumnSpec(key="late", heading="1-30 £", measure="ageing-1-30"),
    ),
)
BY_AGE = BY_WORKSTREAM.model_copy(
    update={
        "key": "ageing",
        "kind": "columns",
        "table": "ageing",
        "categories": "",
        "series": (SeriesSpec(column="not_due"), SeriesSpec(column="late", label="Late")),
        "finding": None,
    }
)
SPAN = Span(source="a" * 64, file="billing.xlsx", place="Budgets!C4")

Figures = dict[str, tuple[str, str]]
"""Budget and forecast by workstream."""


def workstream(name: str, budget: str, forecast: str) -> list[Fact]:
    about = {"period": "engagement", "scope": f"workstream:{name}", "label": name.capitalize()}
    budgeted, expected = (
        Fact(measure=measure, unit="GBP", value=Decimal(value), spans=(SPAN,), **about)
        for measure, value in (("budget", budget), ("forecast-total", forecast))
    )
    return [
        Fact(measure="workstream", unit="text", value=name.capitalize(), spans=(SPAN,), **about),
        budgeted,
        expected,
        Fact(
            measure="variance",
            unit="GBP",
            value=expected.number - budgeted.number,
            operation="difference",
            inputs=(expected.id, budgeted.id),
            **about,
        ),
    ]


def evidence_of(figures: Figures, *more: Fact) -> Evidence:
    facts = [fact for name, sides in figures.items() for fact in workstream(name, *sides)]
    return Evidence(sources=(), facts=(*facts, *more), passages=())


def aged(measure: str, value: str) -> Fact:
    return Fact(measure=measure, period=AS_AT, unit="GBP", value=Decimal(value), spans=(SPAN,))


TWO: Figures = {"accounts": ("14400", "14400"), "stock": ("9500", "10103.4")}


def crew_of(crew: CrewSpec, *charts: ChartSpec) -> CrewSpec:
    section = SectionSpec(
        key="fees", heading="Fees", purpose="Money.", tables=(FEES, AGEING), charts=charts
    )
    return crew.model_copy(update={"standard_format": (section,)})


Draw = Callable[..., dict[str, Chart]]


@pytest.fixture
def draw(crew: CrewSpec, particulars: DocumentParticulars) -> Draw:
    """`draw(evidence, chart, ...)`: the charts by key."""

    def make(evidence: Evidence, *charts: ChartSpec) -> dict[str, Chart]:
        return fill_charts(crew_of(crew, *charts), particulars, FigureBook(evidence))

    return make


def test_bars_are_the_exact_figures_of_the_table(draw: Draw) -> None:
    chart = draw(evidence_of(TWO), BY_WORKSTREAM)["fees"]

    assert chart.name == "chart fees"
    assert chart.categories == ("Accounts", "Stock")
    assert [(one.name, one.values) for one in chart.series] == [
        ("Budget", (Decimal(14400), Decimal(9500))),
        ("Expected", (Decimal(14400), Decimal("10103.4"))),
    ]
    assert chart.number_format == "#,##0;(#,##0);\N{EN DASH}"


def test_a_changed_fact_is_a_changed_bar(draw: Draw) -> None:
    before = draw(evidence_of(TWO), BY_WORKSTREAM)["fees"]
    after = draw(evidence_of({**TWO, "stock": ("9500", "11000")}), BY_WORKSTREAM)["fees"]

    assert before.series[0] == after.series[0]
    assert after.series[1].values == (Decimal(14400), Decimal(11000))
    assert (before.title, after.title) == ("Stock is £603 over", "Stock is £1,500 over")


@pytest.mark.parametrize(
    ("figures", "title"),
    [
        (TWO, "Stock is £603 over"),
        ({"accounts": ("100", "40"), "stock": ("100", "110")}, "Stock is £10 over"),
        ({"accounts": ("100", "40"), "stock": ("100", "90")}, "Accounts is £60 under"),
        ({"accounts": ("100", "100"), "stock": ("90", "90")}, "All of it is on budget"),
        ({"accounts": ("100", "100.3"), "stock": ("90", "90")}, "All of it is on budget"),
    ],
)
def test_the_title_says_what_the_figures_come_to(draw: Draw, figures: Figures, title: str) -> None:
    assert draw(evidence_of(figures), BY_WORKSTREAM)["fees"].title == title


def test_a_chart_may_show_only_the_rows_that_it_names(draw: Draw) -> None:
    chart = draw(evidence_of(TWO), BY_WORKSTREAM.model_copy(update={"only": ("stock",)}))["fees"]

    assert chart.categories == ("Stock",)
    assert [one.values for one in chart.series] == [(Decimal(9500),), (Decimal("10103.4"),)]


def test_a_set_of_bars_without_any_figure_is_left_out(draw: Draw) -> None:
    unknown = (*BY_WORKSTREAM.series, SeriesSpec(column="hours"))
    chart = draw(evidence_of(TWO), BY_WORKSTREAM.model_copy(update={"series": unknown}))["fees"]

    assert [one.name for one in chart.series] == ["Budget", "Expected"]


def test_without_categories_the_total_of_a_table_is_shown(
    crew: CrewSpec, particulars: DocumentParticulars
) -> None:
    table = FEES.model_copy(update={"total_scope": "matter"})
    chart = BY_WORKSTREAM.model_copy(update={"categories": "", "finding": None})
    section = SectionSpec(
        key="fees", heading="Fees", purpose="Money.", tables=(table,), charts=(chart,)
    )
    totals = [
        Fact(measure=m, period="engagement", unit="GBP", value=Decimal(v), spans=(SPAN,))
        for m, v in (("budget", "23900"), ("forecast-total", "24503.4"))
    ]
    whole = crew.model_copy(update={"standard_format": (section,)})
    drawn = fill_charts(whole, particulars, FigureBook(evidence_of(TWO, *totals)))["fees"]

    assert drawn.categories == ("Budget", "Expected")
    assert [one.values for one in drawn.series] == [(Decimal(23900), Decimal("24503.4"))]


@pytest.mark.parametrize(
    ("row", "title"), [("accounts", "All of it is on budget"), ("stock", "Stock is £603 over")]
)
def test_a_title_may_speak_of_one_row_whatever_the_others_have(
    draw: Draw, row: str, title: str
) -> None:
    told = BY_WORKSTREAM.model_copy(update={"finding": FINDING.model_copy(update={"row": row})})

    assert draw(evidence_of(TWO), told)["fees"].title == title


@pytest.mark.parametrize(
    "finding",
    [
        None,
        FINDING.model_copy(update={"measure": "overdue"}),
        FINDING.model_copy(update={"over": ""}),
        FINDING.model_copy(update={"over": "{workstream} of {paid}"}),
    ],
)
def test_the_plain_title_stands_where_nothing_is_sure(
    draw: Draw, finding: ChartFindingSpec | None
) -> None:
    chart = BY_WORKSTREAM.model_copy(update={"finding": finding})

    assert draw(evidence_of(TWO), chart)["fees"].title == "Budget and forecast"


def test_nothing_is_said_of_all_rows_when_one_is_not_known(draw: Draw) -> None:
    figures = evidence_of({"accounts": ("100", "100"), "stock": ("90", "90")})
    facts = [fact for fact in figures.facts if fact.id != "variance/engagement/workstream:stock"]
    some = Evidence(sources=(), facts=tuple(facts), passages=())

    assert draw(some, BY_WORKSTREAM)["fees"].title == "Budget and forecast"


def test_columns_of_a_single_row_are_bars_of_their_own(draw: Draw) -> None:
    late = evidence_of({}, aged("ageing-not-due", "100.5"), aged("ageing-1-30", "0"))
    chart = draw(late, BY_AGE)["ageing"]

    assert chart.categories == ("Not due", "Late")
    assert [one.values for one in chart.series] == [(Decimal("100.5"), Decimal(0))]
    assert chart.number_format == "#,##0.00;(#,##0.00);\N{EN DASH}"


@pytest.mark.parametrize(
    ("facts", "chart"),
    [
        ({}, BY_WORKSTREAM),
        ({"accounts": ("0", "0")}, BY_WORKSTREAM),
        (TWO, BY_WORKSTREAM.model_copy(update={"table": "gone"})),
    ],
)
def test_a_chart_with_nothing_to_show_is_not_drawn(
    draw: Draw, facts: Figures, chart: ChartSpec
) -> None:
    assert draw(evidence_of(facts), chart) == {}


def test_a_figure_that_is_not_known_has_no_bar(draw: Draw) -> None:
    known = evidence_of(TWO).facts
    some = tuple(fact for fact in known if fact.id != "budget/engagement/workstream:stock")
    chart = draw(Evidence(sources=(), facts=some, passages=()), BY_WORKSTREAM)["fees"]

    assert chart.series[0].values == (Decimal(14400), None)


@pytest.mark.parametrize(
    ("unit", "value", "form"),
    [
        ("hours", "12.5", "#,##0.0;(#,##0.0);\N{EN DASH}"),
        ("percent", "4.5", '#,##0.0"%";(#,##0.0"%");\N{EN DASH}'),
        ("count", "3", "#,##0;(#,##0);\N{EN DASH}"),
    ],
)
def test_figures_are_written_as_in_a_table(draw: Draw, unit: str, value: str, form: str) -> None:
    hours = Fact(
        measure="hours",
        period="engagement",
        scope="workstream:stock",
        unit=unit,
        value=Decimal(value),
        spans=(SPAN,),
    )
    only = BY_WORKSTREAM.model_copy(update={"series": (SeriesSpec(column="hours"),)})

    assert draw(evidence_of({}, hours), only)["fees"].number_format == form


# --- in the document --------------------------------------------------------------------------


@pytest.fixture
def rendered(
    crew: CrewSpec, particulars: DocumentParticulars, make_template: Callable[..., bytes]
) -> Callable[[Evidence], Rendered]:
    spec = TemplateSpec(
        title="Report",
        sections=("fees",),
        context={
            "sections.fees.heading": ContextField(kind="text"),
            "charts.fees": ContextField(kind="chart"),
            "charts.ageing": ContextField(kind="chart"),
        },
    )
    template = make_template(
        "{{ sections.fees.heading }}", "{{ charts.fees }}", "{{ charts.ageing }}", "The end"
    )
    with_charts = crew_of(crew, BY_WORKSTREAM, BY_AGE)

    def make(evidence: Evidence) -> Rendered:
        return render(Draft(sections=()), evidence, with_charts, spec, template, particulars)

    return make


def test_the_document_has_the_chart_and_no_gap_for_the_one_left_out(
    rendered: Callable[[Evidence], Rendered],
) -> None:
    document = rendered(evidence_of(TWO)).candidate
    blocks = read_text(document, charts=True)

    assert [block.text for block in blocks] == [
        "Fees",
        "Stock is £603 over (£, excluding VAT)",
        "Accounts",
        "Stock",
        "Budget",
        "14,400",
        "9,500",
        "Expected",
        "14,400",
        "10,103",
        "The end",
    ]
    assert blocks[-1].place == "paragraph 3"


def test_every_word_and_number_of_a_chart_that_is_a_fact_is_a_figure(
    rendered: Callable[[Evidence], Rendered],
) -> None:
    figures = rendered(evidence_of(TWO)).figures

    assert [(figure.place.removeprefix("chart fees, "), figure.text) for figure in figures] == [
        ("title", "Stock"),
        ("title", "£603"),
        ("category 1", "Accounts"),
        ("category 2", "Stock"),
        ("series 1, point 1", "14,400"),
        ("series 1, point 2", "9,500"),
        ("series 2, point 1", "14,400"),
        ("series 2, point 2", "10,103"),
    ]
    assert figures[1].id == "variance/engagement/workstream:stock"


def test_a_saving_is_shown_by_the_difference_the_other_way_round(
    rendered: Callable[[Evidence], Rendered],
) -> None:
    figures = rendered(evidence_of({"stock": ("100", "90")})).figures

    assert (figures[1].text, figures[1].id) == (
        "£10",
        "difference(budget/engagement/workstream:stock;forecast-total/engagement/workstream:stock)",
    )


def test_the_same_evidence_gives_the_same_bytes(rendered: Callable[[Evidence], Rendered]) -> None:
    assert rendered(evidence_of(TWO)).candidate == rendered(evidence_of(TWO)).candidate


def test_a_chart_has_one_comment_with_the_evidence_of_all_its_figures(
    rendered: Callable[[Evidence], Rendered],
) -> None:
    made = rendered(evidence_of(TWO))
    copy = review_copy(made.marked, made.figures, (), "Report")
    (comment,) = _comments(copy)

    assert "Budget, Accounts, engagement year: £14,400.00, in billing.xlsx Budgets!C4" in comment
    assert comment.count("Forecast total, Stock") == 1


def _comments(docx: bytes) -> list[str]:
    return [comment.text for comment in python_docx.Document(io.BytesIO(docx)).comments]
