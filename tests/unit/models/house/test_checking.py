from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from engross.records import AgentFindings, Draft, DraftSection, Paragraph, Sentence


def without(draft: Draft, key: str) -> Draft:
    return Draft(
        sections=tuple(DraftSection(key=s.key) if s.key == key else s for s in draft.sections)
    )


def test_gaps_left_open_are_noted(play: SimpleNamespace) -> None:
    brief = play.brief()
    findings = play.findings(brief, play.draft(brief)).findings

    assert [(f.section, f.message) for f in findings if "do not say" in f.message] == [
        ("issues", "The sources do not say: who owns this (passage p6)"),
        ("what_we_need", "The sources do not say: by when (passage p8)"),
    ]


def test_passages_of_the_brief_that_the_draft_leaves_out_are_noted(play: SimpleNamespace) -> None:
    brief = play.brief()
    findings = play.findings(brief, without(play.draft(brief), "issues")).findings

    assert [f.section for f in findings if "leaves out" in f.message] == ["issues"] * 2
    assert any("“Is there VAT on the deposits?”" in f.message for f in findings)


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
    assert "at least 90" in next(f.message for f in findings if f.severity == "warn")


def test_nothing_is_found_without_a_draft(play: SimpleNamespace) -> None:
    found = play.record(AgentFindings, ("check_draft", "look_up", "standard_format"))

    assert found.findings == ()


def with_sentence(draft: Draft, key: str, sentence: Sentence) -> Draft:
    more = Paragraph(sentences=(sentence,))
    return Draft(
        sections=tuple(
            s.model_copy(update={"paragraphs": (*s.paragraphs, more)}) if s.key == key else s
            for s in draft.sections
        )
    )


def messages(play: SimpleNamespace, draft: Draft, key: str) -> str:
    findings = play.findings(play.brief(), draft).findings
    return " ".join(finding.message for finding in findings if finding.section == key)


def test_the_models_own_draft_has_no_warnings(play: SimpleNamespace) -> None:
    brief = play.brief()

    assert [
        f for f in play.findings(brief, play.draft(brief)).findings if f.severity == "warn"
    ] == []


def test_a_claim_that_its_source_does_not_make_is_noticed(play: SimpleNamespace) -> None:
    claim = Sentence(text="The landlord has offered a new lease of the yard.", cites=("p3",))
    draft = with_sentence(play.draft(), "instructions", claim)

    assert "does not seem to be what its source says" in messages(play, draft, "instructions")


@pytest.mark.parametrize(
    ("text", "queried"),
    [
        ("[[fact:manager/register/matter]] will see to the rest of your e-mail.", False),
        ("[[fact:manager/register/matter]] has agreed to a discount of the fee.", True),
        ("Somebody will see to the rest of your e-mail.", True),
        (
            "[[fact:manager/register/matter]] has agreed a discount and will answer your question.",
            True,
        ),
        (
            "[[fact:manager/register/matter]] will answer your question about the new discount.",
            True,
        ),
    ],
)
def test_who_sees_to_something_is_not_what_its_source_says(
    play: SimpleNamespace,
    text: str,
    queried: bool,  # noqa: FBT001 - what the case expects
) -> None:
    draft = with_sentence(play.draft(), "instructions", Sentence(text=text, cites=("p3",)))

    told = messages(play, draft, "instructions")

    assert ("does not seem to be what its source says" in told) is queried


def test_a_denial_that_the_source_does_not_make_is_noticed(play: SimpleNamespace) -> None:
    claim = Sentence(text="You did not ask us to postpone the stock module.", cites=("p3",))
    draft = with_sentence(play.draft(), "instructions", claim)

    assert "denies something" in messages(play, draft, "instructions")


def test_a_denial_beside_who_answers_is_noticed(play: SimpleNamespace) -> None:
    asked = "You did not ask us to postpone the stock module"
    text = f"{asked} and [[fact:manager/register/matter]] will answer your question."
    claim = Sentence(text=text, cites=("p3",))
    draft = with_sentence(play.draft(), "instructions", claim)

    assert "denies something" in messages(play, draft, "instructions")


def test_a_figure_given_in_two_sections_is_noticed(play: SimpleNamespace) -> None:
    claim = Sentence(text="Fees billed were [[fact:billed/2026-Q3/matter]] excluding VAT.")
    draft = with_sentence(play.draft(), "account", claim)

    assert "which “Fees” has given already" in messages(play, draft, "account")


def test_a_sentence_said_in_two_sections_is_noticed(play: SimpleNamespace) -> None:
    claim = Sentence(text="[[quote:p2]]", cites=("p2",))
    draft = with_sentence(play.draft(), "issues", claim)

    assert "says again what “Work done” says" in messages(play, draft, "issues")


def test_an_action_without_the_day_that_its_source_has_is_noticed(play: SimpleNamespace) -> None:
    claim = Sentence(text="We will revise the timetable.", cites=("p7",))
    draft = with_sentence(without(play.draft(), "next_period"), "next_period", claim)

    assert "does not say by when (Friday)" in messages(play, draft, "next_period")


def test_what_only_the_summary_says_is_noticed(play: SimpleNamespace) -> None:
    draft = without(play.draft(), "work_done")

    assert "stands in the summary only" in messages(play, draft, "summary")
