from __future__ import annotations

import pytest

from engross.models.house.nearness import Nearness
from engross.models.house.reading import PassageLine
from engross.models.house.salience import differing, each_once, names_price, worth_having
from engross.uk.figures import said_figures


def line(number: int, text: str, kind: str = "action", **more: str) -> PassageLine:
    plain = {"speaker": "", "owner": "", "due": "", **more}
    figures = tuple(said.text for said in said_figures(text))
    return PassageLine(id=f"p{number}", kind=kind, text=text, figures=figures, **plain)


def kept(*lines: PassageLine) -> list[str]:
    return [passage.id for passage in each_once(lines, Nearness())[0]]


def test_the_note_of_a_call_stands_for_what_was_said_in_it() -> None:
    said = line(
        1,
        "Then could you move the start of the stock system from the 2nd of November to the 16th?",
        "instruction",
        speaker="Ruth Adeyemi",
    )
    note = line(
        2,
        "Ms Adeyemi asked us to move the start of the stock system from 2 November to 16 November.",
        "instruction",
    )
    once, again = each_once([said, note], Nearness())

    assert [passage.id for passage in once] == ["p2"]
    assert again == {"p2": ("p1",)}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "The July accounts were issued within a week.",
            "The May accounts were issued within a week.",
        ),
        ("Pay the yard fifteen thousand pounds now.", "Pay the yard £50,000 now."),
        (
            "Count the 11 lines again before the start.",
            "Count the 12 lines again before the start.",
        ),
    ],
)
def test_other_figures_months_or_names_are_another_statement(first: str, second: str) -> None:
    assert kept(line(1, first, "background"), line(2, second, "background")) == ["p1", "p2"]


def test_the_same_task_by_the_same_day_is_one() -> None:
    said = line(
        1,
        "I'll write to you with the revised estimate by Friday the 16th.",
        speaker="Helen Pike",
        owner="Helen Pike",
        due="Friday the 16th",
    )
    note = line(
        2,
        "write to Ms Adeyemi with the revised estimate for the stock system.",
        owner="Helen Pike",
        due="16 October 2026",
    )

    assert kept(said, note) == ["p2"]


def test_a_note_and_a_call_that_give_other_days_are_shown_as_differing() -> None:
    said = line(1, "I'll send the bin list by the 21st.", speaker="PS", owner="PS", due="the 21st")
    note = line(2, "send the bin list for the recount.", owner="PS", due="30 October 2026")

    assert differing([said, note]) == [(note, said)]
    assert differing([note, note]) == []


@pytest.mark.parametrize(
    "text",
    [
        "Forget the cash flow, I'll do it by the 30th of October.",
        "I'm worried about getting two people off the slip by the 26th of October.",
        "Can you hear me now, or shall I ring you again by the 5th?",
    ],
)
def test_what_is_taken_back_felt_or_said_to_run_the_call_is_not_worth_having(text: str) -> None:
    said = line(1, text, speaker="Ruth Adeyemi", due="30 October")

    assert worth_having([said], lambda _passage: True) == []


def test_spoken_words_that_can_only_be_quoted_need_a_reason_to_stand() -> None:
    bare = line(1, "I can send those over to you today.", speaker="PS")
    dated = line(2, "I can send those over by the 5th.", speaker="PS", due="the 5th")

    assert worth_having([bare, dated], lambda _passage: False) == [dated]
    assert worth_having([bare, dated], lambda _passage: True) == [bare, dated]


@pytest.mark.parametrize(
    ("text", "is_price"),
    [
        ("Sam Okafor told us that the budget is £800 a month.", True),
        ("The other firm quoted £9,000 plus VAT.", True),
        ("Stock of £40,000 was written down last year.", False),
        ("The fee is to be fixed.", False),
    ],
)
def test_a_price_is_an_amount_that_something_is_to_cost(text: str, *, is_price: bool) -> None:
    assert names_price(line(1, text, "background")) is is_price
