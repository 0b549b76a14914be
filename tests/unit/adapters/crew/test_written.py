from __future__ import annotations

import json

import pytest

from engross.adapters.crew.written import written_calls
from engross.records import ToolSchema

FIND = ToolSchema(
    name="find_facts",
    description="",
    parameters={
        "type": "object",
        "properties": {
            "measure": {"type": "string"},
            "limit": {"type": "integer", "default": 40},
        },
        "required": ["measure", "limit"],
    },
)
FORMAT = ToolSchema(name="standard_format", description="", parameters={"type": "object"})
TOOLS = (FIND, FORMAT)
ARGUMENTS = '{"measure": "billed"}'
CALL = '{"name": "find_facts", "arguments": {"measure": "billed"}}'


def names(text: str) -> list[str]:
    return [call.name for call in written_calls(text, TOOLS)]


@pytest.mark.parametrize(
    "text",
    [
        CALL,
        f"```json\n{CALL}\n```",
        f"```\n{CALL}\n```\n",
        f"<tool_call>\n{CALL}\n</tool_call>",
        f"<tool_call>{CALL}",
        f"[{CALL}]",
        CALL.replace("arguments", "parameters"),
        json.dumps({"type": "function", "function": {**json.loads(CALL), "arguments": ARGUMENTS}}),
    ],
    ids=["bare", "fenced", "plain fence", "tagged", "open tag", "list", "parameters", "as sent"],
)
def test_a_call_written_as_text_is_a_call(text: str) -> None:
    (call,) = written_calls(text, TOOLS)

    assert (call.name, call.arguments, call.id) == ("find_facts", {"measure": "billed"}, "")


@pytest.mark.parametrize(
    "text",
    [
        f'<tool_call>{CALL}</tool_call>\n<tool_call>{{"name": "standard_format"}}</tool_call>',
        f'```json\n{CALL}\n{{"name": "standard_format", "arguments": {{}}}}\n```',
        f'```json\n{CALL}\n```\n```json\n{{"name": "standard_format"}}\n```',
        f'{CALL}, {{"name": "standard_format"}}',
    ],
)
def test_several_calls_keep_their_order(text: str) -> None:
    assert names(text) == ["find_facts", "standard_format"]


@pytest.mark.parametrize(
    "text",
    [
        f"I shall call a tool now.\n```json\n{CALL}\n```",
        f"{CALL} Then I shall write.",
        CALL.replace("find_facts", "send_mail"),
        f'{CALL}\n{{"name": "send_mail", "arguments": {{}}}}',
        CALL.replace('"billed"', "7"),
        CALL.replace('"measure"', '"file"'),
        '{"name": "find_facts", "arguments": {}}',
        '{"name": "find_facts", "arguments": {"measure": "billed", "limit": true}}',
        '{"name": "find_facts", "arguments": "billed"}',
        '{"name": "find_facts", "arguments": {}, "parameters": {}}',
        '{"name": "find_facts", "arguments": {"measure": "billed"}, "reason": "why not"}',
        '{"sections": []}',
        "<tool_call></tool_call>",
        "[" * 100_000,
        "Yes.",
        "",
    ],
    ids=[
        "words before",
        "words after",
        "a tool not offered",
        "one of them not offered",
        "a wrong type",
        "an unknown argument",
        "an argument missing",
        "truth for a number",
        "arguments that are no object",
        "arguments twice",
        "more than a call",
        "a record",
        "an empty tag",
        "brackets without end",
        "words",
        "nothing",
    ],
)
def test_anything_else_is_an_answer_in_words(text: str) -> None:
    assert written_calls(text, TOOLS) == ()


def test_without_tools_nothing_is_a_call() -> None:
    assert written_calls(CALL, ()) == ()


def test_a_quoted_order_inside_a_record_is_no_call() -> None:
    record = json.dumps({"sections": [{"key": "summary", "gaps": [CALL]}]})

    assert written_calls(record, TOOLS) == ()
