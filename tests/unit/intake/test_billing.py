"""Billing files that are odd, incomplete or about somebody else."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from openpyxl import Workbook, load_workbook

from engross.errors import InputError
from engross.intake import Subject
from engross.records import Evidence, Finding

Read = Callable[..., Evidence]

DAY = dt.date(2026, 7, 1)
HEADINGS = "Date|Matter|Workstream|Hours|Rate"


def rules(evidence: Evidence, rule: str) -> list[Finding]:
    return [finding for finding in evidence.findings if finding.rule == rule]


def test_rows_that_cannot_be_read_are_set_aside_with_place_and_reason(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Time=[
            make.TIME,
            make.time_row(DAY, 1),
            make.time_row("2026-06-31", 1),
            make.time_row(DAY, "n/a"),
            make.time_row(DAY, 1, whose=("", "")),
            make.time_row(DAY, 1, whose=("Wrackline Boatyard Limited", "MISC")),
            make.time_row(DAY, 90),
            make.time_row(None, 1),
        ]
    )
    aside = {f.place: f.message for f in rules(evidence, "row-set-aside")}

    assert evidence.fact("hours/2026-Q3/matter").number == 1
    assert aside == {
        "billing.xlsx Time!A3": "Row 3 of Time was left out: date: “2026-06-31”: June 2026 has "
        "no day 31.",
        "billing.xlsx Time!A4": "Row 4 of Time was left out: hours: “n/a” is not a number of "
        "hours.",
        "billing.xlsx Time!A5": "Row 5 of Time was left out: it names no client and no matter.",
        "billing.xlsx Time!A6": "Row 6 of Time was left out: it names no matter of Wrackline "
        "Boatyard Limited.",
        "billing.xlsx Time!A7": "Row 7 of Time was left out: hours: 90 is more than a day has.",
        "billing.xlsx Time!A8": "Row 8 of Time was left out: it has no date.",
    }


def test_rows_of_other_clients_are_counted_and_never_named(
    read: Read, make: SimpleNamespace
) -> None:
    copperbeech = ("Copperbeech Nurseries Limited", "COP001")
    evidence = read(
        Time=[
            make.TIME,
            make.time_row(DAY, 1),
            make.time_row(DAY, 2, whose=copperbeech),
            make.time_row(DAY, 3, whose=copperbeech),
        ]
    )

    assert evidence.fact("hours/2026-Q3/matter").number == 1
    assert rules(evidence, "rows-of-others")[0].message.startswith("2 rows of other clients")
    assert "Copperbeech" not in evidence.model_dump_json()


def test_our_code_beside_another_clients_name_is_nobodys(read: Read, make: SimpleNamespace) -> None:
    evidence = read(
        Time=[
            make.TIME,
            make.time_row(DAY, 1),
            make.time_row(DAY, 2, whose=("Copperbeech Nurseries Limited", "WRA001")),
        ]
    )

    assert evidence.fact("hours/2026-Q3/matter").number == 1
    assert "names another client" in rules(evidence, "row-set-aside")[0].message


def test_a_spelling_that_is_not_registered_counts_only_with_the_code(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Time=[
            make.TIME,
            make.time_row(DAY, 1, whose=("Wrackline Boatyard Ltd", "WRA001")),
            make.time_row(DAY, 2, whose=("Wrackline Boat Yard Limited", "Stock")),
        ]
    )

    assert evidence.fact("hours/2026-Q3/matter").number == 1
    assert ["Its rows were used" in f.message for f in rules(evidence, "name-not-registered")] == [
        True,
        False,
    ]


def test_a_workbook_that_names_neither_client_nor_matter_says_whom_it_names(
    read: Read, make: SimpleNamespace
) -> None:
    with pytest.raises(InputError) as caught:
        read(
            Time=[
                make.TIME,
                make.time_row(DAY, 1, whose=("Copperbeech Nurseries Limited", "COP001")),
            ]
        )

    assert caught.value.file == "billing.xlsx"
    assert "Wrackline Boatyard Limited, matter WRA001" in str(caught.value)
    assert "found: Copperbeech Nurseries Limited (COP001)" in str(caught.value)


def test_an_absent_column_is_named_with_the_headings_found_and_how_to_map(read: Read) -> None:
    with pytest.raises(InputError) as caught:
        read(Time=["Date|Fee earner|Client|Matter|Qty|Rate", [DAY, "HP", "WRA", "WRA001", 1, 100]])

    assert caught.value.place == "Time row 1"
    assert "no column for hours" in caught.value.problem
    assert "Date, Fee earner, Client, Matter, Qty, Rate" in caught.value.problem
    assert "billing_columns: {hours: [" in caught.value.remedy


def test_the_firms_own_name_for_a_column_is_understood(
    read: Read, subject: Subject, make: SimpleNamespace
) -> None:
    own = subject.firm.model_copy(update={"billing_columns": {"hours": ("Qty",)}})
    evidence = read(
        about=make.subject_of(own),
        Time=["Date|Matter|Workstream|Qty|Rate", [DAY, "WRA001", "Stock system", 2, 100]],
    )

    assert evidence.fact("hours/2026-Q3/matter").number == 2


def test_a_table_that_says_nowhere_whose_it_is_is_refused(read: Read) -> None:
    with pytest.raises(InputError, match="no column for client"):
        read(Time=["Date|Fee earner|Hours|Rate", [DAY, "HP", 1, 100]])


def test_a_title_above_the_headings_may_say_whose_it_is(read: Read) -> None:
    evidence = read(
        Time=[
            ["Time report for matter WRA001"],
            [],
            "Date|Fee earner|Workstream|Hours|Rate",
            [DAY, "HP", "Stock system", 1, 100],
        ]
    )

    assert [s.place for s in evidence.fact("hours/2026-Q3/matter").spans] == ["Time!D4"]


def test_no_known_table_at_all_says_what_was_seen(read: Read) -> None:
    with pytest.raises(InputError, match="First rows: Menu: Dish, Price"):
        read(Menu=["Dish|Price", ["Soup", 4]])


def test_totals_inside_the_data_are_compared_and_not_summed(read: Read) -> None:
    evidence = read(
        Time=[
            HEADINGS,
            [DAY, "WRA001", "Stock system", 1, 100],
            [DAY, "WRA001", "Stock system", 2, 100],
            [None, "Subtotal", None, 3, None],
            [DAY, "WRA001", "Stock system", 4, 100],
            [None, "Subtotal", None, 4, None],
            [None, "Grand total", None, 8, None],
        ]
    )
    (finding,) = rules(evidence, "totals-differ")

    assert evidence.fact("hours/2026-Q3/matter").number == 7
    assert finding.place == "billing.xlsx Time!D7"
    assert "says 8.00" in finding.message


def test_headings_repeated_on_each_page_are_no_rows(read: Read) -> None:
    evidence = read(
        Time=[HEADINGS, [DAY, "WRA001", "Stock system", 1, 100], HEADINGS,
              [DAY, "WRA001", "Stock system", 2, 100]]
    )  # fmt: skip

    assert evidence.fact("hours/2026-Q3/matter").number == 3
    assert not rules(evidence, "row-set-aside")


def test_one_amount_column_is_told_apart_by_its_vat(read: Read) -> None:
    evidence = read(
        Invoices=[
            "Number|Date|Matter|Amount|VAT",
            ["1", DAY, "WRA001", 120, 20],
            ["2", DAY, "WRA001", 100, 20],
        ]
    )

    assert evidence.fact("billed/2026-Q3/matter").number == 200
    assert rules(evidence, "column-guessed")


def test_a_formula_that_was_never_calculated_sets_its_row_aside(read: Read) -> None:
    evidence = read(
        Time=[
            HEADINGS,
            [DAY, "WRA001", "Stock system", 1, 100],
            [DAY, "WRA001", "Stock system", "=1+1", 100],
        ]
    )

    assert evidence.fact("hours/2026-Q3/matter").number == 1
    assert "no stored result" in rules(evidence, "row-set-aside")[0].message
    assert "rows 3 " in rules(evidence, "formula-not-calculated")[0].message


def test_hidden_rows_columns_and_sheets_are_read_and_reported(
    read: Read, make: SimpleNamespace
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Time"
    for row in (HEADINGS.split("|"), [DAY, "WRA001", "Stock system", 1, 100]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["E"].hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    evidence = read(make.billing(buffer.getvalue()))

    assert evidence.fact("hours/2026-Q3/matter").number == 1
    assert "hides row 2, column E of Time" in rules(evidence, "hidden-cells")[0].message


def test_a_workbook_that_starts_away_from_the_corner_keeps_its_places(
    read: Read, make: SimpleNamespace
) -> None:
    book = load_workbook(io.BytesIO(make.workbook({"Time": [[]]})))
    sheet = book["Time"]
    for column, heading in enumerate(HEADINGS.split("|"), start=3):
        sheet.cell(4, column, heading)
    for column, value in enumerate([DAY, "WRA001", "Stock system", 1, 100], start=3):
        sheet.cell(5, column, value)
    buffer = io.BytesIO()
    book.save(buffer)
    evidence = read(make.billing(buffer.getvalue()))

    assert [s.place for s in evidence.fact("hours/2026-Q3/matter").spans] == ["Time!F5"]


def test_csv_files_are_read_with_their_encoding_recorded(read: Read, make: SimpleNamespace) -> None:
    text = "Date;Matter;Workstream;Hours;Rate\n01/07/2026;WRA001;Stock system;1.5;£100\n"
    for encoding, said in (("utf-8", "utf-8"), ("utf-16", "utf-16"), ("cp1252", "cp1252")):
        evidence = read(make.billing(text.encode(encoding), "time.csv"))

        assert evidence.fact("time-value/2026-Q3/matter").number == 150
        assert evidence.sources[0].method.startswith(f"csv, {said}, semicolons")
        assert [s.place for s in evidence.fact("hours/2026-Q3/matter").spans] == ["D2"]


def test_an_unclosed_quotation_mark_is_an_error_and_not_fewer_rows(
    read: Read, make: SimpleNamespace
) -> None:
    text = (
        'Date,Matter,Description,Hours,Rate\n1/7/2026,WRA001,"Call,1,100\n2/7/2026,WRA001,x,1,1\n'
    )

    with pytest.raises(InputError, match="quotation mark"):
        read(make.billing(text.encode(), "time.csv"))


def test_several_files_make_one_set_of_books(read: Read, make: SimpleNamespace) -> None:
    time = b"Date,Matter,Workstream,Hours,Rate,Invoice\n1/7/2026,WRA001,Stock system,2,100,9\n"
    invoices = b"Invoice no,Date,Matter,Net,VAT,Total,Paid\n9,31/7/2026,WRA001,200,40,240,0\n"
    evidence = read(make.billing(time, "time.csv"), make.billing(invoices, "invoices.csv"))

    assert evidence.fact("billed/2026-Q3/matter").number == 200
    assert evidence.fact("wip/at-2026-10-14/matter").number == 0
    assert [source.file for source in evidence.sources] == ["time.csv", "invoices.csv"]


def test_six_hundred_rows_are_read_in_well_under_a_second(
    read: Read, make: SimpleNamespace
) -> None:
    rows = [make.time_row(dt.date(2026, 7, 1) + dt.timedelta(days=n % 90), 1) for n in range(600)]
    evidence = read(Time=[make.TIME, *rows])

    assert evidence.fact("hours/2026-Q3/matter").number == 600


def test_a_second_table_that_lacks_a_column_is_left_out_and_reported(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        Time=[make.TIME, make.time_row(DAY, 1)],
        Rota=["Date|Fee earner|Cost rate", [DAY, "HP", 40]],
    )
    (finding,) = rules(evidence, "table-not-used")

    assert evidence.fact("hours/2026-Q3/matter").number == 1
    assert "no column for hours and client" in finding.message


def test_a_clients_code_makes_a_misspelt_name_good_and_the_name_is_said(
    read: Read,
) -> None:
    headings = "Date|Client code|Client|Matter|Workstream|Hours|Rate"
    evidence = read(
        Time=[
            headings,
            [DAY, "WRA", "Wrackline Boat Yard Ltd", "WRA001", "Stock system", 1, 100],
            [DAY, "WRA", "Wrackline Boat Yard Ltd", "Accounts and stock", "Stock system", 2, 100],
            [DAY, "WRA", None, "WRA001", "Stock system", 4, 100],
            [DAY, "WRA", "Wrackline Boatyard Limited", "MISC", "Stock system", 8, 100],
        ]
    )
    found = rules(evidence, "name-not-registered")
    (finding,) = [f for f in found if "call the client" in f.message]

    assert evidence.fact("hours/2026-Q3/matter").number == 7
    assert "“Wrackline Boat Yard Ltd”" in finding.message
    assert [f.place for f in rules(evidence, "row-set-aside")] == ["billing.xlsx Time!A5"]


def test_a_code_and_a_name_of_two_clients_are_nobodys(read: Read) -> None:
    headings = "Date|Client code|Client|Matter|Workstream|Hours|Rate"
    evidence = read(
        Time=[
            headings,
            [DAY, "WRA", "Wrackline Boatyard Limited", "WRA001", "Stock system", 1, 100],
            [DAY, "WRA", "Copperbeech Nurseries Limited", "WRA001", "Stock system", 2, 100],
            [DAY, "copperbeech", "Wrackline Boatyard Limited", "WRA001", "Stock system", 4, 100],
            [DAY, "copperbeech", "Copperbeech Nurseries", "COP001", "Shed", 8, 100],
        ]
    )
    (aside,) = rules(evidence, "row-set-aside")

    assert evidence.fact("hours/2026-Q3/matter").number == 1
    assert aside.place == "billing.xlsx Time!A3"
    assert "rows 3 to 4, for the same reason" in aside.message
    assert "are not the same" in aside.message
    assert "Copperbeech" not in evidence.model_dump_json()


def test_every_table_of_a_sheet_is_read(read: Read) -> None:
    evidence = read(
        Work=[
            ["Time"],
            HEADINGS,
            [DAY, "WRA001", "Stock system", 2, 100],
            ["Total", None, None, 2, None],
            [],
            ["Invoices"],
            "Number|Date|Matter|Net|VAT|Total",
            ["4452", DAY, "WRA001", 300, 60, 360],
        ]
    )

    assert evidence.fact("hours/2026-Q3/matter").number == 2
    assert evidence.fact("billed/2026-Q3/matter").number == 300
    assert not rules(evidence, "totals-differ")


def test_tables_beside_each_other_are_read_from_their_own_cells(read: Read) -> None:
    evidence = read(
        Work=[
            [*HEADINGS.split("|"), None, "Matter", "Workstream", "Basis", "Budget"],
            [DAY, "WRA001", "Stock system", 2, 100, None, "WRA001", "Stock system", "Time", 900],
            [DAY, "WRA001", "Stock system", 3, 100],
        ]
    )

    budget = evidence.fact("budget/engagement/workstream:stock-system")

    assert evidence.fact("hours/2026-Q3/matter").number == 5
    assert [span.place for span in budget.spans] == ["Work!J2"]


def test_the_title_of_one_table_says_nothing_of_the_next(read: Read) -> None:
    evidence = read(
        Work=[
            ["Time for matter WRA001"],
            "Date|Fee earner|Workstream|Hours|Rate",
            [DAY, "HP", "Stock system", 2, 100],
            [],
            ["Time for matter COP001"],
            "Date|Fee earner|Workstream|Hours|Rate",
            [DAY, "HP", "Stock system", 4, 100],
        ]
    )

    assert evidence.fact("hours/2026-Q3/matter").number == 2
    assert rules(evidence, "table-not-used")


def test_a_label_between_rows_that_names_another_matter_ends_ours(read: Read) -> None:
    evidence = read(
        Work=[
            ["Matter WRA001"],
            "Date|Fee earner|Workstream|Hours|Rate",
            [DAY, "HP", "Stock system", 2, 100],
            ["Matter COP001"],
            [DAY, "HP", "Packing shed", 4, 100],
            ["Matter WRA001"],
            [DAY, "HP", "Stock system", 8, 100],
        ]
    )

    assert evidence.fact("hours/2026-Q3/matter").number == 10
    assert rules(evidence, "rows-of-others")[0].message.startswith("2 rows of other clients")


def test_a_summary_beside_the_table_does_not_refuse_the_file(read: Read) -> None:
    evidence = read(
        Invoices=[
            "Number|Date|Matter|Net|VAT|Total||Fee earner|Hours",
            ["4452", DAY, "WRA001", 300, 60, 360, None, "Helen Pike", 12],
            ["4453", DAY, "WRA001", 100, 20, 120],
        ]
    )

    assert evidence.fact("billed/2026-Q3/matter").number == 400
