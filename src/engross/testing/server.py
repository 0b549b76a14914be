"""A scripted OpenAI-compatible server on loopback: a model's whole HTTP path under test."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple, Self

from engross.records import ChatAnswer, ChatModel, ChatRequest, Message, ToolCall, ToolSchema


class Reply(NamedTuple):
    """What the server sends for one request."""

    status: int
    body: bytes
    wait: float = 0.0
    """Seconds before it sends anything."""


def completion(answer: ChatAnswer, refusal: str | None = None) -> Reply:
    """An OpenAI chat completion with the answer in it."""
    message: dict[str, Any] = {"role": "assistant", "content": answer.text or None}
    if refusal:
        message["refusal"] = refusal
    if answer.tool_calls:
        message["tool_calls"] = [
            {
                "id": f"server-{number}",
                "type": "function",
                "function": {"name": call.name, "arguments": json.dumps(call.arguments)},
            }
            for number, call in enumerate(answer.tool_calls)
        ]
    return _json(
        {
            "id": "completion",
            "object": "chat.completion",
            "created": 0,
            "model": "scripted",
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18},
        }
    )


def failure(status: int, message: str = "scripted failure") -> Reply:
    """An error of the server's own."""
    return _json({"error": {"message": message, "code": None}}, status)


def rubbish() -> Reply:
    """A success that is no completion at all."""
    return Reply(200, b"<html>Please sign in to the network</html>")


def hanging(seconds: float) -> Reply:
    """An answer that comes too late."""
    return completion(ChatAnswer(text="late"))._replace(wait=seconds)


class ScriptedServer:
    """Sends one reply for each request, the last one again and again; use it in a `with`."""

    def __init__(self, replies: Iterable[Reply | Callable[[dict[str, Any]], Reply]]) -> None:
        self._replies = list(replies)
        self.requests: list[dict[str, Any]] = []
        """The bodies that came in."""
        self._released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """The address for `ENGROSS_MODEL_URL`."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _reply(self, body: dict[str, Any]) -> Reply:
        self.requests.append(body)
        reply = self._replies[min(len(self.requests), len(self._replies)) - 1]
        return reply if isinstance(reply, Reply) else reply(body)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                reply = server._reply(json.loads(self.rfile.read(length)))
                if reply.wait and server._released.wait(reply.wait):
                    return
                self.send_response(reply.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler


def served(model: ChatModel) -> Callable[[dict[str, Any]], Reply]:
    """Replies that put a `ChatModel` behind HTTP, for a `ScriptedServer`."""
    return lambda body: completion(model.complete(_request(body)))


def _request(body: dict[str, Any]) -> ChatRequest:
    return ChatRequest(
        messages=tuple(_message(message) for message in body["messages"]),
        tools=tuple(_tool(tool["function"]) for tool in body.get("tools", ())),
    )


def _message(message: dict[str, Any]) -> Message:
    return Message(
        role=message["role"],
        content=message.get("content") or "",
        tool_calls=tuple(
            ToolCall(
                id=call["id"],
                name=call["function"]["name"],
                arguments=json.loads(call["function"]["arguments"]),
            )
            for call in message.get("tool_calls", ())
        ),
        tool_call_id=message.get("tool_call_id", ""),
        name=message.get("name", ""),
    )


def _tool(function: dict[str, Any]) -> ToolSchema:
    return ToolSchema(
        name=function["name"],
        description=function.get("description", ""),
        parameters=function.get("parameters", {}),
    )


def _json(value: object, status: int = 200) -> Reply:
    return Reply(status, json.dumps(value).encode())
