"""What is owed: receipts, money on account, credit notes, invoices issued again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace

import pytest

from engross.intake import Subject
from engross.records import Evidence, Finding

Read = Callable[..., Evidence]

A = "at-2026-10-14"
JULY, AUGUST, SEPTEMBER = dt.date(2026, 7, 31), dt.date(2026, 8, 28), dt.date(2026, 9, 30)
PAYMENTS = "Date|Type|Client|Matter|Invoice|Amount"


def number(evidence: Evidence, identifier: str) -> Decimal:
    return evidence.fact(identifier).number


def rules(evidence: Evidence, rule: str) -> list[Finding]:
    return [finding for finding in evidence.findings if finding.rule == rule]


def paid(
    make: SimpleNamespace, invoice: object, amount: float, kind: str = "Receipt"
) -> list[object]:
    return [SEPTEMBER, kind, *make.OURS, invoice, amount]


def test_part_payments_of_an_invoice_add_up(read: Read, make: SimpleNamespace) -> None:
    evidence = read(
        Invoices=[make.INVOICES, make.invoice_row("4452", AUGUST, 1000, paid=None)],
        Payments=[PAYMENTS, paid(make, "4452", 500), paid(make, "4452", 100)],
    )

    assert number(evidence, f"paid/{A}/invoice:4452") == 600
    assert number(evidence, f"outstanding/{A}/invoice:4452") == 600


def test_an_invoice_nobody_paid_cites_the_table_of_payments(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Invoices=[make.INVOICES, make.invoice_row("4452", AUGUST, 1000, paid=None)],
        Payments=[PAYMENTS, paid(make, "4400", 500)],
    )
    nil = evidence.fact(f"paid/{A}/invoice:4452")

    assert nil.number == 0
    assert [span.place for span in nil.spans] == ["Payments!1 (no such row)"]


@pytest.mark.parametrize("cell", [None, "", "On account", "Unallocated", "payment on account"])
def test_money_on_account_is_taken_off_no_invoice_and_said(
    cell: object, read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Invoices=[make.INVOICES, make.invoice_row("4452", AUGUST, 1000, paid=None)],
        Payments=[PAYMENTS, paid(make, cell, 600)],
    )
    (finding,) = rules(evidence, "payment-unmatched")

    assert number(evidence, f"on-account/{A}/matter") == 600
    assert number(evidence, f"outstanding/{A}/matter") == 1200
    assert (finding.place, "£600" in finding.message) == ("billing.xlsx Payments!F2", True)
    assert not rules(evidence, "row-set-aside")


def test_a_payment_of_an_invoice_that_is_not_there_is_said_and_not_guessed(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Invoices=[make.INVOICES, make.invoice_row("4452", AUGUST, 1000, paid=None)],
        Payments=[PAYMENTS, paid(make, "4199", 70), paid(make, "4452, 4417", 30)],
    )
    said = [finding.message for finding in rules(evidence, "payment-unmatched")]

    assert ["names invoice 4199" in said[0], "names invoice 4452, 4417" in said[1]] == [True, True]
    assert number(evidence, f"outstanding/{A}/matter") == 1200
    assert not evidence.select("on-account")


def test_a_later_payment_on_account_is_not_in_the_balance_of_the_day(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Invoices=[make.INVOICES, make.invoice_row("4452", AUGUST, 1000, paid=None)],
        Payments=[PAYMENTS, [dt.date(2026, 10, 15), "Receipt", *make.OURS, "On account", 600]],
    )

    assert not evidence.select("on-account")
    assert not rules(evidence, "payment-unmatched")


def test_a_balance_given_up_is_not_owed_and_was_not_paid(read: Read, make: SimpleNamespace) -> None:
    evidence = read(
        Invoices=[make.INVOICES, make.invoice_row("4452", AUGUST, 1000, paid=None)],
        Payments=[PAYMENTS, paid(make, "4452", 1185.6), paid(make, "4452", 14.4, "Write-off")],
    )

    assert number(evidence, f"outstanding/{A}/invoice:4452") == 0
    assert number(evidence, f"paid/{A}/invoice:4452") == Decimal("1185.6")
    assert number(evidence, "billed/2026-Q3/matter") == 1000


def test_where_one_invoice_is_credited_the_column_has_all_of_them_and_a_total(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Invoices=[
            make.INVOICES,
            make.invoice_row("4417", JULY, 1000),
            make.invoice_row("4452", AUGUST, 500),
            make.invoice_row("CN7", SEPTEMBER, -200, description="Credit note against 4417"),
        ]
    )

    assert number(evidence, f"credited/{A}/invoice:4417") == 240
    assert number(evidence, f"credited/{A}/invoice:4452") == 0
    assert number(evidence, f"credited/{A}/invoices") == 240
    assert number(evidence, f"outstanding/{A}/invoices") == (
        number(evidence, f"gross/{A}/invoices")
        - number(evidence, f"paid/{A}/invoices")
        - number(evidence, f"credited/{A}/invoices")
    )


def test_an_invoice_issued_again_counts_once_when_the_first_is_credited(
    read: Read, make: SimpleNamespace
) -> None:
    again = [
        make.invoice_row("4417", JULY, 1000),
        make.invoice_row("4417A", AUGUST, 1000),
        make.invoice_row("CN7", AUGUST, -1000, description="Credit note for invoice 4417"),
    ]
    evidence = read(Invoices=[make.INVOICES, *again])
    without = read(Invoices=[make.INVOICES, *again[:2]])

    assert number(evidence, "billed/2026-Q3/matter") == 1000
    assert number(evidence, f"outstanding/{A}/matter") == 1200
    assert not rules(evidence, "totals-differ")
    assert "Invoice 4417 issued again" in rules(without, "totals-differ")[0].message


def test_an_invoice_of_another_amount_with_a_letter_is_one_of_its_own(
    read: Read, make: SimpleNamespace, subject: Subject
) -> None:
    evidence = read(
        about=subject,
        Invoices=[
            make.INVOICES,
            make.invoice_row("4417", JULY, 1000),
            make.invoice_row("4417B", AUGUST, 90),
        ],
    )

    assert not rules(evidence, "totals-differ")
    assert number(evidence, "billed/2026-Q3/matter") == 1090
