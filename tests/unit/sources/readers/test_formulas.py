"""Stored results that their own formulas do not give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from engross.sources.file import SourceFile
from engross.sources.readers import formulas, xlsx
from engross.sources.readers.formulas import implausible
from engross.sources.readers.xlsx_package import Area, Table
from engross.sources.sheets import NOT_CALCULATED, Row, SheetRead, Value

HOURS: tuple[Value, ...] = (Decimal("1.5"), Decimal(2), Decimal("0.5"), None, "not agreed")
"""A1:A5, and with the formula's cell in B1; they add up to 4."""


def with_formula(
    formula: str, stored: Value, *, column: tuple[Value, ...] = HOURS, hidden: tuple[int, ...] = ()
) -> SheetRead:
    rows = [Row(number, (value,)) for number, value in enumerate(column, start=1)]
    rows[0] = Row(1, (column[0], stored))
    return SheetRead(
        "Time",
        rows,
        hidden_rows=tuple((row, row) for row in hidden),
        formulas={(1, 1): formula},
    )


@pytest.mark.parametrize(
    ("formula", "gives"),
    [
        ("SUM(A1:A5)", "4"),
        ("SUM($A$1:A2,A3)", "4"),
        ("SUM(A:A)", "4"),
        ("sum( A1 : A2 )+0.5", None),
        ("SUM(A1:A2)+A3", "4"),
        ("SUBTOTAL(9,A1:A5)", "4"),
        ("SUBTOTAL(109,A1:A5)", "4"),
        ("PRODUCT(A1:A3)", "1.5"),
        ("A1*A2", "3"),
        ("-A1+A2*2", "2.5"),
        ("(A1+A2)/A3", "7"),
        ("A2*20%", "0.4"),
        ("ROUND(A1/3,1)", "0.5"),
        ("ROUND(SUM(A1:A5)/3,2)", "1.33"),
        ("ROUND(1234.5+0,-2)", "1200"),
        ("Time!A1+'Time'!A2", "3.5"),
        ("A4+1", "1"),
        ("2.5E+2*A2", "500"),
    ],
)
def test_a_stored_result_is_held_against_the_formula(formula: str, gives: str | None) -> None:
    wrong = implausible([with_formula(formula, Decimal(1000))])
    right = implausible([with_formula(formula, Decimal(gives or 0))])

    assert [remark.place for remark in wrong] == (["Time!B1"] if gives else [])
    assert right == []
    assert all(f"its cells give {gives}." in remark.message for remark in wrong)


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "SUMIF(A1:A5,1)",
        "A1^2",
        "A1&A2",
        "A1:A3*2",
        "A5+1",
        "A1/A4",
        "SUM(Fees)",
        "SUM(Other!A1:A3)",
        "SUM([1]Time!A1:A3)",
        "SUM(A1:A5",
        "SUM(A1:A5))",
        "SUBTOTAL(1,A1:A5)",
        "SUBTOTAL(A1,A1:A5)",
        "IF(A1>1,A1,A2)",
        "ROUND(A1,A2,A3)",
        "ROUND(A3,0)",
        "ROUND(A1/A2,1)",
        "1e999999999*A1",
        "A1 A2",
        "(" * 500 + "A1" + ")" * 500,
        "SUM(" * 500 + "A1" + ")" * 500,
        "-" * 5000 + "A1%%%(",
    ],
)
def test_a_formula_of_another_kind_is_left_alone(formula: str) -> None:
    assert implausible([with_formula(formula, Decimal(1000))]) == []


@pytest.mark.parametrize(
    "stored", [None, "1000", True, dt.date(2026, 10, 14), NOT_CALCULATED, dt.timedelta(hours=1)]
)
def test_only_numbers_are_held_against_it(stored: Value) -> None:
    assert implausible([with_formula("SUM(A1:A5)", stored)]) == []


@pytest.mark.parametrize("value", [NOT_CALCULATED, dt.date(2026, 10, 14), dt.timedelta(hours=1)])
def test_a_sum_over_anything_but_numbers_is_left_alone(value: Value) -> None:
    sheet = with_formula("SUM(A1:A2)", Decimal(1000), column=(Decimal(1), value))

    assert implausible([sheet]) == []


