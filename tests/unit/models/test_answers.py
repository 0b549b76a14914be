from __future__ import annotations

import pytest

from engross.errors import ModelAnswerUnusable
from engross.models.answers import SAME_CALL_LIMIT, json_object, usable
from engross.records import ChatAnswer, ChatRequest, Message, ToolCall, ToolSchema

FIND = ToolSchema(name="find", description="", parameters={})
ASKED = ChatRequest(messages=(Message(role="user", content="Do."),), tools=(FIND,))
FOR_A_RECORD = ASKED.model_copy(update={"response_schema": {"type": "object"}})


def call(name: str = "find", **arguments: object) -> ToolCall:
    return ToolCall(id="", name=name, arguments=arguments)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1}',
        '```json\n{"a": 1}\n```',
        '```\n{"a": 1}```',
        'Here you are:\n\n{"a": 1}\nAnything else?',
        'Final Answer: {"a": 1}',
    ],
)
def test_a_record_is_found_in_fences_and_prose(text: str) -> None:
    answer = usable(ChatAnswer(text=text), FOR_A_RECORD)

    assert answer.text == '{"a": 1}'


@pytest.mark.parametrize(
    "text", ["I cannot help with that.", "[1, 2]", '{"a": ', '{"a": NaN}', "}{"]
)
def test_what_is_no_json_object_is_refused_where_a_record_was_asked_for(text: str) -> None:
    with pytest.raises(ModelAnswerUnusable, match="record"):
        usable(ChatAnswer(text=text), FOR_A_RECORD)


def test_endless_nesting_is_refused_rather_than_crashing() -> None:
    with pytest.raises(ModelAnswerUnusable):
        json_object('{"a":' * 100_000 + "1" + "}" * 100_000)


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_answer_is_refused(text: str) -> None:
    with pytest.raises(ModelAnswerUnusable, match="nothing"):
        usable(ChatAnswer(text=text), ASKED)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(ModelAnswerUnusable, match="no text"):
        usable(ChatAnswer(text='{"a": "\\ud800"}'), FOR_A_RECORD)


def test_half_a_character_in_a_tool_call_is_refused() -> None:
    with pytest.raises(ModelAnswerUnusable, match="no text"):
        usable(ChatAnswer(tool_calls=(call(words="\ud800"),)), ASKED)


def test_words_beside_tool_calls_are_dropped() -> None:
    answer = usable(ChatAnswer(text="Let me look.", tool_calls=(call(words="x"),)), ASKED)

    assert answer.text == ""
    assert answer.tool_calls == (call(words="x"),)


def test_tool_calls_are_refused_where_no_tool_was_offered() -> None:
    without = ASKED.model_copy(update={"tools": ()})

    with pytest.raises(ModelAnswerUnusable, match="only an answer"):
        usable(ChatAnswer(tool_calls=(call(),)), without)


def test_the_same_tool_call_again_and_again_is_refused() -> None:
    before = tuple(
        Message(role="assistant", tool_calls=(call(words="x"),)) for _ in range(SAME_CALL_LIMIT)
    )
    asked = ASKED.model_copy(update={"messages": (*ASKED.messages, *before)})

    assert usable(ChatAnswer(tool_calls=(call(words="y"),)), asked)
    with pytest.raises(ModelAnswerUnusable, match="keeps calling find"):
        usable(ChatAnswer(tool_calls=(call(words="x"),)), asked)
