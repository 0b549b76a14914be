"""Quarters, months, days and engagement years."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.uk.periods import Period, as_at, engagement_year, label_for, month, quarter_of


@pytest.mark.parametrize("text", ["2026-Q3", "Q3 2026", "q3-2026", " 2026 Q3 "])
def test_a_quarter_is_read_in_either_order(text: str) -> None:
    period = Period.parse(text)

    assert (period.key, period.label) == ("2026-Q3", "Q3 2026 (July to September 2026)")
    assert (period.start, period.end) == (dt.date(2026, 7, 1), dt.date(2026, 9, 30))


@pytest.mark.parametrize("text", ["2026-09", "September 2026", "Sept 2026", "sep 2026"])
def test_a_month_is_read_by_number_or_name(text: str) -> None:
    assert Period.parse(text) == month(2026, 9)


@pytest.mark.parametrize("text", ["", "2026", "2026-Q5", "2026-13", "Q3", "Smarch 2026", "ma 2026"])
def test_what_is_no_period_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(ValueError, match="2026-Q3"):
        Period.parse(text)


def test_a_day_is_a_period_for_balances() -> None:
    assert Period.parse("at-2026-10-14") == as_at(dt.date(2026, 10, 14))
    assert label_for("at-2026-10-14") == "as at 14 October 2026"


def test_a_quarter_knows_its_months_and_neighbours() -> None:
    quarter = Period.parse("2026-Q1")

    assert [m.key for m in quarter.months()] == ["2026-01", "2026-02", "2026-03"]
    assert (quarter.previous().key, quarter.next().key) == ("2025-Q4", "2026-Q2")


def test_the_engagement_year_contains_the_day() -> None:
    year = engagement_year(dt.date(2026, 10, 14), 4)

    assert (year.key, year.label) == ("engagement", "engagement year to 31 March 2027")
    assert engagement_year(dt.date(2026, 3, 31), 4).end == dt.date(2026, 3, 31)
    assert year.previous().end == dt.date(2026, 3, 31)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.integers(1, 12))
def test_neighbouring_periods_meet_without_a_gap(day: dt.date, first_month: int) -> None:
    year = engagement_year(day, first_month)
    for period in (quarter_of(day), month(day.year, day.month), as_at(day), year):
        assert period.contains(day)
        assert period.next().start == period.end + dt.timedelta(days=1)
        assert period.next().previous() == period


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)))
def test_every_key_reads_back(day: dt.date) -> None:
    for period in (quarter_of(day), month(day.year, day.month), as_at(day)):
        assert Period.parse(period.key) == period
        assert label_for(period.key) == period.label


def test_keys_without_days_of_their_own_have_labels() -> None:
    assert label_for("engagement") == "engagement year"
    assert label_for("register") == "the firm's register"
