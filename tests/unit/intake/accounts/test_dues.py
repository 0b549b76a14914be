from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Accounts

Take = Callable[..., "Accounts"]

PROFIT = "Wrackline Boatyard Limited\nQ3 2026\n|Actual\nTurnover|100\nOverheads|70"
DUES = """
What falls due
Tax|For|Due|Amount £
Corporation tax|Year ended 31 March 2026|1 January 2027|18940.00
VAT|Quarter to 31 August 2026|7 October 2026|9874.60
VAT|Quarter to 30 November 2026|7 January 2027|tbc
PAYE|Month to 5 October|soon|100
"""
DAY = "at-2026-10-14"


def test_what_falls_due_stands_in_the_order_of_its_days(take: Take) -> None:
    accounts = take({"P&L": PROFIT, "Tax": DUES})
    scopes = accounts.scopes("tax")

    assert [accounts.value("line", scope, DAY) for scope in scopes] == [
        "VAT, quarter to 31 August 2026",
        "Corporation tax, year ended 31 March 2026",
        "VAT, quarter to 30 November 2026",
    ]
    assert accounts.value("due-date", scopes[1], DAY) == dt.date(2027, 1, 1)
    assert str(accounts.value("tax-due", scopes[1], DAY)) == "18940.00"


def test_an_amount_that_is_not_known_is_a_question_and_no_figure(take: Take) -> None:
    accounts = take({"P&L": PROFIT, "Tax": DUES})

    assert accounts.value("tax-due", accounts.scopes("tax")[2], DAY) is None
    assert "by 7 January 2027 is not known" in accounts.said("ledger-question")


def test_what_fell_due_before_the_day_is_asked_about(take: Take) -> None:
    accounts = take({"P&L": PROFIT, "Tax": DUES})

    assert "fell due on 7 October 2026, before" in accounts.said("ledger-question")


def test_a_day_that_is_none_is_told(take: Take) -> None:
    accounts = take({"P&L": PROFIT, "Tax": DUES})

    assert "row 6: due: “soon” is not a date" in accounts.said("ledger-not-read")


TWICE = DUES.replace("PAYE|Month to 5 October|soon|100", "PAYE||22 October 2026|1200") + (
    "PAYE||22 October 2026|300\n"
)


def test_two_payments_of_one_name_and_day_are_two(take: Take) -> None:
    accounts = take({"P&L": PROFIT, "Tax": TWICE})
    paye = [scope for scope in accounts.scopes("tax") if "paye" in scope]

    assert [accounts.value("tax-due", scope, DAY) for scope in paye] == [1200, 300]
    assert [accounts.value("line", scope, DAY) for scope in paye] == ["PAYE", "PAYE"]


def test_a_list_of_payments_that_is_there_again_adds_none(take: Take) -> None:
    once = take({"P&L": PROFIT, "Tax": TWICE})

    again = take({"P&L": PROFIT, "Tax": TWICE, "Copy": TWICE})

    assert again.scopes("tax") == once.scopes("tax")
