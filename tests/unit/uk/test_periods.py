"""Quarters, months, days and engagement years."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.uk.periods import (
    Period,
    as_at,
    between,
    engagement_year,
    half,
    label_for,
    month,
    quarter_of,
    tax_year,
)


@pytest.mark.parametrize(
    "text",
    [
        "2026-Q3",
        "Q3 2026",
        "q3-2026",
        " 2026 Q3 ",
        "Q3 '26",
        "third quarter of 2026",
        "quarter ended 30 September 2026",
        "three months to September 2026",
        "July to September 2026",
        "Jul\u2013Sep 2026",
        "1 July to 30 September 2026",
        "01/07/2026 - 30/09/2026",
    ],
)
def test_a_quarter_is_read_however_it_is_named(text: str) -> None:
    period = Period.parse(text)

    assert (period.key, period.label) == ("2026-Q3", "Q3 2026 (July to September 2026)")
    assert (period.start, period.end) == (dt.date(2026, 7, 1), dt.date(2026, 9, 30))


@pytest.mark.parametrize(
    "text", ["2026-09", "September 2026", "Sept 2026", "sep 2026", "Sept 26", "Sep-26", "09/2026"]
)
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


@pytest.mark.parametrize(
    ("text", "key", "label", "start", "end"),
    [
        ("H1 2026", "2026-H1", "H1 2026 (January to June 2026)", "2026-01-01", "2026-06-30"),
        ("year ended 31 March 2026", "2026-03-12m", "year ended 31 March 2026", "2025-04-01",
         "2026-03-31"),
        ("y/e 29 Feb 2028", "2028-02-12m", "year ended 29 February 2028", "2027-03-01",
         "2028-02-29"),
        ("six months to 30 September 2026", "2026-09-6m", "six months to 30 September 2026",
         "2026-04-01", "2026-09-30"),
        ("18 months to June 2026", "2026-06-18m", "18 months to 30 June 2026", "2025-01-01",
         "2026-06-30"),
        ("Nov to Jan 2027", "2027-01-3m", "three months to 31 January 2027", "2026-11-01",
         "2027-01-31"),
        ("w/e 9 October 2026", "2026-10-09-7d", "week ending 9 October 2026", "2026-10-03",
         "2026-10-09"),
        ("week commencing 3/10/26", "2026-10-09-7d", "week ending 9 October 2026", "2026-10-03",
         "2026-10-09"),
        ("tax year 2025/26", "2025-26-tax", "tax year 2025/26 (6 April 2025 to 5 April 2026)",
         "2025-04-06", "2026-04-05"),
        ("3 July 2026 to 9 August 2026", "2026-08-09-38d", "3 July 2026 to 9 August 2026",
         "2026-07-03", "2026-08-09"),
        ("as at 30 September 2026", "at-2026-09-30", "as at 30 September 2026", "2026-09-30",
         "2026-09-30"),
        ("calendar year 2026", "2026-12-12m", "year ended 31 December 2026", "2026-01-01",
         "2026-12-31"),
    ],
)  # fmt: skip
def test_a_period_is_read_as_people_and_exports_name_it(
    text: str, key: str, label: str, start: str, end: str
) -> None:
    period = Period.parse(text)

    assert (period.key, period.label) == (key, label)
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    ("text", "key"),
    [("FY25/26", "2026-03-12m"), ("FY2025-26", "2026-03-12m"), ("FY26", "2026-03-12m"),
     ("2025/26", "2026-03-12m"), ("financial year 2025/2026", "2026-03-12m"),
     ("Q1 FY26", "2025-Q2"), ("FY25/26 Q4", "2026-Q1"), ("H2 FY26", "2026-03-6m"),
     ("tax year 2025/26", "2025-26-tax"), ("Q3 2026", "2026-Q3")],
)  # fmt: skip
def test_a_financial_year_begins_in_the_month_that_is_given(text: str, key: str) -> None:
    assert Period.parse(text, first_month=4).key == key


def test_a_financial_year_from_january_is_named_by_one_year() -> None:
    assert Period.parse("FY26", first_month=1).key == "2026-12-12m"
    with pytest.raises(ValueError, match="names two years"):
        Period.parse("FY25/26", first_month=1)


@pytest.mark.parametrize("text", ["FY25/26", "FY26", "2025/26", "2025-26", "Q3 FY26"])
def test_a_financial_year_without_its_first_month_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(ValueError, match="write the year's last day"):
        Period.parse(text)


@pytest.mark.parametrize(
    "text",
    ["tax year 2025/27", "FY25/27", "tax year to 6 April 2026", "H3 2026", "as at 31 June 2026",
     "30 September to 1 September 2026", "0 months to 3 May 2026", "as at 1 January 0999",
     "year ended Monday 31 March 2026", "30 September 2026", "from July", "9" * 999],
)  # fmt: skip
def test_a_period_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"[a-z]"):
        Period.parse(text, first_month=4)


def test_the_same_days_have_the_same_key_however_they_were_named() -> None:
    year = between(dt.date(2025, 4, 1), dt.date(2026, 3, 31))

    assert Period.parse("FY26", first_month=4) == year == Period.parse("year to March 2026")
    assert Period.parse("year ended 5 April 2026") == tax_year(2025)


def test_longer_and_shorter_periods_know_their_months_and_neighbours() -> None:
    year, week = Period.parse("2026-03-12m"), Period.parse("2026-10-02-7d")

    assert [m.key for m in half(2026, 1).months()] == [f"2026-0{n}" for n in range(1, 7)]
    assert (year.previous().key, year.next().key) == ("2025-03-12m", "2027-03-12m")
    assert (week.previous().key, week.next().key) == ("2026-09-25-7d", "2026-10-09-7d")
    assert [m.key for m in week.months()] == ["2026-09", "2026-10"]
    assert (tax_year(2025).previous(), tax_year(2025).next()) == (tax_year(2024), tax_year(2026))


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="30 June 2026 is before 1 July 2026"):
        between(dt.date(2026, 7, 1), dt.date(2026, 6, 30))


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.integers(1, 36))
def test_runs_of_months_read_back_and_meet_their_neighbours(day: dt.date, count: int) -> None:
    period = Period.parse(f"{count} months to {day:%B %Y}")

    assert len(period.months()) == count
    assert Period.parse(period.key) == period == Period.parse(period.label.partition(" (")[0])
    assert period.next().start == period.end + dt.timedelta(days=1)
    assert period.next().previous() == period


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.integers(0, 800))
def test_any_stretch_of_days_reads_back_and_meets_its_neighbours(day: dt.date, more: int) -> None:
    period = between(day, day + dt.timedelta(days=more))

    assert Period.parse(period.key) == period == Period.parse(period.label.partition(" (")[0])
    assert period.next().start == period.end + dt.timedelta(days=1)
    assert period.previous().end == period.start - dt.timedelta(days=1)
    assert "/" not in period.key


@given(st.text(max_size=60), st.one_of(st.none(), st.integers(1, 12)))
def test_any_text_is_a_period_or_a_refusal(text: str, first_month: int | None) -> None:
    try:
        period = Period.parse(text, first_month=first_month)
    except ValueError:
        return

    assert period.start <= period.end
