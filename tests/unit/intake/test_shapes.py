"""Sentences by their small words alone."""

from __future__ import annotations

from engross.intake.shapes import matter, pieces


def test_sentences_about_different_things_have_one_shape() -> None:
    assert pieces("I'll send you the timetable.") == pieces("I'll send you the valuation.")


def test_another_promise_has_another_shape() -> None:
    assert pieces("I'll send you the timetable.") != pieces("I sent you the timetable.")


def test_a_shape_knows_where_a_sentence_begins_and_that_it_asks() -> None:
    found = pieces("Could you send the 12 count sheets?")

    assert {"^ could you", "send the #", "_ ?"} <= found
    assert not {"_", "^"} & found


def test_curly_apostrophes_make_no_difference() -> None:
    assert pieces("I\N{RIGHT SINGLE QUOTATION MARK}ll send it.") == pieces("I'll send it.")


def test_what_a_sentence_is_about_are_the_words_that_the_shape_leaves_out() -> None:
    assert matter("Could you send the cash flow by Friday?") == {"cash", "flow"}
