from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from engross.checks import kit, toolbox
from engross.checks.rules import finding
from engross.records import AgentFinding, AgentFindings
from engross.records.ports import Verdict
from engross.workspace.specs import CrewSpec


def _noticed(section: str) -> AgentFindings:
    return AgentFindings(
        findings=(AgentFinding(section=section, severity="warn", message="Look."),)
    )


def test_the_tool_tells_the_findings_on_the_draft_as_it_stands() -> None:
    current = [finding("house-style", "section fees, paragraph 2", "A word.", "Another.")]
    tool = toolbox(lambda: current)["check_draft"]

    first = tool.run(tool.arguments())
    current.clear()

    assert first == {
        "findings": [
            {
                "rule": "house-style",
                "severity": "warn",
                "section": "fees",
                "message": "A word.",
                "suggestion": "Another.",
            }
        ]
    }
    assert tool.run(tool.arguments()) == {"findings": []}


def test_a_finding_about_the_whole_draft_has_no_section() -> None:
    tool = toolbox(lambda: [finding("sections-in-order", "draft", "Out of order.")])["check_draft"]

    assert tool.run(tool.arguments())["findings"][0]["section"] == ""


def test_the_tools_answer_stays_small() -> None:
    many = [finding("house-style", f"section fees, paragraph {n}", "x" * 200) for n in range(500)]
    tool = toolbox(lambda: many)["check_draft"]

    assert len(json.dumps(tool.run(tool.arguments()))) < 25_000


def test_the_tool_takes_no_arguments() -> None:
    tool = toolbox(list)["check_draft"]

    with pytest.raises(ValidationError):
        tool.arguments.model_validate({"draft": "another one"})


def test_the_guard_takes_findings_about_sections_that_exist(crew: CrewSpec) -> None:
    task = kit(crew)

    assert task.output is AgentFindings
    assert task.guard(_noticed("fees")) == Verdict(accepted=True)
    assert task.guard(AgentFindings()) == Verdict(accepted=True)


def test_the_guard_refuses_a_section_that_does_not_exist_and_names_those_that_do(
    crew: CrewSpec,
) -> None:
    verdict = kit(crew).guard(_noticed("prices"))

    assert not verdict.accepted
    assert verdict.reasons == (
        "There is no section `prices`. The sections are: summary, fees, basis.",
    )
