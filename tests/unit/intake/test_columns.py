"""Headings recognised by what billing systems call them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from engross.intake.columns import kinds, normal, understand
from engross.intake.sheets import Sheet, sheet_prefix
from engross.sources.sheets import Row, SheetRead, column_letters


def sheet(make: SimpleNamespace, name: str, *rows: str) -> Sheet:
    file = make.notes("x", f"{name}.csv")
    return Sheet(file, SheetRead(name, [Row(n, r.split("|")) for n, r in enumerate(rows, start=1)]))


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Net £", "net"),
        ("Inv. No.", "inv no"),
        ("Invoice #", "invoice no"),
        ("FeeEarner", "fee earner"),
        ("fee_earner", "fee earner"),
        ("Amount (excl. VAT)", "amount excl vat"),
        ("Total GBP", "total"),
    ],
)
def test_headings_are_compared_without_signs_and_case(heading: str, name: str) -> None:
    assert normal(heading) == name


@pytest.mark.parametrize(
    ("title", "headings", "kind"),
    [
        ("Sheet1", "Date|Staff|Client|Matter|Hrs|Charge rate|Narrative", "time"),
        ("Sheet1", "Inv No|Inv Date|Client|Matter|Net|VAT|Gross|Balance", "invoices"),
        ("Sheet1", "Workstream|Fee budget|To complete|Matter", "budget"),
        ("Payments", "Date|Client|Matter|Invoice|Amount", "payments"),
        ("Disbursements", "Date|Client|Matter|Description|Net|VAT|Invoice", "disbursements"),
        ("Expenses", "Date|Matter|Details|Amount|VAT", "expenses"),
        ("Credit notes", "Number|Date|Matter|Against|Net|VAT|Total", "credit-notes"),
        ("Invoices", "Number|Date|Client|Matter|Workstream|Description|Net|VAT|Total", "invoices"),
    ],
)
def test_a_table_is_known_by_its_columns_and_its_sheets_name(
    make: SimpleNamespace, title: str, headings: str, kind: str
) -> None:
    found = understand(sheet(make, title, headings), {})

    assert found is not None
    assert (found.kind.key, found.missing) == (kind, ())


def test_the_heading_row_may_stand_below_a_title(make: SimpleNamespace) -> None:
    found = understand(
        sheet(make, "Time", "Penhallow Reeve LLP", "Report|of time", "Date|Matter|Hours|Rate"), {}
    )

    assert found is not None
    assert found.row == 3


def test_a_sheet_of_something_else_is_no_table(make: SimpleNamespace) -> None:
    assert understand(sheet(make, "Notes", "Dear all|thank you", "Kind|regards"), {}) is None


def test_the_best_name_for_a_column_wins_over_the_first(make: SimpleNamespace) -> None:
    found = understand(sheet(make, "Time", "Entry date|Work date|Matter|Hours"), {})

    assert found is not None
    assert found.columns["date"] == 1


def test_names_in_the_file_are_as_headings_are_compared() -> None:
    for kind in kinds():
        for names in kind.columns.values():
            assert [normal(name) for name in names] == list(names), kind.key


def test_cell_addresses_are_those_of_a_spreadsheet() -> None:
    assert [column_letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert [sheet_prefix(n) for n in ("Time", "Time 2026", "O'Neill", "")] == [
        "Time!",
        "'Time 2026'!",
        "'O''Neill'!",
        "",
    ]


@pytest.mark.parametrize(
    ("title", "headings"),
    [
        ("Rates", "Fee earner|Grade|Charge-out rate|Cost rate (internal)"),
        ("WIP and lock-up", "Client|Unbilled time|Debtors|Lock-up days|Recovery %"),
        ("Reconciliation", "Client|Opening|Billed|Credited|Received|Written off|Closing"),
    ],
)
def test_a_page_that_lists_no_entries_is_no_table(
    title: str, headings: str, make: SimpleNamespace
) -> None:
    assert understand(sheet(make, title, headings, "a|b|c|d"), {}) is None
