"""A made-up run's evidence, its crew and its tools."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from engross.records import MEASURES, Evidence, Fact, Passage, Span
from engross.records.ports import Tool
from engross.research import FoundKnowledge, toolbox
from engross.testing.knowledge import answer, found_passage
from engross.workspace.section_specs import SectionSpec
from engross.workspace.specs import CrewSpec, InputSpec

PERIOD = "2026-Q3"
CELLS = Span(source="a" * 64, file="billing.xlsx", place="Time!G2:G9,G12")


def fact(measure: str, period: str, value: str, scope: str = "matter", **more: Any) -> Fact:  # noqa: ANN401 - a fact's other fields
    known = MEASURES[measure]
    given = value if known.unit in {"text", "date"} else Decimal(value)
    made = {"unit": known.unit, "audience": known.audience, "spans": (CELLS,), **more}
    return Fact(measure=measure, period=period, scope=scope, value=given, **made)


def passage(identifier: str, kind: str, text: str, **more: Any) -> Passage:  # noqa: ANN401 - a passage's other fields
    span = Span(source="b" * 64, file="notes.md", place="line 3")
    return Passage(id=identifier, kind=kind, text=text, span=span, **more)


@pytest.fixture
def evidence() -> Evidence:
    return Evidence(
        sources=(),
        facts=(
            fact("billed", "2026-Q2", "8300"),
            fact("hours", PERIOD, "12.5", "workstream:stock-system", label="Stock system"),
            fact("billed", PERIOD, "9490", operation="sum"),
            fact("outstanding", "at-2026-10-14", "0", "invoice:4417", label="Invoice 4417"),
            fact("outstanding", "at-2026-10-14", "1996", "invoice:4452", label="Invoice 4452"),
            fact("margin", PERIOD, "1234"),
            fact("client-name", "register", "Wrackline Boatyard Limited", "client"),
        ),
        passages=(
            passage("p1", "decision", "We agreed to count the stock again."),
            passage("p2", "risk", "The count may be late.", speaker="Ruth Adeyemi"),
            passage("p3", "action", "Martin Oke to revise the timetable.", owner="Martin Oke",
                    due="23 October", said_on=dt.date(2026, 10, 7)),
            passage("p4", "background", "She sounded tired.", withheld="side remark"),
        ),
    )  # fmt: skip


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
            SectionSpec(
                key="fees",
                heading="Fees",
                purpose="What was billed.",
                measures=("billed",),
                knowledge=("How are fees agreed?",),
                words=(10, 90),
            ),
            SectionSpec(
                key="issues",
                heading="Issues",
                purpose="Risks.",
                passages=("risk",),
                may_be_empty=True,
                when_empty="None.",
            ),
            SectionSpec(
                key="basis",
                heading="Basis",
                purpose="Limits.",
                fixed_text=("Unaudited.",),
                words=(0, 0),
            ),
        ),
    )


@pytest.fixture
def knowledge() -> FoundKnowledge:
    known = found_passage("Fees are agreed in the letter.")
    hidden = found_passage("Not for agents.", score=0.5, withheld="internal")
    return FoundKnowledge(lambda question, limit: answer(question, *(known, hidden)[:limit]))


@pytest.fixture
def tools(evidence: Evidence, crew: CrewSpec, knowledge: FoundKnowledge) -> dict[str, Tool]:
    return toolbox(evidence, crew, period=PERIOD, knowledge=knowledge)


@pytest.fixture
def use(tools: dict[str, Tool]) -> Callable[..., dict[str, Any]]:
    """Calls a tool as an agent does."""

    def call(name: str, **arguments: object) -> dict[str, Any]:
        tool = tools[name]
        return dict(tool.run(tool.arguments.model_validate(arguments)))

    return call
