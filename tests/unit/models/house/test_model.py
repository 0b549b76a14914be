from __future__ import annotations

import json
import time
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from engross.models.house import HouseModel
from engross.records import (
    AgentFindings,
    Brief,
    ChatRequest,
    Draft,
    Message,
    Passage,
    Span,
    ToolSchema,
)

FORMAT = ToolSchema(name="standard_format", description="", parameters={})


def request(content: str, schema: dict[str, object] | None) -> ChatRequest:
    return ChatRequest(messages=(Message(role="user", content=content),), response_schema=schema)


@pytest.mark.parametrize("kind", [Brief, Draft, AgentFindings])
def test_every_role_begins_with_the_standard_format(kind: type[Brief]) -> None:
    asked = ChatRequest(
        messages=(Message(role="user", content="Go."),),
        tools=(FORMAT,),
        response_schema=kind.model_json_schema(),
    )
    answer = HouseModel().complete(asked)

    assert [call.name for call in answer.tool_calls] == ["standard_format"]
    assert answer.model == "house"


def test_role_is_read_from_a_schema_in_the_words_when_none_is_given() -> None:
    words = f"Use this schema: {json.dumps(Brief.model_json_schema())} and no other."
    answer = HouseModel().complete(
        ChatRequest(messages=(Message(role="user", content=words),), tools=(FORMAT,))
    )

    assert answer.tool_calls


def test_another_schema_gets_its_smallest_valid_record() -> None:
    schema = {
        "type": "object",
        "required": ["name", "kind", "parts", "count"],
        "properties": {
            "name": {"type": "string", "minLength": 2},
            "kind": {"enum": ["plain", "other"]},
            "parts": {"type": "array", "items": {"$ref": "#/$defs/Part"}, "minItems": 1},
            "count": {"type": "integer", "minimum": 3},
            "extra": {"type": "string"},
        },
        "$defs": {
            "Part": {
                "type": "object",
                "required": ["on"],
                "properties": {"on": {"type": "boolean"}},
            }
        },
    }
    answer = HouseModel().complete(request("Go.", schema))

    assert json.loads(answer.text) == {
        "name": "--",
        "kind": "plain",
        "parts": [{"on": False}],
        "count": 3,
    }


def test_what_cannot_be_made_up_is_declined_in_one_sentence() -> None:
    schema = {
        "type": "object",
        "required": ["code"],
        "properties": {"code": {"type": "string", "pattern": "[A-Z]{3}"}},
    }

    assert HouseModel().complete(request("Go.", schema)).text.startswith("I can only fill in")
    assert HouseModel().complete(request("Write a poem.", None)).text.startswith("I can only")


def test_it_goes_on_with_what_it_has_when_tools_never_answer(play: SimpleNamespace) -> None:
    play.tools["standard_format"] = play.tools["standard_format"].__class__(
        "standard_format", "", play.tools["standard_format"].arguments, lambda _asked: {}
    )

    assert play.brief().sections == ()


def spoken(number: int) -> Passage:
    kinds = ("background", "question", "action", "decision", "risk", "instruction")
    return Passage(
        id=f"p{number}",
        kind=kinds[number % 6],
        text=f"Um so we could look at item {number} of the list before the yard closes, I think.",
        speaker=f"Speaker {number % 4}",
        span=Span(source="c" * 64, file="call.vtt", place=f"00:{number // 60:02}:{number % 60:02}"),
    )


def test_a_long_transcript_stays_small_and_quick(stage: Callable[..., SimpleNamespace]) -> None:
    play = stage(passages=[spoken(number) for number in range(1, 301)])
    started = time.perf_counter()
    brief = play.brief()
    draft = play.draft(brief)
    play.findings(brief, draft)
    elapsed = time.perf_counter() - started

    assert elapsed < 2  # 0.1 s here; room for a busy machine
    assert play.longest < 30_000
    assert all(len(section.passages) <= 8 for section in brief.sections)
    assert all(len(text.split()) <= 400 for text in play.told(draft).values())
