from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from engross.workspace import load_workspace
from engross.workspace.files import read_files
from engross.workspace.register import Profession
from engross.workspace.specs import CrewSpec
from engross.workspace.validation import validate
from engross.workspace.variants import in_force

if TYPE_CHECKING:
    from conftest import PlantedWorkspace
    from engross.workspace.section_specs import SectionSpec

REPOSITORY = Path(__file__).resolve().parents[3]
PROFESSIONS: tuple[Profession, ...] = get_args(Profession)

VARIANTS = """
variants:
  solicitors:
    fees:
      heading: Costs
      purpose: Our charges.
      tables:
        invoices: { title: Bills, note: Excluding VAT., headings: { net: Charges £ } }
    basis:
      fixed_text: [For our client only., An estimate is no limit.]
  surveyors:
    fees:
      words: [5, 60]
      tables:
        invoices: { omit: true }
"""


@pytest.fixture
def several(workspace: PlantedWorkspace) -> PlantedWorkspace:
    """The small workspace with two variants; its firm are accountants."""
    workspace.add("crews/report.yaml", VARIANTS)
    return workspace


@pytest.fixture(scope="module")
def starter_for() -> dict[str, dict[str, SectionSpec]]:
    """The starter's client report by profession and section."""
    crew, _ = validate(read_files(REPOSITORY).specs["crews"]["client_report"], CrewSpec)
    if crew is None:
        pytest.fail("crews/client_report.yaml is not sound")
    return {
        profession: {s.key: s for s in in_force(crew, profession).standard_format}
        for profession in PROFESSIONS
    }


def _sections(workspace: PlantedWorkspace, profession: str = "") -> dict[str, SectionSpec]:
    if profession:
        workspace.plant("firm.yaml", "profession: accountants", f"profession: {profession}")
    crew = load_workspace(workspace.root).crews["report"]
    return {section.key: section for section in crew.standard_format}


def test_a_firm_without_a_variant_has_the_format_as_it_stands(several: PlantedWorkspace) -> None:
    fees = _sections(several)["fees"]

    assert (fees.heading, fees.purpose) == ("Fees", "What was billed.")
    assert [table.title for table in fees.tables] == ["Invoices"]


def test_what_a_variant_names_is_replaced_and_the_rest_stays(several: PlantedWorkspace) -> None:
    sections = _sections(several, "solicitors")

    fees, (table,) = sections["fees"], sections["fees"].tables
    assert (fees.heading, fees.purpose, fees.words) == ("Costs", "Our charges.", (10, 100))
    assert [c.heading for c in table.columns] == ["Number", "Charges £"]
    assert (table.title, table.note) == ("Bills", "Excluding VAT.")
    assert (table.dimension, table.total_scope) == ("invoice", "invoices")
    assert sections["basis"].fixed_text == ("For our client only.", "An estimate is no limit.")


def test_a_table_can_be_left_out(several: PlantedWorkspace) -> None:
    fees = _sections(several, "surveyors")["fees"]

    assert (fees.words, fees.tables) == ((5, 60), ())


def test_no_stage_sees_that_there_were_variants(several: PlantedWorkspace) -> None:
    several.plant("firm.yaml", "profession: accountants", "profession: solicitors")

    loaded = load_workspace(several.root)

    assert loaded.crews["report"].variants == {}
    assert list(loaded.variants["report"]) == ["fees", "basis"]


@pytest.mark.parametrize("profession", PROFESSIONS)
def test_every_profession_has_a_client_report_of_its_own(
    profession: str, starter_for: dict[str, dict[str, SectionSpec]]
) -> None:
    others = [sections for name, sections in starter_for.items() if name != profession]

    mine = starter_for[profession]
    assert all(mine["basis"].fixed_text != other["basis"].fixed_text for other in others)
    assert all(mine["work_done"].purpose != other["work_done"].purpose for other in others)


def test_only_accountants_call_the_figures_unaudited(
    starter_for: dict[str, dict[str, SectionSpec]],
) -> None:
    said = [
        profession
        for profession, sections in starter_for.items()
        if "unaudited" in " ".join(sections["basis"].fixed_text)
    ]

    assert said == ["accountants"]


def test_solicitors_write_of_costs_and_estimates(
    starter_for: dict[str, dict[str, SectionSpec]],
) -> None:
    fees = starter_for["solicitors"]["fees"]

    assert fees.heading == "Costs"
    assert "Estimate £" in [column.heading for column in fees.tables[0].columns]
    basis = " ".join(starter_for["solicitors"]["basis"].fixed_text)
    assert "Estimates of costs are the best information possible at this date" in basis


@pytest.mark.parametrize("profession", PROFESSIONS)
def test_no_variant_prints_a_regulators_words(
    profession: str, starter_for: dict[str, dict[str, SectionSpec]]
) -> None:
    """Prescribed wording comes from `regulatory_line` alone."""
    printed = " ".join(
        text
        for section in starter_for[profession].values()
        for text in (section.heading, section.when_empty, *section.fixed_text)
    ).lower()

    named = ("sra", "rics", "icaew", "acca", "ombudsman", "authorised and regulated", "chartered")
    assert [name for name in (*named, "privileged", "without prejudice") if name in printed] == []


CHART = """\
    charts:
      - key: net
        kind: bars
        title: What was billed
        alt: Bars of each invoice.
        table: invoices
        categories: number
        series: [{ column: net }]
"""


def _with_chart(workspace: PlantedWorkspace, change: str) -> PlantedWorkspace:
    total = "        total_scope: invoices\n"
    workspace.plant("crews/report.yaml", total, total + CHART)
    workspace.add("templates/report.yaml", "  charts.net: { kind: chart }\n")
    workspace.add("crews/report.yaml", f"variants:\n  solicitors:\n    fees:\n      {change}\n")
    return workspace


def test_a_variant_changes_what_a_chart_says_and_not_what_it_shows(
    workspace: PlantedWorkspace,
) -> None:
    changed = _with_chart(workspace, "charts: { net: { title: Our charges } }")
    (chart,) = _sections(changed, "solicitors")["fees"].charts

    assert (chart.title, chart.alt) == ("Our charges", "Bars of each invoice.")
    assert [one.column for one in chart.series] == ["net"]


def test_a_chart_goes_with_its_table(workspace: PlantedWorkspace) -> None:
    without = _with_chart(workspace, "tables: { invoices: { omit: true } }")

    assert _sections(without, "solicitors")["fees"].charts == ()
