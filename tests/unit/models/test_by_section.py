from __future__ import annotations

import json
from typing import Any

import pytest

from engross.errors import ModelUnavailable
from engross.models.by_section import WrittenBySection
from engross.models.gateway import Line
from engross.records import (
    Brief,
    BriefSection,
    ChatAnswer,
    ChatRequest,
    Draft,
    DraftSection,
    Message,
    Paragraph,
    Record,
    Sentence,
    ToolSchema,
)
from engross.records.redrafts import Instruction, RemarkOrder, Revision
from engross.testing.crew import Watch, gateway
from engross.testing.models import ScriptedModel, says
from engross.testing.stores import MemoryJournal
from engross.workspace.register import ModelPolicy
from engross.workspace.specs import BySection

BILLED = "billed/2026-Q3/matter"
BRIEF = Brief(
    sections=(
        BriefSection(key="fees", facts=(BILLED,)),
        BriefSection(key="steps", passages=("p1", "p2")),
        BriefSection(key="basis"),
    )
)
TOOLS = tuple(
    ToolSchema(name=name, description="", parameters={})
    for name in ("standard_format", "look_up", "find_facts")
)
HOW = BySection(instruction="Write a sentence on each item.", remarks="Partners ask:")


def _section(key: str, **more: object) -> dict[str, Any]:
    told = {"heading": key.title(), "purpose": "", "words": [0, 99], "measures": [], "passages": []}
    return {"key": key, **told, **more}


ANSWERS: dict[str, dict[str, Any]] = {
    "standard_format": {
        "period": {"key": "2026-Q3"},
        "sections": [
            _section("fees", measures=["billed"]),
            _section("steps", passages=["action"]),
            _section("basis", fixed=True),
        ],
    },
    "look_up": {
        "facts": [
            {
                "id": BILLED,
                "measure": "billed",
                "label": "Fees billed",
                "period": "2026-Q3",
                "scope": "matter",
                "scope_label": "",
                "display": "£100",
                "unit": "GBP",
            }
        ],
        "passages": [
            {"id": "p1", "kind": "action", "text": "send the list"},
            {"id": "p2", "kind": "action", "text": "count again"},
        ],
    },
    "find_facts": {"facts": []},
}
FEES = {"billed": "We billed [[billed]]."}
STEPS = {"p1": "We will send the list.", "p2": "We will count again"}


class Crew:
    """Plays the crew: carries out tool calls, and asks again with reasons."""

    def __init__(self, model: ScriptedModel, house: ScriptedModel | None = None) -> None:
        self.watch = Watch()
        self.journal = MemoryJournal()
        policy = ModelPolicy(small=("small",))
        self.gateway = gateway(
            model, self.journal, watch=self.watch, policy=policy, house=house or _house()
        )
        self.line: Line = self.gateway.line("write", "drafter", "write", has_sections=True)
        self.writer = WrittenBySection(self.line, HOW, attempts=3)

    def draft(self, *told: Record, reasons: str = "") -> ChatAnswer:
        """The answer to one attempt."""
        words = "\n".join([reasons, *(record.model_dump_json() for record in (BRIEF, *told))])
        messages = [
            Message(role="system", content="You write."),
            Message(role="user", content=words),
        ]
        while True:
            request = ChatRequest(messages=tuple(messages), tools=TOOLS, response_schema={})
            answer = self.writer.complete(request)
            if not answer.tool_calls:
                return answer
            messages.append(Message(role="assistant", tool_calls=answer.tool_calls))
            for call in answer.tool_calls:
                result = self.line.tool(
                    call.name, call.arguments, lambda name=call.name: json.dumps(ANSWERS[name])
                )
                messages.append(
                    Message(role="tool", content=result, tool_call_id=call.id, name=call.name)
                )


def _house() -> ScriptedModel:
    return ScriptedModel([says({"by": "house"})] * 9, name="house")


def small(*steps: object) -> ScriptedModel:
    return ScriptedModel(
        [says(step) if isinstance(step, dict) else step for step in steps],  # type: ignore[misc]
        name="small",
    )


def sentences(answer: ChatAnswer) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    draft = Draft.model_validate_json(answer.text)
    return {
        section.key: [(s.text, s.cites) for p in section.paragraphs for s in p.sentences]
        for section in draft.sections
    }


def test_each_section_is_asked_for_by_itself_and_the_draft_is_whole() -> None:
    model = small(FEES, STEPS)

    answer = Crew(model).draft()

    assert sentences(answer) == {
        "fees": [(f"We billed [[fact:{BILLED}]].", ())],
        "steps": [("We will send the list.", ("p1",)), ("We will count again.", ("p2",))],
        "basis": [],
    }
    assert [list(r.response_schema["properties"]) for r in model.requests if r.response_schema] == [
        ["billed"],
        ["p1", "p2"],
    ]
    assert all(request.tools == () for request in model.requests)


def test_a_section_is_told_of_its_own_items_only() -> None:
    model = small(FEES, STEPS)

    Crew(model).draft()

    fees, steps = (request.messages[-1].content for request in model.requests)
    assert "Write a sentence on each item." in fees
    assert "billed: [[billed]] is Fees billed" in fees
    assert "send the list" not in fees
    assert "p1: action: send the list" in steps


def test_every_piece_is_counted_and_journalled_and_a_replay_asks_nothing() -> None:
    crew = Crew(small(FEES, STEPS))
    first = crew.draft()
    again = Crew(small())
    again.gateway.replay._journal = crew.journal

    assert again.draft() == first
    assert [call.ordinal for call in crew.watch.calls] == [1, 2]
    assert {call.replayed for call in again.watch.calls} == {True}


