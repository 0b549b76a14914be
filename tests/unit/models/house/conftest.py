"""A made-up report's evidence, its tools, and a loop that plays the part of the crew."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import SimpleNamespace
from typing import TypeVar

import pytest

from engross import drafting, research
from engross.models.house import HouseModel
from engross.records import (
    MEASURES,
    AgentFindings,
    Brief,
    ChatRequest,
    Draft,
    Evidence,
    Fact,
    Message,
    Passage,
    Record,
    Span,
    ToolSchema,
    slots,
)
from engross.records.display import display
from engross.records.ports import Tool
from engross.records.slots import said_part
from engross.research.arguments import NoArguments
from engross.workspace.register import HouseStyle
from engross.workspace.section_specs import SectionSpec
from engross.workspace.specs import CrewSpec, InputSpec

R = TypeVar("R", bound=Record)

PERIOD, BEFORE, AS_AT = "2026-Q3", "2026-Q2", "at-2026-10-14"
CELLS = Span(source="a" * 64, file="billing.xlsx", place="Time!G2:G9")
RESEARCH = ("standard_format", "find_facts", "search_notes", "search_knowledge", "look_up")
DRAFT = ("standard_format", "look_up", "find_facts", "derive", "house_style")
CHECK = ("check_draft", "look_up", "standard_format")


def fact(measure: str, period: str, value: object, scope: str = "matter", label: str = "") -> Fact:
    known = MEASURES[measure]
    return Fact(
        measure=measure,
        period=period,
        scope=scope,
        unit=known.unit,
        value=value if isinstance(value, str) else Decimal(str(value)),
        label=label,
        audience=known.audience,
        spans=(CELLS,),
    )


def replaced(facts: list[Fact], identifier: str, value: object) -> list[Fact]:
    return [
        Fact.model_validate({**fact.model_dump(), "value": value})
        if fact.id == identifier
        else fact
        for fact in facts
    ]


def workstream(key: str, basis: str, budget: int, done: int, to_come: int) -> list[Fact]:
    name = key.replace("-", " ").capitalize()
    values = {
        "workstream": name,
        "basis": basis,
        "budget": budget,
        "actual-to-date": done,
        "forecast-to-complete": to_come,
        "forecast-total": done + to_come,
        "variance": done + to_come - budget,
    }
    return [fact(m, "engagement", v, f"workstream:{key}", name) for m, v in values.items()]


def invoice(number: str, gross: str, paid: str, due: str) -> list[Fact]:
    values = {
        "number": number,
        "gross": Decimal(gross),
        "paid": Decimal(paid),
        "outstanding": Decimal(gross) - Decimal(paid),
        "due-date": due,
    }
    return [fact(m, AS_AT, v, f"invoice:{number}", f"Invoice {number}") for m, v in values.items()]


def register() -> list[Fact]:
    return [
        fact("client-name", "register", "Wrackline Boatyard Limited", "client"),
        fact("client-short-name", "register", "the Company", "client"),
        fact("client-contact", "register", "Ms Ruth Adeyemi", "client"),
        fact("firm-name", "register", "Penhallow Reeve LLP", "firm"),
        fact("signatory", "register", "Helen Pike"),
        fact("manager", "register", "Martin Oke"),
        fact("payment-terms", "register", 30),
        fact("as-at", "register", "2026-10-14"),
        fact("next-period-label", "register", "Q4 2026 (October to December 2026)"),
    ]


@pytest.fixture
def facts() -> list[Fact]:
    return [
        fact("billed", PERIOD, 9490),
        fact("billed", BEFORE, 8300),
        fact("wip", AS_AT, 840),
        fact("outstanding", AS_AT, "5776"),
        fact("overdue", AS_AT, "1996"),
        fact("recovery", PERIOD, 63),
        fact("hours", PERIOD, 44, "workstream:stock-system", "Stock system"),
        fact("time-value", PERIOD, 4180, "workstream:stock-system", "Stock system"),
        fact("person", PERIOD, "Priya Sandhu", "fee-earner:priya-sandhu", "Priya Sandhu"),
        *workstream("management-accounts", "Fixed", 13800, 6900, 6900),
        *workstream("stock-system", "Time", 9600, 7570, 2900),
        fact("budget", "engagement", 23400),
        fact("actual-to-date", "engagement", 14470),
        fact("forecast-to-complete", "engagement", 9800),
        fact("forecast-total", "engagement", 24270),
        fact("variance", "engagement", 870),
        *invoice("4452", "3996", "2000", "2026-09-30"),
        *invoice("4489", "3780", "0", "2026-10-30"),
        *register(),
    ]


def passage(number: int, kind: str, text: str, **more: str) -> Passage:
    span = Span(source="b" * 64, file="call-notes.md", place=f"line {number}")
    return Passage(id=f"p{number}", kind=kind, text=text, span=span, **more)


@pytest.fixture
def passages() -> list[Passage]:
    return [
        passage(1, "background", "Date: Wednesday 7 October 2026, at the yard"),
        passage(2, "background", "The July accounts were issued within ten working days."),
        passage(3, "instruction", "Ms Adeyemi asked us to postpone the stock module."),
        passage(4, "decision", "We agreed to count the 11 lines again first."),
        passage(5, "question", "When does the count end?", speaker="Ruth Adeyemi", side="client"),
        passage(6, "risk", "The count decides whether November can be kept", speaker="Speaker 2"),
        passage(
            7,
            "action",
            "Martin Oke to revise the timetable by Friday.",
            owner="Martin Oke",
            due="Friday",
        ),
        passage(8, "action", "Ruth Adeyemi to return the sheets.", owner="Ruth Adeyemi"),
        passage(9, "question", "Who signs orders while the yard manager is away?"),
        passage(10, "background", "Our recovery on this is poor.", withheld="marked internal"),
        passage(
            11, "question", "Is there VAT on the deposits?", speaker="Ruth Adeyemi", side="client"
        ),
        passage(
            12, "background", "Let us look at the form first.", speaker="Helen Pike", side="firm"
        ),
    ]


def section(key: str, **more: object) -> SectionSpec:
    return SectionSpec(key=key, heading=key.replace("_", " ").capitalize(), **more)


@pytest.fixture
def crew() -> CrewSpec:
    return CrewSpec(
        title="Client report",
        description="A report.",
        agents=("researcher",),
        tasks=("research",),
        inputs={"notes": InputSpec(kind="notes", description="Notes.")},
        template="client_report",
        deliverable="{client}.docx",
        standard_format=(
            section(
                "summary",
                purpose="The money and the decisions.",
                measures=("billed", "outstanding", "overdue", "forecast-total", "variance"),
                passages=("decision",),
            ),
            section(
                "work_done",
                purpose="What was done.",
                measures=("hours", "time-value"),
                passages=("background",),
                may_be_empty=True,
                when_empty="The notes do not say.",
            ),
            section("instructions", purpose="Who asked.", passages=("instruction", "decision")),
            section(
                "fees",
                purpose="What was billed.",
                measures=(
                    "billed",
                    "wip",
                    "budget",
                    "actual-to-date",
                    "forecast-total",
                    "variance",
                ),
            ),
            section(
                "account",
                purpose="What is owed.",
                measures=("outstanding", "overdue", "payment-terms"),
            ),
            section(
                "issues",
                purpose="Risks and open questions.",
                passages=("risk", "question"),
                may_be_empty=True,
                when_empty="None.",
            ),
            section(
                "next_period",
                purpose="What somebody at the firm took on.",
                measures=("next-period-label",),
                passages=("action",),
            ),
            section(
                "what_we_need",
                purpose="What the client must do or decide.",
                passages=("action", "question"),
            ),
            section(
                "basis", purpose="Limits.", fixed_text=("The figures are unaudited.",), words=(0, 0)
            ),
        ),
    )


class Play(SimpleNamespace):
    """Plays the crew: carries out the model's tool calls until it gives its record."""

    def __init__(self, evidence: Evidence, crew: CrewSpec, forbidden: tuple[str, ...] = ()) -> None:
        super().__init__(evidence=evidence, crew=crew)
        self.model = HouseModel()
        self.knowledge = research.FoundKnowledge(lambda _question, _limit: [])
        style = HouseStyle(forbidden_words=forbidden)
        self.tools: dict[str, Tool] = {
            **research.toolbox(evidence, crew, period=PERIOD, knowledge=self.knowledge),
            **drafting.toolbox(style, "- Be plain."),
            "check_draft": Tool("check_draft", "", NoArguments, lambda _asked: {"findings": []}),
        }
        self.longest = 0
        self.rounds = 0

    def record(self, kind: type[R], names: tuple[str, ...], user: str = "Do your task.") -> R:
        """The record that the model gives in the end."""
        messages = [
            Message(role="system", content="You are careful."),
            Message(role="user", content=user),
        ]
        offered = tuple(ToolSchema(name=name, description="", parameters={}) for name in names)
        for self.rounds in range(1, 11):
            request = ChatRequest(
                messages=tuple(messages),
                tools=offered,
                response_schema=kind.model_json_schema(),
            )
            answer = self.model.complete(request)
            if not answer.tool_calls:
                return kind.model_validate_json(answer.text)
            messages.append(Message(role="assistant", tool_calls=answer.tool_calls))
            messages += [
                Message(
                    role="tool",
                    content=self._carried_out(call.name, call.arguments),
                    tool_call_id=call.id,
                    name=call.name,
                )
                for call in answer.tool_calls
            ]
        pytest.fail("the model never came to an end")

    def _carried_out(self, name: str, arguments: Mapping[str, object]) -> str:
        tool = self.tools[name]
        result = json.dumps(dict(tool.run(tool.arguments.model_validate(arguments))))
        self.longest = max(self.longest, len(result))
        return result

    def brief(self) -> Brief:
        return self.record(Brief, RESEARCH)

    def draft(self, brief: Brief | None = None) -> Draft:
        brief = brief or self.brief()
        return self.record(Draft, DRAFT, f"Write it.\n\n{brief.model_dump_json()}")

    def findings(self, brief: Brief, draft: Draft) -> AgentFindings:
        context = f"{brief.model_dump_json()}\n\n----------\n\n{draft.model_dump_json()}"
        return self.record(AgentFindings, CHECK, f"Check it.\n\n{context}")

    def told(self, draft: Draft) -> dict[str, str]:
        """Each section as it would be printed, roughly."""
        return {
            section.key: " ".join(
                self.filled(sentence.text)
                for paragraph in section.paragraphs
                for sentence in paragraph.sentences
            )
            for section in draft.sections
        }

    def filled(self, text: str) -> str:
        """The sentence as it would be printed, roughly."""
        pieces, last = [], 0
        for slot in slots(text):
            quoted = self.evidence.passage(slot.id)
            said = said_part(quoted.text, slot.part) if quoted and slot.part else ""
            value = said or (quoted.text if quoted else display(self.evidence.fact(slot.id)))
            pieces += [text[last : slot.start], value]
            last = slot.end
        return "".join([*pieces, text[last:]])


@pytest.fixture
def stage(facts: list[Fact], passages: list[Passage], crew: CrewSpec) -> Callable[..., Play]:
    """Makes a play of the fixtures' evidence, with parts of it replaced."""

    def make(
        facts: list[Fact] = facts,
        passages: list[Passage] = passages,
        crew: CrewSpec = crew,
        forbidden: tuple[str, ...] = (),
    ) -> Play:
        evidence = Evidence(sources=(), facts=tuple(facts), passages=tuple(passages))
        return Play(evidence, crew, forbidden)

    return make


@pytest.fixture
def play(stage: Callable[..., Play]) -> Play:
    """The fixtures' evidence."""
    return stage()
