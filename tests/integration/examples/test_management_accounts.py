"""The example accounts: the same bytes each time, read as they are told and as they are wrong."""

from __future__ import annotations

import datetime as dt
import sys
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from engross.intake import GivenFile, Subject
from engross.intake.accounts import take_accounts
from engross.intake.factbook import FactBook
from engross.intake.given import Taken
from engross.uk.periods import Period
from engross.workspace.loading import load_workspace

ROOT = Path(__file__).resolve().parents[3]
FILE = ROOT / "examples" / "financial_summary" / "management-accounts.xlsx"
QUARTER, YEAR = slice(3, 6), slice(0, 6)


@pytest.fixture(scope="module")
def script(workbook_script: ModuleType) -> ModuleType:
    """`scripts/make_accounts_example.py`, which uses the other script."""
    del workbook_script
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import make_accounts_example  # noqa: PLC0415 - scripts are no package
    finally:
        sys.path.remove(str(ROOT / "scripts"))
    return make_accounts_example


@pytest.fixture(scope="module")
def read() -> tuple[FactBook, Taken]:
    firm = load_workspace(ROOT).firm
    client = firm.client("wrackline")
    assert client is not None
    subject = Subject(
        firm=firm,
        client=client,
        matter=client.matters[0],
        period=Period.parse("2026-Q3"),
        as_at=dt.date(2026, 10, 14),
        firm_sha256="f" * 64,
    )
    book = FactBook()
    given = GivenFile(FILE.name, FILE.read_bytes(), role="accounts", kind="accounts")
    return book, take_accounts(book, [given], subject)


def told() -> Iterator[tuple[str, str, list[Decimal], Decimal, list[Decimal]]]:
    """Section, line, April to September 2026, the budget of a month, April to September 2025."""
    text = (ROOT / "scripts" / "example_accounts.toml").read_text(encoding="utf-8")
    for section, rows in tomllib.loads(text)["sections"].items():
        for row in rows:
            name, actual, budget, before = (part.strip() for part in row.split("|"))
            numbers = [[Decimal(number) for number in part.split()] for part in (actual, before)]
            yield section, name, numbers[0], Decimal(budget), numbers[1]


def test_the_workbook_in_the_tree_is_the_scripts(script: ModuleType) -> None:
    assert script.as_bytes() == FILE.read_bytes()


def test_the_figures_are_those_that_the_script_was_told(read: tuple[FactBook, Taken]) -> None:
    book, _ = read
    survey = Decimal(1800)  # in the budget of September alone
    sign = {"Turnover": 1}
    for months, period, before in (
        (QUARTER, "2026-Q3", "2025-Q3"),
        (YEAR, "2026-09-6m", "2025-09-6m"),
    ):
        count = len(range(*months.indices(6)))
        profit = sum(sign.get(s, -1) * sum(a[months]) for s, _, a, _, _ in told())
        budget = sum(sign.get(s, -1) * b * count for s, _, _, b, _ in told()) - survey
        last = sum(sign.get(s, -1) * sum(p[months]) for s, _, _, _, p in told())

        made = [
            fact.value if (fact := book.get(measure, key, "line:profit")) else None
            for measure, key in (
                ("ledger-actual", period),
                ("ledger-budget", period),
                ("ledger-variance", period),
                ("ledger-actual", before),
            )
        ]

        assert made == [profit, budget, profit - budget, last]


def test_every_line_has_its_quarter_budget_and_year_before(read: tuple[FactBook, Taken]) -> None:
    book, _ = read
    by_name = {
        str(fact.value): fact.scope
        for fact in book.facts
        if fact.measure == "line" and fact.period == "2026-Q3"
    }

    for _, name, actual, budget, before in told():
        made = [
            fact.value if (fact := book.get(measure, period, by_name[name])) else None
            for measure, period in (
                ("ledger-actual", "2026-Q3"),
                ("ledger-budget", "2026-Q3"),
                ("ledger-actual", "2025-Q3"),
            )
        ]

        assert made == [sum(actual[QUARTER]), budget * 3, sum(before[QUARTER])]


def test_the_balances_and_debts_are_those_of_the_periods_end(read: tuple[FactBook, Taken]) -> None:
    book, _ = read
    day = "at-2026-09-30"
    wanted = {
        ("ledger-balance", "balance:net-assets"): Decimal("286307.41"),
        ("ledger-balance", "balance:capital"): Decimal("286307.41"),
        ("ledger-balance", "cash"): Decimal("48060.58"),
        ("customer-debt", "customers"): Decimal("48816.35"),
        ("overdue", "customers"): Decimal("17093.20"),
    }
    values = {
        (measure, scope): fact.value if (fact := book.get(measure, day, scope)) else None
        for measure, scope in wanted
    }

    assert values == wanted


def test_what_is_wrong_in_it_on_purpose_is_found(read: tuple[FactBook, Taken]) -> None:
    _, taken = read
    said = "\n".join(finding.message for finding in taken.findings)

    for words in (
        "“Stock system” (row 30) was left out of it",
        "“Operating profit” (row 35) and “Profit before tax” (row 37) differ by just as much",
        "In Budget 2026-27 these stand below nil: cost of sales, overheads, interest payable",
        "In Last year these stand below nil: sales",
        "Q3 summary is in thousands of pounds",
        "The variances of “Cost of sales”, “Overheads” and “Interest payable” in Q3 summary",
        "The difference is 600.00",
        "“Sundry” is £4,850 in July 2026",
        "“Suspense” holds £312",
        "“Winter storage deposits (various)” has £600 in its favour",
        "in the budget and not in the accounts: “Pontoon survey”",
        "September not yet reviewed",
        "What is to be paid for “VAT, quarter to 30 November 2026” by 7 January 2027 is not known",
    ):
        assert words in said


def test_nothing_in_it_is_told_that_is_not_wrong(read: tuple[FactBook, Taken]) -> None:
    _, taken = read

    assert {f.rule for f in taken.findings} == {
        "ledger-totals-differ",
        "ledger-balance-differs",
        "ledger-question",
        "ledger-line-unmatched",
        "ledger-signs",
    }
