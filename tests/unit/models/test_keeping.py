from __future__ import annotations

import pytest

from engross.models.keeping import strays

SAID = "send the list of the [[1]] lines to the yard manager by [[2]]"


def why(
    sentence: str,
    said: str = SAID,
    opening: str = "We will",
    blanks: tuple[str, ...] = ("[[1]]", "[[2]]"),
    *,
    shortened: bool = False,
) -> str:
    return strays(sentence, said, opening, blanks, shortened=shortened)


@pytest.mark.parametrize(
    "sentence",
    [
        "We will send the list of the [[1]] lines to the yard manager by [[2]].",
        "We will send the yard manager the list of [[1]] lines by [[2]].",
        "We will be sending the yard manager a list of the [[1]] lines by [[2]].",
    ],
)
def test_a_sentence_in_other_order_and_form_keeps_to_what_was_said(sentence: str) -> None:
    assert why(sentence) == ""


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("We will send the list of the [[1]] wrong lines to the yard manager by [[2]].", "wrong"),
        ("We will not send the list of the [[1]] lines to the yard manager by [[2]].", "not"),
        ("We will send the list of the [[1]] lines to the yard manager.", "[[2]]"),
        ("We will send it by [[2]] with [[1]].", "much"),
        ("We will perhaps send the list of the [[1]] lines to the yard manager by [[2]].", "perh"),
        ("We must send the list of the [[1]] lines to the yard manager by [[2]].", "must"),
    ],
    ids=["a new word", "a negation", "a figure", "much left out", "a hedge", "a modal"],
)
def test_a_sentence_that_says_more_or_less_does_not(sentence: str, reason: str) -> None:
    assert reason in why(sentence)


def test_a_lost_negation_is_seen() -> None:
    assert "negation" in why("We agreed to start.", "we agreed not to start", "", ())


def test_a_pronoun_may_mean_the_reader() -> None:
    said = "you asked us to send the summary to the yard manager as well as to her"

    assert "pronoun" in why(f"{said}.", said, "", ())
    assert (
        why("The manager said that he is ready.", "the manager said that he is ready", "", ()) == ""
    )


def test_a_summary_may_leave_out_but_not_add() -> None:
    short = "We will send the list."

    assert "left out" in why(short)
    assert why(short, shortened=True) == ""
    assert "soon" in why("We will send the list soon.", shortened=True)
