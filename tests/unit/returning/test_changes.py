from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.returning import ReadBack

Edited = Callable[..., ReadBack]

ROWS = [["Matter", "Excluding tax"], ["Stock system", "{1:808}"]]


def reworded(read: ReadBack) -> list[tuple[str, str]]:
    return [(one.before, one.after) for one in read.changes if one.rewords]


@pytest.mark.parametrize("word", ["over", "below"])
def test_other_words_around_a_figure_are_told(edited: Edited, word: str) -> None:
    read = edited(["We are {1:£808} under budget."], [f"We are {{1:£808}} {word} budget."])

    assert reworded(read) == [("We are £808 under budget.", f"We are £808 {word} budget.")]


def test_another_heading_of_a_table_with_figures_is_told(edited: Edited) -> None:
    read = edited([], [], ROWS, [["Matter", "Including tax"], ROWS[1]])

    assert reworded(read) == [("Matter\tExcluding tax", "Matter\tIncluding tax")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We are {1:£808} under budget.", "We are {1:£809} under budget."),
        ("Nobody has asked.", "Somebody has asked."),
    ],
)
def test_another_figure_or_words_without_one_are_not(
    edited: Edited, before: str, after: str
) -> None:
    assert reworded(edited([before], [after])) == []
