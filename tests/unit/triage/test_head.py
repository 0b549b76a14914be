from __future__ import annotations

from functools import cache

import pytest

from engross.testing import HashedEmbedding
from engross.triage.head import Head, train
from engross.workspace.triage import NO_INTENT, Example

WORDS = {
    "deadline": "when is the return due by which day must it be filed",
    "payment": "we paid the bill by bank transfer please confirm the money",
    "meeting": "can we meet or speak on thursday at your office",
    NO_INTENT: "offer of cheap toner cartridges and office furniture",
}
SIZES = ("please", "today", "again", "quickly", "hello", "regards", "also", "really")
EXAMPLES = tuple(
    Example(f"{more} {words} {last}", intent)
    for intent, words in WORDS.items()
    for more, last in zip(SIZES, SIZES[::-1], strict=True)
)


@cache
def head() -> Head:
    return train(EXAMPLES, HashedEmbedding())


@pytest.mark.parametrize("intent", [key for key in WORDS if key])
def test_a_mail_like_the_examples_of_an_intent_has_it(intent: str) -> None:
    first, *others = head().choices(f"{WORDS[intent]} would you know")

    assert first.intent == intent
    assert first.confidence > 0.8
    assert all(other.confidence < first.confidence for other in others)


def test_every_intent_of_the_firm_is_told_and_never_what_is_out_of_scope() -> None:
    told = [choice.intent for choice in head().choices("when is it due?")]

    assert sorted(told) == ["deadline", "meeting", "payment"]


def test_the_confidences_of_a_mail_make_no_more_than_one() -> None:
    choices = head().choices("can we meet when the money is due")
    sure = [choice.confidence for choice in choices]

    assert sure == sorted(sure, reverse=True)
    assert sum(sure) <= 1.001


@pytest.mark.parametrize("text", [WORDS[NO_INTENT], "zebra xylophone quartz"])
def test_a_mail_that_wants_none_of_them_has_little_confidence(text: str) -> None:
    assert head().choices(text)[0].confidence < min(0.5, head().threshold)


@pytest.mark.parametrize("text", ["", " \n "])
def test_a_mail_without_words_has_no_choice(text: str) -> None:
    assert head().choices(text) == ()


def test_the_order_of_the_examples_changes_nothing_but_rounding() -> None:
    other = train(EXAMPLES[::-1], HashedEmbedding())
    text = "which day is the return due"

    one, two = (each.choices(text)[0] for each in (head(), other))

    assert one.intent == two.intent
    assert one.confidence == pytest.approx(two.confidence, abs=0.01)
    assert head().threshold == pytest.approx(other.threshold, abs=0.02)


def test_the_same_examples_make_the_same_head() -> None:
    again = train(EXAMPLES, HashedEmbedding())

    assert again.choices("is it due on thursday") == head().choices("is it due on thursday")


@pytest.mark.parametrize(
    "examples",
    [
        (),
        EXAMPLES[:8],
        (*EXAMPLES[:8], Example("one", "payment")),
        (*EXAMPLES[:8], *EXAMPLES[-8:]),
    ],
)
def test_a_head_is_not_learnt_from_one_intent_or_from_single_examples(
    examples: tuple[Example, ...],
) -> None:
    with pytest.raises(ValueError, match="two intents, and two examples of each"):
        train(examples, HashedEmbedding())
