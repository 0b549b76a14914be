"""What is found in a big sheet's XML, however its bytes are cut."""

from __future__ import annotations

import pytest

from engross.sources.readers.xlsx_scan import MOST_FORMULAS, STRETCH_CELLS, scan
from engross.sources.readers.xlsx_tags import Sought
from engross.sources.sheets import NOT_CALCULATED, Merged

START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
SHEET = (
    START + b'<cols><col min="3" max="4" hidden="1"/></cols><sheetData>'
    b'<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="2"><v>-0.5</v></c></row>'
    b"<row r='2' hidden='1'><c r='A2' t='e'><f>1/0</f><v>#DIV/0!</v></c></row>"
    b'<row r="5"><c r="A5" s="3"><v>7</v></c><c r="B5"><f>A5&amp;"&lt;"</f></c></row>'
    b'</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
)


@pytest.mark.parametrize("size", [1, 7, 64, 10_000])
def test_nothing_is_lost_where_the_bytes_are_cut(size: int) -> None:
    chunks = [SHEET[at : at + size] for at in range(0, len(SHEET), size)]

    found = scan(chunks, len(SHEET), Sought(hiding={3}, days={2}))

    reasons = {
        (row, column): reason.reason
        for row, cells in found.without_value.items()
        for column, reason in cells.items()
    }
    assert found.layout.hidden_rows == ((2, 2),)
    assert found.layout.hidden_columns == ((2, 3),)
    assert found.layout.merged == (Merged(1, 0, 2, 1),)
    assert found.formulas == {(2, 0): "1/0", (5, 1): 'A5&"<"'}
    assert found.hidden == [(5, 0)]
    assert reasons == {
        (1, 1): "the cell is formatted as a date but holds -0.5",
        (2, 0): "the cell shows the error #DIV/0!",
        (5, 1): NOT_CALCULATED.reason,
    }


def test_rows_without_a_number_are_counted() -> None:
    rows = b'<row/><row r="4"/><row hidden="1"/><row/>'

    found = scan([START, b"<sheetData>", rows, b"</sheetData></worksheet>"], 100)

    assert found.layout.hidden_rows == ((5, 5),)


def test_stretches_are_taken_from_all_over_the_sheet() -> None:
    rows = [
        b'<row r="%d">%s</row>' % (n, b'<c r="A%d"><v>5</v></c>' % n * 10) for n in range(1, 5_001)
    ]
    xml = START + b"<sheetData>" + b"".join(rows) + b"</sheetData></worksheet>"
    chunks = [xml[at : at + 50_000] for at in range(0, len(xml), 50_000)]

    stretches = scan(chunks, len(xml)).stretches

    assert 15 < len(stretches) < 25
    assert all(one.count(b"<c ") <= STRETCH_CELLS for one in stretches[:-1])
    assert b'<row r="1">' in stretches[0]
    assert b'<row r="5000">' in stretches[-1]


def test_totals_are_kept_where_there_are_too_many_formulas() -> None:
    plain = b'<c r="A1"><f>B1*2</f><v>1</v></c>' * MOST_FORMULAS
    rows = b'<row r="1">' + plain + b'<c r="C1"><f>B1*3</f><v>1</v></c></row>'
    total = b'<row r="2"><c r="A2"><f>SUM(A1:A1)</f><v>1</v></c></row>'

    found = scan([START + b"<sheetData>" + rows + total + b"</sheetData></worksheet>"], 10)

    assert found.formula_count == MOST_FORMULAS + 2
    assert found.formulas == {(1, 0): "B1*2", (2, 0): "SUM(A1:A1)"}


@pytest.mark.parametrize(
    "xml", [b"", b"<worksheet", b"<html/>", START + b"<sheetData/></worksheet>"]
)
def test_a_sheet_without_rows_has_nothing(xml: bytes) -> None:
    found = scan([xml], len(xml))

    assert found.layout.hidden_rows == ()
    assert found.without_value == {}


def test_cells_that_do_not_say_where_they_stand_are_not_guessed_at() -> None:
    found = scan([START + b"<sheetData><row><c t='e'><v>#N/A</v></c></row></sheetData>"], 10)

    assert not found.addressed
    assert found.without_value == {}
