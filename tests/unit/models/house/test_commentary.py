from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from engross.models.house import phrases
from engross.models.house.reading import has_digits
from engross.records import Fact

from .conftest import AS_AT, BEFORE, PERIOD, fact, replaced


def fees(stage: Callable[..., SimpleNamespace], facts: list[Fact]) -> str:
    play = stage(facts=facts)
    return play.told(play.draft())["fees"]


def test_fees_are_parted_into_fixed_ones_and_time_where_they_tie(
    stage: Callable[..., SimpleNamespace], facts: list[Fact]
) -> None:
    parts = [
        fact("billed", PERIOD, 4000, "workstream:stock-system"),
        fact("billed", PERIOD, 5490, "workstream:management-accounts"),
    ]

    assert (
        "Of this, £4,000 is for the Stock system work, which is charged by time, and the other "
        "£5,490 is fixed fees."
    ) in fees(stage, [*facts, *parts])


def test_fees_that_do_not_tie_are_not_parted(
    stage: Callable[..., SimpleNamespace], facts: list[Fact]
) -> None:
    parts = [
        fact("billed", PERIOD, 4000, "workstream:stock-system"),
        fact("billed", PERIOD, 5000, "workstream:management-accounts"),
    ]

    assert "Of this" not in fees(stage, [*facts, *parts])


def test_the_part_is_compared_with_the_period_before(
    stage: Callable[..., SimpleNamespace], facts: list[Fact]
) -> None:
    parts = [
        fact("billed", PERIOD, 4000, "workstream:stock-system"),
        fact("billed", BEFORE, 1100, "workstream:stock-system"),
        fact("billed", PERIOD, 5490, "workstream:management-accounts"),
    ]

    assert "against £1,100 billed for it in the quarter before" in fees(stage, [*facts, *parts])


def test_the_figure_to_date_is_told_as_billed_and_not_yet_billed(
    stage: Callable[..., SimpleNamespace], facts: list[Fact]
) -> None:
    parts = [
        fact("billed", "engagement", 6730, "workstream:stock-system"),
        fact("wip", AS_AT, 840, "workstream:stock-system"),
    ]
    told = fees(stage, [*facts, *parts])

    assert (
        "The Stock system work to date comes to £7,570 excluding VAT: £6,730 billed and £840 done "
        "but not yet billed."
    ) in told
    assert told.count("not yet billed") == 1


def test_several_workstreams_off_their_budgets_are_named_one_by_one(
    stage: Callable[..., SimpleNamespace], facts: list[Fact]
) -> None:
    other = replaced(facts, "variance/engagement/workstream:management-accounts", "-200")
    told = fees(stage, replaced(other, "variance/engagement/matter", "670"))

    assert "which is £670 over the budget of £23,400. " in told
    assert "The Stock system work is forecast at £10,470 excluding VAT" in told
    assert "The Management accounts work is forecast at" in told


def test_money_paid_on_account_is_said_beside_what_is_outstanding(
    stage: Callable[..., SimpleNamespace], facts: list[Fact]
) -> None:
    play = stage(facts=[*facts, fact("on-account", AS_AT, 600)])

    assert "We hold £600 on account for you" in play.told(play.draft())["account"]


def test_every_phrase_is_a_sentence_without_figures_of_its_own() -> None:
    choices = [phrase for topic in phrases.TOPICS for phrase in (*topic.full, *topic.short)]
    choices += [p for group in (phrases.PART, phrases.ASK) for c in group.values() for p in c]
    choices += [phrase for each in phrases.EACH for phrase in each.full]

    assert all(phrase.text.endswith(".") for phrase in choices)
    assert not any(has_digits(re.sub(r"\{[^{}]*\}", "", phrase.text)) for phrase in choices)


@pytest.mark.parametrize(
    ("owed", "late", "said"),
    [
        ("-600", "0", "in credit: what is outstanding comes to \N{MINUS SIGN}£600 including VAT."),
        ("-600", "1996", "comes to \N{MINUS SIGN}£600 including VAT, though £1,996 is overdue."),
        ("500", "1996", "£500 including VAT is outstanding on your account after credits, and"),
        ("1996", "1996", "£1,996 including VAT is outstanding on your account, all of it overdue."),
    ],
)
def test_no_more_is_overdue_of_a_balance_than_it_holds(
    owed: str, late: str, said: str, stage: Callable[..., SimpleNamespace], facts: list[Fact]
) -> None:
    known = replaced(facts, f"outstanding/{AS_AT}/matter", owed)
    play = stage(facts=replaced(known, f"overdue/{AS_AT}/matter", late))

    assert said in play.told(play.draft())["account"]
