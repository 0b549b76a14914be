"""Which role a response schema asks for, and the least that satisfies any other schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import Enum
from typing import Any

from engross.models.house.conversation import json_objects
from engross.records import ChatRequest

CANNOT = (
    "I can only fill in a record whose fields I know, and this request asks for something else."
)
"""What the house model says when it cannot answer."""

_DEPTH = 12
"""How deeply nested a schema may be; a schema that contains itself ends here."""


class Role(Enum):
    """What the house model can do."""

    RESEARCH = "research"
    DRAFT = "draft"
    CHECK = "check"
    TRIAGE = "triage"


class _CannotFillError(ValueError):
    """The schema asks for a value that cannot be made up."""


def asked_schema(request: ChatRequest) -> Mapping[str, Any] | None:
    """The schema of the request, or the last one that its own words contain, or `None`."""
    if request.response_schema is not None:
        return request.response_schema
    told = [message.content for message in request.messages if message.role in {"system", "user"}]
    schemas = [value for text in told for value in json_objects(text) if "properties" in value]
    return schemas[-1] if schemas else None


def role_of(schema: Mapping[str, Any] | None) -> Role | None:
    """The role that a schema's fields give away."""
    if schema is None:
        return None
    properties = _properties(schema, schema)
    if "findings" in properties:
        item = _item(properties["findings"], schema)
        return Role.CHECK if {"section", "message"} <= set(item) else None
    if set(properties) == {"intent", "because"}:
        return Role.TRIAGE
    if "sections" not in properties:
        return None
    item = _item(properties["sections"], schema)
    if "paragraphs" in item:
        return Role.DRAFT
    return Role.RESEARCH if {"facts", "passages"} <= set(item) else None


def smallest_answer(schema: Mapping[str, Any] | None) -> str:
    """The smallest valid record as JSON, or one sentence that says it cannot be made."""
    if schema is None:
        return CANNOT
    try:
        return json.dumps(_smallest(schema, schema, 0), ensure_ascii=False)
    except _CannotFillError:
        return CANNOT


def _item(array: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    items = _resolved(array, root).get("items", {})
    return _properties(items, root) if isinstance(items, dict) else {}


def _properties(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    found = _resolved(schema, root).get("properties", {})
    return found if isinstance(found, dict) else {}


def _resolved(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = schema.get("$ref")
    if not isinstance(reference, str):
        return schema
    place: Any = root
    for part in reference.removeprefix("#/").split("/"):
        place = place.get(part, {}) if isinstance(place, dict) else {}
    return place if isinstance(place, dict) else {}


def _smallest(schema: Mapping[str, Any], root: Mapping[str, Any], depth: int) -> Any:  # noqa: ANN401 - any JSON value
    if depth > _DEPTH:
        raise _CannotFillError
    schema = _resolved(schema, root)
    for ready in ("const", "default"):
        if ready in schema:
            return schema[ready]
    if schema.get("enum"):
        return schema["enum"][0]
    for choice in ("anyOf", "oneOf", "allOf"):
        if schema.get(choice):
            return _smallest(schema[choice][0], root, depth + 1)
    return _of_type(schema, root, depth)


def _of_type(schema: Mapping[str, Any], root: Mapping[str, Any], depth: int) -> Any:  # noqa: ANN401 - any JSON value
    kind = schema.get("type", "object" if "properties" in schema else None)
    if kind == "object":
        fields = schema.get("properties", {})
        needed = [name for name in fields if name in schema.get("required", ())]
        return {name: _smallest(fields[name], root, depth + 1) for name in needed}
    if kind == "array":
        count = int(schema.get("minItems", 0))
        return [_smallest(schema.get("items", {}), root, depth + 1) for _ in range(count)]
    if kind == "string" and "pattern" not in schema and "format" not in schema:
        return "-" * int(schema.get("minLength", 0))
    if kind in {"integer", "number"} and "exclusiveMinimum" not in schema:
        return max(0, schema.get("minimum", 0))
    if kind == "boolean":
        return False
    if kind == "null":
        return None
    raise _CannotFillError
