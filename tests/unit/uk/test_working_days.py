from __future__ import annotations

import datetime as dt

import pytest

from engross.uk.working_days import (
    bank_holidays,
    easter_sunday,
    is_working_day,
    working_day_from,
    working_days_after,
)


@pytest.mark.parametrize(
    ("year", "days"),
    [
        # gov.uk/bank-holidays, England and Wales
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
        (2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
    ],
)
def test_bank_holidays_are_those_that_are_published(year: int, days: str) -> None:
    found = sorted(day.isoformat()[5:] for day in bank_holidays(year))

    assert found == days.split()


@pytest.mark.parametrize(
    "day", [dt.date(1961, 4, 2), dt.date(2000, 4, 23), dt.date(2038, 4, 25), dt.date(2285, 3, 22)]
)
def test_easter_is_where_the_calendar_has_it(day: dt.date) -> None:
    assert easter_sunday(day.year) == day


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (dt.date(2026, 11, 18), dt.date(2026, 11, 18)),
        (dt.date(2026, 11, 21), dt.date(2026, 11, 23)),
        (dt.date(2026, 12, 25), dt.date(2026, 12, 29)),
        (dt.date(2022, 1, 1), dt.date(2022, 1, 4)),
    ],
)
def test_a_day_off_moves_to_the_next_working_day(day: dt.date, working: dt.date) -> None:
    assert working_day_from(day) == working
    assert is_working_day(day) is (day == working)


@pytest.mark.parametrize(
    ("day", "count", "working"),
    [
        (dt.date(2026, 11, 18), 0, dt.date(2026, 11, 18)),
        (dt.date(2026, 11, 21), 0, dt.date(2026, 11, 23)),
        (dt.date(2026, 11, 21), 1, dt.date(2026, 11, 24)),
        (dt.date(2026, 12, 24), 2, dt.date(2026, 12, 30)),
        (dt.date(2026, 12, 25), 1, dt.date(2026, 12, 30)),
    ],
)
def test_working_days_are_counted_from_the_first_working_day(
    day: dt.date, count: int, working: dt.date
) -> None:
    assert working_days_after(day, count) == working
