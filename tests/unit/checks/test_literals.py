from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.records import Finding
from engross.uk.figures import figures_in

Check = Callable[..., tuple[Finding, ...]]


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("We billed £2,500 in all.", "£2,500"),
        ("It is 4.5% above.", "4.5%"),
        ("The work took 12 hours.", "12"),
        ("It is due on 14 October.", "14"),
        ("In Q3 we did more.", "Q3"),
        ("It starts at 14:30.", "14:30"),
        ("Invoice WRA001 is paid.", "WRA001"),
        ("We expect about forty thousand by then.", "forty thousand"),
        ("There are three suppliers.", "three"),
        ("Twenty-five items differ.", "Twenty-five"),
        ("A hundred and two of them.", "hundred and two"),
        ("A few % more.", "%"),
        ("Costs are in £ only.", "£"),
        ("Form 5 is enclosed.", "5"),
    ],
)
def test_a_typed_figure_blocks(noticed: Check, text: str, literal: str) -> None:
    (finding,) = (f for f in noticed("stray-literals", text) if f.severity == "block")

    assert f"“{literal}”" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "Fees billed were [[fact:billed/2026-Q3/matter]].",
        "[[quote:p1]]",
        "One or two points are open.",
        "Often somebody else's seventh-hour attention is what counts.",
        "The first of them is done, the second is not.",
    ],
)
def test_slots_and_small_words_pass(noticed: Check, text: str) -> None:
    assert noticed("stray-literals", text) == ()


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Your fees have doubled.", "doubled"),
        ("The work is a third over budget.", "a third"),
        ("Half of the invoices are unpaid.", "Half"),
        ("About two-thirds of the budget is used.", "two-thirds"),
        ("Fees are twice what they were.", "twice"),
        ("We billed a quarter more.", "a quarter"),
        ("[[fact:billed/2026-Q3/matter]] is double what it was.", "double"),
        ("Costs rose by half.", "by half"),
        ("Fees rose by two per cent.", "two per cent"),
    ],
)
def test_parts_and_multiples_of_money_in_words_block(noticed: Check, text: str, part: str) -> None:
    (finding,) = noticed("stray-literals", text)

    assert finding.severity == "block"
    assert f"“{part}” in" in finding.message


@pytest.mark.parametrize("text", ["Half of them agree.", "The stock was counted twice."])
def test_parts_of_other_things_are_a_warning(noticed: Check, text: str) -> None:
    (finding,) = noticed("stray-literals", text)

    assert finding.severity == "warn"


@pytest.mark.parametrize(
    "text",
    [
        "Fees this quarter and in the quarter before are in the table.",
        "A third transfer was made of the fees data.",
        "They had a half-day of training on invoices.",
        "Third parties may not rely on these figures, nor on the first half of the year.",
        "Double-entry bookkeeping needs double checking of each invoice.",
    ],
)
def test_words_that_only_sound_like_parts_pass(noticed: Check, text: str) -> None:
    assert noticed("stray-literals", text) == ()


@pytest.mark.parametrize("text", ["It is due by Friday.", "We start in November.", "By early May."])
def test_a_date_in_words_is_a_warning(noticed: Check, text: str) -> None:
    (finding,) = noticed("stray-literals", text)

    assert finding.severity == "warn"


def test_a_month_that_the_cited_passage_has_passes(noticed: Check) -> None:
    text = "The stock module moves to November at your request."

    assert noticed("stray-literals", text, ["p1"]) == ()
    assert len(noticed("stray-literals", text, ["p2"])) == 1


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=30))
def test_no_ascii_digit_escapes(text: str) -> None:
    found = "".join(literal.text for literal in figures_in(text))

    assert [c for c in text if c in "0123456789"] == [c for c in found if c in "0123456789"]
