from __future__ import annotations

from typing import Any

import pytest

from engross.workspace.specs import CrewSpec, KnowledgeIndex, TaskSpec
from engross.workspace.validation import unknown, validate
from engross.workspace.yaml_text import read_yaml

TASK = {
    "description": "Do it.",
    "expected_output": "JSON.",
    "agent": "finder",
    "output_record": "Brief",
    "purpose": "find",
}


def said_of(**changes: object) -> list[str]:
    text = "\n".join(f"{key}: {value}" for key, value in {**TASK, **changes}.items())
    part, _ = read_yaml("tasks/find.yaml", text)
    return [str(problem) for problem in validate(part, TaskSpec)[1]]


def test_a_record_is_made_of_a_sound_file() -> None:
    part, _ = read_yaml("tasks/find.yaml", "\n".join(f"{k}: {v}" for k, v in TASK.items()))

    record, problems = validate(part, TaskSpec)

    assert problems == ()
    assert record == TaskSpec.model_validate(TASK)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"output_record": "Brieff"},
            "this must be one of 'Brief', 'Draft', 'AgentFindings' or 'IntentAnswer', not",
        ),
        ({"tools": "look_up"}, "tools: this must be a list, not `look_up`"),
        ({"guardrail_max_retries": "many"}, "this must be a whole number, not `many`"),
        ({"guardrail_max_retries": 9}, "less than or equal to 5, not `9`"),
        ({"description": 12}, "this must be text, not `12`; put it in quotes"),
        ({"agent": "[a]"}, "this must be text, not a list of 1"),
        ({"purpos": "x"}, "there is no key `purpos`; did you mean `purpose`?"),
        ({"zzz": "x"}, "there is no key `zzz`; take it out"),
    ],
)
def test_a_wrong_value_is_said_in_plain_words(changes: dict[str, Any], message: str) -> None:
    assert any(message in said for said in said_of(**changes))


def test_an_unknown_key_deep_inside_is_compared_with_its_own_record() -> None:
    text = "standard_format:\n  - tables:\n      - columns:\n          - { headin: x }\n"
    part, _ = read_yaml("crews/c.yaml", text)

    _, problems = validate(part, CrewSpec)

    near = [str(p) for p in problems if "headin`" in p.message]
    assert near == [
        (
            "crews/c.yaml:4: standard_format[0].tables[0].columns[0].headin: "
            "there is no key `headin`; did you mean `heading`?"
        )
    ]


def test_a_date_that_is_none_says_how_dates_are_written() -> None:
    text = "files:\n  faq.md:\n    owner: a@b.example\n    review_by: soon\n"
    part, _ = read_yaml("knowledge/index.yaml", text)

    _, problems = validate(part, KnowledgeIndex)

    assert problems[0].line == 4
    assert "a date such as 2027-03-31, not `soon`" in problems[0].message


def test_an_unknown_name_without_a_near_one_gets_the_remedy() -> None:
    said = unknown("tool", "hammer", ["look_up"], "there is look_up")

    assert said == "there is no tool `hammer`; there is look_up"
