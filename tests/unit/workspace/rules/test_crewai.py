from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engross.workspace.rules.crewai import REFUSED

if TYPE_CHECKING:
    from conftest import PlantedWorkspace


@pytest.mark.parametrize("file", ["crews/report.yaml", "agents/writer.yaml", "tasks/write.yaml"])
def test_every_refused_feature_is_named_once_with_its_reason(
    workspace: PlantedWorkspace, file: str
) -> None:
    workspace.add(file, "".join(f"{feature}: true\n" for feature in REFUSED))

    problems = workspace.problems()

    assert [problem.partition(": ")[2] for problem in problems] == [
        f"{feature}: `{feature}` is not used here: {reason}" for feature, reason in REFUSED.items()
    ]


@pytest.mark.parametrize(
    "feature", ["inject_date", "memory", "planning", "skills", "allow_delegation", "guardrail"]
)
def test_what_would_break_replay_or_hand_a_model_power_is_refused(feature: str) -> None:
    assert feature in REFUSED


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("agents/writer.yaml", "role: Finder", "role: Writer for {client}"),
        ("agents/writer.yaml", "goal: Find it.", "goal: Find it}."),
        ("agents/writer.yaml", "backstory: You", "backstory: Like {{fact}}, you"),
        ("tasks/write.yaml", "description: Do it.", "description: Do it for {client}."),
        ("tasks/write.yaml", "expected_output: Only", "expected_output: '{\"a\": 1}' #"),
    ],
)
def test_braces_are_refused_where_crewai_would_replace_them(
    workspace: PlantedWorkspace, file: str, old: str, new: str
) -> None:
    workspace.plant(file, old, new)

    assert any("braces are not used here" in problem for problem in workspace.problems())
