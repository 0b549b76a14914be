from __future__ import annotations

import pytest

from engross.records import Brief, BriefSection, Evidence, Finding
from engross.records.ports import TaskKit
from engross.research import FoundKnowledge, kit
from engross.workspace.specs import CrewSpec


@pytest.fixture
def told() -> list[Finding]:
    return []


@pytest.fixture
def research(
    evidence: Evidence, crew: CrewSpec, knowledge: FoundKnowledge, told: list[Finding]
) -> TaskKit:
    return kit(evidence, crew, knowledge=knowledge, on_exhausted=told.extend)


def brief(*keys: str, facts: tuple[str, ...] = (), passages: tuple[str, ...] = ()) -> Brief:
    first = BriefSection(key=keys[0], facts=facts, passages=passages)
    return Brief(sections=(first, *(BriefSection(key=key) for key in keys[1:])))


def test_guard_accepts_what_the_tools_gave(research: TaskKit) -> None:
    good = brief("fees", "issues", "basis", facts=("billed/2026-Q3/matter",), passages=("p1",))

    assert research.guard(good).accepted


def test_guard_accepts_a_derived_figure(research: TaskKit) -> None:
    derived = "difference(billed/2026-Q3/matter;billed/2026-Q2/matter)"

    assert research.guard(brief("fees", "issues", "basis", facts=(derived,))).accepted


def test_guard_refuses_unknown_missing_and_doubled_sections(research: TaskKit) -> None:
    reasons = research.guard(brief("fees", "fees", "weather")).reasons

    assert "`weather` is no section" in reasons[0]
    assert "Section `fees` is there more than once" in reasons[1]
    assert "Section `issues` is missing" in reasons[2]
    assert "Section `basis` is missing" in reasons[3]


@pytest.mark.parametrize(
    "fact", ["billed/2025-Q3/matter", "margin/2026-Q3/matter", "share(a;b)", "nonsense"]
)
def test_guard_refuses_facts_that_an_agent_may_not_use(research: TaskKit, fact: str) -> None:
    reasons = research.guard(brief("fees", "issues", "basis", facts=(fact,))).reasons

    assert len(reasons) == 1
    assert f"no fact `{fact}`" in reasons[0]
    assert "find_facts" in reasons[0]


@pytest.mark.parametrize("passage", ["p4", "p99", "k0a1b2c3d4e5f"])
def test_guard_refuses_passages_that_an_agent_may_not_use(research: TaskKit, passage: str) -> None:
    reasons = research.guard(brief("fees", "issues", "basis", passages=(passage,))).reasons

    assert len(reasons) == 1
    assert f"no passage `{passage}`" in reasons[0]


def test_guard_refuses_a_brief_that_names_nothing_and_says_which_tools_to_call(
    research: TaskKit,
) -> None:
    (reason,) = research.guard(brief("fees", "issues", "basis")).reasons

    assert "names no fact and no passage" in reason
    assert "Call find_facts" in reason


def test_a_brief_may_name_nothing_where_the_sources_have_nothing_that_a_section_asks_for(
    evidence: Evidence, crew: CrewSpec, knowledge: FoundKnowledge, told: list[Finding]
) -> None:
    others = evidence.model_copy(update={"facts": evidence.select("client-name"), "passages": ()})
    guard = kit(others, crew, knowledge=knowledge, on_exhausted=told.extend).guard

    assert guard(brief("fees", "issues", "basis")).accepted


def test_a_section_that_asks_for_nothing_by_name_may_use_any_fact(
    evidence: Evidence, crew: CrewSpec, knowledge: FoundKnowledge, told: list[Finding]
) -> None:
    others = evidence.model_copy(update={"facts": evidence.select("client-name"), "passages": ()})
    first = crew.standard_format[0].model_copy(update={"measures": ()})
    free = crew.model_copy(update={"standard_format": (first, *crew.standard_format[1:])})
    guard = kit(others, free, knowledge=knowledge, on_exhausted=told.extend).guard

    assert not guard(brief("fees", "issues", "basis")).accepted


def test_guard_accepts_knowledge_once_it_was_found(
    research: TaskKit, knowledge: FoundKnowledge
) -> None:
    known = knowledge.search("fees", 1)[0].passage.id

    assert research.guard(brief("fees", "issues", "basis", passages=(known,))).accepted


def test_a_brief_taken_at_its_last_attempt_becomes_block_findings(
    research: TaskKit, told: list[Finding]
) -> None:
    bad = brief("fees", "issues", passages=("p1",))
    research.exhausted(bad, research.guard(bad))

    assert [(f.rule, f.severity) for f in told] == [("draft-accepted-with-faults", "block")]
    assert told[0].place == "brief"
    assert told[0].message.startswith("The brief was accepted at its last attempt although: ")
    assert "basis" in told[0].message
