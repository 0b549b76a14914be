"""Totals told from rows, compared with them, and the rows named that explain a difference."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from engross.intake import GivenFile
from engross.intake.columns import Headings, kinds
from engross.intake.regions import regions
from engross.intake.sheets import Sheet
from engross.intake.tables import Table
from engross.records.quality import TotalReport
from engross.sources.sheets import Row, SheetRead, Value

FILE = GivenFile(role="billing", kind="billing", name="billing.xlsx", data=b"")
(INVOICES,) = [kind for kind in kinds() if kind.key == "invoices"]
HEADING = ("Number", "Matter", "Net")


def value(cell: object) -> Value:
    return Decimal(str(cell)) if isinstance(cell, int | float) else cell  # type: ignore[return-value]  # cells of a test


def table(*rows: Sequence[object], heading: Sequence[str] = HEADING, **read: object) -> Table:
    listed = [Row(n, [value(c) for c in row]) for n, row in enumerate((heading, *rows), start=1)]
    sheet = Sheet(FILE, SheetRead("Bills", listed, **read))  # type: ignore[arg-type]  # fields by name
    meanings = {"Number": "number", "Matter": "matter", "Net": "net", "Date": "date", "VAT": "vat"}
    columns = {meanings[name]: column for column, name in enumerate(heading) if name in meanings}
    (region,) = regions(sheet)
    return Table(region.as_sheet(), Headings(INVOICES, 1, tuple(heading), columns), region)


def used(of: Table) -> list[int]:
    return [entry.row.number for entry in of.entries()]


def the_total(of: Table) -> TotalReport:
    (report,) = of.totals()
    return report


A, B, C = ("4452", "WRA001", 100), ("4453", "WRA001", 200), ("4454", "TID001", 45.5)


@pytest.mark.parametrize(
    "row",
    [
        ("Total", None, 300),
        ("Grand Total:", None, 300),
        (None, "Sub-total", 300),
        ("Total for WRA001", None, 300),
        ("Total", "WRA001", 300),
        ("WRA001 Total", None, 300),
        ("Totals carried forward", None, 300),
        ("Carried forward", None, 300),
        (None, None, 300),
    ],
)
def test_a_total_is_told_by_its_words_or_its_place_and_never_summed(row: Sequence[object]) -> None:
    of = table(A, B, row)

    assert used(of) == [2, 3]
    assert the_total(of).agrees


@pytest.mark.parametrize(
    "row",
    [
        ("4455", "WRA001", 300),
        ("Total Hygiene Ltd", None, 300),
        ("Sum Total Systems", None, 77),
    ],
)
def test_a_row_that_is_about_something_is_no_total(row: Sequence[object]) -> None:
    of = table(A, B, row, C)

    assert used(of) == [2, 3, 4, 5]
    assert of.totals() == ()


def test_a_narrative_that_begins_with_total_is_no_total() -> None:
    heading = ("Number", "Matter", "Description", "Net")
    of = table(
        ("4452", "WRA001", "Work", 1), ("4453", "WRA001", "Total fees for May", 2), heading=heading
    )

    assert used(of) == [2, 3]


def test_subtotals_and_totals_of_them_are_each_compared_with_their_own_rows() -> None:
    of = table(
        A, B, ("WRA001 Total", None, 300), C, ("TID001 Total", None, 45.5),
        ("Grand total", None, 345.5),
    )  # fmt: skip

    assert [(t.place, t.agrees) for t in of.totals()] == [
        ("Bills!C4", True),
        ("Bills!C6", True),
        ("Bills!C7", True),
    ]
    assert used(of) == [2, 3, 5]


def test_a_sum_without_words_between_rows_is_a_total_and_another_amount_is_none() -> None:
    of = table(A, B, (None, None, 300), C, A, (None, None, 7), B)

    assert used(of) == [2, 3, 5, 6, 7, 8]


def test_what_was_brought_forward_at_the_top_is_no_total_of_anything() -> None:
    assert table(("Brought forward", None, 50), A, B).totals() == ()


def test_every_column_is_compared() -> None:
    of = table(
        ("4452", "WRA001", 100, 20), ("4453", "WRA001", 200, 40), ("Total", None, 300, 61),
        heading=("Number", "Matter", "Net", "VAT"),
    )  # fmt: skip

    assert [(t.column, t.agrees) for t in of.totals()] == [("vat", False), ("net", True)]


def test_the_finding_says_what_is_stated_and_what_the_rows_make() -> None:
    (finding,) = table(A, B, ("Total", None, 301.01)).totals_that_differ()

    assert finding.place == "billing.xlsx Bills!C4"
    assert finding.message == (
        "The total of net says 301.01, but the rows above it add up to 300.00."
    )


def test_an_amount_that_ran_into_a_name_is_named() -> None:
    of = table(A, ("Inter High Academy21740.00", None, None), B, ("Total", None, 1040))

    assert the_total(of).explanation == (
        "The difference is explained: Bills!A3 ends in 740.00, which stands in no cell of its own."
    )


def test_of_digits_that_ran_together_the_end_that_makes_the_difference_is_taken() -> None:
    of = table(A, ("Academy21740", None, None), ("Total", None, 840))

    assert "A3 ends in 740.00" in the_total(of).explanation


def test_a_text_that_is_no_amount_is_named() -> None:
    of = table(A, ("4453", "WRA001", "about 200"), ("Total", None, 300))

    assert "what Bills!C3 says may be 200.00, but was not read" in the_total(of).explanation


def test_hidden_rows_are_named() -> None:
    of = table(A, B, C, ("Total", None, 145.5), hidden_rows=((3, 3),))

    assert "row 3 is hidden" in the_total(of).explanation


def test_hidden_rows_together_are_named() -> None:
    of = table(A, B, C, ("Total", None, 100), hidden_rows=((3, 4),))

    assert "rows 3 to 4 are hidden" in the_total(of).explanation


def test_a_repeated_row_is_named() -> None:
    of = table(A, B, A, ("Total", None, 300))

    assert "row 4 repeats row 2 to the letter" in the_total(of).explanation


def test_a_row_that_was_left_out_of_the_figures_is_named() -> None:
    (report,) = table(A, B, C, ("Total", None, 300)).totals({4: "it names no matter"})

    assert "row 4 was left out of the figures as well" in report.explanation


def test_two_causes_together_are_named() -> None:
    of = table(A, B, A, ("4457", "WRA001", "12.50 tbc"), ("Total", None, 312.5))

    assert the_total(of).explanation == (
        "Together these explain the difference: what Bills!C5 says may be 12.50, but was not read; "
        "row 4 repeats row 2 to the letter."
    )


def test_many_rows_that_lost_their_separator_are_named_together() -> None:
    heading = ("Date", "Matter", "Net")
    lost = [(f"{day:02}/06/2026{day}1.50", "WRA001", None) for day in range(1, 7)]
    worth = sum(day * 10 + 1.5 for day in range(1, 7))
    of = table(("01/07/2026", "WRA001", 100), *lost, ("Total", None, 100 + worth), heading=heading)

    assert "in 6 rows the amount stands further left or has run" in the_total(of).explanation
    assert "rows 3 to 8" in the_total(of).explanation


def test_a_formula_that_stops_short_is_named() -> None:
    of = table(A, B, C, ("Total", None, 300), formulas={(5, 2): "SUM(C2:C3)"})

    assert "its formula, SUM(C2:C3), leaves out row 4" in the_total(of).explanation


def test_a_total_that_adds_subtotals_as_well_is_explained() -> None:
    of = table(A, B, ("Subtotal", None, 300), C, ("Grand total", None, 645.5))
    _, grand = of.totals()

    assert grand.explanation == "The difference is explained: it adds the total in row 4 as well."


def test_vat_in_one_of_the_two_is_explained() -> None:
    assert "with 20% VAT added" in the_total(table(A, B, ("Total", None, 360))).explanation
    assert "with 20% VAT added" in the_total(table(A, B, ("Total", None, 250))).explanation


def test_a_row_that_the_total_leaves_out_is_named() -> None:
    of = table(A, B, C, ("4455", "WRA001", 61), ("Total", None, 345.5))

    assert "leaves out Bills!C5, which holds just that" in the_total(of).explanation


def test_a_wrong_sign_is_named() -> None:
    of = table(A, B, ("CN1", "WRA001", 61), ("Total", None, 239))

    assert "the sign of Bills!C4 is the wrong way round" in the_total(of).explanation


def test_digits_the_wrong_way_round_are_named() -> None:
    of = table(A, B, ("4455", "WRA001", 540), ("Total", None, 750))

    assert "two digits of Bills!C4 are the wrong way round" in the_total(of).explanation


def test_nothing_is_claimed_where_nothing_fits() -> None:
    assert the_total(table(A, B, C, ("Total", None, 1234.56))).explanation == ""


def test_a_total_of_totals_points_to_the_one_that_is_wrong() -> None:
    of = table(A, B, ("Subtotal", None, 301.01), C, ("Grand total", None, 346.51))
    _, grand = of.totals()

    assert grand.explanation == "The total in Bills!C4 differs by just as much."


def test_no_cell_is_quoted_as_it_may_be_another_clients() -> None:
    of = table(A, ("Copperbeech740.00", None, None), ("Total", None, 840))

    assert "Copperbeech" not in the_total(of).explanation
