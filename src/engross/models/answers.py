"""What a model's answer must be before anybody uses it, and the one form in which it is kept."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from engross.errors import ModelAnswerUnusable
from engross.records import ChatAnswer, ChatRequest, ToolCall, canonical_json

SAME_CALL_LIMIT = 4
"""How often one task may make the same tool call: CrewAI stops a crew at the fifth."""


def usable(answer: ChatAnswer, request: ChatRequest) -> ChatAnswer:
    """The answer with its text stripped; where a record was asked for, it is one JSON object.

    Raises:
        ModelAnswerUnusable: it is empty, is no JSON object where one was asked for, calls
            tools that were not offered, or goes round in circles.
    """
    if answer.tool_calls:
        _check_calls(answer.tool_calls, request)
        return answer.model_copy(update={"text": ""})
    text = answer.text.strip()
    if not text:
        raise ModelAnswerUnusable("It answered nothing, or refused to answer.")
    if request.response_schema is not None:
        text = json_object(text)
    _check_characters(text)
    return answer.model_copy(update={"text": text})


def json_object(text: str) -> str:
    """The one JSON object in the text, without code fences and without prose around it.

    Raises:
        ModelAnswerUnusable: there is none.
    """
    start, end = text.find("{"), text.rfind("}")
    try:
        value = json.loads(text[start : end + 1], parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        message = "It answered with prose or broken JSON where a record was asked for."
        raise ModelAnswerUnusable(message) from None
    return json.dumps(value, ensure_ascii=False)


def _refuse_constant(name: str) -> Any:  # noqa: ANN401 - the signature that json wants
    message = f"{name} is no JSON"
    raise ValueError(message)


def _check_calls(calls: tuple[ToolCall, ...], request: ChatRequest) -> None:
    if not request.tools:
        raise ModelAnswerUnusable("It asked for a tool where only an answer was allowed.")
    made = Counter(
        _signature(call) for message in request.messages for call in message.tool_calls
    ) + Counter(_signature(call) for call in calls)
    for call in calls:
        if made[_signature(call)] > SAME_CALL_LIMIT:
            message = f"It keeps calling {call.name} with the same arguments."
            raise ModelAnswerUnusable(message)


def _signature(call: ToolCall) -> bytes:
    try:
        return canonical_json([call.name, call.arguments])
    except ValueError:
        message = f"It called {call.name} with arguments that are no text."
        raise ModelAnswerUnusable(message) from None


def _check_characters(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ModelAnswerUnusable("It answered with characters that are no text.") from None
