from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Accounts

Take = Callable[..., "Accounts"]

PROFIT = """
Wrackline Boatyard Limited
Six months to 30 September 2026
|YTD|Q3 2026
Turnover|100|60
Overheads|70|40
Profit|30|20
"""
BALANCE = """
Wrackline Boatyard Limited
Balance sheet
As at 30 September 2026
|30 Sep 2026|30 Sep 2025
Fixed assets
Plant|200|220
Current assets
Stock|40|30
Trade debtors|25|20
Cash at bank|35|10
|100|60
Creditors: amounts falling due within one year
Trade creditors|50|45
VAT|10|5
|60|50
Net current assets|40|10
NET ASSETS|240|230
Capital and reserves
Share capital|10|10
Profit brought forward|200|190
Profit for the year to date|30|30
SHAREHOLDERS' FUNDS|240|230
"""
DEBTORS = """
Wrackline Boatyard Limited
As at 30 September 2026
Contact|Current|1-30 days|31-60 days|Total
Blue Fathom|10|5|0|15
Tern Point|10|0|0|10
Total|20|5|0|25
"""
DEEP_IN_DEBT = """
Wrackline Boatyard Limited
Balance sheet as at 30 September 2026
|2026
Fixed assets|50
Current liabilities|90
Net liabilities|(40)
Capital and reserves
Share capital|10
Retained earnings|-50
Total equity|-40
"""


def test_what_is_owed_stands_below_nil_so_that_all_adds_up(take: Take) -> None:
    accounts = take({"P&L": PROFIT, "BS": BALANCE})
    day = "at-2026-09-30"

    assert accounts.value("ledger-balance", "balance:trade-creditors", day) == -50
    assert accounts.value("ledger-balance", "balance:due-within-a-year", day) == -60
    assert accounts.value("ledger-balance", "balance:net-current-assets", day) == 40
    assert accounts.value("ledger-balance", "balance:net-assets", day) == 240
    assert accounts.value("ledger-balance", "balance:capital", day) == 240
    assert accounts.value("ledger-balance", "cash", "at-2025-09-30") == 10


def test_balances_that_agree_are_not_told(take: Take) -> None:
    accounts = take({"P&L": PROFIT, "BS": BALANCE, "AR": DEBTORS})

    assert accounts.said("ledger-balance-differs") == ""
    assert accounts.said("ledger-totals-differ") == ""


def test_a_balance_sheet_that_does_not_balance_blocks(take: Take) -> None:
    accounts = take({"P&L": PROFIT, "BS": BALANCE.replace("Share capital|10", "Share capital|15")})
    (finding,) = (f for f in accounts.taken.findings if f.rule == "ledger-balance-differs")

    assert finding.severity == "block"
    assert "net assets are 240.00, capital and reserves 245.00" in finding.message


def test_debts_that_are_not_the_balance_sheets_are_told(take: Take) -> None:
    debtors = DEBTORS.replace("Tern Point|10|0|0|10\nTotal|20|5|0|25", "Tern Point|16|0|0|16")

    said = take({"P&L": PROFIT, "BS": BALANCE, "AR": debtors}).said("ledger-balance-differs")

    assert "adds up to 31.00; the balance sheet says 25.00 for “Trade debtors”" in said


def test_a_profit_that_is_not_the_balance_sheets_is_told(take: Take) -> None:
    profit = PROFIT.replace("Overheads|70", "Overheads|74").replace("Profit|30", "Profit|26")

    said = take({"P&L": profit, "BS": BALANCE}).said("ledger-balance-differs")

    assert "says 30.00 for “Profit for the year to date”" in said
    assert "makes 26.00 for six months to 30 September 2026" in said


def test_totals_of_the_list_of_debts_are_added_up_again(take: Take) -> None:
    debtors = DEBTORS.replace("Blue Fathom|10|5|0|15", "Blue Fathom|10|5|0|16").replace(
        "Total|20|5|0|25", "Total|21|5|0|25"
    )

    said = take({"P&L": PROFIT, "BS": BALANCE, "AR": debtors}).said("ledger-totals-differ")

    assert "the total of Blue Fathom is stated as 16.00; its figures make 15.00" in said
    assert "the total of not due is stated as 21.00; its figures make 20.00" in said


def test_the_days_and_the_basis_are_facts(take: Take) -> None:
    basis = f"{PROFIT}\n\nPrepared on the cash basis"

    accounts = take({"P&L": basis, "BS": BALANCE, "AR": DEBTORS})

    assert str(accounts.value("balance-date", "balance", "register")) == "2026-09-30"
    assert str(accounts.value("balance-date", "customers", "register")) == "2026-09-30"
    assert accounts.value("accounts-basis", "accounts", "register") == "cash basis"


def test_a_balance_sheet_of_another_day_is_told(take: Take) -> None:
    other = BALANCE.replace("30 Sep 2026", "30 Jun 2026").replace("30 September", "30 June")

    accounts = take({"P&L": PROFIT, "BS": other})

    assert "the balance sheet is of another day" in accounts.said("figure-left-out")


def test_capital_of_a_company_that_owes_more_than_it_has_is_below_nil(take: Take) -> None:
    accounts = take({"P&L": PROFIT, "BS": DEEP_IN_DEBT})

    assert accounts.value("ledger-balance", "balance:net-assets", "at-2026-09-30") == -40
    assert accounts.value("ledger-balance", "balance:capital", "at-2026-09-30") == -40
    assert accounts.said("ledger-balance-differs") == ""
