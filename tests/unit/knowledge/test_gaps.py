"""Like questions are one gap, whatever order they come in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from engross.knowledge.gaps import Gap, Unanswered, gaps
from engross.testing import HashedEmbedding
from engross.testing.knowledge import found_passage

MONDAY, TUESDAY = dt.date(2026, 10, 12), dt.date(2026, 10, 13)


class Directions:
    """An embedding in which a text is an angle: `31 degrees`."""

    name, dimensions = "directions/1", 2

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        angles = np.radians([float(text.split()[0]) for text in texts])
        return np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32)


def asked(
    question: str,
    run: str = "run-1",
    client: str = "wrackline",
    on: dt.date = MONDAY,
    score: float | None = None,
) -> Unanswered:
    nearest = None if score is None else found_passage(f"Scored {score}", score=score)
    return Unanswered(question, run, client, on, nearest)


def groups(found: Sequence[Gap]) -> set[frozenset[str]]:
    return {frozenset((gap.question, *gap.others)) for gap in found}


def test_without_questions_there_is_no_gap() -> None:
    assert gaps([], HashedEmbedding()) == ()


def test_questions_in_nearly_the_same_words_are_one_gap_and_others_are_not() -> None:
    found = gaps(
        [
            asked("How are late invoices charged?"),
            asked("How is a late invoice charged?", run="run-2"),
            asked("Who may park in the yard?", run="run-3"),
        ],
        HashedEmbedding(),
    )

    assert groups(found) == {
        frozenset({"How are late invoices charged?", "How is a late invoice charged?"}),
        frozenset({"Who may park in the yard?"}),
    }


def test_the_gap_that_most_runs_asked_comes_first_and_then_the_last_asked() -> None:
    found = gaps(
        [
            asked("0 asked long ago"),
            asked("90 asked by two", run="run-2"),
            asked("90 asked by two", run="run-3"),
            asked("180 asked lately", run="run-4", on=TUESDAY),
        ],
        Directions(),
    )

    assert [gap.question for gap in found] == [
        "90 asked by two",
        "180 asked lately",
        "0 asked long ago",
    ]


def test_a_gap_says_who_asked_when_and_what_came_nearest() -> None:
    (gap,) = gaps(
        [
            asked("5 degrees", run="run-1", client="wrackline", score=0.2),
            asked("6 degrees", run="run-2", client="copperbeech", on=TUESDAY, score=0.3),
            asked("7 degrees", run="run-2", client="copperbeech", on=TUESDAY),
        ],
        Directions(),
    )

    assert gap.runs == ("run-2", "run-1")
    assert gap.clients == ("copperbeech", "wrackline")
    assert gap.last == TUESDAY
    assert gap.nearest == found_passage("Scored 0.3", score=0.3)


def test_its_title_is_the_wording_that_is_nearest_to_all_others() -> None:
    (gap,) = gaps([asked("0 low"), asked("40 high"), asked("18 between")], Directions())

    assert gap.question == "18 between"
    assert gap.others == ("0 low", "40 high")


def test_a_chain_of_likenesses_does_not_pull_unlike_questions_together() -> None:
    found = gaps([asked(f"{angle} degrees") for angle in range(0, 180, 15)], Directions())

    assert len(found) > 1
    for gap in found:
        angles = [int(text.split()[0]) for text in (gap.question, *gap.others)]
        assert max(angles) - min(angles) < 90


@pytest.mark.parametrize("seed", range(5))
def test_the_order_in_which_runs_asked_changes_nothing(seed: int) -> None:
    chance = np.random.default_rng(seed)
    questions = [asked(f"{angle} degrees", run=f"run-{angle}") for angle in range(0, 360, 7)]
    shuffled = [questions[place] for place in chance.permutation(len(questions))]

    assert gaps(shuffled, Directions()) == gaps(questions, Directions())


def test_questions_without_a_known_word_stay_apart() -> None:
    found = gaps([asked("???"), asked("!!!")], HashedEmbedding())

    assert len(found) == 2


def test_spaces_and_what_nobody_sees_make_no_other_wording() -> None:
    (gap,) = gaps(
        [asked("Who  signs\nthis?\u200b\x1b"), asked("Who signs this?", "run-2")], HashedEmbedding()
    )

    assert (gap.question, gap.others) == ("Who signs this?", ())
