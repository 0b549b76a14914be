"""Tables found in sheets by where words stand above figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from engross.intake import GivenFile
from engross.intake.regions import Region, regions
from engross.intake.sheets import Sheet
from engross.sources.sheets import Merged, Row, SheetRead, Value
from engross.sources.wire import Rows, row_line

FILE = GivenFile(role="billing", kind="billing", name="billing.xlsx", data=b"")
HEADING = "Date|Matter|Hours|Rate"
DATA = ("1/7/2026|WRA001|1.5|100", "2/7/2026|WRA001|2|100")


def cells(line: str) -> list[Value]:
    return [cell.strip() or None for cell in line.split("|")]


def sheet(*lines: str, merged: Sequence[Merged] = ()) -> Sheet:
    rows = [Row(n, cells(line)) for n, line in enumerate(lines, start=1) if line.strip("| ")]
    return Sheet(FILE, SheetRead("Time", rows, merged=tuple(merged)))


def found(*lines: str, merged: Sequence[Merged] = ()) -> tuple[Region, ...]:
    return regions(sheet(*lines, merged=merged))


def names(region: Region) -> list[Value]:
    return list(region.headings.values) if region.headings else []


def numbers(region: Region) -> list[int]:
    return [row.number for row in region.rows]


def test_titles_and_particulars_stand_above_and_notes_below() -> None:
    (region,) = found(
        "Penhallow Reeve LLP",
        "Matter:|WRA001",
        "Period|01/07/2026|30/09/2026",
        "",
        HEADING,
        *DATA,
        "",
        "Amounts are without VAT",
    )

    assert names(region) == HEADING.split("|")
    assert region.address == "Time!A5:D7"
    assert "WRA001" in list(region.says_above())
    assert [row.number for row in region.above] == [1, 2, 3]
    assert [row.number for row in region.below] == [9]


def test_the_sheet_of_a_region_has_its_rows_alone_numbered_as_in_the_file() -> None:
    (region,) = found("Title", "", HEADING, *DATA)
    part = region.as_sheet()

    assert [row.number for row in part.rows] == [3, 4, 5]
    assert (part.name, part.file) == ("Time", FILE)


def test_groups_over_headings_become_a_part_of_their_names() -> None:
    (region,) = found(
        "||Fees|||Hours|",
        "Client|Matter|Net|VAT|Total|Actual|Budget",
        "Wrackline|WRA001|100|20|120|1|2",
        merged=[Merged(1, 2, 1, 4), Merged(1, 5, 1, 6)],
    )

    assert names(region) == [
        "Client", "Matter", "Fees Net", "Fees VAT", "Fees Total", "Hours Actual", "Hours Budget",
    ]  # fmt: skip
    assert region.headings is not None
    assert region.headings.number == 2


def test_groups_that_are_not_merged_reach_up_to_the_next_one() -> None:
    (region,) = found(
        "||Fees||Hours|", "Client|Matter|Net|VAT|Actual|Budget", "Wrackline|WRA001|100|20|1|2"
    )

    assert names(region)[2:] == ["Fees Net", "Fees VAT", "Hours Actual", "Hours Budget"]


def test_a_row_of_units_belongs_to_the_heading() -> None:
    (region,) = found("Date|Matter|Hours|Value", "||hours|£", *DATA)

    assert names(region) == ["Date", "Matter", "Hours hours", "Value £"]
    assert numbers(region) == [3, 4]


def test_a_title_right_above_the_headings_is_no_part_of_them() -> None:
    (region,) = found("Time in the quarter", HEADING, *DATA)

    assert names(region) == HEADING.split("|")
    assert list(region.says_above()) == ["Time in the quarter"]


def test_tables_below_each_other_each_have_their_own_title() -> None:
    first, second = found(
        "Time", HEADING, *DATA, "Total||3.5|", "", "Invoices", "Number|Date|Net", "4452|1/7/2026|9"
    )

    assert (first.address, second.address) == ("Time!A2:D5", "Time!A8:C9")
    assert list(second.says_above()) == ["Invoices"]


def test_a_second_table_without_a_title_stands_under_the_first_ones() -> None:
    first, second = found("WRA001", HEADING, *DATA, "", "Number|Date|Net", "4452|1/7/2026|9")

    assert list(second.says_above()) == list(first.says_above()) == ["WRA001"]


def test_a_second_table_may_follow_without_a_blank_row_if_its_names_are_known() -> None:
    first, second = found(HEADING, *DATA, "Invoice no|Invoice date|Net", "4452|1/7/2026|9")

    assert numbers(first) == [2, 3]
    assert names(second) == ["Invoice no", "Invoice date", "Net"]


def test_tables_beside_each_other_are_two() -> None:
    left, right = found(
        "Date|Matter|Hours||Workstream|Budget",
        "1/7/2026|WRA001|1||Stock system|900",
        "2/7/2026|WRA001|2||Management accounts|800",
        "3/7/2026|WRA001|2",
    )

    assert (left.address, right.address) == ("Time!A1:C4", "Time!E1:F3")
    assert names(right) == [None, None, None, None, "Workstream", "Budget"]
    assert [row.values[:4] for row in right.rows] == [[None] * 4] * 2


def test_an_empty_column_inside_one_table_parts_nothing() -> None:
    (region,) = found("Date|Matter||Hours|Rate", "1/7/2026|WRA001||1|100", "2/7/2026|WRA001||2|90")

    assert region.columns == (0, 4)


def test_headings_and_titles_that_stand_again_on_each_page_are_no_rows() -> None:
    (region,) = found(
        "Time report", HEADING, DATA[0], "Page 1 of 2", "Time report", HEADING, DATA[1]
    )

    assert numbers(region) == [3, 7]


def test_blank_rows_inside_the_data_do_not_end_it() -> None:
    (region,) = found(HEADING, DATA[0], "", "", DATA[1], "", "Total||3.5|")

    assert numbers(region) == [2, 5, 7]


def test_a_row_whose_figures_are_words_is_data_and_no_heading() -> None:
    (region,) = found(HEADING, DATA[0], "", "tbc|WRA001|?|", DATA[1])

    assert numbers(region) == [2, 4, 5]


def test_a_row_at_the_end_that_ran_into_its_amount_is_no_note() -> None:
    (region,) = found("Supplier|Total", "Chandlers|40.00", "Ropes and Sails21740.00")

    assert numbers(region) == [2, 3]


def test_a_table_may_stand_away_from_the_corner() -> None:
    (region,) = found("", "", "|||Date|Hours", "|||1/7/2026|1", "|||2/7/2026|2")

    assert region.address == "Time!D3:E5"


def test_a_sheet_without_headings_has_none() -> None:
    (region,) = found("1/7/2026|WRA001|1", "2/7/2026|WRA001|2")

    assert region.headings is None
    assert [row.number for row in region.as_sheet().rows] == [1, 2]


def test_a_table_of_words_has_its_first_row_for_a_heading() -> None:
    (region,) = found("Sheet|What it holds", "Time|By the day of the work", "Budget|As agreed")

    assert names(region) == ["Sheet", "What it holds"]
    assert len(region.rows) == 2


def test_ages_years_and_months_may_be_headings() -> None:
    row = Row(1, ["Client", "2025", "1-30", "90+", dt.date(2026, 10, 1)], {4: "Oct-26"})
    read = SheetRead("Debtors", [row, Row(2, cells("Wrackline|1|2|3|4"))])
    (region,) = regions(Sheet(FILE, read))

    assert region.headings == row


def test_an_empty_sheet_has_no_tables() -> None:
    assert found("", "|||") == ()


def test_the_rows_of_a_big_sheet_are_gone_through_once() -> None:
    class Counted(Rows):
        rounds = 0

        def __iter__(self):  # noqa: ANN204 - as the class it counts for
            type(self).rounds += 1
            return super().__iter__()

    lines = [row_line(1, HEADING.split("|"))]
    lines += [row_line(n, [dt.date(2026, 7, 1), "WRA001", 1.5, 100.0]) for n in range(2, 2000)]
    (region,) = regions(Sheet(FILE, SheetRead("Time", Counted(lines))))

    assert Counted.rounds == 1
    assert len(region.rows) == 1998
    assert region.rows[-1].number == 1999
    assert [row.number for row in region.rows[:2]] == [2, 3]


def test_rows_that_are_all_alike_are_not_headings_again() -> None:
    (region,) = found("Item|Colour", "Item|Colour", "Item|Colour")

    assert numbers(region) == [2, 3]


def test_the_same_headings_under_another_title_are_another_table() -> None:
    first, second = found("Matter WRA001", HEADING, *DATA, "Matter COP001", HEADING, *DATA)

    assert numbers(first) == [3, 4]
    assert list(second.says_above()) == ["Matter COP001"]


def test_a_total_over_headings_that_stand_again_is_no_title() -> None:
    (region,) = found(HEADING, DATA[0], "Carried forward||1.5|", HEADING, DATA[1])

    assert numbers(region) == [2, 3, 5]
