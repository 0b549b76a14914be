"""Which line of a client's accounts a sentence is about."""

from __future__ import annotations

import pytest

from engross.models.house.line_naming import begins_with, line_about

NAMES = {
    "wages": "Wages",
    "shed": "Wages - packing shed",
    "motor": "Motor expenses",
    "lease": "Motor expenses - lease",
    "repairs": "Repair income",
    "boats": "Boat sales",
    "materials": "Materials",
    "workshop": "Workshop sales",
    "debts": "Bad debts",
    "sales": "Sales",
    "overheads": "Overheads",
}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Wages were below budget because a fitter left.", "wages"),
        ("The wages of the packing shed were not budgeted.", "shed"),
        ("The lease of the van began, so motor expenses will be higher.", "lease"),
        ("Motor expenses are higher.", "motor"),
        ("A bad debt was recovered in May.", "debts"),
        ("Materials cost less though workshop sales rose.", "materials"),
    ],
)
def test_the_longest_name_that_is_said_in_full_is_meant(text: str, line: str) -> None:
    assert line_about(text, NAMES) == line


@pytest.mark.parametrize(
    "text",
    [
        "The overdraft was used because the loan was repaid early.",
        "Sales are up because of the weather and overheads are down since the fitter left.",
        "Wages and motor expenses were above budget because of the show.",
        "Wages were below budget because a fitter left. Bad debts are unchanged.",
        "Profit fell because of wages and motor expenses.",
        "The boat was sold.",
    ],
)
def test_what_names_no_line_or_several_is_about_none(text: str) -> None:
    parts = {key: name for key, name in NAMES.items() if key not in {"sales", "overheads"}}

    assert line_about(text, NAMES) not in parts


def test_two_lines_of_one_name_cannot_be_told_apart() -> None:
    names = {"workshop": "Wages", "office": "Wages"}

    assert not line_about("Wages in the workshop cost more because of overtime.", names)


def test_a_longer_name_is_meant_though_it_is_said_beside_the_shorter_ones_words() -> None:
    names = {"all": "Wages", "office": "Office wages"}

    assert line_about("Office wages were lower because a post is empty.", names) == "office"


def test_a_name_begins_a_text_or_not() -> None:
    assert begins_with("Bad debts are a credit.", "Bad debts")
    assert not begins_with("The bad debts are a credit.", "Bad debts")
