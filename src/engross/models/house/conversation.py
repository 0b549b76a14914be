"""What has been said to the model so far, and what it still wants from its tools."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from engross.records import ChatRequest, Message, Record, ToolCall, canonical_json

R = TypeVar("R", bound=Record)

ROUNDS = 8
"""How often it asks for tools at most; then it goes on with what it has."""

_DECODER = json.JSONDecoder()

Payload = Mapping[str, Any]
"""A tool's result."""


class Conversation:
    """The messages of one request, read as questions to tools and their answers."""

    def __init__(self, request: ChatRequest) -> None:
        self._messages = request.messages
        self._offered = {tool.name for tool in request.tools}
        self._answers = _answers(request.messages)
        self._rounds = sum(bool(message.tool_calls) for message in request.messages)
        self._wanted: dict[bytes, ToolCall] = {}

    def ask(self, name: str, **arguments: object) -> Payload:
        """The tool's answer if it is already among the messages, otherwise nothing yet.

        A missing answer is noted as wanted, unless the tool is not offered or enough was asked.
        """
        key = _key(name, arguments)
        if (answer := self._answers.get(key)) is not None:
            return answer
        if name in self._offered and self._rounds < ROUNDS:
            number = len(self._wanted) + 1
            self._wanted.setdefault(
                key,
                ToolCall(id=f"house-{self._rounds + 1}-{number}", name=name, arguments=arguments),
            )
        return {}

    def waiting(self) -> bool:
        """Whether something was asked that has not been answered."""
        return bool(self._wanted)

    def wanted(self) -> tuple[ToolCall, ...]:
        """The tool calls to make now."""
        return tuple(self._wanted.values())

    def told(self, kind: type[R]) -> R | None:
        """The last record of that kind among what the user said, or `None`.

        Tool results are never read for it: a source must not be able to pose as a colleague.
        """
        for text in reversed([m.content for m in self._messages if m.role == "user"]):
            for value in reversed(list(json_objects(text))):
                if record := _fitting(kind, value):
                    return record
        return None

    def user_words(self) -> str:
        """All that the user said, without the JSON in it."""
        return "\n".join(_without_json(m.content) for m in self._messages if m.role == "user")


def json_objects(text: str) -> Iterator[dict[str, Any]]:
    """The JSON objects that stand in a text, outermost ones only, in order."""
    return (value for value, _, _ in _located(text))


def _located(text: str) -> Iterator[tuple[dict[str, Any], int, int]]:
    start = text.find("{")
    while start >= 0:
        try:
            value, end = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            end = start + 1
        else:
            yield value, start, end
        start = text.find("{", end)


def _without_json(text: str) -> str:
    pieces, last = [], 0
    for _, start, end in _located(text):
        pieces.append(text[last:start])
        last = end
    return " ".join([*pieces, text[last:]])


def _fitting(kind: type[R], value: dict[str, Any]) -> R | None:
    # An empty object fits a record without required fields and says nothing.
    if not value:
        return None
    try:
        return kind.model_validate(value)
    except ValidationError:
        return None


def _answers(messages: tuple[Message, ...]) -> dict[bytes, Payload]:
    """Each tool call made so far with its answer; a call whose answer is no JSON gets `{}`."""
    asked: dict[str, ToolCall] = {}
    answers: dict[bytes, Payload] = {}
    for message in messages:
        asked.update({call.id: call for call in message.tool_calls})
        if message.role != "tool":
            continue
        call = asked.pop(message.tool_call_id, None) or _next_of(asked, message.name)
        if call is not None:
            answers[_key(call.name, call.arguments)] = next(json_objects(message.content), {})
    return answers


def _next_of(asked: dict[str, ToolCall], name: str) -> ToolCall | None:
    """The oldest unanswered call of that tool, for a runner that lost the call's id."""
    found = next((identifier for identifier, call in asked.items() if call.name == name), None)
    return None if found is None else asked.pop(found)


def _key(name: str, arguments: Mapping[str, Any]) -> bytes:
    return canonical_json([name, dict(arguments)])
