from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Accounts

Take = Callable[..., "Accounts"]

TITLE = "Wrackline Boatyard Limited\nQuarter to 30 September 2026\n|Actual\n"


def test_costs_in_brackets_are_costs(take: Take) -> None:
    accounts = take(f"{TITLE}Sales|100\nCost of sales|(40)\nOverheads|(30)\nProfit|30")

    assert accounts.value("ledger-actual", "line:overheads") == 30
    assert accounts.value("ledger-actual", "line:profit") == 30
    assert "cost of sales, overheads" in accounts.said("ledger-signs")


def test_a_refund_among_costs_stays_below_nil(take: Take) -> None:
    text = f"{TITLE}Turnover\nSales|100\nOverheads\nWages|40\nRates refund|-5\nTotal overheads|35"

    accounts = take(text)

    assert accounts.value("ledger-actual", "line:rates-refund") == -5
    assert accounts.value("ledger-actual", "line:overheads") == 35
    assert accounts.said("ledger-totals-differ") == ""


def test_a_ledger_of_credits_has_its_profit_turned_too(take: Take) -> None:
    accounts = take(f"{TITLE}Sales|-100\nOverheads|60\nNet profit|-40")

    assert accounts.value("ledger-actual", "line:sales") == 100
    assert accounts.value("ledger-actual", "line:profit") == 40
    assert accounts.said("ledger-totals-differ") == ""


def test_a_loss_stays_a_loss(take: Take) -> None:
    accounts = take(f"{TITLE}Sales|100\nOverheads|160\nNet loss|(60)")

    assert accounts.value("ledger-actual", "line:profit") == -60
    assert accounts.said("ledger-totals-differ") == ""


def test_a_total_without_words_is_that_of_its_section(take: Take) -> None:
    text = f"{TITLE}Turnover\nA|1\nB|2\n|3\nOverheads\nC|1\nD|1\n|2\nProfit|1"

    accounts = take(text)

    assert accounts.value("line", "line:sales") == "Total turnover"
    assert accounts.value("ledger-actual", "line:overheads") == 2


def test_a_row_without_words_that_adds_up_nothing_is_told_and_not_used(take: Take) -> None:
    accounts = take(f"{TITLE}Turnover\nA|1\nB|2\n|7\nOverheads\nC|1\nD|1\nProfit|1")

    assert accounts.value("ledger-actual", "line:sales") == 3
    assert "A row without a name (row 7" in accounts.said("ledger-totals-differ")


def test_totals_of_the_american_kind_are_understood(take: Take) -> None:
    balance = (
        "Balance sheet as at 30 September 2026\n|2026\nFixed assets\nPlant|50\nCurrent assets\n"
        "Bank|30\nTotal assets|80\nCurrent liabilities\nTrade creditors|20\nTotal liabilities|20\n"
        "Equity\nShare capital|10\nRetained earnings|50\nTotal equity|60\n"
        "Total liabilities and equity|80"
    )

    accounts = take({"P&L": f"{TITLE}Turnover|9\nOverheads|8", "BS": balance})

    assert accounts.value("ledger-balance", "balance:net-assets", "at-2026-09-30") == 60
    assert accounts.value("ledger-balance", "balance:capital", "at-2026-09-30") == 60
    assert accounts.value("ledger-balance", "balance:total-assets", "at-2026-09-30") == 80
    assert not {"ledger-totals-differ", "ledger-balance-differs"} & accounts.rules()


def test_rows_of_percentages_are_no_lines(take: Take) -> None:
    text = f"{TITLE}Turnover\nA|100\nOverheads\nC|60\nProfit|40\nNet margin %|40\nHeadcount|12"

    assert take(text).scopes() == ["line:sales", "line:overheads", "line:profit"]
