"""UK dates, and the ones that cannot be."""

from __future__ import annotations

import datetime as dt
import time

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
     "03.11.2026", "3.11.26", "3-11-2026", "Tuesday 3 November 2026", "Tues, 3rd of November, 2026",
     "Tue 3/11/26", "2026-11-03 00:00:00", "2026-11-03T09:30:00Z", "20261103", "20261103T093000Z",
     "2026/11/03", "3 Nov '26", "3Nov2026", "03/Nov/2026", "November 3, 2026", "Nov 3rd 2026",
     "Tuesday, November 3, 2026", "03/11/2026 09:30", "03/11/2026, 9.30am", "3 Nov 2026 at 23:30",
     "03/11/2026 09:30:15.123 PM", "2026-11-03T23:30:00+01:00", "3\u00a0November\u2009 2026"],
)  # fmt: skip
def test_a_date_is_read_day_first_in_every_form(text: str) -> None:
    assert parse_date(text) == NOVEMBER


@pytest.mark.parametrize("text", ["11/03/2026", "11-03-26", "11/3/26 10:15"])
def test_american_figures_are_read_month_first_where_that_is_said(text: str) -> None:
    assert parse_date(text, month_first=True) == NOVEMBER


@pytest.mark.parametrize(
    "text", ["03.11.2026", "3 Nov 2026", "2026-11-03", "2026/11/03", "20261103"]
)
def test_what_is_never_american_is_read_the_same_month_first(text: str) -> None:
    assert parse_date(text, month_first=True) == NOVEMBER


def test_month_first_refuses_a_thirteenth_month() -> None:
    with pytest.raises(ValueError, match=r"no month 13 \(dates are read month first\)"):
        parse_date("13/04/2026", month_first=True)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-06-30T22:59:59Z", dt.date(2026, 6, 30)),
        ("2026-06-30T23:00:00.000Z", dt.date(2026, 7, 1)),
        ("2026-06-30T23:00:00+00:00", dt.date(2026, 7, 1)),
        ("2026-12-31T23:30:00Z", dt.date(2026, 12, 31)),
        ("2026-03-28T23:30:00Z", dt.date(2026, 3, 28)),
        ("2026-03-29T23:30:00Z", dt.date(2026, 3, 30)),
        ("2026-10-24T23:30:00Z", dt.date(2026, 10, 25)),
        ("2026-10-25T23:30:00Z", dt.date(2026, 10, 25)),
        ("2026-06-30T23:30:00", dt.date(2026, 6, 30)),
    ],
)
def test_an_instant_in_utc_is_the_day_that_it_was_in_the_uk(text: str, day: dt.date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("figures", "year"), [("00", 2000), ("26", 2026), ("49", 2049), ("50", 1950)]
)
def test_two_figures_are_a_year_between_1950_and_2049(figures: str, year: int) -> None:
    assert parse_date(f"3 Nov {figures}").year == year


@pytest.mark.parametrize(
    "text",
    ["", "soon", "3 November", "Fri 3 April", "31 June 2026", "29 February 2026", "11/23/2026",
     "2026-13-01", "20261301", "Monday 3 April 2025", "Mon 3/11/26", "45000", "46301.5", "2026",
     "3 Nov 2026 or so", "3/4", "3/4/0026", "3/4-26", "3 \u017fept 2026", "\u0663/4/2026",
     "2026-11-03T25:00:00Z", "9" * 500, "0000-00-00"],
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


_FORMS = (
    "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y%m%d", "%d-%b-%Y", "%A %d %B %Y", "%B %d, %Y",
    "%d/%m/%y", "%Y/%m/%dT%H:%M:%S",
)  # fmt: skip


@given(days, st.sampled_from(_FORMS))
def test_every_form_of_a_day_reads_back(day: dt.date, form: str) -> None:
    if not (form.endswith("%y") and day.year > 2049):
        assert parse_date(day.strftime(form)) == day


@given(days)
def test_month_first_and_day_first_are_mirror_images(day: dt.date) -> None:
    assert parse_date(day.strftime("%m/%d/%Y"), month_first=True) == day


@given(st.text(max_size=60), st.booleans())
def test_any_text_is_a_date_or_a_refusal(text: str, month_first: bool) -> None:  # noqa: FBT001 - hypothesis fills it in
    try:
        day = parse_date(text, month_first=month_first)
    except ValueError:
        return

    assert day.year >= 1000


@pytest.mark.parametrize("piece", ["1", "1 ", "1/", "Mon ", "3 April ", "2026-", "\u017f"])
def test_a_long_text_takes_no_longer_than_a_short_one(piece: str) -> None:
    started = time.perf_counter()
    with pytest.raises(ValueError, match="is not a date"):
        parse_date(piece * 200_000)

    assert time.perf_counter() - started < 0.5


def test_letters_that_only_look_like_a_month_break_nothing() -> None:
    assert dates_in("3 \u017feptember 2026 and \u017fat 4 Oct 2026")[0].text == "4 Oct 2026"


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
