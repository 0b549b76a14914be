from __future__ import annotations

from collections.abc import Iterator

import pytest

from engross.records import AgentFindings, Brief, Draft, Record


def unbounded(schema: object, place: str = "") -> Iterator[str]:
    """Places of texts and lists that may be of any length."""
    if isinstance(schema, list):
        for number, value in enumerate(schema):
            yield from unbounded(value, f"{place}/{number}")
    if not isinstance(schema, dict):
        return
    kind = schema.get("type")
    if kind == "string" and not {"maxLength", "enum", "const"} & set(schema):
        yield place
    if kind == "array" and "maxItems" not in schema:
        yield place
    for key, value in schema.items():
        yield from unbounded(value, f"{place}/{key}")


@pytest.mark.parametrize("record", [Brief, Draft, AgentFindings])
def test_every_text_and_list_that_a_model_writes_has_a_bound(record: type[Record]) -> None:
    assert list(unbounded(record.model_json_schema())) == []


def test_a_text_without_a_bound_would_be_seen() -> None:
    schema = {"properties": {"a": {"type": "array", "items": {"type": "string"}}}}

    assert list(unbounded(schema)) == ["/properties/a", "/properties/a/items"]
