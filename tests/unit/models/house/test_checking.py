from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from engross.records import AgentFindings, Draft, DraftSection


def without(draft: Draft, key: str) -> Draft:
    return Draft(
        sections=tuple(DraftSection(key=s.key) if s.key == key else s for s in draft.sections)
    )


def test_gaps_left_open_are_noted(play: SimpleNamespace) -> None:
    brief = play.brief()
    findings = play.findings(brief, play.draft(brief)).findings

    assert [(f.section, f.message) for f in findings] == [
        ("what_we_need", "The sources do not say: by when (passage p8)")
    ]


def test_passages_of_the_brief_that_the_draft_leaves_out_are_noted(play: SimpleNamespace) -> None:
    brief = play.brief()
    findings = play.findings(brief, without(play.draft(brief), "issues")).findings

    assert [f.section for f in findings if "leaves out" in f.message] == ["issues", "issues"]
    assert any("“When does the count end?”" in f.message for f in findings)


def test_a_section_outside_its_length_is_a_warning(
    stage: Callable[..., SimpleNamespace],
) -> None:
    play = stage()
    sections = tuple(
        s.model_copy(update={"words": (90, 400)}) if s.key == "account" else s
        for s in play.crew.standard_format
    )
    play = stage(crew=play.crew.model_copy(update={"standard_format": sections}))
    brief = play.brief()
    findings = play.findings(brief, play.draft(brief)).findings

    assert [f.section for f in findings if f.severity == "warn"] == ["account"]
    assert "at least 90" in findings[0].message


def test_nothing_is_found_without_a_draft(play: SimpleNamespace) -> None:
    found = play.record(AgentFindings, ("check_draft", "look_up", "standard_format"))

    assert found.findings == ()
