from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Accounts

Take = Callable[..., "Accounts"]

TITLE = "Wrackline Boatyard Limited\nQuarter to 30 September 2026\n"


def _statement(total: str, profit: str) -> str:
    return (
        f"{TITLE}|Actual\nTurnover\nYard|100\nOverheads\nWages|40\nRent|10\nStock system|7\n"
        f"Total overheads|{total}\nProfit|{profit}"
    )


def test_the_line_that_a_total_leaves_out_is_named(take: Take) -> None:
    accounts = take(_statement("50", "50"))

    assert accounts.said("ledger-totals-differ") == (
        "“Total overheads” in row 10 of P&L is not what its lines make: Q3 2026 (July to September "
        "2026) says 50.00, its lines make 57.00. “Stock system” (row 9) was left out of it. "
        "“Profit” (row 11) differs by just as much."
    )
    assert accounts.value("ledger-actual", "line:overheads") == 57


def test_a_line_that_a_total_has_twice_is_named(take: Take) -> None:
    accounts = take(_statement("97", "3"))

    assert "“Wages” (row 7) is in it twice." in accounts.said("ledger-totals-differ")


def test_a_difference_without_a_reason_is_told_all_the_same(take: Take) -> None:
    said = take(_statement("62", "38")).said("ledger-totals-differ")

    assert said.endswith(
        "says 62.00, its lines make 57.00. “Profit” (row 11) differs by just as much."
    )


def test_totals_that_agree_are_in_the_report(take: Take) -> None:
    accounts = take(_statement("57", "43"))
    table = accounts.taken.reports[0].tables[0]

    assert [(t.place, t.stated, t.agrees) for t in table.totals] == [
        ("'P&L'!B10", 57, True),
        ("'P&L'!B11", 43, True),
    ]


def test_a_quarter_that_is_not_its_months_is_told(take: Take) -> None:
    months = (
        "Wrackline Boatyard Limited\n|Jul-26|Aug-26|Sep-26|Q3 2026\nTurnover\nYard|10|10|10|35\n"
        "Overheads\nWages|1|1|1|3"
    )

    accounts = take(months)

    assert accounts.value("ledger-actual", "line:sales") == 30
    assert "is 35.00 in P&L ('P&L'!E4); the figure used" in accounts.said("ledger-sources-differ")


def test_thousands_that_were_rounded_are_no_difference(take: Take) -> None:
    exact = f"{TITLE}|Actual\nTurnover\nYard|60449\nBerths|1001\nOverheads\nWages|30550"
    coarse = f"{TITLE}£000\n|Actual\nTurnover|61.4\nOverheads|30.6\nProfit|30.9"

    assert take({"P&L": exact, "S": coarse}).said("ledger-sources-differ") == ""


def test_stated_variances_of_the_other_sign_are_noted(take: Take) -> None:
    text = f"{TITLE}|Actual|Budget|Variance\nTurnover|100|90|10\nOverheads|60|50|10\nProfit|40|40|0"

    accounts = take(text)

    assert "The variances of “Overheads” in P&L have the other sign" in accounts.said(
        "ledger-signs"
    )
    assert accounts.value("ledger-variance", "line:overheads") == -10


def test_a_variance_that_is_none_of_its_figures_is_told(take: Take) -> None:
    text = (
        f"{TITLE}|Actual|Budget|Variance\nTurnover|100|90|12\nOverheads|60|50|-10\nProfit|40|40|0"
    )

    said = take(text).said("ledger-sources-differ")

    assert "“Turnover”" in said
    assert "stated as 12.00 in P&L; its actual and budget make 10.00" in said
