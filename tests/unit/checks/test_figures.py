"""Figures in charts: every number that is drawn is the evidence's, and none is anybody else's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from engross.checks import check_candidate
from engross.ooxml.text import Block
from engross.records import Evidence, Figure, Finding
from engross.workspace.register import Client, Firm
from engross.workspace.section_specs import ChartSpec, SeriesSpec
from engross.workspace.specs import CrewSpec, TemplateSpec

SAME, STRAY = "same-fact-same-everywhere", "stray-literals"
BILLED = "billed/2026-Q3/matter"
BANDS = ChartSpec(
    key="fees",
    kind="columns",
    title="Fees",
    alt="Fees by age.",
    table="invoices",
    series=(SeriesSpec(column="net", label="1 to 30 days"),),
    unit="£000",
)

Judge = Callable[..., list[Finding]]


@pytest.fixture
def judge_chart(evidence: Evidence, crew: CrewSpec, firm: Firm, client: Client) -> Judge:
    """`judge_chart(rule, {place: words}, figures, charts=...)`: what the rule notices."""

    def judge(
        rule: str,
        drawn: dict[str, str],
        figures: Sequence[Figure] = (),
        charts: tuple[ChartSpec, ...] = (),
    ) -> list[Finding]:
        part = "word/charts/chart1.xml"
        blocks = [
            Block(text=text, place=f"chart fees, {where}", style="chart", part=part)
            for where, text in drawn.items()
        ]
        first, *rest = crew.standard_format
        sections = (first.model_copy(update={"charts": charts}), *rest)
        findings = check_candidate(
            blocks,
            figures,
            evidence,
            crew.model_copy(update={"standard_format": sections}),
            TemplateSpec(title="Report", context={}, sections=()),
            firm,
            client,
            client.matters[0],
        )
        return [finding for finding in findings if finding.rule == rule]

    return judge


def figure(where: str, text: str) -> Figure:
    place = f"chart fees, {where}"
    return Figure(anchor="a", id=BILLED, kind="fact", text=text, place=place, origin="x")


@pytest.mark.parametrize("rule", [SAME, STRAY])
def test_a_bar_reads_as_a_cell_and_a_title_as_a_sentence(judge_chart: Judge, rule: str) -> None:
    drawn = {"title": "£9,490 was billed", "series 1, point 1": "9,490"}
    figures = [figure("title", "£9,490"), figure("series 1, point 1", "9,490")]

    assert judge_chart(rule, drawn, figures) == []


def test_a_bar_that_is_not_the_evidences_blocks(judge_chart: Judge) -> None:
    drawn = {"series 1, point 1": "9,940"}

    (gone,) = judge_chart(SAME, drawn, [figure("series 1, point 1", "9,490")])
    (stray,) = judge_chart(STRAY, drawn, [figure("series 1, point 1", "9,490")])

    assert "“9,490”" in gone.message
    assert "“9,940”" in stray.message
    assert stray.place == "chart fees, series 1, point 1"


def test_a_bar_written_as_in_a_sentence_blocks(judge_chart: Judge) -> None:
    (finding,) = judge_chart(
        SAME, {"series 1, point 1": "£9,490"}, [figure("series 1, point 1", "£9,490")]
    )

    assert BILLED in finding.evidence


def test_the_names_and_the_unit_of_a_chart_are_the_formats_own(judge_chart: Judge) -> None:
    drawn = {"title": "Fees (£000)", "category 1": "1 to 30 days"}

    strays = judge_chart(STRAY, drawn)

    assert {stray.place for stray in strays} == {"chart fees, title", "chart fees, category 1"}
    assert judge_chart(STRAY, drawn, charts=(BANDS,)) == []
