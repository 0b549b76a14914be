"""What a person is told of each column."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

from engross.intake.column_reports import column_reports, guess_findings
from engross.intake.columns import Headings, understand
from engross.intake.sheets import Sheet
from engross.sources.sheets import Row, SheetRead


def read(make: SimpleNamespace, heading: str, *rows: Row) -> tuple[Sheet, Headings]:
    first = Row(1, heading.split("|"))
    sheet = Sheet(make.notes("x", "export.xlsx"), SheetRead("Time", [first, *rows]))
    headings = understand(sheet, {})
    assert headings is not None
    return sheet, headings


def test_each_column_has_its_cell_meaning_and_values_as_shown(make: SimpleNamespace) -> None:
    row = Row(2, ["02/07/2026", "WRA001", Decimal("1.5"), Decimal("0.2")], {3: "20%"})
    reports = column_reports(*read(make, "Date|Matter|Hours|Share", row))

    assert [(r.place, r.heading, r.meaning, r.samples) for r in reports] == [
        ("Time!A1", "Date", "date", ("02/07/2026",)),
        ("Time!B1", "Matter", "matter", ("WRA001",)),
        ("Time!C1", "Hours", "hours", ("1.5",)),
        ("Time!D1", "Share", "", ("20%",)),
    ]


def test_three_different_values_are_shown_and_long_ones_cut(make: SimpleNamespace) -> None:
    rows = [
        Row(n, ["02/07/2026", text, "1"])
        for n, text in enumerate(["a", "a", "b" * 60, "c", "d"], 2)
    ]
    reports = column_reports(*read(make, "Date|Matter|Hours", *rows))

    assert reports[1].samples == ("a", "b" * 39 + "…", "c")


def test_a_sensitive_column_shows_no_value(make: SimpleNamespace) -> None:
    row = Row(2, ["02/07/2026", "WRA001", "1.5", "70", "difficult man"])
    reports = column_reports(*read(make, "Date|Matter|Hours|Cost rate|Internal notes", row))

    assert [(r.sensitive, r.samples) for r in reports[3:]] == [(True, ()), (True, ())]


def test_a_proposed_column_is_a_finding_that_says_nobody_confirmed_it(
    make: SimpleNamespace,
) -> None:
    sheet, headings = read(make, "Date|Matter|Charge hrs", Row(2, ["02/07/2026", "WRA001", "1.5"]))
    (finding,) = guess_findings(sheet, headings)

    assert finding.rule == "column-guessed"
    assert finding.place == "export.xlsx Time!C1"
    assert "“Charge hrs” in Time!C1 was taken for hours" in finding.message
    assert "Nobody has confirmed it." in finding.message
    assert "engross map export.xlsx" in finding.suggestion


def test_known_columns_are_no_findings(make: SimpleNamespace) -> None:
    row = Row(2, ["02/07/2026", "WRA001", "1.5"])

    assert not list(guess_findings(*read(make, "Date|Matter|Hours", row)))
