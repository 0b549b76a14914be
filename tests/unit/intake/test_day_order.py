"""Which comes first in a column of dates in figures, and dates that a program turned."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.intake.day_order import day_order, day_orders, us_dates_suspected
from engross.sources.sheets import Value

days = st.lists(st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["03/04/2026", "13/04/2026"], "day-first"),
        (["03/04/2026", "04/13/2026"], "month-first"),
        (["3-4-26", "4-13-26 09:30"], "month-first"),
        (["03/04/2026", "04/04/2026"], "unclear"),
        (["13/04/2026", "04/13/2026"], "unclear"),
        (["13.04.2026", "2026-04-13", "13 April 2026", "04/05/2026"], "unclear"),
        (["13/04/2026"] * 50 + ["04/13/2026"], "day-first"),
        (["32/04/2026", "13/14/2026", "0/13/2026", "total", ""], "unclear"),
        ([], "unclear"),
    ],
)
def test_one_date_that_cannot_be_turned_tells_the_columns_order(
    texts: list[str], order: str
) -> None:
    assert day_order(texts) == order


def test_what_a_column_proves_is_counted_and_a_mixed_one_is_said() -> None:
    orders = day_orders(["13/04/2026", "04/13/2026", "03/04/2026", "04/04/2026"])

    assert (orders.day_first, orders.month_first, orders.either) == (1, 1, 1)
    assert orders.mixed
    assert not day_orders(["13/04/2026"]).mixed


@given(days)
def test_dates_of_one_order_never_look_like_the_other(column: list[dt.date]) -> None:
    assert day_order(f"{day:%d/%m/%Y}" for day in column) != "month-first"
    assert day_order(f"{day:%m/%d/%Y}" for day in column) != "day-first"


TURNED = [dt.date(2026, month, 3) for month in (1, 2, 4, 5)]


@pytest.mark.parametrize("left", [["9/15/2026"], ["15/9/2026", "16/9/2026"]])
def test_turnable_dates_beside_texts_that_could_not_be_turned_are_suspected(
    left: list[Value],
) -> None:
    assert us_dates_suspected([*TURNED, None, *left])


@pytest.mark.parametrize(
    "column",
    [
        [*TURNED],
        [*TURNED[:3], "9/15/2026"],
        [*TURNED, "9/15/2026", "3/4/2026"],
        [*TURNED, "9/15/2026", "15/9/2026"],
        [*TURNED, dt.date(2026, 9, 15), "9/16/2026"],
        ["9/15/2026", "9/16/2026"],
        [*TURNED, "15 September 2026"],
        [],
    ],
)
def test_other_columns_are_not_suspected(column: list[Value]) -> None:
    assert not us_dates_suspected(column)


@given(days)
def test_an_american_column_opened_in_a_uk_excel_is_suspected(column: list[dt.date]) -> None:
    opened: list[Value] = [
        dt.date(day.year, day.day, day.month) if day.day <= 12 else f"{day:%m/%d/%Y}"
        for day in column
    ]
    turned = [value for value in opened if isinstance(value, dt.date) and value.day != value.month]

    assert us_dates_suspected(opened) == (len(turned) >= 4 and any(day.day > 12 for day in column))
