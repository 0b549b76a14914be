from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.returning import FoundFigure, ReadBack

Edited = Callable[..., ReadBack]

BILLED = "We billed {1:£9,490} this quarter and forecast {2:£30,000} for the year."
OWED = "On {3:14 October 2026} {4:£6,799} was outstanding."
ROWS = [["July", "{5:4,000}"], ["August", "{6:5,490}"], ["Total", "{7:9,490}"]]


def told(found: FoundFigure) -> tuple[str, str, str]:
    return found.figure.anchor, found.status, found.now


def not_unchanged(read: ReadBack) -> list[tuple[str, str, str]]:
    return [told(found) for found in read.figures if found.status != "unchanged"]


def test_an_untouched_document_says_the_same(edited: Edited) -> None:
    read = edited([BILLED, OWED], [BILLED, OWED], ROWS)

    assert read.is_same
    assert {found.status for found in read.figures} == {"unchanged"}
    assert read.lost == ()


def test_a_figure_typed_over_in_its_bookmark_is_changed_and_no_other(edited: Edited) -> None:
    read = edited([BILLED], [BILLED.replace("£9,490", "£9,500")])

    assert not_unchanged(read) == [("figure1", "changed", "£9,500")]
    assert read.typed == ()


def test_a_figure_typed_over_without_its_bookmark_is_changed_and_named_as_lost(
    edited: Edited,
) -> None:
    read = edited([BILLED], [BILLED.replace("{1:£9,490}", "£9,500")])

    assert not_unchanged(read) == [("figure1", "changed", "£9,500")]
    assert [found.figure.anchor for found in read.lost] == ["figure1"]


def test_digits_typed_behind_a_bookmark_belong_to_its_figure(edited: Edited) -> None:
    read = edited([BILLED], [BILLED.replace("{1:£9,490}", "{1:£9,4}95")])

    assert not_unchanged(read) == [("figure1", "changed", "£9,495")]


def test_a_bookmark_that_lost_its_last_character_still_holds_its_figure(edited: Edited) -> None:
    read = edited([BILLED], [BILLED.replace("{1:£9,490}", "{1:£9,49}0")])

    assert read.is_same


def test_a_retyped_sentence_keeps_its_figures_by_their_words(edited: Edited) -> None:
    again = "Fees this quarter come to £9,490, and the forecast for the year is £30,000."

    read = edited([BILLED, OWED], [again, OWED])

    assert not_unchanged(read) == []
    assert [found.figure.anchor for found in read.lost] == ["figure1", "figure2"]
    assert read.typed == ()


def test_two_figures_that_changed_places_are_both_changed(edited: Edited) -> None:
    read = edited(
        ["Of {1:£9,490} billed, {2:£2,767} is overdue."], ["Of £2,767 billed, £9,490 is overdue."]
    )

    assert [told(found) for found in read.having("changed")] == [
        ("figure1", "changed", "£2,767"),
        ("figure2", "changed", "£9,490"),
    ]


@pytest.mark.parametrize("typed", ["£1,200", "twelve hundred pounds", "12.5%", "3 March 2026"])
def test_a_figure_in_a_new_sentence_is_typed(edited: Edited, typed: str) -> None:
    read = edited([BILLED], [f"{BILLED} We also spent {typed} on it."])

    assert not_unchanged(read) == []
    assert len(read.typed) == 1
    assert read.typed[0].text in typed


def test_a_figure_typed_into_a_sentence_is_found_beside_those_that_stay(edited: Edited) -> None:
    read = edited([BILLED], [BILLED.replace("this quarter", "(£100 of it late) this quarter")])

    assert [typed.text for typed in read.typed] == ["£100"]
    assert not_unchanged(read) == []


def test_numbers_that_were_there_and_are_no_figures_are_not_typed(edited: Edited) -> None:
    read = edited(["Pay within 30 days."], ["Please pay within 30 days."])

    assert read.typed == ()
    assert [change.kind for change in read.changes] == ["changed"]


def test_a_sentence_that_was_taken_out_takes_its_figures_along(edited: Edited) -> None:
    read = edited([f"{BILLED} {OWED}"], [BILLED])

    assert not_unchanged(read) == [("figure3", "gone", ""), ("figure4", "gone", "")]
    assert [change.kind for change in read.changes] == ["removed"]


def test_a_figure_replaced_by_words_is_gone(edited: Edited) -> None:
    read = edited([OWED], [OWED.replace("{4:£6,799}", "a little")])

    assert not_unchanged(read) == [("figure4", "gone", "")]


def test_a_sentence_that_moved_is_moved_and_its_figures_are_unchanged(edited: Edited) -> None:
    read = edited([BILLED, OWED, "That is all."], [OWED, "That is all.", BILLED])

    assert {change.kind for change in read.changes} == {"moved"}
    assert not_unchanged(read) == []
    assert read.typed == ()


def test_a_deleted_row_is_named_and_its_figures_are_gone(edited: Edited) -> None:
    read = edited([], [], ROWS, [ROWS[0], ROWS[2]])

    assert [change.place for change in read.rows_deleted] == ["table 1, row 2"]
    assert not_unchanged(read) == [("figure6", "gone", "")]


def test_a_cell_typed_over_without_bookmark_is_that_row_s_figure(edited: Edited) -> None:
    after = [ROWS[0], ["August", "5,500"], ROWS[2]]

    read = edited([], [], ROWS, after)

    assert not_unchanged(read) == [("figure6", "changed", "5,500")]


def test_nil_typed_into_a_cell_is_a_figure(edited: Edited) -> None:
    read = edited([], [], ROWS, [ROWS[0], ["August", "{6:\N{EN DASH}}"], ROWS[2]])

    assert not_unchanged(read) == [("figure6", "changed", "\N{EN DASH}")]


def test_figures_without_any_bookmark_are_found_in_rows_that_moved_up(edited: Edited) -> None:
    bare = [["August", "5,490"], ["Total", "9,490"]]

    read = edited([], [], ROWS, bare)

    assert not_unchanged(read) == [("figure5", "gone", "")]
    assert [found.place for found in read.lost] == [
        "table 1, row 1, cell 2, paragraph 1",
        "table 1, row 2, cell 2, paragraph 1",
    ]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("{1:£9,490} fees", "{1:£9,490}\u00a0fees"),
        ("it's {1:£9}", "it\N{RIGHT SINGLE QUOTATION MARK}s {1:£9}"),
    ],
)
def test_another_space_or_quotation_mark_is_no_change(edited: Edited, was: str, now: str) -> None:
    assert edited([was], [now]).is_same


def test_a_reworded_quotation_is_changed_and_keeps_the_figures_that_it_had(
    edited: Edited,
) -> None:
    said = "{1:All but 11 of the 1,846 lines agree.}"

    read = edited([said], ["{1:Of 1,846 lines all but 12 agree.}"])

    assert [found.figure.anchor for found in read.having("changed")] == ["figure1"]
    assert [typed.text for typed in read.typed] == ["12"]


def test_a_paragraph_cut_in_two_inside_a_sentence_keeps_its_figures(edited: Edited) -> None:
    read = edited([BILLED], ["We billed {1:£9,490} this quarter and", "forecast {2:£30,000}."])

    assert not_unchanged(read) == []


def test_a_figure_whose_words_turn_up_in_a_new_sentence_is_doubtful(edited: Edited) -> None:
    read = edited(
        [f"{BILLED} {OWED}"], [f"{BILLED} Please write to us. Nothing else stands at £6,799 here."]
    )

    assert [(one.figure.anchor, one.doubtful) for one in read.lost] == [("figure4", True)]
