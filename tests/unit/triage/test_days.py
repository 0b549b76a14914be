from __future__ import annotations

import datetime as dt

import pytest

from engross.triage.days import days_said, working_days_until

WEDNESDAY = dt.date(2026, 10, 14)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("by 16 October 2026", dt.date(2026, 10, 16)),
        ("by 16 October", dt.date(2026, 10, 16)),
        ("on 19/10/26", dt.date(2026, 10, 19)),
        ("by October 19th", dt.date(2026, 10, 19)),
        ("by Oct 19, 2026", dt.date(2026, 10, 19)),
        ("today", WEDNESDAY),
        ("by tomorrow morning", dt.date(2026, 10, 15)),
        ("on Friday", dt.date(2026, 10, 16)),
        ("next Friday", dt.date(2026, 10, 16)),
        ("by Weds", WEDNESDAY),
        ("last Monday", dt.date(2026, 10, 12)),
        ("the 20th", dt.date(2026, 10, 20)),
        ("the 2nd", dt.date(2026, 10, 2)),
        ("in two days", dt.date(2026, 10, 16)),
        ("within 48 hours", dt.date(2026, 10, 16)),
        ("only three days left", dt.date(2026, 10, 17)),
        ("in a couple of days", dt.date(2026, 10, 16)),
        ("in a week", dt.date(2026, 10, 21)),
        ("by the end of the week", dt.date(2026, 10, 16)),
        ("next week", dt.date(2026, 10, 19)),
        ("by the end of the month", dt.date(2026, 10, 31)),
        ("yesterday", dt.date(2026, 10, 13)),
    ],
)
def test_words_name_the_earliest_day_that_they_can_mean(text: str, day: dt.date) -> None:
    days = [said.day for said in days_said(text, WEDNESDAY)]

    assert day in days


@pytest.mark.parametrize("text", ["soon", "30/13/26", "the 3rd year", "in order", "31 June 2026"])
def test_what_is_no_day_names_none(text: str) -> None:
    assert days_said(text, WEDNESDAY) == ()


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (dt.date(2026, 10, 13), 0),
        (WEDNESDAY, 0),
        (dt.date(2026, 10, 16), 2),
        (dt.date(2026, 10, 18), 2),
        (dt.date(2026, 10, 21), 5),
        (dt.date(2026, 12, 29), 52),
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(day: dt.date, number: int) -> None:
    assert working_days_until(day, WEDNESDAY) == number
