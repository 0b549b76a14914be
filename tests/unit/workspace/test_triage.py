from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from engross.workspace import load_workspace
from engross.workspace.triage import (
    NO_INTENT,
    EscalationWords,
    Examples,
    Intents,
    IntentSpec,
    TriageFiles,
)

ROOT = Path(__file__).resolve().parents[3]
SPEC = IntentSpec(
    title="Payment",
    meaning="Tells of a payment.",
    queue="billing",
    reply="draft",
    reply_contains="What is due.",
    person_when=("bank details", "dispute"),
)


@cache
def shipped() -> TriageFiles:
    """The starter's own."""
    triage = load_workspace(ROOT).triage
    assert triage is not None
    return triage


def files() -> TriageFiles:
    return TriageFiles.of(
        Intents(intents={"payment": SPEC, "deadline": SPEC}),
        Examples(examples={"payment": ("Paid.",), "deadline": ("When?",)}, out_of_scope=("Hi.",)),
        EscalationWords(words={"press": ("the Example Gazette",)}),
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Our Bank  Details have changed", "Bank  Details"),
        ("bank\ndetails", "bank\ndetails"),
        ("I dispute it", "dispute"),
        ("It is undisputed", ""),
        ("the bank has details", ""),
        ("", ""),
    ],
)
def test_words_by_which_a_mail_goes_to_a_person_are_found_whole(text: str, found: str) -> None:
    assert SPEC.person_word(text) == found


@pytest.mark.parametrize("text", ["Joss has left.", "Joss no longer works here."])
def test_that_somebody_has_left_the_client_is_for_a_person(text: str) -> None:
    assert shipped().intents["change-of-details"].person_word(text)


def test_an_empty_word_is_found_nowhere() -> None:
    assert SPEC.model_copy(update={"person_when": (" ",)}).person_word("anything") == ""


def test_the_firms_own_words_are_of_their_kind_alone() -> None:
    assert files().firm_words("press", "Write to The Example Gazette.") == "The Example Gazette"
    assert files().firm_words("threat", "Write to the Example Gazette.") == ""


def test_examples_come_in_the_order_of_the_file_and_out_of_scope_last() -> None:
    assert files().examples == (("Paid.", "payment"), ("When?", "deadline"), ("Hi.", NO_INTENT))


def test_a_threshold_is_raised_to_the_heads_and_never_lowered() -> None:
    raised = files().at_least(0.8).intents["payment"].threshold

    assert raised == 0.8
    assert files().at_least(0.1).intents["payment"].threshold == SPEC.threshold


def test_the_starter_has_the_twelve_intents_with_examples_enough() -> None:
    assert len(shipped().intents) == 12
    assert all(len(texts) >= 25 for texts in shipped().examples_by_intent.values())
    assert len(shipped().out_of_scope) >= 50


@pytest.mark.parametrize("key", ["scope-or-fee", "complaint", "data-request"])
def test_the_starter_lets_a_person_see_to_what_always_needs_one(key: str) -> None:
    assert shipped().intents[key].reply == "person"
