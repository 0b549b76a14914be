from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from engross.errors import InputError
from engross.intake import GivenFile, Subject
from engross.intake.accounts import take_accounts
from engross.intake.factbook import FactBook

if TYPE_CHECKING:
    from conftest import Accounts

Take = Callable[..., "Accounts"]

MONTHS = """
Wrackline Boatyard Limited
Profit and loss

|Apr-26|May-26|Jun-26|Jul-26|Aug-26|Sep-26
Turnover
Moorings|10|20|30|40|50|60
Total turnover|10|20|30|40|50|60
Overheads
Wages|4|4|4|5|5|6
Rent|1|1|1|1|1|1
Total overheads|5|5|5|6|6|7
Net profit|5|15|25|34|44|53
"""

BUDGET = """
Budget 2026-27

Line|Jul 2026|Aug 2026|Sep 2026
Sales
Moorings|45|45|45
Overheads
Wages|5|5|5
Rent|1|1|1
"""
LAST_YEAR = """
Month|Account|Category|Amount
Jul-25|Moorings|Income|30
Aug-25|Moorings|Income|31
Sep-25|Moorings|Income|32
Jul-25|Wages|Overheads|5
Aug-25|Rent|Overheads|1
Sep-25|Wages|Overheads|4
"""


def test_without_files_there_is_nothing(subject: Subject) -> None:
    book = FactBook()

    taken = take_accounts(book, [], subject)

    assert (book.facts, taken.findings, taken.reports) == ((), (), ())


def test_months_make_the_period_and_the_year_to_date(take: Take) -> None:
    accounts = take(MONTHS)

    assert accounts.value("ledger-actual", "line:sales") == 150
    assert accounts.value("ledger-actual", "line:sales", "2026-Q2") == 60
    assert accounts.value("ledger-actual", "line:profit", "2026-09-6m") == 176
    assert accounts.value("ledger-actual", "line:wages", "2026-08") == 5


def test_lines_stand_in_the_order_of_the_statement(take: Take) -> None:
    accounts = take(MONTHS)

    assert accounts.scopes() == [
        "line:moorings",
        "line:sales",
        "line:wages",
        "line:rent",
        "line:overheads",
        "line:profit",
    ]


def test_every_figure_says_its_cells_or_what_it_is_made_of(take: Take) -> None:
    accounts = take(MONTHS)
    month = accounts.fact("ledger-actual", "line:wages", "2026-09")
    quarter = accounts.fact("ledger-actual", "line:wages")
    profit = accounts.fact("ledger-actual", "line:profit")

    assert month is not None
    assert [span.place for span in month.spans] == ["'P&L'!G9"]
    assert quarter is not None
    assert quarter.inputs[-1] == "ledger-actual/2026-09/line:wages"
    assert profit is not None
    assert (profit.operation, profit.inputs) == (
        "difference",
        ("ledger-actual/2026-Q3/line:sales", "ledger-actual/2026-Q3/line:overheads"),
    )


def test_a_reporting_month_is_read_from_its_own_column(
    take: Take, subject: Subject, make: SimpleNamespace
) -> None:
    accounts = take(MONTHS, about=make.subject_of(subject.firm, "2026-09"))

    assert accounts.value("ledger-actual", "line:profit") == 53
    assert accounts.value("ledger-actual", "line:profit", "2026-08") == 44


def test_accounts_of_another_period_are_refused(take: Take) -> None:
    text = MONTHS.replace("-26", "-24")

    with pytest.raises(InputError, match=r"no figures for Q3 2026 .* it has April 2024"):
        take(text)


def test_figures_that_cannot_be_read_are_refused_with_their_cells(take: Take) -> None:
    text = "Wrackline Boatyard Limited\n|Q3 2026\nTurnover|#REF!\nOverheads|#REF!"

    with pytest.raises(InputError, match=r"cannot be read: 'P&L'!B3: actual: the cell shows"):
        take(text)


def test_a_table_of_sales_alone_is_no_profit_and_loss_account(take: Take) -> None:
    with pytest.raises(InputError, match="no profit and loss account was found"):
        take("Wrackline Boatyard Limited\n|Q3 2026\nSales\nYard|90\nBerths|80\nTotal sales|170")


def test_a_file_without_a_profit_and_loss_account_is_refused(take: Take) -> None:
    with pytest.raises(InputError, match="no profit and loss account was found"):
        take("Wrackline Boatyard Limited\nName|Berth\nBlue Fathom|14")


def test_budget_and_year_before_come_from_sheets_of_their_own(take: Take) -> None:
    accounts = take({"P&L": MONTHS, "Budget": BUDGET, "Last year": LAST_YEAR})

    assert accounts.value("ledger-budget", "line:profit") == 117
    assert accounts.value("ledger-variance", "line:profit") == 131 - 117
    assert accounts.value("ledger-actual", "line:sales", "2025-Q3") == 93
    assert accounts.value("ledger-actual", "line:wages", "2025-Q3") == 9
    assert accounts.value("ledger-actual", "line:profit", "2025-Q3") == 83


def test_a_line_that_a_table_leaves_out_is_nil_there(take: Take) -> None:
    budget = BUDGET.replace("Rent|1|1|1", "")

    accounts = take({"P&L": MONTHS, "Budget": budget})
    fact = accounts.fact("ledger-budget", "line:rent", "2026-09")

    assert fact is not None
    assert (fact.value, fact.spans[0].place) == (Decimal(0), "Budget!3 (no such row)")
    assert "“Rent”" in accounts.said("ledger-line-unmatched")


def test_a_cell_that_is_no_amount_leaves_its_total_to_the_statement(take: Take) -> None:
    accounts = take(MONTHS.replace("Wages|4|4|4|5|5|6", "Wages|4|4|4|5|5|tbc"))

    assert accounts.value("ledger-actual", "line:wages") is None
    assert accounts.value("ledger-actual", "line:overheads", "2026-09") == 7
    assert "G9" in accounts.said("ledger-not-read")


def test_a_real_file_is_read_and_reported(subject: Subject, make: SimpleNamespace) -> None:
    rows = [[_cell(cell) for cell in line.split("|")] for line in MONTHS.strip().split("\n")]
    file = GivenFile(
        role="accounts", kind="accounts", name="ma.xlsx", data=make.workbook({"P&L": rows})
    )
    book = FactBook()

    taken = take_accounts(book, [file], subject)

    assert book.get("ledger-actual", "2026-Q3", "line:profit") is not None
    assert [(t.kind, t.place, t.rows) for t in taken.reports[0].tables] == [
        ("profit and loss", "'P&L'!A4:G12", 3)
    ]


def _cell(text: str) -> object:
    return int(text) if text.lstrip("-").isdigit() else text or None
