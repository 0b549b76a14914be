"""Profit and loss accounts as bookkeeping programs and people lay them out."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from engross.intake import Subject
from engross.sources.sheets import Merged

if TYPE_CHECKING:
    from conftest import Accounts

Take = Callable[..., "Accounts"]

XERO = """
Profit and Loss
Wrackline Boatyard Limited
For the 3 months ended 30 September 2026

Account|30 Sep 2026|30 Jun 2026

Turnover
Moorings|30000|28000
Repairs|50000|45000
Total Turnover|80000|73000

Cost of Sales
Purchases|20000|18500
Total Cost of Sales|20000|18500

Gross Profit|60000|54500

Administrative Costs
Salaries|24000|23000
Audit & Accountancy fees|1200|1200
Total Administrative Costs|25200|24200

Operating Profit|34800|30300

Other Income
Interest Income|12.50|0
Total Other Income|12.50|0

Profit on Ordinary Activities Before Taxation|34812.50|30300

Profit after Taxation|34812.50|30300
"""

QUICKBOOKS = """
Wrackline Boatyard Limited
Profit and Loss
July - September, 2026

|Jul 2026|Aug 2026|Sep 2026|Total
Income
   Moorings|10,000.00|10,000.00|10,000.00|£30,000.00
   Repairs|||
      Parts|2,000.00|2,500.00|3,000.00|£7,500.00
      Labour|8,000.00|9,000.00|9,500.00|£26,500.00
   Total Repairs|10,000.00|11,500.00|12,500.00|£34,000.00
Total Income|£20,000.00|£21,500.00|£22,500.00|£64,000.00
Cost of Sales
   Materials|4,000.00|4,200.00|4,100.00|£12,300.00
Total Cost of Sales|£4,000.00|£4,200.00|£4,100.00|£12,300.00
GROSS PROFIT|£16,000.00|£17,300.00|£18,400.00|£51,700.00
Expenses
   Wages|9,000.00|9,000.00|9,100.00|£27,100.00
Total Expenses|£9,000.00|£9,000.00|£9,100.00|£27,100.00
NET OPERATING INCOME|£7,000.00|£8,300.00|£9,300.00|£24,600.00
Other Expenses
   Bank interest|50.00|50.00|45.00|£145.00
Total Other Expenses|£50.00|£50.00|£45.00|£145.00
NET OTHER INCOME|£ -50.00|£ -50.00|£ -45.00|£ -145.00
NET INCOME|£6,950.00|£8,250.00|£9,255.00|£24,455.00

Monday, 05 Oct 2026 09:43:56 AM GMT+1 - Accrual Basis
"""

SAGE = """
Wrackline Boatyard Limited
Profit and Loss
From: Month 4, July 2026
To: Month 6, September 2026

