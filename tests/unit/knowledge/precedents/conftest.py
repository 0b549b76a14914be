"""The made-up firm's register, and a little evidence of one of its runs."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from engross.knowledge.precedents import Known, Setting
from engross.records import Evidence, Fact, Passage, Span
from engross.uk.periods import Period
from engross.workspace.register import Client, Firm
from engross.workspace.register_file import register_in, register_text

ROOT = Path(__file__).resolve().parents[4]
DAY = dt.date(2026, 10, 14)


def money(measure: str, period: str, value: str, scope: str = "matter") -> Fact:
    return Fact(measure=measure, period=period, scope=scope, unit="GBP", value=Decimal(value))


def passage(identifier: str, text: str, side: str = "client", file: str = "call.md") -> Passage:
    span = Span(source="0" * 64, file=file, place="line 1")
    return Passage.model_validate(
        {"id": identifier, "text": text, "side": side, "span": span, "tier": "client"}
    )


@pytest.fixture(scope="session")
def firm() -> Firm:
    return register_in(register_text(ROOT))[0]


@pytest.fixture(scope="session")
def client(firm: Firm) -> Client:
    return firm.clients[0]


@pytest.fixture(scope="session")
def setting() -> Setting:
    return Setting(Period.parse("2026-Q3"), DAY)


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    stream = "workstream:stock-system"
    return Evidence(
        sources=(),
        facts=(
            money("billed", "2026-Q3", "10868.00"),
            money("billed", "2026-Q2", "6728.00"),
            money("billed", "2026-08", "3978.50"),
            money("billed", "2024-Q1", "77.00"),
            money("billed", "2026-Q3", "5318.00", stream),
            money("budget", "engagement", "31700.00"),
            money("outstanding", "at-2026-10-14", "6799.00"),
            money("outstanding", "at-2026-06-30", "512.00"),
            Fact(
                measure="due-date",
                period="at-2026-10-14",
                scope="invoice:4452",
                unit="date",
                value=dt.date(2026, 9, 27),
            ),
            Fact(
                measure="number",
                period="at-2026-10-14",
                scope="invoice:4452",
                unit="text",
                value="4452",
            ),
            Fact(
                measure="workstream",
                period="engagement",
                scope=stream,
                unit="text",
                value="Stock system",
            ),
        ),
        passages=(
            passage("p1", "We want the slipway winch replaced before the autumn haul-out begins."),
            passage("p2", "Cara keeps the berth list.", side="firm"),
            passage("p3", "Please send the list to Cara."),
            passage("k0000000000aa", "Our fees are agreed before we begin.", side=""),
        ),
    )


@pytest.fixture(scope="session")
def known(firm: Firm, client: Client, evidence: Evidence) -> Known:
    return Known(
        firm,
        client,
        headings=["Fees", "What we need from you"],
        sources=[one.text for one in evidence.passages if one.id.startswith("p")],
        values=["Stock system", "Replacement of the winch"],
    )
