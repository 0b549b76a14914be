from __future__ import annotations

import datetime as dt

import pytest

from engross.intake.accounts.spans_of_time import (
    day_alone,
    day_in_title,
    end_in_titles,
    period_in,
    period_of_heading,
    period_of_titles,
)
from engross.uk.periods import Period

Q3 = Period.parse("2026-Q3")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("For the 3 months ended 30 September 2026", "2026-Q3"),
        ("For the month ended 30 September 2026", "2026-09"),
        ("Six months to 30 September 2026", "2026-09-6m"),
        ("July - September, 2026", "2026-Q3"),
        ("Management accounts: September 2026", "2026-09"),
        ("1 April 2026 to 30 September 2026", "2026-09-6m"),
        ("P&L Q3 2026 (draft)", "2026-Q3"),
        ("Year ended 31 March 2026", "2026-03-12m"),
        ("Budget FY27", "2027-03-12m"),
        ("Sep 26", "2026-09"),
        ("Management accounts Q2 2026/27", "2026-Q3"),
        ("Q4 FY27", "2027-Q1"),
        ("Q2 26/27", "2026-Q3"),
        ("Quarter 2 2026/27", "2026-Q3"),
        ("Quarter 2 2026", "2026-Q2"),
        ("H1 2026/27", "2026-09-6m"),
        ("P6 FY27", "2026-09"),
        ("September 1-30, 2026", "2026-09"),
        ("FY2026/27 Q1", "2026-Q2"),
        ("July 1 - September 30, 2026", "2026-Q3"),
        ("July 1, 2026 to September 30, 2026", "2026-Q3"),
        ("As of September 30, 2026", "at-2026-09-30"),
        ("Month ended September 30, 2026", "2026-09"),
    ],
)
def test_a_title_names_its_period(text: str, key: str) -> None:
    found = period_in(text, 4)

    assert found is not None
    assert found.key == key


@pytest.mark.parametrize(
    "text",
    [
        "Profit and loss",
        "Period ended 30 September 2026",
        "As printed",
        "4000 Sales",
    ],
)
def test_a_title_may_name_no_period(text: str) -> None:
    assert period_in(text, 4) is None


def test_the_title_nearest_to_the_table_counts() -> None:
    titles = ("Budget for the year to 31 March 2027", "Quarter to 30 September 2026", "Sheet1")

    found = period_of_titles(titles, Q3, 4)

    assert found is not None
    assert found.key == "2026-Q3"


def test_from_and_to_may_stand_in_cells_of_their_own() -> None:
    titles = ("From:", "Month 4, July 2026", "To:", "Month 6, September 2026", "P&L")

    found = period_of_titles(titles, Q3, 4)

    assert found is not None
    assert found.key == "2026-Q3"


def test_a_day_ends_a_period_as_long_as_the_titles() -> None:
    keys = [
        found.key if (found := period_of_heading(text, Q3, 4)) else ""
        for text in ("30 Sep 2026", "30 Jun 2026", "30 Sep 2025", "31 Aug 2026")
    ]

    assert keys == ["2026-Q3", "2026-Q2", "2025-Q3", "2026-08"]


def test_a_period_of_no_length_still_has_an_end() -> None:
    assert end_in_titles(["Printed", "Period ended 30 June 2026"]) == dt.date(2026, 6, 30)


def test_the_day_of_a_balance_sheet_is_found() -> None:
    assert day_in_title(["Balance sheet", "As at 30 September 2026"]) == dt.date(2026, 9, 30)
    assert day_in_title(["As of September 30, 2026"]) == dt.date(2026, 9, 30)
    assert day_in_title(["31 June 2026", "30/06/2026"]) == dt.date(2026, 6, 30)
    assert day_in_title(["Balance sheet"]) is None


def test_a_year_that_cannot_be_is_not_cut_to_one_that_can() -> None:
    assert period_in("Q2 2026/28", 4) is None
    assert period_in("Q2 2026/27", 1) is None


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("Actual 30/09/2026", dt.date(2026, 9, 30)),
        ("2026-09-30 00:00:00", dt.date(2026, 9, 30)),
        ("3 months to 30/09/2026", None),
        ("1 Jul 26 - 30 Sep 26", None),
        ("YTD 30/09/2026", None),
        ("Sep 2026", None),
    ],
)
def test_a_day_that_stands_alone_says_no_length(heading: str, day: dt.date | None) -> None:
    assert day_alone(heading) == day
