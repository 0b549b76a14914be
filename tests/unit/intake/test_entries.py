"""Columns that are not what they seem: days, hours, VAT and codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from engross.errors import InputError
from engross.intake import Subject
from engross.records import Evidence, Finding

Read = Callable[..., Evidence]

DAY = dt.date(2026, 7, 1)
HEADINGS = "Date|Matter|Workstream|Hours|Rate|Value"
HOURS = "hours/2026-Q3/matter"


def rules(evidence: Evidence, rule: str) -> list[Finding]:
    return [finding for finding in evidence.findings if finding.rule == rule]


def work(day: object, hours: object, value: object = None) -> list[object]:
    return [day, "WRA001", "Stock system", hours, 100, value]


def test_a_column_with_a_day_above_twelve_behind_is_read_month_first(read: Read) -> None:
    evidence = read(Time=[HEADINGS, work("07/08/2026", 1), work("07/14/2026", 2)])
    (finding,) = rules(evidence, "dates-month-first")

    assert evidence.fact("hours/2026-07/matter").number == 3
    assert finding.place == "billing.xlsx Time!A1"
    assert "03/04/2026 was read as 4 March 2026" in finding.message


def test_days_that_could_be_either_are_read_day_first_and_said(read: Read) -> None:
    evidence = read(Time=[HEADINGS, work("01/07/2026", 1), work("02/08/2026", 2)])
    (finding,) = rules(evidence, "dates-unclear")

    assert evidence.fact(HOURS).number == 3
    assert finding.severity == "note"


def test_a_column_follows_another_of_its_table_that_is_clear(read: Read) -> None:
    rows = ["07/08/2026|07/29/2026", "07/09/2026|07/30/2026"]
    evidence = read(
        Time=[
            "Date|Entered|Matter|Workstream|Hours|Rate",
            *([*row.split("|"), "WRA001", "Stock system", 1, 100] for row in rows),
        ]
    )

    assert evidence.fact("hours/2026-07/matter").number == 2
    assert len(rules(evidence, "dates-month-first")) == 2


def test_days_in_both_orders_are_said_and_those_that_cannot_be_are_left_out(read: Read) -> None:
    evidence = read(Time=[HEADINGS, work("14/07/2026", 1), work("07/15/2026", 2)])

    assert evidence.fact(HOURS).number == 1
    assert "in both orders" in rules(evidence, "dates-unclear")[0].message
    assert rules(evidence, "row-set-aside")


def test_days_that_are_days_need_no_order(read: Read) -> None:
    evidence = read(Time=[HEADINGS, work(DAY, 1), work("2026-07-02", 1), work("14 July 2026", 1)])

    assert evidence.fact(HOURS).number == 3
    assert not rules(evidence, "dates-unclear")


def test_a_column_of_hours_minutes_and_clock_times_is_read_cell_by_cell(read: Read) -> None:
    evidence = read(
        Time=[HEADINGS, work(DAY, 1.5), work(DAY, "1:30"), work(DAY, "90m"), work(DAY, "30 mins")]
    )
    (finding,) = rules(evidence, "hours-mixed")

    assert evidence.fact(HOURS).number == 5
    assert "Time!D3 as clock times; Time!D4:D5 as minutes" in finding.message


@pytest.mark.parametrize(("number", "value", "hours"), [(90, 150, 1.5), (15, 150, 1.5)])
def test_a_bare_number_is_minutes_or_units_only_where_rate_and_value_prove_it(
    read: Read, number: int, value: int, hours: float
) -> None:
    evidence = read(Time=[HEADINGS, work(DAY, 2, 200), work(DAY, number, value)])

    assert float(evidence.fact(HOURS).number) == 2 + hours
    assert rules(evidence, "hours-mixed")
    assert not rules(evidence, "totals-differ")


def test_hours_of_a_whole_day_and_night_are_used_and_pointed_out(read: Read) -> None:
    evidence = read(Time=[HEADINGS, work(DAY, 2), work(DAY, 20)])
    (finding,) = rules(evidence, "hours-mixed")

    assert evidence.fact(HOURS).number == 22
    assert "Time!D3 (20)" in finding.message


def test_one_column_of_hours_in_one_unit_is_not_spoken_of(read: Read) -> None:
    evidence = read(Time=[HEADINGS, work(DAY, "1:30"), work(DAY, "0:30")])

    assert evidence.fact(HOURS).number == 2
    assert not rules(evidence, "hours-mixed")


def test_amounts_with_vat_on_some_rows_are_taken_without_and_said(read: Read) -> None:
    evidence = read(
        Invoices=[
            "Number|Date|Matter|Amount|VAT",
            ["1", DAY, "WRA001", 120, 20],
            ["2", DAY, "WRA001", 100, 20],
            ["3", DAY, "WRA001", 200, 40],
        ]
    )
    (finding,) = rules(evidence, "vat-mixed")

    assert evidence.fact("billed/2026-Q3/matter").number == 400
    assert finding.place == "billing.xlsx Invoices!D2"
    assert "Invoices!D2 hold their VAT" in finding.message


def test_a_net_column_with_vat_on_some_rows_is_said_and_left(read: Read) -> None:
    evidence = read(
        Invoices=[
            "Number|Date|Matter|Net|VAT",
            ["1", DAY, "WRA001", 120, 20],
            ["2", DAY, "WRA001", 100, 20],
        ]
    )

    assert evidence.fact("billed/2026-Q3/matter").number == 220
    assert "the column was used as it stands" in rules(evidence, "vat-mixed")[0].message


def test_a_code_that_lost_its_zeros_is_completed_if_it_can_be_only_one(
    read: Read, subject: Subject, make: SimpleNamespace
) -> None:
    about = make.with_matter(subject, reference="00451")
    rows = [[DAY, 451, "Stock system", 2, 100, None], [DAY, "00451", "Stock system", 1, 100, None]]
    evidence = read(about=about, Time=[HEADINGS, *rows])
    (finding,) = rules(evidence, "code-completed")

    assert evidence.fact(HOURS).number == 3
    assert finding.message.startswith("“451” in Time!B2 was taken for 00451")


def test_a_code_that_can_be_two_is_not_completed(
    read: Read, subject: Subject, make: SimpleNamespace
) -> None:
    about = make.with_matter(subject, reference="00451", names_in_records=("0451",))
    evidence = read(
        about=about,
        Time=[
            HEADINGS,
            [DAY, 451, "Stock system", 2, 100, None],
            [DAY, "00451", "Stock system", 1, 100, None],
        ],
    )

    assert evidence.fact(HOURS).number == 1
    assert not rules(evidence, "code-completed")


def test_a_very_long_workstream_keeps_its_row(
    read: Read, subject: Subject, make: SimpleNamespace
) -> None:
    long = "Stock system, " + "counts and recounts, " * 40 + "end"
    evidence = read(
        about=make.with_matter(subject, workstreams=()),
        Time=[make.TIME, make.time_row(DAY, 2, stream=long)],
        Invoices=[make.INVOICES, make.invoice_row("1", DAY, 500, stream=long)],
        Budget=[make.BUDGET, [*make.OURS, long, "Time", 1000, 200]],
    )
    (variance,) = [f for f in evidence.select("variance") if f.scope.startswith("workstream:")]

    assert variance.number == -100
    assert max(len(fact.id) for fact in evidence.facts) < 300
    assert evidence.select("workstream")[0].value == long


def test_time_without_invoice_numbers_is_named_as_the_reason_for_a_missing_forecast(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Time=[HEADINGS, work(DAY, 2, 200)],
        Invoices=[make.INVOICES, make.invoice_row("1", DAY, 500)],
        Budget=[make.BUDGET, [*make.OURS, "Stock system", "Time", 1000, 200]],
    )
    (finding,) = [f for f in rules(evidence, "figure-left-out") if "Forecast" in f.message]

    assert finding.severity == "warn"
    assert "which invoice billed them" in finding.message
    assert "invoice columns to the time export" in finding.suggestion


INVOICES = "Number|Date|Client|Matter|Description|Net|VAT|Total"


def bill(number: str, day: object, net: object, *more: object) -> list[object]:
    return [number, day, "Wrackline Boatyard Limited", "WRA001", "Fees", net, *more]


def test_a_last_row_of_words_is_a_row_and_no_note(read: Read) -> None:
    evidence = read(
        Invoices=[
            INVOICES,
            bill("INV-1", DAY, 100, 20, 120),
            bill("INV-2", DAY, 100, 20, 120),
            ["INV-3", "Thursday 16 July 2026", "", "WRA001", "", "GBP 1,000", "", ""],
        ]
    )

    assert evidence.fact("billed/2026-Q3/matter").number == 1200


def test_what_stands_below_like_a_note_with_an_amount_is_said(read: Read) -> None:
    evidence = read(
        Invoices=[
            INVOICES,
            bill("INV-1", DAY, 100, 20, 120),
            ["Carried over", None, None, None, None, "two hundred"],
        ]
    )
    (finding,) = rules(evidence, "row-set-aside")

    assert "stands below the table like a note" in finding.message


def test_amounts_in_another_currency_by_their_heading_are_left_out(read: Read) -> None:
    evidence = read(
        Time=[HEADINGS, work(DAY, 1, 100)],
        Invoices=[INVOICES.replace("Net", "Net (€)"), bill("INV-1", DAY, 1000, 200, 1200)],
    )
    (finding,) = rules(evidence, "row-set-aside")

    assert evidence.fact("billed/2026-Q3/matter").number == 0
    assert "its column “Net (€)” is in another currency" in finding.message


def test_a_budget_in_thousands_by_its_heading_is_left_out(read: Read) -> None:
    evidence = read(
        Time=[HEADINGS, work(DAY, 1, 100)],
        Budget=["Matter|Workstream|Basis|Budget (£k)", ["WRA001", "Stock system", "Time", 9.5]],
    )
    (finding,) = rules(evidence, "row-set-aside")

    assert not evidence.select("budget")
    assert "is in thousands or millions" in finding.message


def test_a_payment_in_another_currency_and_one_that_failed_pay_nothing(read: Read) -> None:
    evidence = read(
        Invoices=[INVOICES, bill("INV-1", DAY, 1000, 200, 1200)],
        Payments=[
            "Date|Matter|Invoice|Amount|Currency|Status",
            [DAY, "WRA001", "INV-1", 500, "EUR", ""],
            [DAY, "WRA001", "INV-1", 300, "GBP", "Failed"],
        ],
    )
    said = " ".join(finding.message for finding in rules(evidence, "row-set-aside"))

    assert evidence.fact("outstanding/at-2026-10-14/matter").number == 1200
    assert "EUR" in said
    assert "failed" in said


def test_a_total_over_another_clients_rows_is_told_without_its_figures(read: Read) -> None:
    evidence = read(
        Time=[
            HEADINGS,
            work(DAY, 1, 100),
            [DAY, "COP001", "Packing shed", 2, 315, 630],
            ["Total", None, None, 3, None, 777],
        ]
    )
    (finding,) = rules(evidence, "totals-differ")

    assert evidence.quality is not None
    assert evidence.quality.files[0].tables[0].totals == ()
    assert "777" not in finding.message
    assert "630" not in finding.message


def test_a_title_with_a_longer_code_does_not_name_the_matter(read: Read) -> None:
    with pytest.raises(InputError, match="no column for client"):
        read(Time=["Time on WRA0012 and others", "Date|Hours|Rate|Value", [DAY, 1, 100, 100]])


def test_rows_under_a_client_that_the_register_does_not_have_are_nobodys(read: Read) -> None:
    evidence = read(
        Time=[
            "Time: WRA001",
            "Date|Person|Workstream|Hours|Rate|Value",
            [DAY, "Helen Pike", "Stock system", 1, 100, 100],
            "Matter MAR007 Marlpit Farms Ltd",
            [DAY, "Helen Pike", "Stock system", 5, 100, 500],
        ]
    )

    assert evidence.fact(HOURS).number == 1
    assert any("Marlpit" in finding.message for finding in rules(evidence, "row-set-aside"))


def test_a_copied_sheet_of_time_counts_once_and_is_said(read: Read) -> None:
    rows = [work(DAY, 1, 100), work(DAY, 2, 200)]

    evidence = read(**{"Time": [HEADINGS, *rows], "Time (copy)": [HEADINGS, *rows]})
    (finding,) = rules(evidence, "row-set-aside")

    assert evidence.fact(HOURS).number == 3
    assert "the same time stands in billing.xlsx Time" in finding.message


def test_time_that_is_only_partly_alike_is_not_taken_for_a_copy(read: Read) -> None:
    july, more = [work(DAY, 1, 100), work(DAY, 2, 200)], [work(DAY, 1, 100), work(DAY, 4, 400)]

    evidence = read(**{"Time": [HEADINGS, *july], "Time entries": [HEADINGS, *more]})

    assert evidence.fact(HOURS).number == 8
