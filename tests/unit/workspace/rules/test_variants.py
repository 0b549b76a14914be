from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import PlantedWorkspace

CREW = "crews/report.yaml"
CHART = """\
    charts:
      - key: net
        kind: columns
        title: Net
        alt: Columns of what was charged.
        table: invoices
        categories: number
        series: [{ column: net }]
"""
SOUND = """
variants:
  solicitors:
    fees:
      heading: Costs
      tables:
        invoices:
          headings: { net: Charges £ }
"""


def _problems(workspace: PlantedWorkspace, variants: str) -> list[str]:
    workspace.add(CREW, f"variants:\n{variants}")
    return workspace.problems()


def test_a_sound_variant_has_no_problem(workspace: PlantedWorkspace) -> None:
    workspace.add(CREW, SOUND)

    assert workspace.problems() == []


@pytest.mark.parametrize(
    ("variants", "said"),
    [
        ("  solicitor: { fees: { heading: Costs } }",
         "variants.solicitor: `solicitor` is not one of 'accountants', 'consultants', "),
        ("  solicitors: {}", "variants.solicitors: this changes nothing"),
        ("  solicitors: { fees: {} }", "variants.solicitors.fees: this changes nothing"),
        ("  solicitors: { fees: { heading: } }", "fees.heading: this changes nothing"),
        ("  solicitors: { fee: { heading: Costs } }",
         "variants.solicitors.fee: there is no section `fee`; did you mean `fees`?"),
        ("  solicitors: { fees: { heading: Fees } }",
         "fees.heading: this is what the section says for everybody"),
        ("  solicitors: { fees: { heading: basis } }",
         "fees.heading: the section `basis` has the heading “Basis” already"),
        ("  solicitors: { fees: { heading: Of it }, basis: { heading: of it } }",
         "basis.heading: the section `fees` has the heading “Of it” already"),
        ("  solicitors: { fees: { heading: 1 } }", "fees.heading: this must be text, not `1`"),
        ("  solicitors: { fees: { measures: [billed] } }", "there is no key `measures`"),
        ("  solicitors: { fees: { words: [9, 5] } }", "words: the fewest words come first"),
        ("  solicitors: { basis: { fixed_text: [] } }",
         "basis.words: nothing may stand in this section"),
        ("  solicitors: { fees: { may_be_empty: true } }", "say in `when_empty` what"),
        ("  solicitors: { basis: { fixed_text: ['[[fact:margin/2026-Q3/matter]]'] } }",
         "basis.fixed_text[0]: `margin` is the firm's figure about itself"),
        ("  solicitors: { fees: { tables: { invoice: { omit: true } } } }",
         "in the section `fees` there is no table `invoice`; did you mean `invoices`?"),
        ("  solicitors: { fees: { tables: { invoices: {} } } }", "invoices: this changes nothing"),
        ("  solicitors: { fees: { tables: { invoices: { omit: true, title: B } } } }",
         "invoices: the table is left out; take the rest out here"),
        ("  solicitors: { fees: { tables: { invoices: { title: Invoices } } } }",
         "title: this is the table's title for everybody"),
        ("  solicitors: { fees: { tables: { invoices: { headings: { gross: G } } } } }",
         "headings.gross: there is no column `gross`"),
        ("  solicitors: { fees: { tables: { invoices: { headings: { net: Net } } } } }",
         "headings.net: this is the column's heading for everybody"),
        ("  solicitors: { fees: { tables: { invoices: { headings: { net: number } } } } }",
         "headings.net: the column `number` has the heading “Number” already"),
    ],
)  # fmt: skip
def test_a_variant_that_does_not_fit_is_found_though_it_is_not_the_firms_own(
    workspace: PlantedWorkspace, variants: str, said: str
) -> None:
    problems = _problems(workspace, variants)

    assert len(problems) == 1
    assert said in problems[0]


def test_a_profession_that_is_misspelt_is_told_the_nearest(workspace: PlantedWorkspace) -> None:
    (problem,) = _problems(workspace, "  surveyor: { fees: { heading: Costs } }")

    assert problem.endswith("; did you mean `surveyors`?")


def test_a_problem_stands_on_the_line_of_the_variant(workspace: PlantedWorkspace) -> None:
    workspace.add(CREW, SOUND.replace("heading: Costs", "heading: Basis"))

    line = workspace.line(CREW, "      heading: Basis")
    assert [p.partition(": ")[0] for p in workspace.problems()] == [f"{CREW}:{line}"]


def test_a_fault_of_the_format_itself_is_not_told_again_for_a_variant(
    workspace: PlantedWorkspace,
) -> None:
    workspace.plant(CREW, "measures: [billed]", "measures: [bill]")
    workspace.add(CREW, SOUND)

    assert sum("no measure `bill`" in problem for problem in workspace.problems()) == 1


def test_a_chart_of_a_table_that_is_left_out_is_not_changed_too(
    workspace: PlantedWorkspace,
) -> None:
    workspace.plant(CREW, "    words: [10, 100]\n", f"    words: [10, 100]\n{CHART}")
    variant = "{ tables: { invoices: { omit: true } }, charts: { net: { title: Charges } } }"

    problems = _problems(workspace, f"  solicitors: {{ fees: {variant} }}")

    assert any("its table is left out, and the chart with it" in problem for problem in problems)
