"""CrewAI's language model that is no model: it hands every call to the gateway.

Imports `crewai`: load it through `quiet.load` first.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from crewai import BaseLLM
from crewai.hooks.dispatch import HookAborted
from pydantic import BaseModel, PrivateAttr

from engross.adapters.crew.text import shielded_json, unshielded
from engross.errors import EngrossError
from engross.records import ChatAnswer, ChatModel, ChatRequest, Message, ToolCall, ToolSchema

CONTEXT_WINDOW = 100_000_000
"""Tokens. Out of reach, so that CrewAI never replaces a tool's result by a file with a random name
and never has a model summarise a conversation."""


class GatewayLLM(BaseLLM):
    """One task's line to its model, as CrewAI wants to have it."""

    _line: ChatModel = PrivateAttr()
    _schema: dict[str, Any] | None = PrivateAttr()
    _on_first_call: Callable[[], None] | None = PrivateAttr()

    def __init__(
        self, line: ChatModel, schema: dict[str, Any] | None, on_first_call: Callable[[], None]
    ) -> None:
        """Speak through the line, or what asks through it.

        `schema` is the JSON Schema of the task's output record.
        """
        super().__init__(model=line.name)
        self._line = line
        self._schema = schema
        self._on_first_call = on_first_call

    def call(  # noqa: PLR0913, PLR0917 - CrewAI's signature
        self,
        messages: str | list[Any],
        tools: list[dict[str, Any]] | None = None,
        callbacks: list[Any] | None = None,  # noqa: ARG002 - CrewAI's signature
        available_functions: dict[str, Any] | None = None,  # noqa: ARG002 - the same
        from_task: Any = None,  # noqa: ANN401, ARG002 - the same
        from_agent: Any = None,  # noqa: ANN401, ARG002 - the same
        response_model: type[BaseModel] | None = None,  # noqa: ARG002 - the record is known
    ) -> str | list[dict[str, Any]]:
        """The answer as text, or the tool calls that it asks for."""
        if self._on_first_call is not None:
            self._on_first_call()
            self._on_first_call = None
        answer = self._complete(_request(messages, tools or [], self._schema))
        if answer is None:
            # Not raised where the error was met: CrewAI looks through the chain of causes for
            # words such as "rate limit" and would ask three times. The line keeps the error.
            raise HookAborted("The gateway stopped this crew.")
        if answer.tool_calls:
            return [_wanted(call) for call in answer.tool_calls]
        return shielded_json(answer.text) if self._schema else answer.text

    def _complete(self, request: ChatRequest) -> ChatAnswer | None:
        try:
            return self._line.complete(request)
        except EngrossError:
            return None  # kept by the gateway, and raised again by the runner

    def supports_function_calling(self) -> bool:
        """Always: a model that cannot is the business of its `ChatModel`."""
        return True

    def supports_stop_words(self) -> bool:
        """Never: answers are records, which CrewAI must not cut."""
        return False

    def get_context_window_size(self) -> int:
        """Out of reach; see `CONTEXT_WINDOW`."""
        return CONTEXT_WINDOW

    def get_input_tokens_count(
        self,
        messages: str | list[Any],
        tools: list[Any] | None = None,  # noqa: ARG002 - CrewAI's signature
        response_model: type[BaseModel] | None = None,  # noqa: ARG002 - the same
    ) -> int:
        """A rough count; nothing hangs on it, the window being out of reach."""
        return len(str(messages)) // 4


def _request(
    messages: str | list[Any], tools: list[dict[str, Any]], schema: dict[str, Any] | None
) -> ChatRequest:
    said = [{"role": "user", "content": messages}] if isinstance(messages, str) else messages
    return ChatRequest(
        messages=tuple(_message(message) for message in said),
        tools=tuple(_tool(tool["function"]) for tool in tools),
        response_schema=schema,
    )


def _message(message: dict[str, Any]) -> Message:
    return Message(
        role=message["role"],
        content=unshielded(_text(message.get("content"))),
        tool_calls=tuple(_asked(call) for call in message.get("tool_calls") or ()),
        tool_call_id=message.get("tool_call_id") or "",
        name=message.get("name") or "",
    )


def _text(content: str | list[dict[str, Any]] | None) -> str:
    if isinstance(content, list):
        return "".join(part.get("text", "") for part in content)
    return content or ""


def _asked(call: dict[str, Any]) -> ToolCall:
    function = call["function"]
    return ToolCall(
        id=call["id"], name=function["name"], arguments=json.loads(function["arguments"])
    )


def _wanted(call: ToolCall) -> dict[str, Any]:
    arguments = json.dumps(call.arguments, ensure_ascii=False)
    return {
        "id": call.id,
        "type": "function",
        "function": {"name": call.name, "arguments": arguments},
    }


def _tool(function: dict[str, Any]) -> ToolSchema:
    return ToolSchema(
        name=function["name"],
        description=unshielded(function["description"]),
        parameters=function["parameters"],
    )