||Period|Year to Date
Sales
|Moorings|30000|58000
|Repairs|50000|95000
||80000|153000
Purchases
|Materials|20000|38500
||20000|38500
|Gross Profit:|60000|114500
Overheads
|Wages|24000|47000
|Rent|6000|12000
||30000|59000
|Net Profit:|30000|55500
"""

GROUPED = """
Wrackline Boatyard Limited
Management accounts: September 2026
|September 2026|||Year to date||||
Line|Actual|Budget|Variance|Actual|Budget|Variance|Prior year
Sales|10,000|9,000|1,000|60,000|58,000|2,000|55,000
Cost of sales|(4,000)|(3,800)|(200)|(24,000)|(23,000)|(1,000)|(22,500)
Gross profit|6,000|5,200|800|36,000|35,000|1,000|32,500
Overheads|(3,000)|(3,100)|100|(18,500)|(18,600)|100|(18,000)
Net profit|3,000|2,100|900|17,500|16,400|1,100|14,500
"""

FLAT = """
Wrackline Boatyard Ltd, profit and loss, Q3 2026
|2026|2025
Sales|80000|75000
Materials|20000|19000
Gross profit|60000|56000
Wages|24000|23000
Depreciation|1000|1000
Operating profit|35000|32000
Bank interest|500|600
Profit before tax|34500|31400
Corporation tax|4500|4000
Profit after tax|30000|27400
"""

TOTALS_BESIDE = """
Wrackline Boatyard Limited
Income statement, Q3 2026
|||Jul-Sep 2026|Jul-Sep 2025
Revenue
|Marina
||Berths|30000|28000
||Storage|5000|4000
|Total Marina||35000|32000
|Yard||50000|45000
Total revenue|||85000|77000
Direct costs
|Materials||20000|19000
Total direct costs|||20000|19000
Gross profit|||65000|58000
Overheads
|Wages||40000|38000
Total overheads|||40000|38000
Net profit|||25000|20000
"""


def test_a_xero_statement_compares_quarters_by_their_last_days(take: Take) -> None:
    accounts = take(XERO)

    assert accounts.value("ledger-actual", "line:gross-profit") == 60000
    assert accounts.value("ledger-actual", "line:overheads", "2026-Q2") == 24200
    assert accounts.value("ledger-actual", "line:operating-profit") == 34800
    assert accounts.said("ledger-totals-differ") == ""


def test_other_income_is_added_before_costs_are_taken_off(take: Take) -> None:
    accounts = take(XERO)
    profit = accounts.fact("ledger-actual", "line:profit")

    assert profit is not None
    assert (str(profit.value), profit.operation) == ("34812.50", "sum")
    assert profit.inputs == (
        "ledger-actual/2026-Q3/line:operating-profit",
        "ledger-actual/2026-Q3/line:other-income",
    )


def test_a_profit_after_tax_without_any_tax_is_not_told_twice(take: Take) -> None:
    accounts = take(XERO)

    assert accounts.scopes()[-1] == "line:profit"
    assert accounts.value("line", "line:profit") == "Profit on Ordinary Activities Before Taxation"


def test_a_quickbooks_statement_has_sections_within_sections(take: Take) -> None:
    accounts = take(QUICKBOOKS)

    assert accounts.value("ledger-actual", "line:total-repairs") == 34000
    assert accounts.value("ledger-actual", "line:sales") == 64000
    assert accounts.value("ledger-actual", "line:operating-profit") == 24600
    assert accounts.value("ledger-actual", "line:profit", "2026-09") == 9255
    assert accounts.value("line", "line:profit") == "Net income"
    assert accounts.said("ledger-totals-differ") == ""


def test_what_is_left_of_other_costs_alone_is_no_profit(take: Take) -> None:
    accounts = take(QUICKBOOKS)

    assert [s for s in accounts.scopes() if "net-other" in s] == []


def test_a_sage_statement_names_its_months_and_leaves_its_totals_unnamed(take: Take) -> None:
    accounts = take(SAGE)

    assert accounts.value("ledger-actual", "line:sales") == 80000
    assert accounts.value("line", "line:sales") == "Total sales"
    assert accounts.value("ledger-actual", "line:profit", "2026-09-6m") == 55500


def test_groups_of_columns_stand_over_their_headings(
    take: Take, subject: Subject, make: SimpleNamespace
) -> None:
    merged = (Merged(3, 1, 3, 3), Merged(3, 4, 3, 7))

    accounts = take(GROUPED, about=make.subject_of(subject.firm, "2026-09"), merged=merged)

    assert accounts.value("ledger-budget", "line:cost-of-sales") == 3800
    assert accounts.value("ledger-variance", "line:cost-of-sales") == -200
    assert accounts.value("ledger-variance", "line:overheads", "2026-09-6m") == 100
    assert accounts.value("ledger-actual", "line:profit", "2025-09-6m") == 14500


def test_groups_that_are_not_merged_reach_to_the_next(
    take: Take, subject: Subject, make: SimpleNamespace
) -> None:
    accounts = take(GROUPED, about=make.subject_of(subject.firm, "2026-09"))

    assert accounts.value("ledger-budget", "line:profit") == 2100
    assert accounts.value("ledger-budget", "line:profit", "2026-09-6m") == 16400


def test_a_prior_year_beside_the_year_to_date_is_taken_for_its_own(
    take: Take, subject: Subject, make: SimpleNamespace
) -> None:
    accounts = take(GROUPED, about=make.subject_of(subject.firm, "2026-09"))

    assert "six months to 30 September 2025" in accounts.said("ledger-period-guessed")


def test_lines_without_sections_are_told_by_name_or_by_place(take: Take) -> None:
    accounts = take(FLAT)

    assert accounts.value("line-kind", "line:sales") == "income"
    assert accounts.value("ledger-actual", "line:cost-of-sales") == 20000
    assert accounts.value("ledger-actual", "line:profit-before-tax") == 34500
    assert accounts.value("ledger-actual", "line:profit") == 30000
    assert accounts.value("ledger-actual", "line:profit", "2025-Q3") == 27400
    assert accounts.said("ledger-line-guessed") == ""  # the stated profits prove it


def test_labels_may_be_indented_by_columns(take: Take) -> None:
    accounts = take(TOTALS_BESIDE)

    assert accounts.value("ledger-actual", "line:total-marina") == 35000
    assert accounts.value("ledger-actual", "line:sales") == 85000
    assert accounts.value("ledger-actual", "line:profit", "2025-Q3") == 20000
    assert accounts.rules() <= {"figure-left-out", "ledger-question"}


def test_thousands_are_made_pounds(take: Take) -> None:
    accounts = take(
        "Wrackline Boatyard Limited\nQuarter to 30 September 2026 (£000)\n"
        "|Actual|Budget\nTurnover|381|375\nOverheads|(309)|(274)\nProfit|72|101"
    )

    assert accounts.value("ledger-actual", "line:sales") == 381000
    assert accounts.value("ledger-actual", "line:overheads") == 309000
    assert "in thousands of pounds" in accounts.said("ledger-signs")


def test_a_line_with_a_column_for_its_type_needs_no_section(take: Take) -> None:
    accounts = take(
        "Wrackline Boatyard Limited\nQuarter ended 30 September 2026\nAccount|Type|Amount\n"
        "4000 Sales|Income|-80000\n5000 Materials|Cost of sales|20000\n7000 Wages|Overheads|24000"
    )

    assert accounts.value("line", "line:sales") == "Sales"
    assert accounts.value("ledger-actual", "line:sales") == 80000
    assert accounts.value("ledger-actual", "line:profit") == 36000


def test_a_forecast_is_not_used(take: Take) -> None:
    forecast = "Forecast to March 2027\n|Oct 2026\nTurnover\nMoorings|9\nOverheads\nWages|8"

    accounts = take({"P&L": XERO, "Forecast": forecast})

    assert "it is a forecast" in accounts.said("table-not-used")


def test_a_sheet_may_be_named_for_its_month(take: Take) -> None:
    month = "|Actual|Budget\nTurnover\nMoorings|{}|10\nOverheads\nWages|4|5"

    accounts = take({name: month.format(n) for n, name in enumerate(("July", "Aug", "Sep"), 11)})

    assert accounts.value("ledger-actual", "line:sales") == 36
    assert accounts.value("ledger-budget", "line:profit") == 15


def test_a_period_without_a_length_is_taken_only_where_it_ends_with_the_report(take: Take) -> None:
    text = "Wrackline Boatyard Limited\nPeriod ended {}\n|Actual\nTurnover|381\nOverheads|309"

    accounts = take({"A": text.format("30 September 2026"), "B": text.format("30 June 2026")})

    assert accounts.value("ledger-actual", "line:profit") == 72
    assert "A does not say which period" in accounts.said("ledger-period-guessed")
    assert "A table in B was not used" in accounts.said("table-not-used")


@pytest.mark.parametrize("form", ["{:02}/{:02}/{}", "{2}-{1:02}-{0:02}"])
def test_columns_headed_by_the_last_days_of_months_are_months(take: Take, form: str) -> None:
    days = [form.format(day, month, 2026) for day, month in ((31, 7), (31, 8), (30, 9))]
    text = f"Wrackline Boatyard Limited\n|{'|'.join(days)}\nTurnover|10|20|30\nOverheads|1|2|3"

    accounts = take(text)

    assert accounts.value("ledger-actual", "line:sales") == 60
    assert accounts.value("ledger-actual", "line:sales", "2026-09") == 30


DAY_ALONE = "Wrackline Boatyard Limited\n{}\n|30/09/2026|30/09/2025\nTurnover|10|9\nOverheads|1|2"


def test_a_column_headed_by_a_day_of_which_nothing_says_the_length_blocks(take: Take) -> None:
    accounts = take(DAY_ALONE.format("Profit and loss"))
    (finding,) = (f for f in accounts.taken.findings if f.rule == "ledger-period-guessed")

    assert finding.severity == "block"
    assert "headed 30 September 2026 alone" in finding.message


def test_a_title_says_how_long_the_period_is_that_a_day_ends(take: Take) -> None:
    accounts = take(DAY_ALONE.format("Quarter to 30 September 2026"))

    assert accounts.value("ledger-actual", "line:sales") == 10
    assert accounts.said("ledger-period-guessed") == ""


def test_a_balance_sheet_is_as_at_the_day_that_heads_it(take: Take) -> None:
    title = "Wrackline Boatyard Limited\nQuarter to 30 September 2026"
    profit = f"{title}\n|Actual\nTurnover|381\nOverheads|309"
    balance = "Balance sheet\n|15/09/2026\nFixed assets|5\nCurrent assets|6\nNet assets|11"

    accounts = take({"P&L": profit, "BS": balance})

    assert accounts.value("ledger-balance", "balance:net-assets", "at-2026-09-15") == 11
