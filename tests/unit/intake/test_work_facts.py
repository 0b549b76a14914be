"""Hours, values and unbilled work, and who may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace

from engross.intake import Subject
from engross.records import Evidence

Read = Callable[..., Evidence]


def number(evidence: Evidence, identifier: str) -> Decimal:
    return evidence.fact(identifier).number


def ids(evidence: Evidence) -> set[str]:
    return {fact.id for fact in evidence.facts}


def test_hours_and_value_are_summed_over_the_cells_of_the_period(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Time=[
            make.TIME,
            make.time_row(dt.date(2026, 4, 2), 4),
            make.time_row(dt.date(2026, 7, 1), 1.5),
            make.time_row(dt.date(2026, 8, 3), 2),
            make.time_row(dt.date(2026, 9, 30), 0.5),
            make.time_row(dt.date(2026, 10, 1), 8),
        ]
    )
    hours = evidence.fact("hours/2026-Q3/matter")

    assert (hours.number, hours.operation) == (Decimal(4), "sum")
    assert [span.place for span in hours.spans] == ["Time!G3:G5"]
    assert number(evidence, "time-value/2026-Q3/matter") == 400
    assert number(evidence, "hours/2026-08/matter") == 2
    assert number(evidence, "hours/2026-Q2/matter") == 4


def test_the_period_before_is_left_out_when_the_export_begins_too_late(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(Time=[make.TIME, make.time_row(dt.date(2026, 7, 1), 1)])

    assert "hours/2026-Q2/matter" not in ids(evidence)
    assert any(f.rule == "figure-left-out" and "Q2 2026" in f.message for f in evidence.findings)


def test_time_on_a_fixed_fee_is_internal_and_not_in_what_the_client_sees(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Time=[
            make.TIME,
            make.time_row(dt.date(2026, 7, 1), 3),
            make.time_row(dt.date(2026, 7, 2), 5, stream="MA"),
        ]
    )
    fixed = evidence.fact("hours/2026-Q3/workstream:management-accounts")

    assert (fixed.number, fixed.audience) == (Decimal(5), "internal")
    assert number(evidence, "hours/2026-Q3/matter") == 3
    assert number(evidence, "hours/2026-Q3/all-work") == 8
    assert not evidence.select(scope="all-work")


def test_a_matter_on_fixed_fees_alone_shows_no_hours_at_all(
    read: Read, make: SimpleNamespace, subject: Subject
) -> None:
    fixed = make.with_matter(subject, workstreams=subject.matter.workstreams[:1])
    evidence = read(
        about=fixed, Time=[make.TIME, make.time_row(dt.date(2026, 7, 1), 3, stream="MA")]
    )

    assert evidence.fact("hours/2026-Q3/matter").audience == "internal"
    assert evidence.fact("wip/at-2026-10-14/matter").audience == "internal"
    assert evidence.fact("hours/2026-Q3/fee-earner:helen-pike").audience == "internal"


def test_unbilled_work_is_what_no_invoice_had_billed_by_the_day(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Time=[
            make.TIME,
            make.time_row(dt.date(2026, 8, 1), 1, invoice="1"),
            make.time_row(dt.date(2026, 9, 1), 2),
            make.time_row(dt.date(2026, 9, 2), 4, invoice="INV-0002"),
            make.time_row(dt.date(2026, 10, 14), 8),
            make.time_row(dt.date(2026, 10, 15), 16),
        ],
        Invoices=[
            make.INVOICES,
            make.invoice_row("1", dt.date(2026, 8, 31), 100),
            make.invoice_row("2", dt.date(2026, 10, 31), 400),
        ],
    )

    assert number(evidence, "wip/at-2026-10-14/matter") == 1400


def test_a_write_off_is_internal_and_lowers_only_unbilled_work(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Time=[
            make.TIME,
            make.time_row(dt.date(2026, 9, 1), 6),
            make.time_row(dt.date(2026, 9, 30), -2),
        ]
    )
    written_off = evidence.fact("write-off/2026-Q3/matter")

    assert (written_off.number, written_off.audience) == (Decimal(200), "internal")
    assert number(evidence, "hours/2026-Q3/matter") == 6
    assert number(evidence, "wip/at-2026-10-14/matter") == 400
    assert any(f.rule == "write-off-netted" for f in evidence.findings)


def test_costs_and_margins_are_internal_only(read: Read, make: SimpleNamespace) -> None:
    evidence = read(
        Time=[make.TIME, make.time_row(dt.date(2026, 7, 1), 10)],
        Invoices=[make.INVOICES, make.invoice_row("1", dt.date(2026, 7, 31), 900)],
    )
    own = {f.measure: f for f in evidence.facts if f.audience == "internal"}

    assert (own["cost"].number, own["margin"].number) == (400, 500)
    assert (own["recovery"].number, own["cost-rate"].number) == (90, 40)
    assert not {"cost", "margin", "recovery", "cost-rate"} & {f.measure for f in evidence.select()}


def test_a_fee_earner_is_known_by_every_name_in_the_register(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Time=[
            make.TIME,
            make.time_row(dt.date(2026, 7, 1), 1, who="HP"),
            make.time_row(dt.date(2026, 7, 2), 2, who="helen.pike@penhallowreeve.example"),
            make.time_row(dt.date(2026, 7, 3), 4, who="A Temp"),
        ]
    )

    assert number(evidence, "hours/2026-Q3/fee-earner:helen-pike") == 3
    assert evidence.fact("person/2026-Q3/fee-earner:helen-pike").value == "Helen Pike"
    assert evidence.fact("person/2026-Q3/fee-earner:a-temp").value == "A Temp"
    assert [f.place for f in evidence.findings if "A Temp" in f.message] == ["billing.xlsx Time!G4"]


def test_two_rates_of_one_person_are_not_made_into_one(read: Read, make: SimpleNamespace) -> None:
    evidence = read(
        Time=[
            make.TIME,
            make.time_row(dt.date(2026, 7, 1), 1, rate=100),
            make.time_row(dt.date(2026, 7, 2), 1, rate=120),
        ]
    )

    assert "rate/2026-Q3/fee-earner:helen-pike" not in ids(evidence)
    assert any("Hourly rate of Helen Pike" in f.message for f in evidence.findings)


def test_time_under_an_unknown_workstream_is_shown_to_nobody(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Time=[
            make.TIME,
            make.time_row(dt.date(2026, 7, 1), 1),
            make.time_row(dt.date(2026, 7, 2), 2, stream="Odd jobs"),
        ]
    )

    assert number(evidence, "hours/2026-Q3/matter") == 1
    assert any("Odd jobs" in f.message and "Time!G3" in f.message for f in evidence.findings)


def test_value_is_hours_times_rate_where_the_export_has_no_value(read: Read) -> None:
    day, headings = dt.date(2026, 7, 1), "Date|Fee earner|Matter|Workstream|Hours|Rate"
    blank, row = [day, "HP", "WRA001", "SS", "", ""], [day, "HP", "WRA001", "Stock system", 1.1, 3]
    evidence = read(Time=[headings, blank, row])
    value = evidence.fact("time-value/2026-Q3/matter")

    assert value.number == Decimal("3.3")
    assert [span.place for span in value.spans] == ["Time!E3,F3"]


def test_a_value_that_is_not_hours_times_rate_is_pointed_out(
    read: Read, make: SimpleNamespace
) -> None:
    row = make.time_row(dt.date(2026, 7, 1), 2)
    row[8] = 999
    evidence = read(Time=[make.TIME, row])

    assert number(evidence, "time-value/2026-Q3/matter") == 999
    assert any(f.rule == "totals-differ" and "Time!I2" in f.message for f in evidence.findings)


def test_minutes_and_clock_times_are_hours(read: Read) -> None:
    evidence = read(
        Time=[
            "Date|Matter|Workstream|Minutes|Rate",
            [dt.date(2026, 7, 1), "WRA001", "Stock system", 90, 100],
        ],
        Timesheet=[
            "Date|Matter|Workstream|Hours|Rate",
            ["2026-07-02", "WRA001", "Stock system", "1:30", 100],
        ],
    )

    assert number(evidence, "hours/2026-Q3/matter") == 3


def test_work_entered_after_the_period_is_in_it_and_said(read: Read, make: SimpleNamespace) -> None:
    headings = "Work date|Entered on|Fee earner|Client|Matter|Workstream|Hours|Rate"
    who = ("Helen Pike", *make.OURS, "Stock system")
    evidence = read(
        Time=[
            headings,
            [dt.date(2026, 9, 28), dt.date(2026, 9, 28), *who, 1, 100],
            [dt.date(2026, 9, 29), dt.date(2026, 10, 6), *who, 2, 100],
            [dt.date(2026, 10, 2), dt.date(2026, 10, 6), *who, 4, 100],
        ]
    )
    (finding,) = [f for f in evidence.findings if f.rule == "entered-late"]

    assert number(evidence, "hours/2026-Q3/matter") == 3
    assert finding.message.startswith("1 time entry was made after Q3 2026")
    assert ("6 October 2026" in finding.message, finding.place) == (True, "billing.xlsx Time!G3")
