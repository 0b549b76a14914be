from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Accounts

Take = Callable[..., "Accounts"]

MONTHS = """
Wrackline Boatyard Limited
|Apr-26|May-26|Jun-26|Jul-26|Aug-26|Sep-26
Turnover
Yard|50000|50000|50000|50000|50000|50000
Overheads
Wages|9000|9000|9000|9000|9000|9000
Legal fees|100|100|100|100|6100|100
Sundry|80|90|70|60|80|90
Ask my accountant|0|0|0|0|0|12

Accrual basis
"""


def test_a_month_that_stands_out_is_asked_about(take: Take) -> None:
    said = take(MONTHS).said("ledger-question")

    assert "“Legal fees” is £6,100 in August 2026, against £100 in a usual month" in said
    assert "Wages" not in said


def test_small_sundries_are_not_asked_about(take: Take) -> None:
    assert "Sundry" not in take(MONTHS).said("ledger-question")


def test_sundries_that_are_large_are_asked_about(take: Take) -> None:
    text = MONTHS.replace("80|90|70|60|80|90", "900|900|900|900|900|900")

    assert "“Sundry” is £2,700 in Q3 2026" in take(text).said("ledger-question")


def test_a_line_that_no_accounts_should_have_is_asked_about_however_small(take: Take) -> None:
    assert "“Ask my accountant” is £12" in take(MONTHS).said("ledger-question")


def test_money_in_suspense_is_asked_about(take: Take) -> None:
    balance = (
        "Balance sheet as at 30 September 2026\n|2026\nCurrent assets\nStock|9\nSuspense|3\n"
        "Net assets|12\nCapital and reserves\nShare capital|12"
    )

    said = take({"P&L": MONTHS, "BS": balance}).said("ledger-question")

    assert "“Suspense” holds £3 in the balance sheet." in said


def test_a_budget_line_of_another_name_is_pointed_out(take: Take) -> None:
    budget = (
        "Budget\n|Jul-26|Aug-26|Sep-26\nTurnover\nYard|5|5|5\nOverheads\nWage|9|9|9\n"
        "Legal fees|1|1|1\nSundry|1|1|1"
    )

    said = take({"P&L": MONTHS, "Budget": budget}).said("ledger-line-unmatched")

    assert "in the budget and not in the accounts: “Wage” (near to “Wages”)" in said


def test_what_a_summary_usually_has_and_these_files_have_not_is_told(take: Take) -> None:
    accounts = take(MONTHS)

    left_out = accounts.said("figure-left-out")

    assert [line.split(":")[0] for line in left_out.split("\n")] == [
        "The budget",
        "The year before",
        "The balance sheet",
        "What customers owe",
    ]
    assert "accruals or the cash basis" not in accounts.said("ledger-question")


def test_the_basis_of_the_accounts_is_asked_for(take: Take) -> None:
    accounts = take(MONTHS.replace("Accrual basis", "Printed by the office"))

    assert "accruals or the cash basis" in accounts.said("ledger-question")
