from __future__ import annotations

import pytest

from engross.errors import (
    ModelAnswerUnusable,
    ModelError,
    ModelUnavailable,
    StorageError,
)
from engross.models.gateway import Gateway, Line
from engross.records import ChatRequest, Message, ToolSchema
from engross.records.ports import JournalEntry, JournalKey
from engross.testing.crew import Watch, gateway
from engross.testing.models import FailingModel, ScriptedModel, calls, says
from engross.testing.stores import MemoryJournal
from engross.workspace.register import ModelPolicy

FIND = ToolSchema(name="find", description="", parameters={})


def asked(words: str = "Do.") -> ChatRequest:
    return ChatRequest(
        messages=(Message(role="user", content=words),),
        tools=(FIND,),
        response_schema={"type": "object"},
    )


def house() -> ScriptedModel:
    return ScriptedModel([says({"by": "house"})] * 9, name="house")


def line(model: object, journal: MemoryJournal | None = None, **more: object) -> Line:
    return opened(model, journal, **more).line("look", "researcher", "select evidence")


def opened(model: object, journal: MemoryJournal | None = None, **more: object) -> Gateway:
    more.setdefault("house", house())
    return gateway(model, journal or MemoryJournal(), **more)


def test_a_call_is_answered_recorded_and_reported() -> None:
    journal, watch = MemoryJournal(), Watch()
    model = ScriptedModel([says({"by": "me"}).model_copy(update={"tokens_in": 5, "tokens_out": 2})])

    answer = line(model, journal, watch=watch).complete(asked())

    call = watch.calls[0]
    assert answer.text == '{"by": "me"}'
    assert [key[1:] for key in journal.entries] == [(1, "look", 1)]
    assert (call.task, call.agent, call.ordinal, call.purpose) == (
        "look",
        "researcher",
        1,
        "select evidence",
    )
    assert (call.model, call.tokens_in, call.tokens_out, call.replayed) == (
        "scripted",
        5,
        2,
        False,
    )


def test_a_recorded_call_is_replayed_to_the_letter_without_asking() -> None:
    journal, watch = MemoryJournal(), Watch()
    wants = calls(("find", {"words": "a"}), ("find", {"words": "b"}))
    first = line(ScriptedModel([wants]), journal).complete(asked())
    silent = ScriptedModel([])

    again = line(silent, journal, watch=watch).complete(asked())

    assert again == first
    assert not silent.requests
    assert watch.calls[0].replayed


def test_tool_calls_get_their_names_from_the_gateway() -> None:
    wants = calls(("find", {"words": "a"}), ("find", {"words": "b"}))
    model = ScriptedModel([says({}), wants])
    speaking = line(model)
    speaking.complete(asked("first"))

    answer = speaking.complete(asked("second"))

    assert [call.id for call in answer.tool_calls] == ["call-2-1", "call-2-2"]


def test_tool_results_are_recorded_apart_from_model_calls_and_replayed() -> None:
    journal = MemoryJournal()
    wants = calls(("find", {"words": "a"}), ("find", {"words": "b"}))
    for made in (lambda: '{"n": 1}', None):
        speaking = line(ScriptedModel([wants] if made else []), journal)
        speaking.complete(asked())
        one = speaking.tool("find", {"words": "b"}, made or pytest.fail)
        two = speaking.tool("find", {"words": "a"}, made or pytest.fail)

    assert one == two == '{"n": 1}'
    assert [key[2:] for key in journal.entries] == [
        ("look", 1),
        ("look/call-1", 2),
        ("look/call-1", 1),
    ]


def test_a_tool_that_the_model_did_not_ask_for_is_not_run() -> None:
    speaking = line(ScriptedModel([calls(("find", {"words": "a"}))]))
    speaking.complete(asked())

    with pytest.raises(ModelError, match="did not ask"):
        speaking.tool("find", {"words": "other"}, pytest.fail)


@pytest.mark.parametrize(
    "bad",
    [ModelUnavailable("It is not available (HTTP 503)."), says(""), says("I cannot do that.")],
)
def test_a_model_gets_one_more_try(bad: object) -> None:
    watch = Watch()
    model = ScriptedModel([bad, says({"by": "me"})])

    answer = line(model, watch=watch).complete(asked())

    assert answer.text == '{"by": "me"}'
    assert watch.calls[0].tries == 2
    assert not watch.findings


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (ModelUnavailable("It is not available (HTTP 503)."), "HTTP 503"),
        (ModelAnswerUnusable("It refused."), "It refused"),
        (says(""), "nothing"),
        (says("I cannot do that."), "prose"),
    ],
)
def test_after_that_the_house_model_goes_on_with_a_finding(bad: object, why: str) -> None:
    watch = Watch()
    model = ScriptedModel([bad, bad])

    answer = line(model, watch=watch).complete(asked())

    finding = watch.findings[0]
    assert answer.text == '{"by": "house"}'
    assert (finding.rule, finding.severity, finding.place) == (
        "model-fell-back",
        "warn",
        "crew, task look",
    )
    assert why in finding.message
    assert why in watch.calls[0].fell_back
    assert watch.calls[0].model == "house"


