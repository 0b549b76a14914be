from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from engross import research
from engross.records import Brief, Fact, Passage


def sections(brief: Brief) -> dict[str, SimpleNamespace]:
    return {
        section.key: SimpleNamespace(
            facts=section.facts, passages=section.passages, gaps=section.gaps
        )
        for section in brief.sections
    }


def test_brief_satisfies_the_guard(play: SimpleNamespace) -> None:
    brief = play.brief()
    kit = research.kit(
        play.evidence, play.crew, knowledge=play.knowledge, on_exhausted=lambda _findings: None
    )

    assert kit.guard(brief).accepted


def test_brief_names_facts_of_the_reports_period_and_the_one_before(play: SimpleNamespace) -> None:
    fees = sections(play.brief())["fees"]

    assert fees.facts[:2] == ("billed/2026-Q3/matter", "billed/2026-Q2/matter")


def test_brief_holds_no_internal_fact_and_no_withheld_passage(play: SimpleNamespace) -> None:
    brief = play.brief()

    assert "recovery" not in brief.model_dump_json()
    assert all("p10" not in section.passages for section in brief.sections)


def test_a_passage_stands_in_one_section_and_in_the_summary(play: SimpleNamespace) -> None:
    found = sections(play.brief())
    elsewhere = [p for key, section in found.items() if key != "summary" for p in section.passages]

    assert found["summary"].passages == ("p2", "p3", "p4")
    assert len(elsewhere) == len(set(elsewhere))
    assert "p4" in found["instructions"].passages


def test_actions_go_where_their_owner_belongs(play: SimpleNamespace) -> None:
    found = sections(play.brief())

    assert found["next_period"].passages == ("p7",)
    assert "p8" in found["what_we_need"].passages


def test_questions_go_to_whoever_must_answer(play: SimpleNamespace) -> None:
    found = sections(play.brief())

    assert "p11" in found["issues"].passages
    assert "p9" in found["what_we_need"].passages


def test_a_question_of_a_call_is_open_only_when_the_other_side_put_it_off(
    play: SimpleNamespace,
) -> None:
    chosen = [name for section in sections(play.brief()).values() for name in section.passages]

    assert "p11" in chosen
    assert "p5" not in chosen


def test_headings_of_notes_are_not_chosen(play: SimpleNamespace) -> None:
    assert sections(play.brief())["work_done"].passages == ("p2",)


def test_an_action_without_a_date_is_a_gap_and_a_question(play: SimpleNamespace) -> None:
    brief = play.brief()

    assert sections(brief)["what_we_need"].gaps == ("by when (passage p8)",)
    assert "The sources do not say by when (passage p8). Who can tell us?" in brief.questions


def test_a_needed_section_without_evidence_is_a_gap(
    stage: Callable[..., SimpleNamespace], facts: list[Fact]
) -> None:
    brief = stage(facts=facts, passages=[]).brief()

    assert sections(brief)["instructions"].gaps == ("what to say under Instructions",)
    assert sections(brief)["issues"].gaps == ()


def test_an_overrun_of_work_charged_by_time_is_asked_about(play: SimpleNamespace) -> None:
    asked = sections(play.brief())["what_we_need"].facts

    assert "variance/engagement/workstream:stock-system" in asked


def test_nothing_is_asked_for_twice(play: SimpleNamespace) -> None:
    assert play.brief() == play.brief()
    assert play.rounds <= 4


def test_small_talk_and_broken_speech_are_not_chosen(
    stage: Callable[..., SimpleNamespace], passages: list[Passage]
) -> None:
    said = [
        "So, um, yeah, we, we could maybe, like, look… at it.",
        "Does anyone want to go first today then?",
        "It was a lovely day on the water, I must say.",
    ]
    kinds = ("action", "question", "background")
    spoken = [
        passages[4].model_copy(update={"id": f"p{n}", "kind": kind, "text": text})
        for n, (kind, text) in enumerate(zip(kinds, said, strict=True), start=50)
    ]
    done = passages[4].model_copy(
        update={
            "id": "p60",
            "kind": "background",
            "text": "We filed the return on the 28th of September.",
            "speaker": "Martin Oke",
            "side": "firm",
        }
    )
    brief = stage(passages=[*spoken, done]).brief()

    assert {p for section in brief.sections for p in section.passages} == {"p60"}


def test_words_said_again_are_told_once_and_cited_beside_each_other(
    stage: Callable[..., SimpleNamespace], passages: list[Passage]
) -> None:
    again = passages[2].model_copy(update={"id": "p70", "text": passages[2].text.upper()})
    play = stage(passages=[passages[2], again])
    written = next(s for s in play.draft().sections if s.key == "instructions").paragraphs

    assert [sentence.cites for p in written for sentence in p.sentences] == [("p3", "p70")]
