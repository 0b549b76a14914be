from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engross.errors import UsageError
from engross.workspace import load_workspace
from engross.workspace.plan import plan_text, process_map

if TYPE_CHECKING:
    from conftest import PlantedWorkspace


def test_the_steps_stand_in_the_order_of_the_process(workspace: PlantedWorkspace) -> None:
    plan = process_map(load_workspace(workspace.root), "report")

    assert [(step.number, step.by) for step in plan.steps] == [
        (1, "person"),
        (2, "code"),
        (3, "agent"),
        (4, "agent"),
        (5, "agent"),
        (6, "code"),
        (7, "code"),
        (8, "person"),
        (9, "code"),
    ]


def test_only_the_signers_decide_and_they_are_named(workspace: PlantedWorkspace) -> None:
    plan = process_map(load_workspace(workspace.root), "report")

    deciding = [step for step in plan.steps if step.decides]
    assert [(step.number, step.who) for step in deciding] == [(8, "Helen Pike")]


def test_limits_of_signing_are_said(workspace: PlantedWorkspace) -> None:
    workspace.plant(
        "crews/report.yaml",
        "template: report",
        "template: report\nsign_off: { not_the_preparer: true, matter_partner_only: true }",
    )

    text = plan_text(process_map(load_workspace(workspace.root), "report"))

    assert "not the person who started the run; the matter's partner only" in " ".join(text.split())


def test_an_agent_has_its_tools_and_its_model(workspace: PlantedWorkspace) -> None:
    workspace.plant(
        "firm.yaml", "allowed: [house]", "allowed: ['*']\n  agents: { writer: ollama/x }"
    )

    plan = process_map(load_workspace(workspace.root), "report", model="openai/y")

    finder, writer = plan.steps[2], plan.steps[3]
    assert (finder.model, writer.model) == ("openai/y", "ollama/x")
    assert finder.tools == ("look_up",)


def test_the_text_fits_a_hundred_columns_and_names_every_step(workspace: PlantedWorkspace) -> None:
    plan = process_map(load_workspace(workspace.root), "report")

    text = plan_text(plan)

    assert max(len(line) for line in text.splitlines()) <= 100
    assert all(f"{step.number:>2}  {step.name[:1].upper()}" in text for step in plan.steps)
    assert "agent: Finder, with the built-in house model" in text
    assert text.endswith("A person decides at step 8. Nothing leaves before that.")


def test_the_variant_in_force_and_what_it_changed_are_said(workspace: PlantedWorkspace) -> None:
    workspace.add(
        "crews/report.yaml",
        "variants:\n  accountants: { fees: { heading: Charges, purpose: What we charged. } }\n",
    )

    text = " ".join(plan_text(process_map(load_workspace(workspace.root), "report")).split())

    assert "Variant: accountants, as firm.yaml names the firm's profession." in text
    assert "It changes Charges (heading, purpose)." in text


def test_it_is_said_when_the_profession_has_no_variant(workspace: PlantedWorkspace) -> None:
    text = plan_text(process_map(load_workspace(workspace.root), "report"))

    assert "Variant: none for accountants; the sections are the crew's own." in text


def test_a_crew_that_is_not_there_is_named_with_the_nearest(workspace: PlantedWorkspace) -> None:
    with pytest.raises(UsageError, match="no crew `reprot`; did you mean `report`"):
        process_map(load_workspace(workspace.root), "reprot")


def test_a_mail_is_triaged_before_anything_is_written(workspace: PlantedWorkspace) -> None:
    loaded = load_workspace(workspace.root)
    task = loaded.tasks["find"].model_copy(update={"output_record": "IntentAnswer"})
    crew = loaded.crews["report"].model_copy(update={"triage": "sort"})
    triaging = loaded.model_copy(
        update={"tasks": {**loaded.tasks, "sort": task}, "crews": {"report": crew}}
    )

    steps = process_map(triaging, "report").steps

    assert [step.by for step in steps[:4]] == ["person", "code", "code", "agent"]
    assert steps[2].name == "tell what the mail wants"
    assert "cannot tell" in steps[3].hands_on