def test_the_house_model_stays_for_the_rest_of_the_task_with_one_finding() -> None:
    watch, model = Watch(), FailingModel()
    speaking = line(model, watch=watch)
    speaking.complete(asked("first"))
    speaking.complete(asked("second"))

    assert model.asked == 2
    assert len(watch.findings) == 1
    assert [call.model for call in watch.calls] == ["house", "house"]


def test_the_next_task_asks_the_agents_own_model_again() -> None:
    watch, model = Watch(), FailingModel()
    gate = opened(model, watch=watch)
    gate.line("look", "researcher", "").complete(asked())
    gate.line("write", "drafter", "").complete(asked())

    assert model.asked == 4
    assert [finding.place for finding in watch.findings] == ["crew, task look", "crew, task write"]


def test_a_replayed_fall_back_makes_the_same_finding_and_stays() -> None:
    journal, before, after = MemoryJournal(), Watch(), Watch()
    line(FailingModel(), journal, watch=before).complete(asked("first"))
    silent = ScriptedModel([])
    speaking = line(silent, journal, watch=after)
    speaking.complete(asked("first"))
    speaking.complete(asked("second"))

    assert [f.message.replace("scripted", "failing") for f in after.findings] == [
        f.message for f in before.findings
    ]
    assert not silent.requests


def test_without_leave_to_fall_back_the_run_fails_with_the_models_reason() -> None:
    policy = ModelPolicy(fall_back_to_house=False)

    with pytest.raises(ModelUnavailable, match=r"failing could not do look\. .*HTTP 503"):
        line(FailingModel(), policy=policy).complete(asked())


def test_the_house_model_is_asked_once_and_has_nothing_to_fall_back_to() -> None:
    broken = ScriptedModel([says("")], name="house")

    with pytest.raises(ModelAnswerUnusable, match="nothing"):
        line(broken, house=broken).complete(asked())
    assert len(broken.requests) == 1


def test_a_stopped_run_stays_stopped() -> None:
    model = ScriptedModel([says({})])
    gate = opened(model, policy=ModelPolicy(fall_back_to_house=False))
    with pytest.raises(ModelError):
        gate.line("look", "nobody", "")
    speaking = gate.line("look", "researcher", "")
    with pytest.raises(ModelError, match="did not ask"):
        speaking.tool("find", {}, pytest.fail)

    with pytest.raises(ModelError, match="did not ask"):
        speaking.complete(asked())
    assert not model.requests


def test_a_run_that_needs_too_many_calls_fails_and_says_what_to_do() -> None:
    speaking = line(ScriptedModel([says({})] * 3), policy=ModelPolicy(calls_per_run=2))
    speaking.complete(asked("1"))
    speaking.complete(asked("2"))

    with pytest.raises(ModelError, match=r"more than 2 model calls.*calls_per_run"):
        speaking.complete(asked("3"))


def test_the_budget_counts_replayed_calls_and_second_tries() -> None:
    journal = MemoryJournal()
    line(ScriptedModel([says(""), says({})]), journal).complete(asked("1"))
    speaking = line(ScriptedModel([says({})]), journal, policy=ModelPolicy(calls_per_run=2))
    speaking.complete(asked("1"))

    with pytest.raises(ModelError, match="more than 2"):
        speaking.complete(asked("2"))


def test_an_answer_that_cannot_be_recorded_is_not_used() -> None:
    class Full(MemoryJournal):
        def record(self, key: JournalKey, entry: JournalEntry) -> None:
            message = f"No space left for {key.task} {entry.request_hash}."
            raise StorageError(message)

    watch = Watch()

    with pytest.raises(StorageError, match="No space left"):
        line(ScriptedModel([says({})]), Full(), watch=watch).complete(asked())
    assert not watch.calls


def test_a_changed_prompt_is_reported_as_a_new_generation() -> None:
    journal, watch = MemoryJournal(), Watch()
    line(ScriptedModel([says({"n": 1})]), journal).complete(asked("old"))

    answer = line(ScriptedModel([says({"n": 2})]), journal, watch=watch).complete(asked("new"))

    assert answer.text == '{"n": 2}'
    assert [(g.generation, g.task, g.ordinal) for g in watch.generations] == [(2, "look", 1)]
    assert watch.calls[0].generation == 2


def test_the_gateway_counts_what_was_made_and_what_was_replayed() -> None:
    journal = MemoryJournal()
    line(ScriptedModel([says({})]), journal).complete(asked("1"))
    gate = opened(ScriptedModel([says({})], name="other"), journal)
    speaking = gate.line("look", "researcher", "")
    speaking.complete(asked("1"))
    speaking.complete(asked("2"))

    assert (gate.calls, gate.replayed, gate.models) == (1, 1, ("other", "scripted"))


def test_a_task_can_be_handed_over_once() -> None:
    watch = Watch()
    speaking = line(ScriptedModel([]), watch=watch)
    speaking.hand_over("its answers are no Draft")

    assert speaking.complete(asked()).text == '{"by": "house"}'
    assert "no Draft" in watch.findings[0].message
    with pytest.raises(ModelAnswerUnusable):
        speaking.hand_over("still no Draft")
