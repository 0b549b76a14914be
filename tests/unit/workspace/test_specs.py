from __future__ import annotations

from pathlib import Path

from engross import checks, drafting, research
from engross.records import Evidence, IncomingMail
from engross.triage import kits
from engross.workspace import load_workspace
from engross.workspace.register import HouseStyle
from engross.workspace.section_specs import SectionSpec
from engross.workspace.specs import CHECKS, TOOLS
from engross.workspace.triage import TriageFiles

REPOSITORY = Path(__file__).resolve().parents[3]


def test_the_checks_that_a_crew_may_name_are_those_of_drafts_and_documents() -> None:
    rules = {rule.name for rule in checks.RULES if {"draft", "document"} & set(rule.when.split())}

    assert set(CHECKS) == rules


def test_the_tools_that_a_task_may_name_are_those_of_the_engine() -> None:
    workspace = load_workspace(REPOSITORY)
    crew = workspace.crews["client_report"]
    mail = IncomingMail(message_id="1@sender.example")
    files = workspace.triage or TriageFiles(intents={}, examples_by_intent={})
    evidence = Evidence(sources=(), facts=(), passages=())
    found = research.FoundKnowledge(lambda _question, _limit: ())

    tools = {
        **research.toolbox(evidence, crew, period="2026-Q3", knowledge=found),
        **drafting.toolbox(HouseStyle(), ""),
        **checks.toolbox(current_findings=tuple),
        **research.mail_toolbox(mail, evidence, crew),
        **kits.toolbox(mail, files),
    }

    assert set(TOOLS) == set(tools)


def test_a_section_of_the_firm_s_own_text_alone_is_fixed() -> None:
    section = SectionSpec(key="basis", heading="Basis", purpose="Limits.", fixed_text=("Ours.",))

    assert section.model_copy(update={"words": (0, 0)}).only_fixed
    assert not section.only_fixed
