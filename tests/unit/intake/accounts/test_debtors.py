from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from engross.intake.accounts.layout import band_of

if TYPE_CHECKING:
    from conftest import Accounts

Take = Callable[..., "Accounts"]

PROFIT = "Wrackline Boatyard Limited\nQ3 2026\n|Actual\nTurnover|100\nOverheads|70"
XERO = """
Aged Receivables Summary
Wrackline Boatyard Limited
As at 30 September 2026
Ageing by due date

Contact|Current|< 1 Month|1 Month|2 Months|3 Months|Older|Total
Blue Fathom Charters|6240|3180|0|0|0|0|9420
Tern Point Holdings|0|0|10|20|30|40|100
Unallocated|0|0|0|0|0|-60|-60
Total|6240|3180|10|20|30|-20|9460
Percentage of total|65.96%|33.62%|0.11%|0.21%|0.32%|-0.21%|100.00%
"""
DAY = "at-2026-09-30"


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("Current", "not-due"),
        ("Not yet due", "not-due"),
        ("< 1 Month", "1-30"),
        ("1 - 30", "1-30"),
        ("1 Month", "31-60"),
        ("31 to 60 days", "31-60"),
        ("61-90", "61-90"),
        ("3 Months", "over-90"),
        ("91 and over", "over-90"),
        ("90+ days", "over-90"),
        ("Over 90 days", "over-90"),
        ("Older", "over-90"),
        ("Total", ""),
        ("Contact", ""),
    ],
)
def test_ages_are_told_by_their_headings(text: str, band: str) -> None:
    assert band_of(text) == band


def test_each_customer_has_its_ages_and_all_have_theirs(take: Take) -> None:
    accounts = take({"P&L": PROFIT, "AR": XERO})
    tern = "customer:tern-point-holdings"

    assert accounts.value("ageing-31-60", tern, DAY) == 10
    assert accounts.value("ageing-over-90", tern, DAY) == 70
    assert accounts.value("customer-debt", tern, DAY) == 100
    assert accounts.value("customer", tern, DAY) == "Tern Point Holdings"
    assert accounts.value("customer-debt", "customers", DAY) == 9460
    assert accounts.value("overdue", "customers", DAY) == 3220


def test_rows_of_totals_and_percentages_are_no_customers(take: Take) -> None:
    accounts = take({"P&L": PROFIT, "AR": XERO})

    assert accounts.scopes("customer") == [
        "customer:blue-fathom-charters",
        "customer:tern-point-holdings",
        "customer:unallocated",
    ]


def test_a_customer_with_two_rows_is_one_customer(take: Take) -> None:
    text = XERO.replace("Unallocated", "Blue Fathom Charters")

    accounts = take({"P&L": PROFIT, "AR": text})

    assert accounts.value("customer-debt", "customer:blue-fathom-charters", DAY) == 9360
    assert accounts.said("ledger-totals-differ") == ""


def test_the_stated_totals_of_a_customers_rows_are_added(take: Take) -> None:
    text = XERO.replace("Unallocated", "Blue Fathom Charters")

    accounts = take({"P&L": PROFIT, "AR": text.replace("due date", "invoice date")})

    assert accounts.value("customer-debt", "customer:blue-fathom-charters", DAY) == 9360
    assert accounts.value("customer-debt", "customers", DAY) == 9460


@pytest.mark.parametrize("cells", ["|see note|0|0|0|0|-60|-60", "|see note||||||-60"])
def test_what_cannot_be_read_in_a_second_row_is_no_part_of_the_ages(take: Take, cells: str) -> None:
    text = XERO.replace("Unallocated|0|0|0|0|0|-60|-60", f"Blue Fathom Charters{cells}")

    accounts = take({"P&L": PROFIT, "AR": text})

    assert accounts.value("ageing-not-due", "customer:blue-fathom-charters", DAY) is None
    assert accounts.value("customer-debt", "customer:blue-fathom-charters", DAY) == 9360


def test_a_customer_of_whom_a_row_says_nothing_readable_has_no_debt(take: Take) -> None:
    text = XERO.replace("Unallocated|0|0|0|0|0|-60|-60", "Blue Fathom Charters|see note")

    accounts = take({"P&L": PROFIT, "AR": text})

    assert accounts.value("customer-debt", "customer:blue-fathom-charters", DAY) is None
    assert accounts.value("customer-debt", "customers", DAY) is None


