"""Numbers shown as dates and times, by Excel's calendar."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.sources.readers.display import shown
from engross.sources.readers.display_dates import LAST_DAY, UNSHOWABLE


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("dd/mm/yyyy", "05/10/2026"),
        ("d-m-yy", "5-10-26"),
        ("ddd d mmm yy", "Mon 5 Oct 26"),
        ("dddd, dd mmmm yyyy", "Monday, 05 October 2026"),
        ("mmmmm", "O"),
        ("[$-809]dd mmmm yyyy;@", "05 October 2026"),
        ("yyyy\\-mm\\-dd", "2026-10-05"),
        ("bbbb", "2569"),
        ("e", "2026"),
        ("gyyyy", "2026"),
        ('d" of "mmmm', "5 of October"),
        ("dd.mm.yyyy", "05.10.2026"),
    ],
)
def test_days(code: str, text: str) -> None:
    assert shown(46300, code) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("hh:mm", "14:05"),
        ("h:mm:ss", "14:05:09"),
        ("h:mm AM/PM", "2:05 PM"),
        ("h:mm am/pm", "2:05 PM"),
        ("h a/p", "2 p"),
        ("mm:ss", "05:09"),
        ("h m", "14 5"),
        ("mm", "10"),
        ("dd/mm hh:mm", "05/10 14:05"),
        ("ss.00", "09.30"),
        ("mm:ss.0", "05:09.3"),
    ],
)
def test_times_and_the_two_meanings_of_m(code: str, text: str) -> None:
    moment = Decimal(46300) + Decimal("50709.3") / 86400

    assert shown(moment, code) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [("[h]:mm", "36:30"), ("[mm]:ss", "2190:00"), ("[ss]", "131400"), ("[hhh]", "036")],
)
def test_durations_go_on_beyond_a_day(code: str, text: str) -> None:
    assert shown(Decimal("1.5") + Decimal("0.5") / 24, code) == text


def test_midnight_and_noon_are_twelve() -> None:
    assert shown(0, "h AM/PM") == "12 AM"
    assert shown(0.5, "h AM/PM") == "12 PM"


def test_seconds_are_rounded_and_minutes_cut_off() -> None:
    assert shown(0.99999, "h:mm:ss") == "23:59:59"
    assert shown(Decimal("0.999999"), "h:mm:ss") == "0:00:00"
    assert shown(Decimal("0.5") + Decimal(59) / 86400, "h:mm") == "12:00"


def test_the_calendar_of_1900_has_a_day_that_never_was() -> None:
    assert shown(0, "dd/mm/yyyy") == "00/01/1900"
    assert shown(1, "ddd dd/mm/yyyy") == "Sun 01/01/1900"
    assert shown(60, "dd/mm/yyyy") == "29/02/1900"
    assert shown(61, "ddd dd/mm/yyyy") == "Thu 01/03/1900"


def test_the_calendar_of_1904_begins_four_years_later() -> None:
    assert shown(0, "dd/mm/yyyy", date_1904=True) == "01/01/1904"


@pytest.mark.parametrize("number", [-1, -0.25, LAST_DAY + 1, 1e300])
def test_a_number_outside_the_calendar_fills_the_cell(number: float) -> None:
    assert shown(number, "dd/mm/yyyy") == UNSHOWABLE


@given(st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 31)))
def test_every_day_since_march_1900_is_shown_as_itself(day: dt.date) -> None:
    number = (day - dt.date(1899, 12, 30)).days

    assert shown(number, "ddd yyyy-mm-dd") == f"{day:%a} {day.isoformat()}"
