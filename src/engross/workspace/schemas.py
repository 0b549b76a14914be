"""JSON Schemas of the workspace's files, so that an editor helps while they are written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from engross.records import MEASURES, Record
from engross.workspace.approvals import Approvals
from engross.workspace.packs import Statement
from engross.workspace.price_list import PriceList
from engross.workspace.register import Firm
from engross.workspace.specs import (
    CHECKS,
    TOOLS,
    AgentSpec,
    CrewSpec,
    KnowledgeIndex,
    TaskSpec,
    TemplateSpec,
)
from engross.workspace.triage import EscalationWords, Examples, Intents

_KINDS: Final[dict[str, type[Record]]] = {
    "firm": Firm,
    "crew": CrewSpec,
    "agent": AgentSpec,
    "task": TaskSpec,
    "template": TemplateSpec,
    "approvals": Approvals,
    "knowledge": KnowledgeIndex,
    "price-list": PriceList,
    "statement": Statement,
    "triage-intents": Intents,
    "triage-examples": Examples,
    "triage-escalations": EscalationWords,
}
_CLIENT_MEASURES: Final = [m.key for m in MEASURES.values() if m.audience == "client"]
_NAMES: Final[dict[tuple[str, str], Sequence[str]]] = {
    ("TaskSpec", "tools"): list(TOOLS),
    ("CrewSpec", "checks"): CHECKS,
    ("SectionSpec", "measures"): _CLIENT_MEASURES,
    ("ColumnSpec", "measure"): ["label", *_CLIENT_MEASURES],
}
"""Keys of a record that name something of the engine's."""


def schemas() -> dict[str, str]:
    """The text of every schema file by its name."""
    return {f"{key}.json": _text(kind) for key, kind in _KINDS.items()}


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write every schema into the folder, making it if need be; the files."""
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_write(folder / name, text) for name, text in schemas().items())


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _text(kind: type[Record]) -> str:
    schema = kind.model_json_schema()
    for name, part in _objects(kind.__name__, schema):
        for (record, key), names in _NAMES.items():
            if record == name:
                _only(part["properties"][key], names)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(_plain(schema), indent=2, ensure_ascii=False) + "\n"


def _objects(name: str, schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The schema itself and every record that it defines, by the record's name."""
    yield name, schema
    yield from schema.get("$defs", {}).items()


def _only(part: dict[str, Any], names: Sequence[str]) -> None:
    """Let a text, or each text of a list, be one of those names only."""
    part.get("items", part)["enum"] = list(names)


def _plain(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """The same with descriptions on one line each and without pydantic's titles of keys."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: " ".join(inner.split())
        if key == "description" and isinstance(inner, str)
        else _plain(inner)
        for key, inner in value.items()
        if not (key == "title" and isinstance(inner, str))
    }
