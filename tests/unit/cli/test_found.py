"""What is found, and what is not, as a person reads it."""

from __future__ import annotations

import datetime as dt

import pytest

from engross.cli.found import print_answer, print_gaps
from engross.knowledge.gaps import Gap
from engross.records import Answer
from engross.testing.knowledge import answer, found_passage

HELEN = "helen.pike@penhallowreeve.example"


def test_passages_come_with_score_place_tier_owner_and_day_and_how_likely_they_answer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    theirs = found_passage("Berths are let.", tier="client", overdue=True, score=0.5)

    print_answer(answer("Who?", found_passage("Ask us first."), theirs))

    assert capsys.readouterr().out == (
        "0.75  faq.md, paragraph 1\n"
        f"      approved by the firm; {HELEN}; read again by 31 December 9999\n"
        "      Ask us first.\n"
        "0.50  faq.md, paragraph 1\n"
        f"      supplied by a client; {HELEN}; OVERDUE: was to be read again by 31 January 2026\n"
        "      Berths are let.\n"
        "How likely this answers it: 90%.\n"
    )


def test_long_words_are_broken_between_words(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(answer("Who?", found_passage("many words " * 60)))

    assert max(map(len, capsys.readouterr().out.splitlines())) <= 100


def test_what_came_nearest_is_shown_beside_that_nothing_answers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    near = found_passage("Ask us first.", score=0.2)

    print_answer(Answer(question="Who?", relevance=0.1, nearest=(near,)))
    with_nearest = capsys.readouterr().out
    print_answer(answer("Who?"))
    with_nothing = capsys.readouterr().out

    assert with_nearest.startswith("The knowledge base does not say.\nWhat came nearest")
    assert "0.20  faq.md" in with_nearest
    assert with_nearest.endswith("Ask us first.\nHow likely this answers it: 10%.\n")
    assert with_nothing == "The knowledge base does not say.\n"


def test_a_gap_says_how_often_where_and_for_whom(capsys: pytest.CaptureFixture[str]) -> None:
    gap = Gap(
        question="Who may park?",
        others=("Where can I park?",),
        runs=("client_report-1", "client_report-2"),
        clients=("copperbeech", "wrackline"),
        last=dt.date(2026, 10, 14),
        nearest=found_passage("Ask us first.", score=0.2),
    )

    print_gaps([gap])

    assert capsys.readouterr().out == (
        "Who may park?\n"
        "  also as  Where can I park?\n"
        "  asked    in 2 runs, last on 14 October 2026: client_report-1, client_report-2\n"
        "  for      copperbeech, wrackline\n"
        f"  nearest  0.20  faq.md, paragraph 1; {HELEN}\n"
    )


def test_that_there_is_no_gap_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    print_gaps([])

    assert capsys.readouterr().out == "Nothing that a run asked is without an answer.\n"
