from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Accounts

Take = Callable[..., "Accounts"]

PROFIT = "Wrackline Boatyard Limited\nQ3 2026\n|Actual|Budget\nTurnover|100|90\nOverheads|70|60"
LIST = "Month|Account|Type|Amount\nSep-25|Yard|Income|9\nSep-25|Wages|Overheads|8"
DEBTS = "Contact|Current|1-30 days|Total\nTern Point|5|5|10"
DUES = "Tax|For|Due|Amount\nVAT|Quarter|7 November 2026|9"
OTHER = "Berths\n|Sep-26\nPontoon A|14"


def test_every_table_of_the_file_is_in_its_report(take: Take) -> None:
    accounts = take({"P&L": PROFIT, "LY": LIST, "AR": DEBTS, "Tax": DUES, "Berths": OTHER})
    (report,) = accounts.taken.reports

    assert report.holds == "5 sheets, 5 tables"
    assert [(t.kind, t.place, t.rows, t.used) for t in report.tables] == [
        ("profit and loss", "'P&L'!A3:C5", 2, 2),
        ("profit and loss", "LY!A1:D3", 2, 2),
        ("debts by customer", "AR!A1:D2", 1, 1),
        ("what falls due", "Tax!A1:D2", 1, 1),
        ("", "Berths!A2:B3", 1, 0),
    ]


def test_columns_say_what_they_were_taken_for(take: Take) -> None:
    (report,) = take(PROFIT).taken.reports

    assert [(c.place, c.heading, c.meaning) for c in report.tables[0].columns] == [
        ("'P&L'!B3", "Actual", "actual, Q3 2026 (July to September 2026)"),
        ("'P&L'!C3", "Budget", "budget, Q3 2026 (July to September 2026)"),
    ]
