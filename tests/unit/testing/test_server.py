from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

import pytest

from engross.records import ChatAnswer
from engross.testing.crew import SmallModel
from engross.testing.models import calls
from engross.testing.server import ScriptedServer, completion, failure, served

BODY = {
    "messages": [{"role": "system", "content": "s"}, {"role": "user", "content": "Look for"}],
    "tools": [{"type": "function", "function": {"name": "count"}}],
}


def post(server: ScriptedServer, body: dict[str, Any]) -> dict[str, Any]:
    request = urllib.request.Request(  # noqa: S310 - our own server on loopback
        f"{server.url}/chat/completions", json.dumps(body).encode()
    )
    with urllib.request.urlopen(request, timeout=5) as response:  # noqa: S310 - the same
        return json.load(response)["choices"][0]["message"]


def test_the_last_reply_is_sent_again_and_again() -> None:
    with ScriptedServer([completion(ChatAnswer(text="one")), failure(500)]) as server:
        assert post(server, BODY)["content"] == "one"
        for _ in range(2):
            with pytest.raises(urllib.error.HTTPError, match="500") as error:
                post(server, BODY)
            error.value.close()

    assert server.requests == [BODY] * 3


def test_a_model_can_be_put_behind_the_server() -> None:
    with ScriptedServer([served(SmallModel())]) as server:
        message = post(server, BODY)

    wanted = calls(("count", {"of": "all"})).tool_calls[0]
    assert message["tool_calls"][0]["function"]["name"] == wanted.name
    assert json.loads(message["tool_calls"][0]["function"]["arguments"]) == wanted.arguments
