"""Any model that CrewAI speaks to, as a `ChatModel`: OpenAI, Anthropic, Gemini, local ones ...

CrewAI's `LLM` is used as a plain client. Nothing is retried below us: the gateway asks once more
and then lets the house model go on, so a second layer of patience would only multiply the wait.

A server of the firm's own (`ENGROSS_MODEL_URL`) often runs a small model. It is asked for calm, at
most `LONGEST` tokens, and, where only the record is wanted, to hold the model to its JSON Schema; a
server that cannot do the last is asked without it. Tool calls that come as text are read as calls.
"""

from __future__ import annotations

import inspect
import json
import threading
from http import HTTPStatus
from pathlib import Path
from typing import Any

from engross.adapters.crew import quiet
from engross.adapters.crew.written import written_calls
from engross.errors import ModelAnswerUnusable, ModelError, ModelUnavailable
from engross.records import ChatAnswer, ChatRequest, Message, ToolCall, ToolSchema
from engross.settings import Settings

_OWN_FAULT = {400, 413, 422}
"""HTTP statuses by which a model says that it will not take this request."""

LONGEST = 8_192
"""Tokens that an answer of a firm's own server may have; a report's draft needs fewer."""

CALM = 0.2
"""Temperature for a firm's own server: nearly always the likeliest word, and still another answer
when the gateway asks a second time."""


class CrewAIChatModel:
    """One model through `crewai.LLM`. Make one for each run: calls on one instance wait in line."""

    def __init__(
        self, name: str, *, state: Path, url: str = "", key: str = "", timeout: float = 120.0
    ) -> None:
        """Speak to the model of that name, as CrewAI writes it: `openai/gpt-4.1`."""
        self._name = name
        self._state = state
        self._url = url
        self._key = key
        self._timeout = timeout
        self._lock = threading.Lock()
        self._client: Any = None
        self._own_server = bool(url) and name.startswith("openai/")
        self._holds_to_schema = self._own_server

    @classmethod
    def from_settings(cls, name: str, settings: Settings) -> CrewAIChatModel:
        """The model of that name with the process's address, key and patience."""
        return cls(
            name,
            state=settings.state,
            url=settings.model_url,
            key=settings.model_key,
            timeout=settings.model_timeout,
        )

    @property
    def name(self) -> str:
        """As CrewAI and firm.yaml write it."""
        return self._name

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """One answer, asked for once.

        Raises:
            ModelUnavailable: it cannot be reached, is slow, is overloaded, or wants another key.
            ModelAnswerUnusable: it will not take the request, or answers what cannot be read.
        """
        quiet.load(self._state)
        with self._lock:
            try:
                return quiet.quietly(lambda: self._asked(request))
            except ModelError:
                raise
            except Exception as error:  # noqa: BLE001 - each provider's library has its own errors
                problem = _problem(self._name, error)
        raise problem

    def _asked(self, request: ChatRequest) -> ChatAnswer:
        llm = self._llm()
        before = llm.get_token_usage_summary()
        answer = self._said(llm, request)
        after = llm.get_token_usage_summary()
        tokens_out = after.completion_tokens - before.completion_tokens
        if self._own_server and tokens_out >= LONGEST:
            raise ModelAnswerUnusable(f"{self._name} wrote on without an end.")
        written = isinstance(answer, str)
        calls = written_calls(answer, request.tools) if written else _calls(answer)
        return ChatAnswer(
            text=answer if written and not calls else "",
            tool_calls=calls,
            model=self._name,
            tokens_in=after.prompt_tokens - before.prompt_tokens,
            tokens_out=tokens_out,
        )

    def _said(self, llm: Any, request: ChatRequest) -> Any:  # noqa: ANN401 - CrewAI's: text or calls
        schema = request.response_schema if self._holds_to_schema and not request.tools else None
        try:
            return _ask(llm, request, schema)
        except Exception as error:
            if schema is None or not any(_status(e) in _OWN_FAULT for e in _chain(error)):
                raise
            answer = _ask(llm, request, None)
            self._holds_to_schema = False
            return answer

    def _llm(self) -> Any:  # noqa: ANN401 - CrewAI returns one of many classes
        if self._client is None:
            self._client = self._made()
        return self._client

    def _made(self) -> Any:  # noqa: ANN401 - the same
        from crewai import LLM  # noqa: PLC0415 - slow

        where: dict[str, Any] = {"base_url": self._url} if self._url else {}
        if self._url and self._name.startswith("openai/"):
            where["custom_openai"] = True  # else it refuses names that OpenAI does not have
            where |= {"max_tokens": LONGEST, "temperature": CALM}
        if self._key or self._url:
            where["api_key"] = self._key or "none"
        plain = LLM(model=self._name, **where)
        patience: dict[str, Any] = {"timeout": self._timeout, "max_retries": 0}
        # What a provider has no field for would be sent to it as a parameter of the model.
        known = {
            name: value for name, value in patience.items() if name in type(plain).model_fields
        }
        return LLM(model=self._name, **where, **known)


