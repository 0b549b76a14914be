from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import PlantedWorkspace

CREW, TEMPLATE = "crews/report.yaml", "templates/report.yaml"
CHART = """\
    charts:
      - key: owed
        kind: bars
        title: What was billed
        alt: Bars of each invoice.
        table: invoices
        categories: number
        series: [{ column: net }]
        finding:
          measure: outstanding
          over: "{outstanding} of {number} is open"
"""
LISTED = "    layout: list\n"


@pytest.fixture
def charted(workspace: PlantedWorkspace) -> PlantedWorkspace:
    """The small workspace with a sound chart and a sound list."""
    total = "        total_scope: invoices\n"
    workspace.plant(CREW, total, total + CHART)
    workspace.plant(CREW, "    passages: [decision]\n", f"    passages: [decision]\n{LISTED}")
    workspace.add(TEMPLATE, "  charts.owed: { kind: chart }\n")
    workspace.add(TEMPLATE, "  sections.fees.items: { kind: paragraphs }\n")
    return workspace


def test_a_sound_chart_and_a_sound_list_are_no_problem(charted: PlantedWorkspace) -> None:
    assert charted.problems() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (CREW, "kind: bars", "kind: pie", "this must be one of 'bars', 'columns' or 'stacked'"),
        (CREW, "table: invoices", "table: invoice", "no table `invoice`; did you mean `invoices`"),
        (CREW, "categories: number", "categories: nmber", "no column `nmber`; did you mean `numb"),
        (CREW, "series: [{", "only: [a, a]\n        series: [{", "`a` stands here twice"),
        (CREW, "[{ column: net }]", "[]", "name the columns that it shows; `invoices` has number"),
        (CREW, "[{ column: net }]", "[{ column: ent }]", "there is no column `ent`; did you mean"),
        (CREW, "[{ column: net }]", "[{ column: number }]", "words or dates cannot be drawn"),
        (CREW, "[{ column: net }]", "[{ column: net }, { column: net }]", "shows `net` already"),
        (CREW, "alt: Bars of each invoice.", 'alt: " "', "say in words what the chart shows"),
        (CREW, "title: What was billed", "title: What was £9,490", "no figures here; `finding`"),
        (CREW, "measure: outstanding\n", "measure: outstnding\n", "no measure `outstnding`; did"),
        (CREW, "measure: outstanding\n", "measure: margin\n", "the firm's figure about itself"),
        (CREW, "measure: outstanding\n", "measure: number\n", "words and dates have no most"),
        (CREW, "{outstanding} of", "{recovery} of", "`recovery` is the firm's figure about"),
        (CREW, "{outstanding} of", "{outstandin} of", "there is no measure `outstandin`; did"),
        (CREW, "{outstanding} of", "{outstanding of", "a brace is not closed or not opened"),
        (CREW, "{outstanding} of", "£1,996 of", "no figures here; name a measure in braces"),
        (TEMPLATE, "charts.owed", "charts.owned", "there is no chart `owned`; did you mean"),
        (TEMPLATE, "  charts.owed: { kind: chart }\n", "", "has no `charts.owed` in `context`"),
        (TEMPLATE, "{ kind: chart }", "{ kind: text }", "named `charts.<key>`, and its `kind`"),
        (TEMPLATE, "  client.name: { kind: text }", "  client.name: { kind: chart }", "is named"),
        (CREW, LISTED, "", "the section is no list; crews/report.yaml has no `layout: list`"),
        (TEMPLATE, "  sections.fees.items: { kind: paragraphs }\n", "", "`sections.fees.items`"),
    ],
)
def test_a_chart_or_list_that_does_not_fit_is_found(
    charted: PlantedWorkspace, file: str, old: str, new: str, said: str
) -> None:
    charted.plant(file, old, new)

    assert any(said in problem for problem in charted.problems())


def test_a_chart_without_categories_shows_the_table_s_only_row_or_its_total(
    charted: PlantedWorkspace,
) -> None:
    charted.plant(CREW, "        categories: number\n", "")
    of_total = charted.problems()
    charted.plant(CREW, "        total_scope: invoices\n", "")
    charted.plant(CREW, "measure: net, total: true", "measure: net")

    assert of_total == []
    assert any("name in `categories` the column that names" in p for p in charted.problems())


def test_columns_of_unlike_units_are_not_drawn_together(charted: PlantedWorkspace) -> None:
    charted.plant(
        CREW,
        "measure: net, total: true }\n",
        "measure: net, total: true }\n          - { key: h, heading: H, measure: hours }\n",
    )
    charted.plant(CREW, "[{ column: net }]", "[{ column: net }, { column: h }]")

    assert any(
        "this is in hours and the chart's first column in GBP" in p for p in charted.problems()
    )


def test_columns_with_and_without_pence_are_not_drawn_together(charted: PlantedWorkspace) -> None:
    charted.plant(
        CREW,
        "measure: net, total: true }\n",
        "measure: net, total: true }\n          - { key: f, heading: F, measure: billed }\n",
    )
    charted.plant(CREW, "[{ column: net }]", "[{ column: net }, { column: f }]")

    assert any(
        "this is in whole pounds and the chart's first column in pounds and pence" in p
        for p in charted.problems()
    )


def test_a_document_has_two_charts_at_most(charted: PlantedWorkspace) -> None:
    one = CHART.partition("    charts:\n")[2]
    more = [one.replace("key: owed", f"key: owed_{letter}") for letter in "bc"]
    charted.plant(CREW, one, one + "".join(more))
    for letter in "bc":
        charted.add(TEMPLATE, f"  charts.owed_{letter}: {{ kind: chart }}\n")

    (problem,) = charted.problems()

    assert "a document has two charts at most" in problem


def test_a_chart_is_there_once(charted: PlantedWorkspace) -> None:
    one = CHART.partition("    charts:\n")[2]
    charted.plant(CREW, one, one + one)

    assert any("the chart `owed` is on line" in problem for problem in charted.problems())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            "owned: { title: Costs }",
            "in the section `fees` there is no chart `owned`; did you mean",
        ),
        ("owed: { title: What was billed }", "the chart has this for everybody; take `title` out"),
        ("owed: { title: 9 invoices }", "no figures here"),
        ('owed: { finding: { measure: margin, over: "{margin}" } }', "figure about itself"),
    ],
)
def test_a_variant_s_chart_that_does_not_fit_is_found(
    charted: PlantedWorkspace, change: str, said: str
) -> None:
    charted.add(CREW, f"variants:\n  solicitors:\n    fees:\n      charts:\n        {change}\n")

    assert any(said in problem for problem in charted.problems())


def test_a_variant_s_chart_that_fits_is_no_problem(charted: PlantedWorkspace) -> None:
    change = "owed: { title: Our charges }"
    charted.add(CREW, f"variants:\n  solicitors:\n    fees:\n      charts:\n        {change}\n")

    assert charted.problems() == []
