from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Accounts

Take = Callable[..., "Accounts"]

TITLE = "Wrackline Boatyard Limited\nQuarter to 30 September 2026\n"
ACTUAL = f"{TITLE}|Actual\nTurnover\nBerths & moorings|90\nYard|60\nOverheads\nWages|50\nRent|10"


def test_and_is_written_either_way_and_codes_do_not_matter(take: Take) -> None:
    budget = f"{TITLE}|Budget\nTurnover\n4000 Berths and moorings|80\n4010 Yard|70"

    accounts = take({"P&L": ACTUAL, "B": budget})

    assert accounts.value("ledger-budget", "line:berths-moorings") == 80
    assert accounts.value("line", "line:berths-moorings") == "Berths & moorings"


def test_a_line_of_the_budget_alone_stands_in_its_section(take: Take) -> None:
    budget = f"{TITLE}|Budget\nTurnover\nYard|70\nOverheads\nPontoon survey|5"

    accounts = take({"P&L": ACTUAL, "B": budget})

    assert accounts.scopes()[3:] == [
        "line:wages",
        "line:rent",
        "line:pontoon-survey",
        "line:overheads",
        "line:profit",
    ]
    assert accounts.value("ledger-actual", "line:overheads") == 60
    assert accounts.value("ledger-budget", "line:overheads") == 5


def test_totals_that_nobody_states_are_made(take: Take) -> None:
    accounts = take(ACTUAL)

    assert accounts.value("line", "line:sales") == "Sales"
    assert accounts.value("line-kind", "line:sales") == "total"
    assert accounts.value("ledger-actual", "line:profit") == 90
    assert accounts.value("line-kind", "line:profit") == "result"


def test_a_section_of_one_line_is_that_line(take: Take) -> None:
    accounts = take(f"{TITLE}|Actual\nTurnover\nYard|60\nOverheads\nWages|50")

    assert accounts.scopes() == ["line:sales", "line:overheads", "line:profit"]
    assert accounts.value("line", "line:sales") == "Yard"


def test_a_summary_is_compared_and_makes_no_lines(take: Take) -> None:
    summary = f"{TITLE}|Actual|Prior year\nTurnover|155|140\nOverheads|60|58\nProfit|95|82"

    accounts = take({"P&L": ACTUAL, "Summary": summary})

    assert accounts.value("ledger-actual", "line:sales") == 150
    assert "“Sales” for Q3 2026 (July to September 2026) is 155.00" in accounts.said(
        "ledger-sources-differ"
    )


def test_a_total_that_only_a_summary_has_is_taken_from_it(take: Take) -> None:
    summary = f"{TITLE}|Actual|Prior year\nTurnover|150|140\nOverheads|60|58\nProfit|90|82"

    accounts = take({"P&L": ACTUAL, "Summary": summary})
    fact = accounts.fact("ledger-actual", "line:profit", "2025-Q3")

    assert fact is not None
    assert (fact.value, fact.operation) == (82, "read")


def test_a_hidden_sheet_gives_way_to_one_that_is_shown(take: Take) -> None:
    old = ACTUAL.replace("Yard|60", "Yard|40")

    accounts = take({"Old": old, "P&L": ACTUAL}, hidden=("Old",))

    assert accounts.value("ledger-actual", "line:yard") == 60
    assert "is 40.00 in Old (Old!B6)" in accounts.said("ledger-sources-differ")


def test_lines_of_one_name_in_two_sections_stay_apart(take: Take) -> None:
    text = (
        f"{TITLE}|Actual\nTurnover\nYard|60\nCost of sales\nWages|20\nOverheads\nWages|10\nRent|1"
    )

    accounts = take(text)

    assert accounts.value("ledger-actual", "line:cost-of-sales") == 20
    assert accounts.value("ledger-actual", "line:wages") == 10


def test_a_list_is_put_into_the_order_of_a_statement(take: Take) -> None:
    text = (
        "Month|Account|Type|Amount\nSep-26|Wages|Overheads|7\nSep-26|Oil|Direct costs|2\n"
        "Sep-26|Yard|Income|10\nAug-26|Yard|Income|10\nJul-26|Yard|Income|10"
    )

    assert take(text).scopes()[:2] == ["line:sales", "line:cost-of-sales"]


def test_a_loss_by_another_name_is_the_result_and_no_cost(take: Take) -> None:
    accounts = take(f"{ACTUAL}\nTotal overheads|60\nNet (loss)/profit for the quarter|90")

    assert accounts.value("ledger-actual", "line:profit") == 90
    assert accounts.value("ledger-actual", "line:overheads") == 60


@pytest.mark.parametrize("last", ["", "\nRetained profit|70", "\nNet profit|90"])
def test_the_profit_is_before_what_the_owners_take_out(take: Take, last: str) -> None:
    foot = f"{last}\nDividends|20" if "Net" in last else f"\nDividends|20{last}"

    accounts = take(f"{ACTUAL}\nTotal overheads|60{foot}")

    assert accounts.value("ledger-actual", "line:profit") == 90


def test_a_total_without_a_name_is_called_by_its_section_without_less(take: Take) -> None:
    accounts = take(f"{TITLE}|Actual\nTurnover|100\nLess Overheads\nWages|50\nRent|10\n|60")

    assert accounts.value("line", "line:overheads") == "Total overheads"


def test_assets_are_told_by_headings_in_the_singular(take: Take) -> None:
    balance = (
        "Balance sheet\nWrackline Boatyard Limited\nAs of September 30, 2026\n|Total\nFixed Asset\n"
        "Plant and machinery|400\nAccumulated depreciation|-100\nTotal Fixed Asset|300\n"
        "Current Asset\nDebtors control|90\nTotal Current Asset|90\nNET ASSETS|390"
    )

    accounts = take({"P&L": ACTUAL, "BS": balance})

    day = "at-2026-09-30"
    assert accounts.value("ledger-balance", "balance:fixed-assets", day) == 300
    assert accounts.value("ledger-balance", "balance:current-assets", day) == 90
    assert accounts.said("ledger-totals-differ") == ""
