"""Fees billed, invoices, what is owed and how late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace

from engross.intake import Subject
from engross.records import Evidence

Read = Callable[..., Evidence]

A = "at-2026-10-14"
JULY, AUGUST, SEPTEMBER = dt.date(2026, 7, 31), dt.date(2026, 8, 28), dt.date(2026, 9, 30)


def number(evidence: Evidence, identifier: str) -> Decimal:
    return evidence.fact(identifier).number


def ids(evidence: Evidence) -> set[str]:
    return {fact.id for fact in evidence.facts}


def test_an_invoice_of_several_rows_is_one_invoice(read: Read, make: SimpleNamespace) -> None:
    evidence = read(
        Invoices=[
            make.INVOICES,
            make.invoice_row("4417", JULY, 100, paid=120, description="Stock"),
            make.invoice_row("4417", JULY, 50, stream="MA", description="Accounts"),
        ]
    )
    net = evidence.fact(f"net/{A}/invoice:4417")

    assert (net.number, [s.place for s in net.spans]) == (150, ["Invoices!G2:G3"])
    assert number(evidence, f"outstanding/{A}/invoice:4417") == 60
    assert evidence.fact(f"outstanding/{A}/invoice:4417").inputs == (
        f"gross/{A}/invoice:4417",
        f"paid/{A}/invoice:4417",
    )
    assert evidence.fact(f"description/{A}/invoice:4417").value == "Stock; Accounts"
    assert number(evidence, "invoice-count/2026-Q3/matter") == 1
    assert number(evidence, "billed/2026-Q3/workstream:management-accounts") == 50


def test_invoices_of_the_period_and_unsettled_ones_are_listed(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Invoices=[
            make.INVOICES,
            make.invoice_row("1", dt.date(2026, 4, 30), 100, paid=120),
            make.invoice_row("2", dt.date(2026, 5, 31), 100, paid=20),
            make.invoice_row("3", JULY, 100, paid=120),
            make.invoice_row("4", dt.date(2026, 10, 20), 100),
        ]
    )
    listed = [fact.scope for fact in evidence.select("number", A, "invoice:")]

    assert listed == ["invoice:2", "invoice:3"]
    assert number(evidence, f"net/{A}/invoices") == 200
    assert number(evidence, f"outstanding/{A}/invoices") == 100
    assert number(evidence, "billed/engagement/matter") == 300
    assert "gross/at-2026-10-14/invoice:1" not in ids(evidence)


def test_the_due_date_comes_from_the_terms_when_no_column_has_it(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Invoices=[
            make.INVOICES,
            make.invoice_row("1", JULY, 100),
            make.invoice_row("2", JULY, 100, due=dt.date(2026, 8, 7)),
        ]
    )
    assumed = evidence.fact(f"due-date/{A}/invoice:1")

    assert (assumed.value, assumed.operation) == (dt.date(2026, 8, 30), "assumed")
    assert [(s.file, s.place) for s in assumed.spans] == [
        ("billing.xlsx", "Invoices!B2"),
        ("firm.yaml", "clients[0].matters[0].terms_days"),
    ]
    assert evidence.fact(f"due-date/{A}/invoice:2").operation == "read"


def test_balances_age_from_the_due_date(read: Read, make: SimpleNamespace) -> None:
    dues = {"1": (2026, 10, 14), "2": (2026, 10, 13), "3": (2026, 9, 14), "4": (2026, 9, 13),
            "5": (2026, 8, 15), "6": (2026, 7, 16), "7": (2026, 7, 15)}  # fmt: skip
    rows = [
        make.invoice_row(number, dt.date(2026, 6, 1), 10 ** int(number), due=dt.date(*due))
        for number, due in dues.items()
    ]
    evidence = read(Invoices=[make.INVOICES, *rows])
    bands = ("not-due", "1-30", "31-60", "61-90", "over-90")

    assert [number(evidence, f"ageing-{band}/{A}/matter") / Decimal("1.2") for band in bands] == [
        10, 1100, 110000, 1000000, 10000000,
    ]  # fmt: skip
    assert number(evidence, f"overdue/{A}/matter") == sum(
        number(evidence, f"ageing-{band}/{A}/matter") for band in bands[1:]
    )
    assert number(evidence, f"outstanding/{A}/matter") == Decimal(13333332)


def test_a_credit_note_lowers_fees_and_the_invoice_it_names(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Invoices=[
            make.INVOICES,
            make.invoice_row("4452", AUGUST, 1000),
            make.invoice_row("CN7", SEPTEMBER, -200, description="Credit note against 4452"),
        ]
    )

    assert number(evidence, "billed/2026-Q3/matter") == 800
    assert evidence.fact("billed/2026-Q3/matter").inputs == (
        "net/2026-Q3/matter",
        "credited/2026-Q3/matter",
    )
    assert number(evidence, f"credited/{A}/invoice:4452") == 240
    assert number(evidence, f"outstanding/{A}/invoice:4452") == 960
    assert not evidence.select("number", A, "invoice:CN7")


def test_a_credit_note_in_a_sheet_of_its_own_may_stand_above_nil(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Invoices=[make.INVOICES, make.invoice_row("4452", AUGUST, 1000)],
        Credits=[
            "Credit note|Date|Client|Matter|Invoice|Net|VAT|Total",
            ["CN7", SEPTEMBER, *make.OURS, "4452", 200, 40, 240],
            ["CN8", SEPTEMBER, *make.OURS, "", 10, 2, 12],
        ],
    )

    assert number(evidence, "billed/2026-Q3/matter") == 790
    assert number(evidence, f"outstanding/{A}/invoice:4452") == 960
    assert number(evidence, f"gross/{A}/invoice:CN8") == -12


def test_payments_count_up_to_the_day_and_before_a_paid_column(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Invoices=[make.INVOICES, make.invoice_row("4452", AUGUST, 1000, paid=0)],
        Payments=[
            "Date|Client|Matter|Invoice|Amount",
            [dt.date(2026, 9, 20), *make.OURS, "4452", 500],
            [dt.date(2026, 10, 20), *make.OURS, "4452", 700],
        ],
    )

    assert number(evidence, f"paid/{A}/invoice:4452") == 500
    assert [s.place for s in evidence.fact(f"paid/{A}/invoice:4452").spans] == ["Payments!E2"]


def test_a_paid_flag_leaves_the_balance_unknown_rather_than_guessed(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Invoices=[
            make.INVOICES,
            make.invoice_row("1", JULY, 100, paid="Part"),
            make.invoice_row("2", AUGUST, 100, paid=120),
        ]
    )

    assert f"outstanding/{A}/invoice:1" not in ids(evidence)
    assert f"outstanding/{A}/matter" not in ids(evidence)
    assert f"paid/{A}/invoices" not in ids(evidence)
    assert number(evidence, "billed/2026-Q3/matter") == 200
    assert any(f.rule == "figure-left-out" and "Invoice 1" in f.message for f in evidence.findings)


def test_a_line_repeated_to_the_letter_counts_once_and_is_pointed_out(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Invoices=[
            make.INVOICES,
            make.invoice_row("1", JULY, 100),
            make.invoice_row("1", JULY, 100),
        ]
    )
    (finding,) = [f for f in evidence.findings if f.rule == "row-set-aside"]

    assert number(evidence, "billed/2026-Q3/matter") == 100
    assert (finding.place, "Invoices!G2" in finding.message) == ("billing.xlsx Invoices!G3", True)


def test_an_invoice_whose_total_is_not_net_and_vat_is_pointed_out(
    read: Read, make: SimpleNamespace
) -> None:
    row = make.invoice_row("1", JULY, 100)
    row[8] = 125
    evidence = read(Invoices=[make.INVOICES, row])

    assert any(f.rule == "totals-differ" and "£120" in f.message for f in evidence.findings)


def test_a_recharged_disbursement_is_owed_but_is_no_fee(read: Read, make: SimpleNamespace) -> None:
    evidence = read(
        Invoices=[
            make.INVOICES,
            make.invoice_row("1", JULY, 100),
            make.invoice_row("1", JULY, 30, stream="Disbursements", description="Search fee"),
        ],
        Disbursements=[
            "Date|Client|Matter|Description|Net|VAT",
            [JULY, *make.OURS, "Search fee", 30, 0],
        ],
    )

    assert number(evidence, "billed/2026-Q3/matter") == 100
    assert number(evidence, f"net/{A}/invoice:1") == 130
    assert number(evidence, "disbursements/2026-Q3/matter") == 30
    assert evidence.fact("description/2026-Q3/disbursement:1").value == "Search fee"


def test_the_client_scope_comes_with_a_second_matter(
    read: Read, make: SimpleNamespace, subject: Subject
) -> None:
    matter = subject.matter.model_copy(update={"key": "tax", "reference": "WRA002", "title": "Tax"})
    client = subject.client.model_copy(update={"matters": (subject.matter, matter)})
    firm = subject.firm.model_copy(update={"clients": (client, *subject.firm.clients[1:])})
    evidence = read(
        about=make.subject_of(firm),
        Invoices=[
            make.INVOICES,
            make.invoice_row("1", JULY, 100),
            make.invoice_row("2", JULY, 50, whose=("Wrackline Boatyard Limited", "WRA002")),
        ],
    )

    assert number(evidence, "billed/2026-Q3/matter") == 100
    assert number(evidence, "billed/2026-Q3/client") == 150
    assert number(evidence, f"outstanding/{A}/client") == 180
    assert not evidence.select(scope="invoice:2")


def test_a_forecast_adds_what_is_billed_unbilled_and_to_come(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Time=[make.TIME, make.time_row(dt.date(2026, 10, 1), 3)],
        Invoices=[
            make.INVOICES,
            make.invoice_row("1", dt.date(2026, 4, 30), 1000, stream="MA"),
            make.invoice_row("2", JULY, 700),
        ],
        Budget=[
            make.BUDGET,
            [*make.OURS, "Management accounts", "Fixed", 12000, 11000],
            [*make.OURS, "Stock system", "Time", 1100, 200],
        ],
    )

    assert number(evidence, "actual-to-date/engagement/workstream:management-accounts") == 1000
    assert number(evidence, "actual-to-date/engagement/workstream:stock-system") == 1000
    assert number(evidence, "forecast-total/engagement/workstream:stock-system") == 1200
    assert number(evidence, "variance/engagement/workstream:stock-system") == 100
    assert number(evidence, "variance/engagement/matter") == 100
    assert evidence.fact("basis/engagement/workstream:stock-system").value == "Time"


def test_a_budget_that_forgets_a_workstream_with_fees_gives_no_total(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Time=[make.TIME, make.time_row(dt.date(2026, 10, 1), 3)],
        Invoices=[
            make.INVOICES,
            make.invoice_row("1", dt.date(2026, 4, 30), 1000, stream="MA"),
            make.invoice_row("2", JULY, 700),
        ],
        Budget=[make.BUDGET, [*make.OURS, "Stock system", "Time", 1100, 200]],
    )
    told = [f for f in evidence.findings if "whole matter" in f.message]

    assert number(evidence, "variance/engagement/workstream:stock-system") == 100
    assert not {f.measure for f in evidence.select(period="engagement", scope="matter")} & {
        "budget",
        "forecast-total",
        "variance",
    }
    assert [finding.severity for finding in told] == ["warn"]
    assert "Management accounts" in told[0].message


def test_a_forecast_that_the_files_do_not_support_is_left_out(read: Read) -> None:
    evidence = read(
        Invoices=["Number|Date|Matter|Net|VAT|Total|Paid", ["1", JULY, "WRA001", 1, 0, 1, 1]],
        Budget=[
            "Matter|Workstream|Budget|To complete|To date",
            ["WRA001", "Management accounts", 12000, 11000, 1000],
            ["WRA001", "Stock system", 1100, 200, None],
        ],
    )

    assert number(evidence, "forecast-total/engagement/workstream:management-accounts") == 12000
    assert "forecast-total/engagement/workstream:stock-system" not in ids(evidence)
    assert "variance/engagement/matter" not in ids(evidence)
    assert any("Forecast of Stock system" in f.message for f in evidence.findings)


def test_a_basis_that_the_register_contradicts_is_pointed_out(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Budget=[make.BUDGET, [*make.OURS, "Stock system", "Fixed", 1100, 200]],
    )

    assert evidence.fact("basis/engagement/workstream:stock-system").value == "Time"
    assert any(f.rule == "register-differs" for f in evidence.findings)


def test_the_engagement_year_is_the_periods_and_not_that_of_a_later_day(
    read: Read, make: SimpleNamespace, subject: Subject
) -> None:
    about = make.with_matter(subject, year_starts=10)
    evidence = read(
        Invoices=[
            make.INVOICES,
            make.invoice_row("1", dt.date(2025, 10, 31), 500),
            make.invoice_row("2", dt.date(2026, 8, 31), 700),
            make.invoice_row("3", dt.date(2026, 10, 9), 900),
        ],
        Budget=[make.BUDGET, [*make.OURS, "Stock system", "Time", 1100, 200]],
        about=about,
    )

    assert about.engagement.end == dt.date(2026, 9, 30)
    assert evidence.fact("billed/engagement/matter").number == 1200


def test_the_engagement_year_of_a_running_period_is_that_of_the_day(
    make: SimpleNamespace, subject: Subject
) -> None:
    about = make.subject_of(make.with_matter(subject, year_starts=11).firm, "2026-Q4")

    assert about.engagement.end == dt.date(2026, 10, 31)
