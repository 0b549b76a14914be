from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.returning import ReadBack

Edited = Callable[..., ReadBack]

BUDGET = "The budget for the year was {1:£808} in all."
FORECAST = "We forecast costs of {2:£32,508} by March."
ROWS = [["", "Budget", "Forecast"], ["Stock system", "{3:808}", "{4:6,728}"]]
DAYS = "We work from {1:2 November} to {2:16 November} on site."


def displaced(read: ReadBack) -> list[str]:
    return [one.figure.anchor for one in read.figures if one.displaced]


def blocked(read: ReadBack) -> set[str]:
    """Those that a rule blocks: moved, or typed over."""
    return {o.figure.anchor for o in read.figures if o.displaced or o.status == "changed"}


def test_figures_exchanged_between_sentences_with_their_bookmarks_are_displaced(
    edited: Edited,
) -> None:
    after = [BUDGET.replace("{1:£808}", "{2:£32,508}"), FORECAST.replace("{2:£32,508}", "{1:£808}")]

    read = edited([BUDGET, FORECAST], after)

    assert displaced(read) == ["figure1", "figure2"]
    assert read.figures[0].stood == "The budget for the year was £808 in all."
    assert read.figures[0].stands == "We forecast costs of £808 by March."


def test_figures_exchanged_between_sentences_that_were_reworded_too_do_not_pass(
    edited: Edited,
) -> None:
    after = [
        "The budget for the year was {2:£32,508} altogether.",
        "We forecast all costs of {1:£808} by March.",
    ]

    assert blocked(edited([BUDGET, FORECAST], after)) == {"figure1", "figure2"}


def test_figures_exchanged_within_a_sentence_are_displaced(edited: Edited) -> None:
    before = "Of {1:£32,508} we have billed {2:£808} so far."

    read = edited([before], ["Of {2:£808} we have billed {1:£32,508} so far."])

    assert displaced(read) == ["figure1", "figure2"]


def test_days_retyped_the_other_way_round_do_not_pass(edited: Edited) -> None:
    read = edited([DAYS], ["We work from 16 November to 2 November on site."])

    assert blocked(read) == {"figure1", "figure2"}


@pytest.mark.parametrize("cells", [["{4:6,728}", "{3:808}"], ["6,728", "808"]])
def test_cells_of_a_row_that_were_exchanged_do_not_pass(edited: Edited, cells: list[str]) -> None:
    read = edited([], [], ROWS, [ROWS[0], ["Stock system", *cells]])

    assert blocked(read) == {"figure3", "figure4"}


def test_a_column_that_moved_with_its_heading_takes_its_figures_along(edited: Edited) -> None:
    after = [["", "Forecast", "Budget"], ["Stock system", "{4:6,728}", "{3:808}"]]

    assert displaced(edited([], [], ROWS, after)) == []


def test_rows_that_exchanged_their_figures_with_the_bookmarks_are_displaced(
    edited: Edited,
) -> None:
    rows = [["Budget", "{1:808}"], ["Forecast", "{2:6,728}"]]

    read = edited([], [], rows, [["Budget", "{2:6,728}"], ["Forecast", "{1:808}"]])

    assert displaced(read) == ["figure1", "figure2"]


def test_a_row_that_moved_as_a_whole_takes_its_figures_along(edited: Edited) -> None:
    rows = [["Budget", "{1:808}"], ["Forecast", "{2:6,728}"], ["Net", "{3:5}"]]

    assert displaced(edited([], [], rows, [rows[2], rows[0], rows[1]])) == []


@pytest.mark.parametrize(
    "after",
    [
        [FORECAST, BUDGET],
        [f"{BUDGET} {FORECAST}"],
        ["For the year the budget was £808 in all.", FORECAST],
        ["The budget for the year was {1:£808} in all, and we forecast costs of {2:£32,508}."],
    ],
)
def test_sentences_that_moved_were_joined_or_retyped_keep_their_figures(
    edited: Edited, after: list[str]
) -> None:
    assert displaced(edited([BUDGET, FORECAST], after)) == []


def test_a_sentence_that_was_cut_in_two_keeps_its_figures(edited: Edited) -> None:
    before = "We billed {1:£808} this quarter and we forecast {2:£32,508} for the year."
    after = "We billed {1:£808} this quarter. We forecast {2:£32,508} for the year."

    assert displaced(edited([before], [after])) == []


def test_a_figure_cut_and_pasted_into_a_new_sentence_is_displaced(edited: Edited) -> None:
    after = [BUDGET.replace("{1:£808}", "small"), "Nobody has paid us {1:£808} for that yet."]

    assert displaced(edited([BUDGET], after)) == ["figure1"]


def test_equal_figures_that_changed_places_are_where_they_were(edited: Edited) -> None:
    read = edited(["Of {1:£5} we spent {2:£5} then."], ["Of {2:£5} we spent {1:£5} just then."])

    assert displaced(read) == []
