"""CrewAI's real HTTP path, against a scripted OpenAI-compatible server on loopback."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engross.adapters.crew import CrewAIChatModel, CrewAIRunner
from engross.adapters.crew.models import LONGEST
from engross.errors import ModelAnswerUnusable, ModelError, ModelUnavailable
from engross.records import AgentFindings, ChatAnswer, ChatRequest, Message, Record, ToolSchema
from engross.settings import Settings
from engross.testing import crew as small
from engross.testing.models import calls
from engross.testing.server import (
    Reply,
    ScriptedServer,
    completion,
    failure,
    hanging,
    rubbish,
    served,
)
from engross.testing.stores import MemoryJournal
from engross.workspace.register import ModelPolicy

ASKED = ChatRequest(
    messages=(Message(role="system", content="Be brief."), Message(role="user", content="Go.")),
    tools=(
        ToolSchema(
            name="find",
            description="Find.",
            parameters={"type": "object", "properties": {"words": {"type": "string"}}},
        ),
    ),
)
PATIENCE = 0.5
"""Seconds that a call may take here."""


def model(server: ScriptedServer, state: Path) -> CrewAIChatModel:
    return CrewAIChatModel(
        "openai/scripted", state=state, url=server.url, key="key", timeout=PATIENCE
    )


def crew(
    server: ScriptedServer, state: Path, watch: small.Watch, policy: ModelPolicy | None = None
) -> dict[str, Record]:
    gateway = small.gateway(model(server, state), MemoryJournal(), watch=watch, policy=policy)
    runner = CrewAIRunner(small.workspace(), lambda _: gateway, state)
    return dict(runner.run(small.RUN, small.kits(), small.tools(), lambda _: None))


def test_a_crew_runs_to_its_end_over_http(state: Path) -> None:
    watch = small.Watch()
    with ScriptedServer([served(small.SmallModel())]) as server:
        outputs = crew(server, state, watch)

    assert outputs == {
        "look": small.brief(),
        "write": small.draft("Good."),
        "check": AgentFindings(),
    }
    assert len(server.requests) == 8
    assert server.requests[0]["model"] == "scripted"
    assert not watch.findings
    assert {(c.model, c.tokens_in, c.tokens_out, c.tries) for c in watch.calls} == {
        ("openai/scripted", 11, 7, 1)
    }


def test_tool_calls_and_their_results_travel_there_and_back(state: Path) -> None:
    with ScriptedServer([served(small.SmallModel())]) as server:
        crew(server, state, small.Watch())

    sent = server.requests[1]["messages"][2:]
    assert [call["id"] for call in sent[0]["tool_calls"]] == ["call-1-1", "call-1-2"]
    assert [message["tool_call_id"] for message in sent[1:]] == ["call-1-1", "call-1-2"]
    assert small.CLIENT in sent[1]["content"]


def test_an_answer_in_words_is_text(state: Path) -> None:
    with ScriptedServer([completion(ChatAnswer(text="Yes."))]) as server:
        answer = model(server, state).complete(ASKED)

    assert answer == ChatAnswer(text="Yes.", model="openai/scripted", tokens_in=11, tokens_out=7)


def test_an_answer_that_wants_tools_is_tool_calls(state: Path) -> None:
    wanted = calls(("find", {"words": "a"}), ("find", {}))
    with ScriptedServer([completion(wanted)]) as server:
        answer = model(server, state).complete(ASKED)

    assert answer.tool_calls == wanted.tool_calls


@pytest.mark.parametrize(
    ("reply", "error", "words"),
    [
        (failure(500), ModelUnavailable, "HTTP 500"),
        (failure(503), ModelUnavailable, "HTTP 503"),
        (failure(429), ModelUnavailable, "HTTP 429"),
        (failure(401), ModelUnavailable, "HTTP 401"),
        (failure(404), ModelUnavailable, "HTTP 404"),
        (failure(400), ModelAnswerUnusable, "HTTP 400"),
        (hanging(30), ModelUnavailable, "in time"),
        (rubbish(), ModelAnswerUnusable, "cannot be read"),
        (Reply(200, b'{"choices": []}'), ModelAnswerUnusable, "cannot be read"),
        (Reply(200, b""), ModelAnswerUnusable, "cannot be read"),
    ],
    ids=lambda value: getattr(value, "__name__", None) or str(value)[:24],
)
def test_a_failure_is_named_and_asked_for_once(
    state: Path, reply: Reply, error: type[ModelError], words: str
) -> None:
    with ScriptedServer([reply]) as server:
        begun = time.monotonic()
        with pytest.raises(error, match=words) as raised:
            model(server, state).complete(ASKED)

    assert len(server.requests) == 1
    assert time.monotonic() - begun < 10 * PATIENCE
    assert "scripted failure" not in str(raised.value)


def test_a_server_that_is_not_there_is_unavailable(state: Path) -> None:
    with ScriptedServer([]) as server:
        url = server.url
    nobody = CrewAIChatModel("openai/scripted", state=state, url=url, timeout=PATIENCE)

    with pytest.raises(ModelUnavailable, match="cannot be reached"):
        nobody.complete(ASKED)


RECORD = ChatRequest(messages=ASKED.messages, response_schema=AgentFindings.model_json_schema())


def test_a_firms_own_server_is_asked_to_hold_the_model_to_the_record(state: Path) -> None:
    with ScriptedServer([completion(ChatAnswer(text='{"findings": []}'))]) as server:
        answer = model(server, state).complete(RECORD)

    body = server.requests[0]
    assert body["response_format"]["type"] == "json_schema"
    assert body["response_format"]["json_schema"]["schema"] == RECORD.response_schema
    assert body["max_tokens"] == LONGEST
    assert answer.text == '{"findings": []}'


def test_while_tools_are_offered_the_model_may_say_what_it_likes(state: Path) -> None:
    wanted = RECORD.model_copy(update={"tools": ASKED.tools})
    with ScriptedServer([completion(ChatAnswer(text="Yes."))]) as server:
        own = model(server, state)
        own.complete(RECORD)
        own.complete(wanted)

    assert "response_format" in server.requests[0]
    assert "response_format" not in server.requests[1]


def test_a_server_that_cannot_hold_a_model_to_a_schema_is_asked_without_it(state: Path) -> None:
    well = completion(ChatAnswer(text='{"findings": []}'))
    with ScriptedServer([failure(400), well]) as server:
        own = model(server, state)
        answers = [own.complete(RECORD).text, own.complete(RECORD).text]

    assert answers == ['{"findings": []}'] * 2
    assert ["response_format" in body for body in server.requests] == [True, False, False]


def test_a_server_that_is_down_is_not_asked_twice_for_the_schemas_sake(state: Path) -> None:
    with (
        ScriptedServer([failure(503)]) as server,
        pytest.raises(ModelUnavailable, match="HTTP 503"),
    ):
        model(server, state).complete(RECORD)

    assert len(server.requests) == 1


def test_a_tool_call_written_as_text_is_a_tool_call(state: Path) -> None:
    text = '```json\n{"name": "find", "arguments": {"words": "a"}}\n```'
    with ScriptedServer([completion(ChatAnswer(text=text))]) as server:
        answer = model(server, state).complete(ASKED)

    assert answer.text == ""
    assert [(call.name, call.arguments) for call in answer.tool_calls] == [("find", {"words": "a"})]


def test_a_crew_runs_to_its_end_with_a_model_that_writes_its_calls(state: Path) -> None:
    def written(body: dict[str, Any]) -> Reply:
        said = json.loads(well(body).body)["choices"][0]["message"]
        calls_made = said.get("tool_calls") or ()
        functions = [call["function"] for call in calls_made]
        tags = [
            f"<tool_call>{json.dumps({**f, 'arguments': json.loads(f['arguments'])})}</tool_call>"
            for f in functions
        ]
        return completion(ChatAnswer(text="\n".join(tags) or said["content"]))

    well, watch = served(small.SmallModel()), small.Watch()
    with ScriptedServer([written]) as server:
        outputs = crew(server, state, watch)

    assert outputs["write"] == small.draft("Good.")
    assert not watch.findings


def test_a_conversation_that_is_too_long_is_said_to_be(state: Path) -> None:
    too_long = failure(
        400, "the request exceeds the available context size, maximum context length"
    )
    with (
        ScriptedServer([too_long]) as server,
        pytest.raises(ModelAnswerUnusable, match="so long a conversation"),
    ):
        model(server, state).complete(ASKED)


def test_a_model_that_writes_on_to_the_limit_is_unusable(state: Path) -> None:
    def endless(_: dict[str, Any]) -> Reply:
        reply = completion(ChatAnswer(text='{"findings": [{"'))
        used = f'"completion_tokens": {LONGEST}'.encode()
        return reply._replace(body=reply.body.replace(b'"completion_tokens": 7', used))

    with (
        ScriptedServer([endless]) as server,
        pytest.raises(ModelAnswerUnusable, match="without an end"),
    ):
        model(server, state).complete(RECORD)


def test_a_model_without_a_key_says_how_to_give_one(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    keyless = CrewAIChatModel("openai/gpt-4.1", state=state)

    with pytest.raises(ModelUnavailable, match=r"not set up\. Set ENGROSS_MODEL_KEY"):
        keyless.complete(ASKED)


def test_a_model_that_crewai_does_not_know_is_not_set_up(state: Path) -> None:
    unknown = CrewAIChatModel("nobody/nothing", state=state)

    with pytest.raises(ModelUnavailable, match="not set up"):
        unknown.complete(ASKED)


def _broken_arguments(_: dict[str, Any]) -> Reply:
    good = completion(calls(("find", {"words": "a"})))
    return good._replace(body=good.body.replace(b'{\\"words\\": \\"a\\"}', b"{words"))


def test_broken_tool_arguments_are_unusable(state: Path) -> None:
    with (
        ScriptedServer([_broken_arguments]) as server,
        pytest.raises(ModelAnswerUnusable, match="no JSON object"),
    ):
        model(server, state).complete(ASKED)


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (failure(500), "HTTP 500"),
        (failure(429), "HTTP 429"),
        (hanging(30), "in time"),
        (completion(ChatAnswer(), refusal="I cannot help with that."), "refused to answer"),
        (completion(ChatAnswer(text="I'm sorry, but I can't.")), "prose"),
        (completion(ChatAnswer()), "answered nothing"),
        (rubbish(), "cannot be read"),
        (_broken_arguments, "no JSON object"),
    ],
    ids=["500", "429", "slow", "refusal", "prose", "empty", "rubbish", "arguments"],
)
def test_a_crew_goes_on_with_the_house_model(
    state: Path, reply: Reply | Callable[[dict[str, Any]], Reply], why: str
) -> None:
    watch = small.Watch()
    with ScriptedServer([reply]) as server:
        outputs = crew(server, state, watch)

    assert outputs["write"] == small.draft("Good.")
    assert len(server.requests) == 6  # twice for each of three tasks
    assert [finding.rule for finding in watch.findings] == ["model-fell-back"] * 3
    assert all(why in finding.message for finding in watch.findings)


def test_a_crew_that_may_not_fall_back_fails_with_the_models_reason(state: Path) -> None:
    policy = ModelPolicy(fall_back_to_house=False)
    with (
        ScriptedServer([failure(500)]) as server,
        pytest.raises(ModelUnavailable, match=r"could not do look\. .*HTTP 500"),
    ):
        crew(server, state, small.Watch(), policy=policy)

    assert len(server.requests) == 2


def test_a_server_that_comes_back_is_used(state: Path) -> None:
    watch = small.Watch()
    with ScriptedServer([failure(503), served(small.SmallModel())]) as server:
        crew(server, state, watch)

    assert not watch.findings
    assert watch.calls[0].tries == 2


def test_settings_say_where_the_model_is(state: Path) -> None:
    with ScriptedServer([completion(ChatAnswer(text="Yes."))]) as server:
        settings = Settings(workspace=state, model_url=server.url, model_timeout=PATIENCE)
        answer = CrewAIChatModel.from_settings("openai/scripted", settings).complete(ASKED)

    assert answer.text == "Yes."
