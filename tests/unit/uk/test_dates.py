"""UK dates, and the ones that cannot be."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.uk.dates import (
    date_faults,
    dates_in,
    day_in,
    format_date,
    impossible_dates,
    is_date,
    parse_date,
    weekday_mismatches,
)

NOVEMBER = dt.date(2026, 11, 3)
days = st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))


@pytest.mark.parametrize(
    "text",
    ["3 Nov 2026", "03/11/2026", "3/11/26", "2026-11-03", "3rd November 2026", "3-Nov-26",
     "03.11.2026", "Tuesday 3 November 2026", "Tues, 3rd of November, 2026",
     "2026-11-03 00:00:00", "2026-11-03T09:30:00Z"],
)  # fmt: skip
def test_a_date_is_read_day_first_in_every_form(text: str) -> None:
    assert parse_date(text) == NOVEMBER


@pytest.mark.parametrize(
    "text",
    ["", "soon", "3 November", "31 June 2026", "29 February 2026", "11/23/2026", "2026-13-01",
     "Monday 3 April 2025", "45000", "2026", "3 Nov 2026 or so"],
)  # fmt: skip
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="“"):
        parse_date(text)


@given(days)
def test_a_written_date_reads_back(day: dt.date) -> None:
    assert parse_date(format_date(day)) == day


@given(days, st.integers(0, 6))
def test_only_the_right_weekday_passes(day: dt.date, weekday: int) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]

    faults = weekday_mismatches(f"We meet on {name} {format_date(day)}.")

    assert bool(faults) == (day.weekday() != weekday)


@given(st.text(max_size=60))
def test_no_text_breaks_the_search_for_dates(text: str) -> None:
    assert all(text[found.start : found.end] == found.text for found in dates_in(text))


def test_a_wrong_weekday_is_named_with_the_right_one() -> None:
    (fault,) = weekday_mismatches("We spoke on Monday 3 April 2025 about it.")

    assert fault.text == "Monday 3 April 2025"
    assert fault.message.endswith("3 April 2025 is a Thursday")


def test_a_weekday_without_a_year_is_judged_near_a_day() -> None:
    text = "by Friday 23 October and Monday 4 January"

    near = weekday_mismatches(text, dt.date(2026, 10, 14))

    assert [fault.text for fault in near] == []
    assert [f.text for f in weekday_mismatches(text, dt.date(2025, 10, 14))] == [
        "Friday 23 October",
        "Monday 4 January",
    ]
    assert weekday_mismatches(text) == ()


def test_impossible_dates_are_found_with_or_without_a_year() -> None:
    found = impossible_dates("31 June, 30 February 2026, 31/09/2026 and 29 February")

    assert [fault.text for fault in found] == ["31 June", "30 February 2026", "31/09/2026"]


@pytest.mark.parametrize(
    "text", ["£45 may be payable", "version 10.45.30", "ref 2026-10-141", "of the 45 may be late"]
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert date_faults(text) == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Call w/ Ruth (Wrackline) 6/10/26 - Helen", dt.date(2026, 10, 6)),
        ("Call on 6/10/2026, after 1/9/26", dt.date(2026, 10, 6)),
        ("Call on Tuesday 6 October 2026", dt.date(2026, 10, 6)),
        ("on 31/9/26 or 6 October", None),
        ("1/2/3 or 1/10/26/4", None),
    ],
)
def test_the_first_whole_day_of_a_line_may_have_a_short_year(
    text: str, day: dt.date | None
) -> None:
    assert day_in(text) == day


def test_a_line_that_is_a_day_and_nothing_else_is_told_apart() -> None:
    assert is_date("6/10/26")
    assert is_date("Tuesday 6 October 2026:")
    assert not is_date("6 October")
    assert not is_date("Called on 6 October 2026")
