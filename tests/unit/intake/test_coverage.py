"""Whether what was given reaches over the reporting period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest

from engross.intake import Subject
from engross.records import Evidence, Finding

Read = Callable[..., Evidence]

RULES = {"period-not-over", "export-ends-early", "notes-of-another-period"}
OTHERS = ("Copperbeech Nurseries Limited", "COP001")
JANUARY = dt.date(2027, 1, 12)


def about(make: SimpleNamespace, subject: Subject, period: str, as_at: dt.date) -> Subject:
    whose: Subject = make.subject_of(subject.firm, period)
    return replace(whose, as_at=as_at)


def covering(evidence: Evidence) -> list[Finding]:
    return [finding for finding in evidence.findings if finding.rule in RULES]


def brief(evidence: Evidence) -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity) for finding in covering(evidence)]


@pytest.fixture
def sheets(make: SimpleNamespace) -> Callable[..., dict[str, list[object]]]:
    """Sheets whose rows of this matter, and of others, have those days."""

    def making(
        *, time: tuple[dt.date, ...] = (), bills: tuple[dt.date, ...] = (), others: object = None
    ) -> dict[str, list[object]]:
        entries = [make.time_row(day, 1) for day in time]
        if others:
            entries.append(make.time_row(others, 1, whose=OTHERS))
        lines = [make.invoice_row(str(n), day, 100) for n, day in enumerate(bills, 1)]
        return {
            "Time": [make.TIME, *entries],
            **({"Invoices": [make.INVOICES, *lines]} if lines else {}),
        }

    return making


Sheets = Callable[..., dict[str, list[object]]]


def test_files_and_notes_of_the_period_raise_nothing(
    read: Read, make: SimpleNamespace, sheets: Sheets
) -> None:
    days = (dt.date(2026, 7, 1), dt.date(2026, 9, 28))
    notes = make.notes("Date: 7 October 2026\n\nWe agreed it.")
    evidence = read(notes, **sheets(time=days, bills=days))

    assert covering(evidence) == []


def test_a_period_that_still_runs_says_until_when_its_figures_reach(
    read: Read, make: SimpleNamespace, subject: Subject
) -> None:
    running = about(make, subject, "2026-Q3", dt.date(2026, 9, 29))
    (finding,) = covering(read(make.notes("We agreed it."), about=running))

    assert (finding.rule, finding.severity, finding.place) == ("period-not-over", "warn", "period")
    assert "ends on 30 September 2026" in finding.message
    assert "reach only up to 29 September 2026" in finding.message


def test_a_period_that_has_not_begun_is_said_to_have_no_figures(
    read: Read, make: SimpleNamespace, subject: Subject
) -> None:
    coming = about(make, subject, "2026-Q4", dt.date(2026, 9, 30))
    (finding,) = covering(read(make.notes("We agreed it."), about=coming))

    assert "begins only on 1 October 2026" in finding.message
    assert "no figures" in finding.message


def test_a_period_is_over_on_its_last_day(
    read: Read, make: SimpleNamespace, subject: Subject
) -> None:
    last_day = about(make, subject, "2026-Q3", dt.date(2026, 9, 30))

    assert covering(read(make.notes("We agreed it."), about=last_day)) == []


def test_the_last_periods_export_blocks_the_next_periods_report(
    read: Read, make: SimpleNamespace, subject: Subject, sheets: Sheets
) -> None:
    old = sheets(time=(dt.date(2026, 7, 1),), bills=(dt.date(2026, 9, 30),))
    (finding,) = covering(read(about=about(make, subject, "2026-Q4", JANUARY), **old))

    assert (finding.rule, finding.severity) == ("export-ends-early", "block")
    assert finding.place == "billing.xlsx Time!C1"
    assert "end on 30 September 2026" in finding.message
    assert "Q4 2026" in finding.message


def test_an_export_without_a_dated_row_blocks(read: Read, make: SimpleNamespace) -> None:
    budget = [make.BUDGET, [*make.OURS, "Stock system", "Time", 1100, 200]]
    evidence = read(Time=[make.TIME], Budget=budget)

    assert brief(evidence) == [("export-ends-early", "block")]


def test_a_budget_alone_is_not_an_export_that_ends(read: Read, make: SimpleNamespace) -> None:
    budget = [make.BUDGET, [*make.OURS, "Stock system", "Time", 1100, 200]]

    assert covering(read(Budget=budget)) == []


def test_rows_after_the_as_at_day_only_soften_the_block(
    read: Read, make: SimpleNamespace, subject: Subject, sheets: Sheets
) -> None:
    rows = sheets(time=(dt.date(2026, 7, 1), dt.date(2027, 2, 1)))
    (finding,) = covering(read(about=about(make, subject, "2026-Q4", JANUARY), **rows))

    assert (finding.rule, finding.severity) == ("export-ends-early", "warn")
    assert "the next row of anybody is of 1 February 2027" in finding.message


@pytest.mark.parametrize(
    ("last", "found"),
    [
        (dt.date(2026, 9, 15), [("export-ends-early", "warn")]),
        (dt.date(2026, 9, 16), []),
        (dt.date(2026, 10, 5), []),
    ],
)
def test_files_that_stop_more_than_a_fortnight_before_the_end_are_pointed_out(
    read: Read, sheets: Sheets, last: dt.date, found: list[tuple[str, str]]
) -> None:
    evidence = read(**sheets(time=(dt.date(2026, 7, 1), last)))

    assert brief(evidence) == found


def test_in_a_running_period_files_need_reach_only_the_as_at_day(
    read: Read, make: SimpleNamespace, subject: Subject, sheets: Sheets
) -> None:
    running = about(make, subject, "2026-Q3", dt.date(2026, 8, 10))
    evidence = read(about=running, **sheets(time=(dt.date(2026, 8, 3),)))

    assert brief(evidence) == [("period-not-over", "warn")]


def test_other_clients_rows_show_that_the_export_goes_on(read: Read, sheets: Sheets) -> None:
    evidence = read(**sheets(time=(dt.date(2026, 8, 3),), others=dt.date(2026, 9, 29)))

    assert covering(evidence) == []


def test_a_nil_is_a_note_where_other_clients_rows_go_on(read: Read, sheets: Sheets) -> None:
    evidence = read(**sheets(time=(dt.date(2026, 5, 4),), others=dt.date(2026, 9, 29)))
    (finding,) = covering(evidence)

    assert (finding.rule, finding.severity) == ("export-ends-early", "note")
    assert "no work and no invoice of this matter" in finding.message


def test_a_table_that_ends_before_the_period_is_pointed_out(
    read: Read, make: SimpleNamespace, subject: Subject, sheets: Sheets
) -> None:
    rows = sheets(time=(dt.date(2026, 12, 21),), bills=(dt.date(2026, 9, 30),))
    (finding,) = covering(read(about=about(make, subject, "2026-Q4", JANUARY), **rows))

    assert (finding.severity, finding.place) == ("warn", "billing.xlsx Invoices!C1")
    assert "fees billed for it would be nil" in finding.message


def test_work_that_stops_and_bills_that_never_reach_the_period_are_both_said(
    read: Read, make: SimpleNamespace, subject: Subject, sheets: Sheets
) -> None:
    rows = sheets(time=(dt.date(2026, 10, 13),), bills=(dt.date(2026, 9, 30),))
    found = covering(read(about=about(make, subject, "2026-Q4", JANUARY), **rows))

    assert [finding.severity for finding in found] == ["warn", "warn"]
    assert "end on 13 October 2026, well before 31 December 2026" in found[0].message
    assert "fees billed for it would be nil" in found[1].message


@pytest.mark.parametrize("day", ["15 August 2026", "30 September 2026", "14 November 2026"])
def test_notes_of_the_period_or_just_after_it_are_taken(
    read: Read, make: SimpleNamespace, day: str
) -> None:
    evidence = read(make.notes(f"Date: {day}\n\nWe agreed it."))

    assert covering(evidence) == []


@pytest.mark.parametrize("day", ["30 June 2026", "15 November 2026"])
def test_notes_of_another_period_name_their_file_and_date(
    read: Read, make: SimpleNamespace, day: str
) -> None:
    (finding,) = covering(read(make.notes(f"Date: {day}\n\nWe agreed it.")))

    assert (finding.rule, finding.severity) == ("notes-of-another-period", "warn")
    assert finding.place == "call-notes.md, line 3"
    assert f"call-notes.md are dated {day}, outside Q3 2026" in finding.message


def test_notes_early_in_a_period_that_is_over_may_be_about_the_one_before(
    read: Read, make: SimpleNamespace, subject: Subject
) -> None:
    note = make.notes("Date: 7 October 2026\n\nWe agreed it.")
    (finding,) = covering(read(note, about=about(make, subject, "2026-Q4", JANUARY)))

    assert finding.rule == "notes-of-another-period"
    assert "early in Q4 2026 (October to December 2026), so they may be about Q3" in finding.message


@pytest.mark.parametrize(
    ("period", "as_at"), [("2026-10", JANUARY), ("2026-Q4", dt.date(2026, 10, 14))]
)
def test_early_notes_of_a_month_or_of_a_running_period_are_not_doubted(
    read: Read, make: SimpleNamespace, subject: Subject, period: str, as_at: dt.date
) -> None:
    note = make.notes("Date: 7 October 2026\n\nWe agreed it.")
    evidence = read(note, about=about(make, subject, period, as_at))

    assert "notes-of-another-period" not in dict(brief(evidence))


def test_one_note_of_the_period_answers_for_the_others(read: Read, make: SimpleNamespace) -> None:
    old = make.notes("Date: 3 March 2026\n\nWe agreed it.", "old.md")
    new = make.notes("Date: 7 October 2026\n\nWe agreed more.", "new.md")

    assert covering(read(old, new)) == []
    assert [f.place for f in covering(read(old))] == ["old.md, line 3"]


def test_notes_without_a_date_are_not_judged(read: Read, make: SimpleNamespace) -> None:
    assert covering(read(make.notes("We agreed it."))) == []
