"""The day that somebody meant, and silence when it is not certain."""

from __future__ import annotations

import datetime as dt

import pytest

from engross.intake.classing import due_in
from engross.intake.deadlines import deadline

SAID_ON = dt.date(2026, 10, 7)  # a Wednesday


def meant(text: str, said_on: dt.date | None = SAID_ON) -> str:
    day = deadline(due_in(text), text, said_on)
    return day.isoformat() if day else ""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I'll send it by 23 October.", "2026-10-23"),
        ("I'll send it by Friday 23 October.", "2026-10-23"),
        ("I'll send it by Fri. 23 Oct 2026 at the latest.", "2026-10-23"),
        ("I'll send it by the 23rd of October.", "2026-10-23"),
        ("I'll send it by 15 January.", "2027-01-15"),
        ("I'll send it by 23/10/2026.", "2026-10-23"),
        ("I'll send it by Friday.", "2026-10-09"),
        ("I'll send it on Monday.", "2026-10-12"),
        ("I'll send it this Friday, by Friday.", "2026-10-09"),
        ("I'll send it by thurs.", "2026-10-08"),
        ("I'll send it tomorrow morning.", "2026-10-08"),
        ("I'll send it today.", "2026-10-07"),
        ("I'll send it by the end of October.", "2026-10-31"),
        ("I'll send it by the end of February.", "2027-02-28"),
        ("I'll send it by the end of the month.", "2026-10-31"),
        ("I'll send it by the close of business on Friday.", "2026-10-09"),
        ("I'll send it by the 16th.", "2026-10-16"),
    ],
)
def test_a_time_that_can_only_be_one_day_is_that_day(text: str, day: str) -> None:
    assert meant(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "I'll send it next Friday, so by next Friday.",
        "I'll send it before Monday.",
        "I'll send it in the week of 26 October.",
        "I'll send it by the end of the week.",
        "I'll send it by October.",
        "I'll send it by Wednesday.",
        "I'll send it by the 5th.",
        "I'll send it by 1 October.",
        "I'll send it by Monday 23 October.",
        "I'll send it by 31 November.",
        "I'll send it by the 16th or the 23rd.",
        "Hopefully I'll send it by Friday.",
        "I'll send it by Friday or Monday.",
        "I won't send it by Friday.",
        "I'll send it by Christmas.",
        "I'll send it by 16/10.",
        "I'll send it.",
    ],
)
def test_what_could_be_two_days_or_none_is_left_as_it_was_said(text: str) -> None:
    assert meant(text) == ""


def test_without_the_day_of_the_call_only_a_whole_date_is_certain() -> None:
    assert meant("I'll send it by 23 October 2026.", None) == "2026-10-23"
    assert meant("I'll send it by 23 October.", None) == ""
    assert meant("I'll send it tomorrow.", None) == ""


def test_a_time_that_stands_in_a_label_and_not_in_the_text_is_not_taken_from_the_text() -> None:
    assert deadline("Friday 23 October", "Send the accounts.", SAID_ON) == dt.date(2026, 10, 23)
