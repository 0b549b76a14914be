from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from engross.intake import GivenFile, Subject
from engross.intake.accounts.noticing import noticed_in
from engross.intake.accounts.reading import Opened, read_accounts
from engross.sources.sheets import NOT_CALCULATED, Row, SheetRead, WorkbookRead

if TYPE_CHECKING:
    from conftest import Accounts

Take = Callable[..., "Accounts"]

TEXT = (
    "Wrackline Boatyard Limited\n{}\n|Actual|Budget\nTurnover|100|90\nOverheads|60|50\nProfit|40|40"
)


def test_a_statement_that_names_no_period_is_taken_for_the_reports(take: Take) -> None:
    accounts = take(TEXT.format("Profit and loss"))

    assert accounts.value("ledger-actual", "line:profit") == 40
    assert "P&L does not say which period it is over" in accounts.said("ledger-period-guessed")


def test_accounts_that_call_themselves_provisional_are_quoted(take: Take) -> None:
    accounts = take(TEXT.format("Q3 2026") + "\n\nBank not yet reconciled for September")

    assert "“Bank not yet reconciled for September”" in accounts.said("ledger-question")


def test_a_table_of_something_else_is_told_and_not_used(take: Take) -> None:
    berths = "Berths\n|Sep-26\nPontoon A|14\nPontoon B|9"

    accounts = take({"P&L": TEXT.format("Q3 2026"), "Berths": berths})

    assert "A table in Berths was not used" in accounts.said("table-not-used")


def test_what_is_hidden_and_what_was_never_worked_out_is_told(
    subject: Subject, given: GivenFile
) -> None:
    cells = ((None, "Q3 2026"), ("Turnover", Decimal(9)), ("Overheads", NOT_CALCULATED))
    rows = [Row(n, list(values)) for n, values in enumerate(cells, start=1)]
    sheet = replace(SheetRead("P&L", rows), hidden_rows=((2, 2),))

    read = read_accounts([Opened(given, WorkbookRead((sheet,), "test"))], subject)
    found = {finding.rule: finding.message for finding in noticed_in(read, subject)}

    assert found["hidden-cells"].startswith("The workbook hides row 2 of P&L")
    assert "rows 3 " in found["formula-not-calculated"]
    assert "no stored result (“Overheads”)" in found["ledger-not-read"]
