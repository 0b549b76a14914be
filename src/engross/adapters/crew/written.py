"""Tool calls that a model wrote as text, made into tool calls.

Small and local models often write what they should have sent as a call: in a code block, between
`<tool_call>` tags, or bare. It counts as a call only when nothing is left to guess: the whole
answer is calls, each names a tool that was offered, and its arguments fit that tool's schema.
Anything else is an answer in words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from engross.records import ToolCall, ToolSchema

_TAGGED = re.compile(r"<tool_call>(.*?)(?:</tool_call>|\Z)", re.DOTALL)
_FENCED = re.compile(r"```(?:json|tool_call)?[ \t]*\n(.*?)(?:```|\Z)", re.DOTALL)
_ARGUMENTS = ("arguments", "parameters")
_DECODER = json.JSONDecoder()

_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
}


def written_calls(text: str, tools: Sequence[ToolSchema]) -> tuple[ToolCall, ...]:
    """The tool calls that the text is, in order; none when it is anything else besides."""
    offered = {tool.name: tool for tool in tools}
    calls = [_call(value, offered) for value in _values(text)] if offered else []
    return tuple(call for call in calls if call) if all(calls) else ()


def _values(text: str) -> list[Any]:
    """The JSON values that the whole text consists of; none when there are words around them."""
    for form in (_TAGGED, _FENCED):
        if found := form.findall(text):
            if form.sub("", text).strip():
                return []
            return [value for part in found for value in _in_a_row(part)]
    return _in_a_row(text)


def _in_a_row(text: str) -> list[Any]:
    values, rest = [], text.strip()
    while rest:
        try:
            value, end = _DECODER.raw_decode(rest)
        except (ValueError, RecursionError):
            return [None]
        values += value if isinstance(value, list) else [value]
        rest = rest[end:].lstrip(" \t\r\n,;")
    return values


def _call(value: object, offered: Mapping[str, ToolSchema]) -> ToolCall | None:
    if not isinstance(value, dict):
        return None
    inner = value.get("function")
    if value.get("type") == "function" and isinstance(inner, dict):
        value = inner
    tool = offered.get(str(value.get("name", "")))
    given = [key for key in _ARGUMENTS if key in value]
    if tool is None or len(given) > 1 or set(value) - {"name", *given}:
        return None
    arguments = _read(value[given[0]]) if given else {}
    if arguments is None or not _fits(arguments, tool.parameters):
        return None
    return ToolCall(id="", name=tool.name, arguments=arguments)


def _read(arguments: object) -> dict[str, Any] | None:
    if isinstance(arguments, str):
        try:
            arguments = json.loads(arguments or "{}")
        except (ValueError, RecursionError):
            return None
    return arguments if isinstance(arguments, dict) else None


def _fits(arguments: Mapping[str, Any], schema: Mapping[str, Any]) -> bool:
    """Whether names and plain types are the tool's; the tool itself judges the values."""
    properties = schema.get("properties", {})
    if set(arguments) - set(properties):
        return False
    # A default stands for what a schema made strict calls required.
    missing = set(schema.get("required", ())) - set(arguments)
    if any("default" not in properties.get(name, {}) for name in missing):
        return False
    return all(_is(value, properties[name]) for name, value in arguments.items())


def _is(value: object, schema: Mapping[str, Any]) -> bool:
    kind = _TYPES.get(str(schema.get("type", "")))
    if kind is None:
        return True
    return isinstance(value, kind) and not (isinstance(value, bool) and kind is not bool)
