"""Accounts that sheets state, added up again and laid beside the books."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

from engross.records import Evidence, Finding

Read = Callable[..., Evidence]

APRIL, JULY, AUGUST, LATE = (dt.date(2026, m, d) for m, d in ((4, 1), (7, 1), (8, 3), (10, 5)))
ACCOUNT = "Client|Opening|Billed|Credited|Received|Written off|Closing"
PAYMENTS = "Date|Client|Matter|Invoice|Type|Amount"
OVER = ["1 July to 30 September 2026, with VAT"]


def differing(evidence: Evidence) -> list[Finding]:
    return [finding for finding in evidence.findings if finding.rule == "account-differs"]


def books(make: SimpleNamespace) -> dict[str, list[object]]:
    """120 owed at the start; 960 billed and 240 received in the quarter; 60 billed after."""
    return {
        "Invoices": [
            make.INVOICES,
            make.invoice_row("1", APRIL, 100),
            make.invoice_row("2", JULY, 300),
            make.invoice_row("3", AUGUST, 500),
            make.invoice_row("4", LATE, 50),
        ],
        "Payments": [PAYMENTS, [APRIL, *make.OURS, "1", "", 0], [AUGUST, *make.OURS, "2", "", 240]],
    }


def row(*amounts: object, client: str = "Wrackline Boatyard Limited") -> list[object]:
    return [client, *amounts]


def test_an_account_that_is_right_is_not_spoken_of(read: Read, make: SimpleNamespace) -> None:
    evidence = read(**books(make), Debtors=[OVER, [], ACCOUNT, row(120, 960, 0, 240, 0, 840)])

    assert differing(evidence) == []


def test_an_account_that_does_not_add_up_is_shown_with_the_line_that_may_be_it(
    read: Read, make: SimpleNamespace
) -> None:
    (finding,) = differing(read(**books(make), Debtors=[ACCOUNT, row(120, 960, 0, 240, 0, 1320)]))

    assert finding.place == "billing.xlsx Debtors!G2"
    assert finding.message == (
        "120.00 opening and 960.00 billed less 0.00 credited less 240.00 received less 0.00 "
        "written off make 840.00, but the closing balance says 1,320.00, 480.00 more. The "
        "difference is twice what was received (Debtors!E2): its sign may be the wrong way round."
    )


def test_a_line_that_the_books_have_otherwise_is_shown_with_the_row_that_may_be_it(
    read: Read, make: SimpleNamespace
) -> None:
    (finding,) = differing(
        read(**books(make), Debtors=[OVER, [], ACCOUNT, row(120, 1020, 0, 240, 0, 900)])
    )

    assert finding.place == "billing.xlsx Debtors!C4"
    assert finding.message == (
        "For 1 July 2026 to 30 September 2026 the account says that what was billed is 1,020.00; "
        "the rows given make 960.00, 60.00 less. Invoices!G5, dated 5 October 2026, holds just the "
        "difference."
    )


def test_a_row_that_the_account_leaves_out_is_named(read: Read, make: SimpleNamespace) -> None:
    (finding,) = differing(
        read(**books(make), Debtors=[OVER, [], ACCOUNT, row(120, 360, 0, 240, 0, 240)])
    )

    assert "Invoices!G4 holds just the difference; the account may leave it" in finding.message


def test_an_opening_balance_that_the_books_do_not_reach_is_said(
    read: Read, make: SimpleNamespace
) -> None:
    (finding,) = differing(
        read(**books(make), Debtors=[OVER, [], ACCOUNT, row(500, 960, 0, 240, 0, 1220)])
    )

    assert "the opening balance is 500.00; the rows given make 120.00" in finding.message
    assert "Older invoices may be missing" in finding.message


def test_an_account_without_vat_is_compared_without(read: Read, make: SimpleNamespace) -> None:
    evidence = read(**books(make), Debtors=[OVER, [], ACCOUNT, row(120, 800, 0, 240, 0, 680)])

    assert differing(evidence) == []


def test_other_clients_accounts_are_not_looked_into(read: Read, make: SimpleNamespace) -> None:
    evidence = read(
        **books(make),
        Debtors=[
            OVER, [], ACCOUNT,
            row(120, 960, 0, 240, 0, 840),
            row(1, 2, 3, 4, 5, 6, client="Copperbeech Nurseries Limited"),
        ],
    )  # fmt: skip

    assert differing(evidence) == []


def test_a_control_sheet_states_the_lines_below_each_other(
    read: Read, make: SimpleNamespace
) -> None:
    (finding,) = differing(
        read(
            **books(make),
            Control=[
                ["Debtors control, Wrackline Boatyard Limited"],
                [],
                ["Opening balance at 1 July 2026", 120],
                ["Add: invoices raised", 960],
                ["Less: receipts", -300],
                ["Closing balance at 30 September 2026", 780],
            ],
        )
    )

    assert finding.place == "billing.xlsx Control!B5"
    assert "what was received is (300.00); the rows given make 240.00" in finding.message


def test_an_account_that_names_nobody_is_added_up_and_compared_with_nobodys_books(
    read: Read, make: SimpleNamespace
) -> None:
    lines = [["Opening balance", 1], ["Invoices", 2], ["Receipts", 1], ["Closing balance", 9]]
    (finding,) = differing(read(**books(make), Control=lines))

    assert "make 2.00, but the closing balance says 9.00" in finding.message


def test_a_stated_balance_of_an_invoice_is_shown_with_what_may_be_the_reason(
    read: Read,
) -> None:
    headings = "Number|Date|Matter|Net|VAT|Total|Paid|Outstanding"
    evidence = read(Invoices=[headings, ["1", JULY, "WRA001", 100, 20, 120, 0, 100]])
    (finding,) = differing(evidence)

    assert finding.place == "billing.xlsx Invoices!H2"
    assert finding.message == (
        "Invoice 1: the export says £100 is outstanding, its amounts make £120. The difference is "
        "its VAT."
    )
