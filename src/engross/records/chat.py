"""What is said to a model and what it answers, in a form that can be journalled and replayed."""

from __future__ import annotations

from typing import Any, Literal, Protocol

from engross.records.base import Record


class ToolCall(Record):
    """A model's wish to use a tool."""

    id: str
    """Given by the gateway, so that a replay is equal to the letter: `call-3-1`."""

    name: str
    """The tool."""

    arguments: dict[str, Any]
    """Its arguments, as the model gave them."""


class Message(Record):
    """One message of a conversation."""

    role: Literal["system", "user", "assistant", "tool"]
    content: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    """For an assistant's message that asks for tools."""
    tool_call_id: str = ""
    """For a tool's answer: the call it answers."""
    name: str = ""
    """For a tool's answer: the tool."""


class ToolSchema(Record):
    """A tool as a model sees it."""

    name: str
    description: str
    parameters: dict[str, Any]
    """JSON Schema of its arguments."""


class ChatRequest(Record):
    """Everything one model call sends."""

    messages: tuple[Message, ...]
    tools: tuple[ToolSchema, ...] = ()
    response_schema: dict[str, Any] | None = None
    """JSON Schema that the final answer must satisfy; `None` asks for prose."""


class ChatAnswer(Record):
    """What a model answered: text, or tool calls."""

    text: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    model: str = ""
    """The model that answered, as it names itself."""
    tokens_in: int = 0
    tokens_out: int = 0


class ChatModel(Protocol):
    """A model that can be spoken to: the house model, a double, or any model through CrewAI."""

    @property
    def name(self) -> str:
        """How the ledger names it."""
        ...

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """One answer.

        Raises:
            ModelUnavailable: it cannot be reached in time.
            ModelAnswerUnusable: it answered nothing, or what cannot be understood.
        """
        ...