def test_a_row_without_a_stated_total_counts_by_its_ages(take: Take) -> None:
    text = XERO.replace("Unallocated", "Blue Fathom Charters").replace("|-60|-60", "|-60|")

    accounts = take({"P&L": PROFIT, "AR": text})

    assert accounts.value("customer-debt", "customer:blue-fathom-charters", DAY) == 9360
    assert accounts.said("ledger-totals-differ") == ""


@pytest.mark.parametrize("name", ["Total Energy Moorings Ltd", "Oak & Total", "Sub Total Divers"])
def test_a_customer_whose_name_has_the_word_total_is_a_customer(take: Take, name: str) -> None:
    accounts = take({"P&L": PROFIT, "AR": XERO.replace("Unallocated", name)})

    assert accounts.value("customer-debt", "customers", DAY) == 9460
    assert len(accounts.scopes("customer")) == 3


@pytest.mark.parametrize(
    "name", ["TOTAL", "Grand total:", "Total £", "Totals", "Total outstanding", "Debtors total"]
)
def test_the_row_of_totals_is_told_by_all_its_words(take: Take, name: str) -> None:
    text = XERO.replace("\nTotal|6240", f"\n{name}|6250")

    accounts = take({"P&L": PROFIT, "AR": text})

    assert len(accounts.scopes("customer")) == 3
    assert "6,250.00" in accounts.said("ledger-totals-differ")


def test_a_row_that_says_total_and_adds_up_the_others_is_no_customer(take: Take) -> None:
    accounts = take({"P&L": PROFIT, "AR": XERO.replace("\nTotal|", "\nTotal for the boatyard|")})

    assert len(accounts.scopes("customer")) == 3


@pytest.mark.parametrize(
    "text",
    [
        XERO.replace("due date", "invoice date"),
        XERO.replace("Current", "0-30 days").replace("< 1 Month", "31-60 days"),
    ],
)
def test_ages_from_the_invoice_are_not_printed(take: Take, text: str) -> None:
    accounts = take({"P&L": PROFIT, "AR": text})

    assert accounts.value("customer-debt", "customer:tern-point-holdings", DAY) == 100
    assert accounts.value("ageing-over-90", "customer:tern-point-holdings", DAY) is None
    assert accounts.value("overdue", "customers", DAY) is None
    assert "ledger-ages" in accounts.rules()


def test_a_list_without_a_day_is_taken_at_the_periods_end(take: Take) -> None:
    accounts = take({"P&L": PROFIT, "AR": XERO.replace("As at 30 September 2026\n", "\n")})

    assert accounts.value("customer-debt", "customers", DAY) == 9460
    assert "no date" in accounts.said("ledger-period-guessed")


def test_money_in_a_customers_favour_among_what_is_overdue_is_told(take: Take) -> None:
    said = take({"P&L": PROFIT, "AR": XERO}).said("ledger-question")

    assert "“Unallocated” has £60 in its favour among what is overdue" in said


def test_a_second_list_is_told_and_not_used(take: Take) -> None:
    accounts = take({"P&L": PROFIT, "AR": XERO, "Again": XERO})

    assert accounts.value("customer-debt", "customers", DAY) == 9460
    assert "more than one list of debts" in accounts.said("table-not-used")


def test_a_debt_that_is_no_amount_is_told(take: Take) -> None:
    accounts = take({"P&L": PROFIT, "AR": XERO.replace("|0|0|10|20|", "|0|0|see note|20|")})

    assert "AR!D8" in accounts.said("ledger-not-read")
    assert accounts.value("customer-debt", "customer:tern-point-holdings", DAY) == 100
    assert accounts.value("ageing-over-90", "customer:tern-point-holdings", DAY) is None


def test_totals_of_ages_are_made_only_where_every_customer_has_them(take: Take) -> None:
    accounts = take({"P&L": PROFIT, "AR": XERO.replace("|0|0|10|20|", "|0|0|see note|20|")})

    assert accounts.value("ageing-31-60", "customers", DAY) is None
    assert accounts.value("customer-debt", "customers", DAY) == 9460


@pytest.mark.parametrize("cells", ["|0|0|see note|20|30|40|100", "|0|0|see note|20|30|40|"])
def test_a_stated_total_is_not_held_against_ages_that_cannot_be_read(
    take: Take, cells: str
) -> None:
    accounts = take({"P&L": PROFIT, "AR": XERO.replace("|0|0|10|20|30|40|100", cells)})

    assert accounts.said("ledger-totals-differ") == ""
