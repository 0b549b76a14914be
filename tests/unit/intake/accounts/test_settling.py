from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Accounts

Take = Callable[..., "Accounts"]

TITLE = "Wrackline Boatyard Limited\nQuarter to 30 September 2026\n|Actual\n"
LINES = "Turnover\nYard|100\nBerths|50\nPremises\nRent|30\nRates|10\nPeople\nWages|60"


def test_headings_without_a_known_name_are_settled_by_the_profit(take: Take) -> None:
    accounts = take(f"{TITLE}{LINES}\nNet profit|50")

    assert accounts.value("ledger-actual", "line:sales") == 150
    assert accounts.value("ledger-actual", "line:overheads") == 100
    assert accounts.value("ledger-actual", "line:profit") == 50
    assert accounts.said("ledger-line-guessed") == ""
    assert accounts.said("ledger-totals-differ") == ""


def test_without_a_profit_they_stay_a_guess_and_are_shown(take: Take) -> None:
    said = take(f"{TITLE}{LINES}\nOverheads\nSundry|1").said("ledger-line-guessed")

    assert "taken for sales: “Rent”, “Rates”, “Wages”" in said


def test_a_heading_that_speaks_of_costs_is_one_of_costs(take: Take) -> None:
    accounts = take(f"{TITLE}Turnover\nYard|100\nStaff costs\nWages|60\nNet profit|40")

    assert accounts.value("line-kind", "line:overheads") == "cost"
    assert accounts.value("ledger-actual", "line:profit") == 40


def test_a_section_named_below_its_lines_is_their_total(take: Take) -> None:
    accounts = take(
        f"{TITLE}Moorings|30\nRepairs|50\nTurnover|80\nMaterials|20\nOil|5\nCost of sales|25\n"
        "Gross profit|55\nWages|24\nOverheads|24\nNet profit|31"
    )

    assert accounts.value("ledger-actual", "line:sales") == 80
    assert accounts.value("line", "line:sales") == "Turnover"
    assert accounts.value("ledger-actual", "line:cost-of-sales") == 25
    assert accounts.value("ledger-actual", "line:profit") == 31
    assert not {"ledger-line-guessed", "ledger-totals-differ"} & accounts.rules()


def test_months_to_come_do_not_speak_against_the_profit(take: Take) -> None:
    accounts = take(
        "Wrackline Boatyard Limited\nProfit and loss 2026/27\n|Jul|Aug|Sep|Oct\n"
        "Sales|10|10|10|\nWages|4|4|4|\nNet profit|6|6|6|0"
    )

    assert accounts.value("ledger-actual", "line:profit") == 18
    assert accounts.said("ledger-line-guessed") == ""


def test_a_line_that_is_what_all_lines_above_it_leave_blocks(take: Take) -> None:
    text = "Quarter to 30 September 2026\n|Actual|Budget\nTurnover|90|80\nOverheads|60|70"

    accounts = take(f"{text}\nWhat we keep|30|10")
    said = [f for f in accounts.taken.findings if f.rule == "ledger-line-guessed"]

    assert any(f.severity == "block" and "“What we keep”" in f.message for f in said)


def test_a_line_that_is_something_else_in_one_column_is_only_a_guess(take: Take) -> None:
    text = "Quarter to 30 September 2026\n|Actual|Budget\nTurnover|90|80\nOverheads|60|70"

    accounts = take(f"{text}\nWhat we keep|30|11")

    assert "comes to what" not in accounts.said("ledger-line-guessed")
