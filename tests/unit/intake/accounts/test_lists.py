from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Accounts

Take = Callable[..., "Accounts"]

ROWS = """
Wrackline Boatyard Limited
Period|Line|Type|Actual|Budget|Prior year
Jul-26|Yard|Income|10|9|8
Jul-26|Wages|Overheads|5|6|4
31/08/2026|Yard|Income|10|9|8
31/08/2026|Wages|Overheads|5|6|4
September|Yard|Income|10|9|8
September|Yard|Income|3||
September|Wages|Overheads|5|6|4
Total|||48|45|36
"""
SCENARIOS = """
Month|Account|Category|Scenario|Amount
Jul-26|Yard|Income|Actual|10
Jul-26|Yard|Income|Budget|12
Jul-26|Wages|Overheads|Actual|4
Jul-26|Wages|Overheads|Budget|5
Aug-26|Yard|Income|Actual|10
Aug-26|Wages|Overheads|Actual|4
Sep-26|Yard|Income|Actual|10
Sep-26|Wages|Overheads|Actual|4
soon|Yard|Income|Actual|10
"""


def test_a_row_is_of_a_line_and_a_month_however_that_is_written(take: Take) -> None:
    accounts = take(ROWS)

    assert accounts.value("ledger-actual", "line:sales") == 33
    assert accounts.value("ledger-budget", "line:sales") == 27
    assert accounts.value("ledger-actual", "line:profit", "2025-Q3") == 12


def test_rows_of_one_line_and_month_are_added_with_all_their_cells(take: Take) -> None:
    fact = take(ROWS).fact("ledger-actual", "line:sales", "2026-09")

    assert fact is not None
    assert (fact.value, fact.operation) == (13, "sum")
    assert [span.place for span in fact.spans] == ["'P&L'!D7:D8"]


def test_a_total_among_the_rows_is_no_line(take: Take) -> None:
    assert take(ROWS).scopes() == ["line:sales", "line:overheads", "line:profit"]


def test_a_column_may_say_whether_a_row_is_actual_or_budget(take: Take) -> None:
    accounts = take(SCENARIOS)

    assert accounts.value("ledger-actual", "line:profit") == 18
    assert accounts.value("ledger-budget", "line:profit", "2026-07") == 7


def test_a_row_without_a_month_is_told_and_not_used(take: Take) -> None:
    accounts = take(SCENARIOS)

    assert accounts.value("ledger-actual", "line:sales") == 30
    assert "A10: its month" in accounts.said("ledger-not-read")


@pytest.mark.parametrize("scenario", ["Forecast", "Actual YTD", "Prior year budget", "v2"])
def test_rows_of_a_scenario_that_is_not_used_are_told_once_and_not_added(
    take: Take, scenario: str
) -> None:
    more = f"Jul-26|Yard|Income|{scenario}|900\nAug-26|Yard|Income|{scenario}|800\n"

    accounts = take(SCENARIOS + more)

    assert accounts.value("ledger-actual", "line:sales") == 30
    assert accounts.value("ledger-budget", "line:sales", "2026-07") == 12
    assert f"D11: its scenario “{scenario}”, in 2 rows" in accounts.said("ledger-not-read")


@pytest.mark.parametrize("month", ["Jul-26", "Jul-25"])
def test_rows_of_the_year_before_are_of_that_year(take: Take, month: str) -> None:
    accounts = take(f"{SCENARIOS}{month}|Yard|Income|Prior year|7\n")

    assert accounts.value("ledger-actual", "line:sales") == 30
    assert accounts.value("ledger-actual", "line:sales", "2025-07") == 7


def test_a_row_that_names_no_scenario_is_actual(take: Take) -> None:
    assert take(SCENARIOS.replace("|Actual|", "||")).value("ledger-actual", "line:sales") == 30


def test_a_second_budget_is_not_added_to_the_first(take: Take) -> None:
    accounts = take(f"{SCENARIOS}Jul-26|Yard|Income|Revised budget|13\n")

    assert accounts.value("ledger-budget", "line:sales", "2026-07") == 12
    assert "its scenario “Revised budget”, in 1 row" in accounts.said("ledger-not-read")


def test_a_column_that_says_the_same_of_every_row_is_no_scenario(take: Take) -> None:
    text = SCENARIOS.replace("Scenario", "Basis").replace("|Actual|", "|Accruals|")
    rows = "\n".join(line for line in text.split("\n") if "|Budget|" not in line)

    assert take(rows).value("ledger-actual", "line:sales") == 30


def test_the_last_day_of_a_month_is_that_month(take: Take) -> None:
    text = SCENARIOS.replace("Jul-26", "31/07/2026").replace("Aug-26", "31/08/2026")

    accounts = take(text.replace("Sep-26", "30/09/2026"))

    assert accounts.value("ledger-actual", "line:sales") == 30
    assert accounts.value("ledger-actual", "line:sales", "2026-09") == 10
