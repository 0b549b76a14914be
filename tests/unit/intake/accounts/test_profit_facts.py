from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Accounts

Take = Callable[..., "Accounts"]

TEXT = """
Wrackline Boatyard Limited
Quarter to 30 September 2026
|Actual|Budget|Prior year
Turnover
Yard|60000|64000|50000
Berths|40000|36000|40000
Cost of sales
Oil|30000|28000|27000
Overheads
Wages|20000|21000|19000
Sundry|200|100|50
Profit|49800|50900|43950
"""


def test_a_variance_is_its_effect_on_the_profit(take: Take) -> None:
    accounts = take(TEXT)

    assert accounts.value("ledger-variance", "line:yard") == -4000
    assert accounts.value("ledger-variance", "line:cost-of-sales") == -2000
    assert accounts.value("ledger-variance", "line:wages") == 1000
    assert accounts.value("ledger-variance", "line:profit") == -1100


def test_the_variance_of_a_cost_is_its_budget_less_it(take: Take) -> None:
    fact = take(TEXT).fact("ledger-variance", "line:wages")

    assert fact is not None
    assert fact.inputs == ("ledger-budget/2026-Q3/line:wages", "ledger-actual/2026-Q3/line:wages")


def test_results_and_totals_have_their_share_of_the_sales(take: Take) -> None:
    accounts = take(TEXT)

    assert accounts.value("ledger-share", "line:gross-profit") == 70
    assert accounts.value("ledger-share", "line:gross-profit", "2025-Q3") == 70
    assert accounts.value("ledger-budget-share", "line:gross-profit") == 72
    assert accounts.value("ledger-share", "line:wages") is None
    assert accounts.value("ledger-share", "line:sales") is None


def test_percentages_of_change_say_only_how_much(take: Take) -> None:
    accounts = take(TEXT)

    assert accounts.value("ledger-change", "line:yard") == 20
    assert accounts.value("ledger-variance-percent", "line:yard") == 6.25
    assert accounts.value("ledger-change", "line:berths") == 0


def test_no_percentage_is_made_of_a_tiny_base(take: Take) -> None:
    accounts = take(TEXT)

    assert accounts.value("ledger-change", "line:sundry") is None
    assert accounts.value("ledger-variance-percent", "line:sundry") is None


def test_without_sales_there_is_no_share(take: Take) -> None:
    accounts = take(
        "Wrackline Boatyard Limited\nQ3 2026\n|Actual\nTurnover|0\nOverheads|900\nLoss|(900)"
    )

    assert accounts.value("ledger-actual", "line:profit") == -900
    assert accounts.value("ledger-share", "line:profit") is None
