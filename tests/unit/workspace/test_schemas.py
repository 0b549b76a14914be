from __future__ import annotations

import json
from pathlib import Path

import pytest

from engross.workspace.schemas import schemas, write_schemas
from engross.workspace.specs import TOOLS

REPOSITORY = Path(__file__).resolve().parents[3]


def test_the_schemas_in_the_documentation_are_those_of_the_records() -> None:
    folder = REPOSITORY / "docs/reference/schemas"
    written = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}

    assert written == schemas(), "stale: run `make docs`"


def test_schemas_are_written_into_a_new_folder(tmp_path: Path) -> None:
    files = write_schemas(tmp_path / "docs/schemas")

    assert sorted(path.name for path in files) == [
        "agent.json",
        "approvals.json",
        "crew.json",
        "firm.json",
        "knowledge.json",
        "price-list.json",
        "statement.json",
        "task.json",
        "template.json",
        "triage-escalations.json",
        "triage-examples.json",
        "triage-intents.json",
    ]


def test_a_field_says_what_it_is_for() -> None:
    task = json.loads(schemas()["task.json"])

    assert task["properties"]["tools"]["description"] == "Names of the engine's tools."
    assert task["properties"]["tools"]["items"]["enum"] == list(TOOLS)
    assert task["additionalProperties"] is False


@pytest.mark.parametrize("name", schemas())
def test_every_key_is_described(name: str) -> None:
    schema = json.loads(schemas()[name])

    records = {name: schema, **schema.get("$defs", {})}
    silent = [
        f"{record}.{key}"
        for record, part in records.items()
        for key, field in part.get("properties", {}).items()
        if not field.get("description")
    ]

    assert silent == []


def test_a_crew_is_offered_only_measures_that_a_client_may_see() -> None:
    crew = json.loads(schemas()["crew.json"])

    offered = crew["$defs"]["SectionSpec"]["properties"]["measures"]["items"]["enum"]
    assert "billed" in offered
    assert "margin" not in offered