@pytest.mark.parametrize("stored", [Decimal("0.3"), Decimal("0.300000000000004")])
def test_binary_dust_is_no_difference(stored: Decimal) -> None:
    column = (Decimal("0.1"), Decimal("0.2"))

    assert implausible([with_formula("A1+A2", stored, column=column)]) == []


def test_a_penny_in_a_hundred_million_is_a_difference() -> None:
    column = (Decimal("99999999.99"), Decimal("0.01"))

    found = implausible([with_formula("SUM(A1:A2)", Decimal("100000000.01"), column=column)])

    assert "has 100000000.01 stored as its result; its cells give 100000000." in found[0].message


@pytest.mark.parametrize(("stored", "remarks"), [("4", 0), ("2", 0), ("3.5", 1)])
def test_a_subtotal_may_leave_out_hidden_rows(stored: str, remarks: int) -> None:
    sheet = with_formula("SUBTOTAL(9,A1:A5)", Decimal(stored), hidden=(2,))

    assert len(implausible([sheet])) == remarks


def test_a_subtotal_leaves_out_subtotals() -> None:
    rows = [Row(n, (Decimal(value),)) for n, value in enumerate((1, 2, 3, 3), start=1)]
    inner, outer = {(3, 0): "SUBTOTAL(9,A1:A2)"}, {(4, 0): "SUBTOTAL(9,A1:A3)"}

    assert implausible([SheetRead("Time", rows, formulas=inner | outer)]) == []


def test_columns_of_a_table_are_known_by_name() -> None:
    table = Table("Entries", Area("Time", 1, 0, 5, 0), ("Hours",))
    total = with_formula("SUBTOTAL(109,Entries[Hours])", Decimal(5))
    each = with_formula("Entries[[#This Row],[Hours]]*2", Decimal(5))
    other = with_formula("SUM(Entries[Fees])", Decimal(5))

    found = [implausible([sheet], [table]) for sheet in (total, each, other)]

    assert "its cells give 4." in found[0][0].message
    assert "its cells give 3." in found[1][0].message
    assert found[2] == []


def test_one_wrong_cell_is_named_and_not_what_was_worked_out_from_it() -> None:
    rows = [Row(1, (Decimal(1), Decimal(9), Decimal(18)))]
    sheet = SheetRead("Time entries", rows, formulas={(1, 1): "A1*2", (1, 2): "B1*2"})

    assert [remark.place for remark in implausible([sheet])] == ["'Time entries'!B1"]


def test_ten_are_named_and_the_others_counted() -> None:
    rows = [Row(n, (Decimal(1), Decimal(5))) for n in range(1, 16)]
    sheet = SheetRead("Time", rows, formulas={(n, 1): f"A{n}*2" for n in range(1, 16)})

    found = implausible([sheet])

    assert len(found) == 11
    assert found[-1].message.startswith("5 more formulas of Time")


def test_its_cost_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formulas, "MOST_CELLS", 10)
    rows = [Row(n, (Decimal(1), Decimal(n))) for n in range(1, 100)]
    sheet = SheetRead("Time", rows, formulas={(n, 1): f"SUM(A$1:A{n})" for n in range(1, 100)})

    found = implausible([sheet])

    assert [(remark.rule, remark.severity) for remark in found] == [("formula-implausible", "note")]


def test_a_workbook_is_held_against_its_formulas_when_it_is_read(
    make: Callable[..., SourceFile],
) -> None:
    file = make(
        '<sheetData><row r="1"><c r="A1"><v>10</v></c></row>'
        '<row r="2"><c r="A2"><v>20</v></c></row>'
        '<row r="3"><c r="A3"><f>SUM(A1:A2)</f><v>31</v></c></row></sheetData>'
    )

    remarks = xlsx.read_workbook(file).remarks

    assert [(remark.rule, remark.place) for remark in remarks] == [
        ("formula-implausible", "Time!A3")
    ]
    assert "=SUM(A1:A2) has 31 stored as its result; its cells give 30." in remarks[0].message
