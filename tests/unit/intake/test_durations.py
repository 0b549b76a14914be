"""How long something took, as time exports write it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.intake.durations import hours_in


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1:30", 5400), ("-1:30", -5400), ("120:00", 432_000), ("0:00:45", 45), ("45s", 45),
     ("1h30", 5400), ("1h", 3600), ("1 hour, 30 minutes", 5400), ("1 hr and 30 mins", 5400),
     ("1h 30m 15s", 5415), ("90m", 5400), ("1.5h", 5400), ("1,5 h", 5400), (".25", 900),
     ("PT90M", 5400), ("PT1H", 3600), ("0m", 0), ("2 hours.", 7200)],
)  # fmt: skip
def test_a_written_length_of_time_is_its_hours(text: str, seconds: int) -> None:
    assert hours_in(text) == Decimal(seconds) / 3600


@pytest.mark.parametrize(
    "text", ["", "1:75", "1:3", "PT", "h", "1.5 days", "9.30-10.00", "1:30 PM", "1e3", "9" * 99,
             "1h 2h"]
)  # fmt: skip
def test_what_states_no_hours_is_none(text: str) -> None:
    assert hours_in(text) is None


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59))
def test_every_form_of_a_length_is_the_same_length(hours: int, minutes: int, seconds: int) -> None:
    forms = (f"{hours}:{minutes:02}:{seconds:02}", f"{hours}h {minutes}m {seconds}s")
    length = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)

    assert {hours_in(form) for form in forms} == {hours_in(length)}


@given(st.text(max_size=50))
def test_any_text_is_hours_or_none(text: str) -> None:
    hours = hours_in(text)

    assert hours is None or hours.is_finite()