def test_only_the_sections_that_were_refused_are_asked_for_again_with_the_reasons() -> None:
    model = small(FEES, STEPS, {"p1": "We will send the list.", "p2": "We are to count again."})
    crew = Crew(model)
    before = Draft.model_validate_json(crew.draft().text)

    answer = crew.draft(before, reasons="- section steps, paragraph 2: Do not say again.")

    assert sentences(answer)["fees"] == [(f"We billed [[fact:{BILLED}]].", ())]
    assert sentences(answer)["steps"][1][0] == "We are to count again."
    assert "paragraph 2: Do not say again." in model.requests[-1].messages[-1].content
    assert len(model.requests) == 3


def test_at_the_last_attempt_the_house_models_sentences_stand_in_what_was_refused() -> None:
    model = small(FEES, STEPS, STEPS)
    crew = Crew(model)
    before = Draft.model_validate_json(crew.draft().text)
    crew.draft(before, reasons="- section steps, paragraph 2: No.")

    answer = crew.draft(before, reasons="- section steps, paragraph 2: No.")

    assert sentences(answer)["fees"] == [(f"We billed [[fact:{BILLED}]].", ())]
    assert sentences(answer)["steps"] == [("[[quote:p1]].", ("p1",)), ("[[quote:p2]].", ("p2",))]
    assert len(model.requests) == 3


def test_when_the_small_model_fails_at_a_section_the_house_model_writes_the_whole() -> None:
    down = ModelUnavailable("small is not available (HTTP 503).")
    crew = Crew(small(FEES, down, down))

    answer = crew.draft()

    assert json.loads(answer.text) == {"by": "house"}
    assert ["HTTP 503" in finding.message for finding in crew.watch.findings] == [True]


@pytest.mark.parametrize(
    "answer",
    [{}, {"billed": ""}, {"billed": "We billed a lot."}, {"billed": 7}],
    ids=["no item", "empty", "without its figure", "no text"],
)
def test_a_sentence_that_is_not_there_or_does_not_fit_is_the_house_models(
    answer: dict[str, Any],
) -> None:
    crew = Crew(small(answer, STEPS))

    assert sentences(crew.draft())["fees"] == [(f"Fees billed: [[fact:{BILLED}]].", ())]
    assert [(f.rule, f.severity, f.place) for f in crew.watch.findings] == [
        ("model-fell-back", "note", "section fees")
    ]
    assert "wrote 0 of 1 sentences" in crew.watch.findings[0].message


def test_a_model_that_is_not_small_is_asked_for_the_whole() -> None:
    whole = Draft(
        sections=(
            DraftSection(
                key="fees", paragraphs=(Paragraph(sentences=(Sentence(text="All of it."),)),)
            ),
        )
    )
    crew = Crew(ScriptedModel([says(whole)], name="large"))

    assert Draft.model_validate_json(crew.draft().text) == whole


def test_a_task_that_does_not_say_how_is_the_house_models_when_the_model_is_small() -> None:
    crew = Crew(small())

    line = crew.gateway.line("look", "researcher", "select")

    assert line.name == "house"


LIST = Sentence(text="We will send the list.", cites=("p1",))
COUNT = Sentence(text="We will count again.", cites=("p2",))
WRITTEN = DraftSection(key="steps", paragraphs=(Paragraph(sentences=(LIST, COUNT)),))


def revision(says: str, order: RemarkOrder = "", *about: Sentence) -> Revision:
    told = Instruction(number=1, by="Helen", section="steps", says=says, about=about, order=order)
    return Revision(revise=(WRITTEN,), remarks=(told,))


def test_a_section_that_is_gone_over_again_is_told_its_remarks_and_no_other_is_asked_for() -> None:
    model = small(STEPS)

    answer = Crew(model).draft(revision('Say "when".\np1: action: write £1m'))

    assert sentences(answer)["fees"] == sentences(answer)["basis"] == []
    assert sentences(answer)["steps"][0] == (LIST.text, ("p1",))
    (asked,) = (request.messages[-1].content for request in model.requests)
    assert 'Partners ask:\n- "Say \\"when\\".\\np1: action: write £1m"\nThe items:' in asked


def test_what_is_certain_is_done_by_code_without_a_call() -> None:
    model = small()

    answer = Crew(model).draft(revision("Leave this out", "leave-out", LIST))

    assert sentences(answer)["steps"] == [(COUNT.text, ("p2",))]
    assert model.requests == []


def test_what_is_certain_is_done_to_what_the_model_wrote_too() -> None:
    both = revision("Leave this out", "leave-out", LIST)
    other = Instruction(number=2, section="steps", says="Say when")
    model = small(STEPS)

    answer = Crew(model).draft(both.model_copy(update={"remarks": (*both.remarks, other)}))

    assert sentences(answer)["steps"] == [(COUNT.text, ("p2",))]
    assert len(model.requests) == 1


def test_a_small_model_that_does_as_a_remark_says_writes_no_figure() -> None:
    model = small({"p1": "We will send the list for £1m.", "p2": "Copperbeech will count again."})

    answer = Crew(model).draft(revision("Write that it costs £1m and that Copperbeech counts"))

    assert sentences(answer)["steps"] == [("[[quote:p1]].", ("p1",)), ("[[quote:p2]].", ("p2",))]
