"""The example workbook: the figures that intake reads are those of the made-up books."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from engross.records import Evidence

Read = Callable[..., Evidence]

A = "at-2026-10-14"
Q3 = (dt.date(2026, 7, 1), dt.date(2026, 9, 30))
YEAR = (dt.date(2026, 4, 1), dt.date(2027, 3, 31))
CLIENTS = {"WRA": "wrackline", "COP": "copperbeech", "TID": "tidewell"}
FILE = Path(__file__).resolve().parents[3] / "examples" / "client_report" / "billing.xlsx"


def lines(ledger: ModuleType, client: str, between: tuple[dt.date, dt.date] = Q3) -> list[Any]:
    first, last = between
    return [x for x in ledger.books().lines if x.client == client and first <= x.day <= last]


def fees(found: list[Any]) -> Decimal:
    outlays = ("Disbursements", "Expenses")
    return sum((line.net for line in found if line.workstream not in outlays), Decimal(0))


def worth(entries: list[Any]) -> Decimal:
    return sum((entry.worth("rate") for entry in entries), Decimal(0))


def stock_time(ledger: ModuleType) -> list[Any]:
    """The good entries on the stock system, those that take time away among them."""
    return [
        entry
        for entry in ledger.books().entries
        if entry.matter == "WRA001"
        and entry.stream == "Stock system"
        and isinstance(entry.day, dt.date)
        and isinstance(entry.hours, Decimal)
    ]


def test_the_workbook_is_the_one_that_the_script_makes(workbook_script: ModuleType) -> None:
    assert workbook_script.as_bytes() == FILE.read_bytes()


@pytest.mark.parametrize("code", CLIENTS)
def test_opening_and_movements_make_the_closing_balance(code: str, ledger: ModuleType) -> None:
    opening, billed, credited, received, written_off, closing = ledger.movements(
        ledger.books(), code
    )

    assert opening + billed - credited - received - written_off == closing
    assert min(opening, billed, received, closing) > 0


@pytest.mark.parametrize(("code", "client"), CLIENTS.items())
def test_what_intake_finds_outstanding_is_the_closing_balance(
    code: str, client: str, read: Read, ledger: ModuleType
) -> None:
    evidence = read(client, "billing.xlsx")
    on_account = sum((fact.number for fact in evidence.select("on-account", A)), Decimal(0))
    closing = ledger.movements(ledger.books(), code)[-1]

    assert evidence.fact(f"outstanding/{A}/matter").number - on_account == closing


@pytest.mark.parametrize(("code", "client"), CLIENTS.items())
def test_fees_billed_are_those_of_the_books(
    code: str, client: str, read: Read, ledger: ModuleType
) -> None:
    billed = read(client, "billing.xlsx").fact("billed/2026-Q3/matter").number

    assert billed == fees(lines(ledger, code))


def test_every_figure_of_the_forecast_is_that_of_the_books(read: Read, ledger: ModuleType) -> None:
    evidence = read("wrackline", "billing.xlsx")
    stock = "engagement/workstream:stock-system"
    of_stock = [x for x in lines(ledger, "WRA", YEAR) if x.workstream == "Stock system"]
    unbilled = worth([entry for entry in stock_time(ledger) if not entry.invoice])
    rows = [row.split("|") for row in ledger.ledger()["budgets"]["rows"]]
    budget, to_come = next(map(Decimal, row[3:]) for row in rows if row[1] == "Stock system")
    forecast = fees(of_stock) + unbilled + to_come

    assert evidence.fact(f"wip/{A}/workstream:stock-system").number == unbilled
    assert evidence.fact(f"forecast-total/{stock}").number == forecast
    assert evidence.fact(f"variance/{stock}").number == forecast - budget
    assert evidence.fact("variance/engagement/matter").number == forecast - budget


def test_hours_are_by_the_day_of_the_work_without_what_was_written_off(
    read: Read, ledger: ModuleType
) -> None:
    evidence = read("wrackline", "billing.xlsx")
    worked = [e for e in stock_time(ledger) if Q3[0] <= e.day <= Q3[1] and e.hours > 0]

    assert evidence.fact("hours/2026-Q3/matter").number == sum(e.hours for e in worked)
    assert evidence.fact("time-value/2026-Q3/matter").number == worth(worked)
    assert any(entry.entered > Q3[1] for entry in worked)
    assert evidence.fact("write-off/2026-Q3/matter").audience == "internal"


def test_what_is_wrong_in_it_on_purpose_is_found(read: Read) -> None:
    evidence = read("wrackline", "billing.xlsx")
    found: dict[str, int] = {}
    for finding in evidence.findings:
        found[finding.rule] = found.get(finding.rule, 0) + 1

    assert found == {
        "row-set-aside": 6,
        "name-not-registered": 2,
        "write-off-netted": 1,
        "entered-late": 1,
        "rows-of-others": 1,
    }


def test_part_payments_credit_notes_and_a_reissue_are_in_the_balances(read: Read) -> None:
    evidence = read("wrackline", "billing.xlsx", period="2026-Q2")

    assert evidence.fact(f"paid/{A}/invoice:4376").number == 1500 + 2133
    assert len(evidence.fact(f"paid/{A}/invoice:4376").spans[0].place.split(",")) == 2
    assert evidence.fact(f"outstanding/{A}/invoice:4338").number == 0
    assert evidence.fact(f"credited/{A}/invoice:4338").number == 2220
    assert evidence.fact(f"paid/{A}/invoice:4338A").number == 2220
    assert evidence.fact("billed/2026-Q2/matter").number == 6727.5


def test_money_on_account_is_the_other_clients_own(read: Read) -> None:
    assert read("copperbeech", "billing.xlsx").fact(f"on-account/{A}/matter").number == 600
    assert not read("wrackline", "billing.xlsx").select("on-account")
    assert not read("tidewell", "billing.xlsx").select("on-account")
