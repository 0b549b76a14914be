from __future__ import annotations

import pytest

from engross.returning.words import compared, occurrences, whole


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("£9,490\u00a0net", "£9,490 net"),
        ("“so”", '"so"'),
        ("1\N{EN DASH}30", "1\N{NON-BREAKING HYPHEN}30"),
        ("Stock system", "stock system"),
        ("£9,\u200b490", "£9,490"),
    ],
)
def test_what_word_puts_in_place_of_a_sign_makes_no_difference(one: str, other: str) -> None:
    assert compared(one) == compared(other)


@pytest.mark.parametrize(("one", "other"), [("£9,490", "£9,490.00"), ("Q3 2026", "q3 2026")])
def test_a_figure_written_otherwise_is_another(one: str, other: str) -> None:
    assert compared(one) != compared(other)


def test_a_stretch_grows_to_the_figures_that_it_cuts() -> None:
    text = "We billed £9,490 this quarter."

    assert whole(text, 11, 14) == (10, 16)
    assert whole(text, 3, 10) == (3, 9)


def test_words_inside_a_longer_word_are_no_occurrence() -> None:
    assert list(occurrences("11", "112 and 11, 1100")) == [(8, 10)]
