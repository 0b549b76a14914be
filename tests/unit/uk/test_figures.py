from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.uk.figures import figures_in, said_figures, worded_numbers


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Move it from the 2nd to Friday 16 November.", ["2nd", "Friday 16 November"]),
        ("About forty thousand, or £1.2 million.", ["forty thousand", "£1.2 million"]),
        ("It is 4.5% of two hundred and forty.", ["4.5%", "two hundred and forty"]),
        ("At 2.30pm on 23/10/2026.", ["2.30pm", "23/10/2026"]),
        ("Fifteen per cent of the eleven lines.", ["Fifteen per cent", "eleven"]),
        ("The one with two doors.", []),
    ],
)
def test_figures_are_found_as_they_were_said(text: str, said: list[str]) -> None:
    assert [figure.text for figure in said_figures(text)] == said


def test_a_figure_stands_where_it_says() -> None:
    text = "The 11 lines of 14 October"

    assert all(text[said.start : said.end] == said.text for said in said_figures(text))


@given(st.text(alphabet="abc £%.,/0123456789 thirteen forty June Friday", max_size=60))
def test_nothing_that_counts_as_a_figure_is_left_when_the_said_ones_are_taken_out(
    text: str,
) -> None:
    rest = text
    for said in reversed(said_figures(text)):
        rest = f"{rest[: said.start]} - {rest[said.end :]}"

    assert [figure for figure in figures_in(rest) if any(c.isdigit() for c in figure.text)] == []
    assert worded_numbers(rest) == ()


@pytest.mark.parametrize("sign", ["½", "⅔", "Ⅳ", "③"])
def test_a_number_that_is_one_sign_is_a_figure(sign: str) -> None:
    text = f"All but {sign} of it"

    assert [figure.text for figure in figures_in(text)] == [sign]
    assert [said.text for said in said_figures(text)] == [sign]
