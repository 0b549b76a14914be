"""The gates of onboarding are all there, and one person reads suspicions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engross.records import GATES

if TYPE_CHECKING:
    from conftest import PlantedWorkspace

CREW = "crews/report.yaml"
BILLING = """inputs:
  billing:
    kind: billing
    description: The billing workbook.
"""
ALL = "\n".join(f"  {gate}: {{title: The {gate}, evidence: A paper.}}" for gate in GATES)
FORM = f"""subject: form
period: none
gates:
{ALL}
inputs:
  form: {{kind: form, description: The form.}}
"""


@pytest.fixture
def onboarding(workspace: PlantedWorkspace) -> PlantedWorkspace:
    """A workspace whose crew takes in new clients."""
    workspace.plant(CREW, BILLING, FORM)
    workspace.plant("firm.yaml", "roles: [fee_earner]", "roles: [fee_earner, reporting_officer]")
    return workspace


def _told(workspace: PlantedWorkspace, said: str) -> bool:
    return any(said in problem for problem in workspace.problems())


def test_a_crew_about_a_form_with_every_gate_is_sound(onboarding: PlantedWorkspace) -> None:
    assert onboarding.problems() == []


def test_a_gate_that_is_left_out_is_told(onboarding: PlantedWorkspace) -> None:
    onboarding.plant(CREW, "  funds: {title: The funds, evidence: A paper.}\n", "")

    assert _told(onboarding, "names every gate; funds is missing")


def test_a_gate_that_there_is_not_is_told(onboarding: PlantedWorkspace) -> None:
    onboarding.plant(CREW, "gates:\n", "gates:\n  luck: {title: Luck, evidence: A coin.}\n")

    assert _told(onboarding, "luck")


@pytest.mark.parametrize("gate", ["conflict", "risk", "identity", "engagement"])
def test_a_gate_that_is_always_needed_cannot_be_made_light_of(
    onboarding: PlantedWorkspace, gate: str
) -> None:
    onboarding.plant(
        CREW,
        f"The {gate}, evidence: A paper.}}",
        f"The {gate}, evidence: A paper., may_be_not_needed: true}}",
    )

    assert _told(onboarding, f"the gate `{gate}` is always needed")


def test_another_gate_may_be_not_needed(onboarding: PlantedWorkspace) -> None:
    onboarding.plant(
        CREW,
        "The funds, evidence: A paper.}",
        "The funds, evidence: A paper., may_be_not_needed: true}",
    )

    assert onboarding.problems() == []


def test_another_crew_has_no_gates(workspace: PlantedWorkspace) -> None:
    workspace.plant(CREW, BILLING, f"gates:\n{ALL}\n{BILLING}")

    assert _told(workspace, "only a crew about a form has gates")


def test_a_firm_that_takes_in_clients_names_its_reporting_officer(
    onboarding: PlantedWorkspace,
) -> None:
    onboarding.plant("firm.yaml", ", reporting_officer", "")

    assert _told(onboarding, "one person needs the role reporting_officer")


def test_a_firm_has_one_reporting_officer(onboarding: PlantedWorkspace) -> None:
    onboarding.plant(
        "firm.yaml",
        "roles: [manager]",
        "roles: [manager, reporting_officer]",
    )

    assert _told(onboarding, "is the reporting_officer already")
