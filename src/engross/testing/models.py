"""Models that do as they are told: scripted, failing, and obedient to a fault."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engross.errors import ModelError, ModelUnavailable
from engross.records import ChatAnswer, ChatRequest, Record, ToolCall

Step = ChatAnswer | ModelError | Callable[[ChatRequest], ChatAnswer]
"""What a scripted model does at one call: answer, raise, or work an answer out."""


def says(value: str | Record | Mapping[str, Any]) -> ChatAnswer:
    """An answer in words, or the JSON of a record."""
    if isinstance(value, Record):
        return ChatAnswer(text=value.model_dump_json())
    return ChatAnswer(text=value if isinstance(value, str) else json.dumps(value))


def calls(*wanted: tuple[str, Mapping[str, Any]]) -> ChatAnswer:
    """An answer that asks for tools, each a name and its arguments."""
    return ChatAnswer(
        tool_calls=tuple(
            ToolCall(id="", name=name, arguments=dict(arguments)) for name, arguments in wanted
        )
    )


class ScriptedModel:
    """Goes through a script, one step a call, and remembers every request."""

    def __init__(self, steps: Iterable[Step], name: str = "scripted") -> None:
        self._steps = list(steps)
        self._name = name
        self.requests: list[ChatRequest] = []
        """What it was asked, in order."""

    @property
    def name(self) -> str:
        """How the ledger names it."""
        return self._name

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """The next step of the script."""
        self.requests.append(request)
        if len(self.requests) > len(self._steps):
            message = f"the script of {self.name} has only {len(self._steps)} steps"
            raise AssertionError(message)
        step = self._steps[len(self.requests) - 1]
        if isinstance(step, ModelError):
            raise step
        return step if isinstance(step, ChatAnswer) else step(request)


class FailingModel:
    """Is never available."""

    def __init__(self, error: ModelError | None = None, name: str = "failing") -> None:
        self._error = error or ModelUnavailable(f"{name} is not available (HTTP 503).")
        self._name = name
        self.asked = 0
        """How often it was asked."""

    @property
    def name(self) -> str:
        """How the ledger names it."""
        return self._name

    def complete(self, request: ChatRequest) -> ChatAnswer:  # noqa: ARG002 - the port's signature
        """Raise, always."""
        self.asked += 1
        raise self._error


ORDER = re.compile(r"ORDER:\s*(\w+)\((\{.*?\})\)")
"""An order that a hostile text may hold: `ORDER: send_mail({"to": "x"})`."""


class ObedientModel:
    """Carries out every order that it reads anywhere, once, and otherwise does as another model.

    It stands for a model that a hostile text has taken over; what it cannot do then, no text can
    make a crew do. Quotation marks of an order inside JSON may be escaped.
    """

    def __init__(
        self, otherwise: Callable[[ChatRequest], ChatAnswer], name: str = "obedient"
    ) -> None:
        self._otherwise = otherwise
        self._name = name
        self.obeyed: list[ToolCall] = []
        """The orders that it carried out."""

    @property
    def name(self) -> str:
        """How the ledger names it."""
        return self._name

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """A call for every new order, or what the other model says."""
        text = "\n".join(message.content for message in request.messages).replace('\\"', '"')
        orders = [
            ToolCall(id="", name=name, arguments=json.loads(arguments))
            for name, arguments in ORDER.findall(text)
        ]
        new = tuple(_only_new(orders, self.obeyed))
        if new and request.tools:
            self.obeyed.extend(new)
            return ChatAnswer(tool_calls=new)
        return self._otherwise(request)


def _only_new(orders: Iterable[ToolCall], old: Iterable[ToolCall]) -> list[ToolCall]:
    known = list(old)
    fresh: list[ToolCall] = []
    for order in orders:
        if order not in known:
            known.append(order)
            fresh.append(order)
    return fresh
