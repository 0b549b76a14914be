"""What the child sends is what the parent gets, and nothing but plain data passes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.sources.remarks import Remark
from engross.sources.sheets import NOT_CALCULATED, Merged, NoValue, Row, SheetRead, WorkbookRead
from engross.sources.wire import (
    HELD_DECODED,
    Rows,
    Unintelligible,
    formulas_line,
    lines_of,
    method_line,
    row_line,
    sheet_line,
    workbook_of,
)

values = st.one_of(
    st.none(),
    st.booleans(),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(min_value=dt.timedelta(0), max_value=dt.timedelta(days=400)).map(
        lambda span: dt.timedelta(seconds=round(span.total_seconds()))
    ),
)


@given(st.lists(values, max_size=8))
def test_every_value_arrives_as_it_was_sent(cells: list[object]) -> None:
    sent = WorkbookRead((SheetRead("Time", (Row(3, tuple(cells)),)),), "test")  # type: ignore[arg-type]

    arrived = workbook_of(lines_of(sent))

    assert arrived.sheets[0].rows[0].values == tuple(cells)


def test_a_cell_without_a_value_keeps_its_reason() -> None:
    row = Row(1, (NOT_CALCULATED, NoValue("the cell shows the error #REF!")))

    arrived = workbook_of(lines_of(WorkbookRead((SheetRead("", (row,)),), "test")))

    uncalculated, wrong = arrived.sheets[0].rows[0].values
    assert uncalculated is NOT_CALCULATED
    assert isinstance(wrong, NoValue)
    assert wrong.reason == "the cell shows the error #REF!"


def test_what_a_sheet_says_of_itself_arrives() -> None:
    sheet = SheetRead(
        name="Time",
        rows=(Row(1, ("VAT", Decimal("0.2")), {1: "20%"}),),
        hidden=True,
        hidden_rows=((4, 6),),
        hidden_columns=((7, 7),),
        merged=(Merged(1, 0, 1, 3),),
        formulas={(9, 5): "SUM(F2:F8)"},
    )
    remark = Remark("hidden-cells", "note", "Time", "It hides rows.", "")

    assert workbook_of(lines_of(WorkbookRead((sheet,), "test", (remark,)))) == WorkbookRead(
        (sheet,), "test", (remark,)
    )


def test_a_large_sheet_is_kept_as_lines_and_reads_the_same_twice() -> None:
    count = HELD_DECODED
    lines = [sheet_line(SheetRead("Big", ()))]
    lines += [row_line(number, [1.1 * 3, "a"]) for number in range(1, count + 1)]

    rows = workbook_of([*lines, formulas_line({}), method_line("test")]).sheets[0].rows

    assert isinstance(rows, Rows)
    assert len(rows) == len(list(rows)) == count
    assert rows[-1] == Row(count, (Decimal("3.3"), "a"))
    assert [row.number for row in rows[:2]] == [1, 2]


@pytest.mark.parametrize("line", [b"{", b"7", b'{"surprise": 1}', b'[1, [["z", 1]]]'])
def test_a_line_that_no_reader_sends_is_refused(line: bytes) -> None:
    with pytest.raises(Unintelligible):
        workbook_of([sheet_line(SheetRead("", ())), line, formulas_line({}), method_line("test")])


def test_a_workbook_that_breaks_off_is_refused() -> None:
    with pytest.raises(Unintelligible, match="last message"):
        workbook_of([sheet_line(SheetRead("", ()))])
