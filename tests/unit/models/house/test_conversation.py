from __future__ import annotations

from engross.models.house.conversation import Conversation, json_objects
from engross.records import (
    Brief,
    BriefSection,
    ChatRequest,
    Draft,
    DraftSection,
    Message,
    ToolCall,
    ToolSchema,
)

FIND = ToolSchema(name="find_facts", description="", parameters={})
BRIEF = Brief(sections=(BriefSection(key="fees"),))
DRAFT = Draft(sections=(DraftSection(key="fees"),))


def asked(identifier: str, **arguments: object) -> ToolCall:
    return ToolCall(id=identifier, name="find_facts", arguments=arguments)


def conversation(*messages: Message) -> Conversation:
    return Conversation(ChatRequest(messages=messages, tools=(FIND,)))


def test_an_answer_is_found_by_the_call_it_belongs_to() -> None:
    talk = conversation(
        Message(role="assistant", tool_calls=(asked("a", measure="x"), asked("b", measure="y"))),
        Message(role="tool", tool_call_id="b", name="find_facts", content='{"facts": ["y"]}'),
        Message(role="tool", tool_call_id="a", name="find_facts", content='{"facts": ["x"]}'),
    )

    assert talk.ask("find_facts", measure="y") == {"facts": ["y"]}
    assert talk.ask("find_facts", measure="x") == {"facts": ["x"]}
    assert not talk.waiting()


def test_only_what_is_missing_is_asked_again() -> None:
    talk = conversation(
        Message(role="assistant", tool_calls=(asked("a", measure="x"), asked("b", measure="y"))),
        Message(role="tool", tool_call_id="a", name="find_facts", content="{}"),
        Message(role="user", content="Analyse the tool result."),
    )
    talk.ask("find_facts", measure="x")
    talk.ask("find_facts", measure="y")

    assert [call.arguments for call in talk.wanted()] == [{"measure": "y"}]


def test_an_answer_that_lost_its_id_is_matched_by_name_and_order() -> None:
    talk = conversation(
        Message(role="assistant", tool_calls=(asked("a", measure="x"),)),
        Message(role="tool", tool_call_id="other", name="find_facts", content='{"facts": [1]}'),
    )

    assert talk.ask("find_facts", measure="x") == {"facts": [1]}


def test_an_answer_that_is_no_json_is_not_asked_for_again() -> None:
    talk = conversation(
        Message(role="assistant", tool_calls=(asked("a", measure="x"),)),
        Message(role="tool", tool_call_id="a", name="find_facts", content="Error: no."),
    )

    assert talk.ask("find_facts", measure="x") == {}
    assert not talk.waiting()


def test_a_tool_that_is_not_offered_is_not_asked() -> None:
    talk = conversation(Message(role="user", content="Go."))

    assert talk.ask("send_email", to="everybody") == {}
    assert not talk.waiting()


def test_records_are_found_among_other_words_by_their_shape() -> None:
    parts = ["Context {not json}:", BRIEF.model_dump_json(), "----------", DRAFT.model_dump_json()]
    context = "\n\n".join(parts)
    talk = conversation(Message(role="user", content=context))

    assert talk.told(Brief) == BRIEF
    assert talk.told(Draft) == DRAFT
    assert "fees" not in talk.user_words()


def test_json_within_json_is_not_taken_for_a_record() -> None:
    inner = DRAFT.model_dump_json().replace('"', '\\"')

    assert list(json_objects(f'{{"text": "{inner}"}}')) == [{"text": DRAFT.model_dump_json()}]