def _ask(
    llm: Any,  # noqa: ANN401 - one of CrewAI's many classes
    request: ChatRequest,
    schema: dict[str, Any] | None,
) -> Any:  # noqa: ANN401 - text, or a provider's own tool calls
    held = {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}
    llm.additional_params = {"response_format": held} if schema else {}
    # CrewAI wraps `call` in a loop that waits and asks three times when it is rate-limited.
    ask = inspect.unwrap(type(llm).call)
    return ask(
        llm,
        [_message(message) for message in request.messages],
        tools=[_tool(tool) for tool in request.tools] or None,
    )


def _problem(name: str, error: Exception) -> ModelError:
    """The error in our words; a provider's own text may repeat what it was sent."""
    chain = _chain(error)
    kinds = " ".join(type(e).__name__ for e in chain)
    if "Timeout" in kinds:
        return ModelUnavailable(f"{name} did not answer in time.")
    if "ContextLength" in kinds:
        return ModelAnswerUnusable(f"{name} cannot take in so long a conversation.")
    if status := next(filter(None, map(_status, chain)), 0):
        return _refused(name, status)
    if any(isinstance(e, OSError) for e in chain):
        return ModelUnavailable(f"{name} cannot be reached.")
    if isinstance(error, ImportError) or "API_KEY" in str(error):
        return ModelUnavailable(
            f"{name} is not set up.",
            remedy="Set ENGROSS_MODEL_KEY, and install the provider's library if it needs one.",
        )
    return ModelAnswerUnusable(f"{name} answered what cannot be read ({type(error).__name__}).")


def _refused(name: str, status: int) -> ModelError:
    if status in _OWN_FAULT:
        return ModelAnswerUnusable(f"{name} refused the request (HTTP {status}).")
    return ModelUnavailable(f"{name} is not available (HTTP {status}).")


def _status(error: BaseException) -> int:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) and status >= HTTPStatus.BAD_REQUEST else 0


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:  # CrewAI raises errors that cause themselves
        chain.append(link)
        link = link.__cause__ or link.__context__
    return chain


def _message(message: Message) -> dict[str, Any]:
    said: dict[str, Any] = {"role": message.role, "content": message.content}
    if message.tool_calls:
        said["content"] = message.content or None
        said["tool_calls"] = [
            {
                "id": call.id,
                "type": "function",
                "function": {
                    "name": call.name,
                    "arguments": json.dumps(call.arguments, ensure_ascii=False),
                },
            }
            for call in message.tool_calls
        ]
    if message.role == "tool":
        said |= {"tool_call_id": message.tool_call_id, "name": message.name}
    return said


def _tool(tool: ToolSchema) -> dict[str, Any]:
    return {
        "type": "function",
        "function": {
            "name": tool.name,
            "description": tool.description,
            "parameters": tool.parameters,
        },
    }


def _calls(answer: Any) -> tuple[ToolCall, ...]:  # noqa: ANN401 - each provider has its own
    from crewai.utilities.agent_utils import extract_tool_call_info  # noqa: PLC0415 - slow

    found = [extract_tool_call_info(call) for call in answer or ()]
    return tuple(
        ToolCall(id="", name=name, arguments=_arguments(name, arguments))
        for _, name, arguments in (call for call in found if call is not None)
    )


def _arguments(tool: str, arguments: dict[str, Any] | str) -> dict[str, Any]:
    try:
        value = json.loads(arguments or "{}") if isinstance(arguments, str) else dict(arguments)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        message = f"It called {tool} with arguments that are no JSON object."
        raise ModelAnswerUnusable(message)
    return value
