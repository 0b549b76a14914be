from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest
from docx.oxml import OxmlElement

from engross.ooxml.anchored_text import Stretch, place_bookmarks, read_anchored
from engross.records import Figure
from engross.returning import ReadBack, read_back
from engross.returning.words import with_sign

Edited = Callable[..., ReadBack]
Word = Callable[..., bytes]

MINUS, NO_BREAK_HYPHEN = "\N{MINUS SIGN}", "\N{NON-BREAKING HYPHEN}"


def changed(read: ReadBack) -> list[str]:
    return [found.now for found in read.having("changed")]


@pytest.mark.parametrize(
    "typed",
    [
        "({1:£808})",
        "-{1:£808}",
        f"{MINUS}{{1:£808}}",
        f"{MINUS} {{1:£808}}",
        f"{NO_BREAK_HYPHEN}{{1:£808}}",
        "\N{EN DASH}{1:£808}",
        "{1:£808} bn",
        "{1:£808} million",
        "{1:£808}m",
        "{1:£808} k",
        "minus {1:£808}",
        "-({1:£808})",
    ],
)
@pytest.mark.parametrize("bookmarked", [True, False])
def test_a_sign_or_a_power_makes_another_figure(
    edited: Edited, typed: str, *, bookmarked: bool
) -> None:
    words = typed.replace("{1:£808}", "£808")
    after = f"It came to {typed if bookmarked else words} in the quarter."

    read = edited(["It came to {1:£808} in the quarter."], [after])

    assert changed(read) == [words]


@pytest.mark.parametrize("typed", ["-808", "(808)", f"{MINUS}808", "- 808", "808 bn", "£-808"])
@pytest.mark.parametrize("bookmarked", [True, False])
def test_a_sign_typed_into_a_cell_makes_another_figure(
    edited: Edited, typed: str, *, bookmarked: bool
) -> None:
    cell = typed.replace("808", "{1:808}") if bookmarked else typed

    read = edited([], [], [["Net", "{1:808}"]], [["Net", cell]])

    assert changed(read) == [typed]


@pytest.mark.parametrize(("was", "now"), [("-£808", "£808"), ("(808)", "808"), ("£8 bn", "£8")])
def test_a_sign_or_power_that_was_taken_away_makes_another_figure(
    edited: Edited, was: str, now: str
) -> None:
    assert changed(edited([f"Net of {{1:{was}}} here."], [f"Net of {now} here."])) == [now]


def test_a_sign_of_another_make_is_no_change(edited: Edited) -> None:
    assert edited(["Net of {1:-£808} here."], [f"Net of {MINUS}£808 here."]).having("changed") == ()


@pytest.mark.parametrize("now", ["It is small ({1:£808}).", "It is small, {1:£808}."])
def test_brackets_that_stood_around_a_figure_may_stay_or_go(edited: Edited, now: str) -> None:
    assert changed(edited(["It is small ({1:£808})."], [now])) == []


def test_a_figure_typed_over_between_its_old_brackets_is_typed_without_them(
    edited: Edited,
) -> None:
    assert changed(edited(["It is small ({1:£808})."], ["It is small ({1:£900})."])) == ["£900"]


@pytest.mark.parametrize(("text", "at"), [("10-12 days", 3), ("mid-2026", 4), ("(5)-808", 4)])
def test_a_hyphen_of_a_range_or_compound_is_no_sign(text: str, at: int) -> None:
    end = at + len(text[at:].split(maxsplit=1)[0])

    assert with_sign(text, at, end) == (at, end)


def test_a_sign_before_a_plain_number_is_typed(edited: Edited) -> None:
    assert [one.text for one in edited(["Pay in 30 days."], ["Pay in -30 days."]).typed] == ["-30"]


def test_word_s_own_no_break_hyphen_is_a_sign_and_can_be_bookmarked(word: Word) -> None:
    held, saved = word("It came to {1:£808} here."), io.BytesIO()
    edited = docx.Document(io.BytesIO(held))
    edited.paragraphs[0].runs[0]._r.append(OxmlElement("w:noBreakHyphen"))
    edited.save(saved)
    figure = Figure(anchor="figure1", id="f1", kind="fact", text="£808", place="", origin="")

    found = read_back(saved.getvalue(), held, [figure]).figures[0]
    spot = Stretch("figure1", found.block, found.start, found.end)
    again = read_anchored(place_bookmarks(saved.getvalue(), [spot], "figure"))[0]

    assert (found.status, found.now) == ("changed", f"{NO_BREAK_HYPHEN}£808")
    assert again.text == f"It came to {NO_BREAK_HYPHEN}£808 here."
    assert [anchor.name for anchor in again.anchors] == ["figure1"]
