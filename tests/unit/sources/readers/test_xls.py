"""Sheets of a workbook of before 2007."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Iterable
from decimal import Decimal

import pytest

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.readers import xls
from engross.sources.sheets import Merged, NoValue, SheetRead, WorkbookRead
from engross.sources.wire import workbook_of

# The records of a workbook stream, [MS-XLS] section 2.3; a stream needs no compound file around it.
BOF, EOF, BOUNDSHEET, FORMAT, XF, DATEMODE, FILEPASS = 0x809, 0x0A, 0x85, 0x41E, 0xE0, 0x22, 0x2F
NUMBER, LABEL, BOOLERR, ROW, COLINFO, MERGED = 0x203, 0x204, 0x205, 0x208, 0x7D, 0xE5
OWN_FORMATS = 164


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def begin(what: int) -> bytes:
    return record(BOF, struct.pack("<HHHHII", 0x600, what, 0, 1997, 0, 6))


def long_text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def number_cell(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(NUMBER, struct.pack("<HHHd", row, column, style, value))


def text_cell(row: int, column: int, text: str, style: int = 0) -> bytes:
    return record(LABEL, struct.pack("<HHH", row, column, style) + long_text(text))


def truth_or_error(row: int, column: int, value: int, *, is_error: bool) -> bytes:
    return record(BOOLERR, struct.pack("<HHHBB", row, column, 0, value, is_error))


def book(
    *cells: bytes,
    formats: Iterable[str] = (),
    ids: Iterable[int] = (),
    hidden: bool = False,
    date_1904: bool = False,
    globals_: bytes = b"",
) -> WorkbookRead:
    """A workbook of one sheet; style 1 has the first of the formats, or of the built-in ids."""
    codes = list(formats)
    keys = [0, *range(OWN_FORMATS, OWN_FORMATS + len(codes)), *ids]
    start = begin(5) + globals_ + record(DATEMODE, struct.pack("<H", date_1904))
    for at, code in enumerate(codes):
        start += record(FORMAT, struct.pack("<H", OWN_FORMATS + at) + long_text(code))
    for key in keys:
        start += record(XF, struct.pack("<HH", 0, key) + bytes(16))
    name = struct.pack("<BB", 4, 0) + b"Time"
    size = len(start) + 4 + 6 + len(name) + 4
    opening = record(BOUNDSHEET, struct.pack("<IBB", size, hidden, 0) + name)
    content = start + opening + record(EOF, b"") + begin(0x10) + b"".join(cells) + record(EOF, b"")
    return workbook_of(xls.lines(SourceFile("time.xls", content)))


def sheet(workbook: WorkbookRead) -> SheetRead:
    [only] = workbook.sheets
    return only


def test_numbers_texts_truth_values_and_errors() -> None:
    found = book(
        text_cell(0, 0, " Wrackline "),
        number_cell(1, 1, 1.1 * 3),
        truth_or_error(1, 2, 1, is_error=False),
        truth_or_error(1, 3, 0x07, is_error=True),
    )
    first, second = sheet(found).rows

    assert list(first.values) == ["Wrackline"]
    assert list(second.values[:3]) == [None, Decimal("3.3"), True]
    assert isinstance(second.values[3], NoValue)
    assert second.values[3].reason == "the cell shows the error #DIV/0!"


def test_the_method_says_that_formulas_are_not_known() -> None:
    assert book().method == "xlrd, Excel 97 to 2003, formulas not read"


@pytest.mark.parametrize(
    ("code", "number", "value", "shown"),
    [
        ("0.0%", 0.045, Decimal("0.045"), "4.5%"),
        ('"£"#,##0.00', 1200, Decimal(1200), "£1,200.00"),
        ("0", 5, Decimal(5), None),
        ("dd/mm/yyyy", 46309, dt.date(2026, 10, 14), "14/10/2026"),
        ("[h]:mm", 1.5, dt.timedelta(hours=36), "36:00"),
        ("hh:mm", 0.5, dt.time(12), "12:00"),
    ],
)
def test_a_number_means_what_its_format_says(
    code: str, number: float, value: object, shown: str | None
) -> None:
    [row] = sheet(book(number_cell(0, 0, number, 1), formats=[code])).rows

    assert row.values[0] == value
    assert row.shown.get(0) == shown


@pytest.mark.parametrize(
    ("key", "shown"), [(14, "14/10/2026"), (22, "14/10/2026 0:00"), (57, "14/10/2026")]
)
def test_formats_of_the_machine_are_british(key: int, shown: str) -> None:
    [row] = sheet(book(number_cell(0, 0, 46309, 1), ids=[key])).rows

    assert row.shown == {0: shown}


def test_the_calendar_of_1904() -> None:
    found = book(number_cell(0, 0, 44847, 1), formats=["dd/mm/yyyy"], date_1904=True)

    assert sheet(found).rows[0].values[0] == dt.date(2026, 10, 14)
    assert sheet(found).rows[0].shown == {0: "14/10/2026"}


def test_a_cell_that_shows_nothing_keeps_its_value_and_is_named() -> None:
    found = book(number_cell(3, 5, 450, 1), formats=[";;;"])

    assert sheet(found).rows[0].values[5] == Decimal(450)
    assert sheet(found).rows[0].shown == {5: ""}
    assert [(remark.rule, remark.place) for remark in found.remarks] == [
        ("hidden-cells", "sheet Time")
    ]
    assert "F4" in found.remarks[0].message


def test_hidden_sheets_rows_and_columns() -> None:
    hidden_row = record(ROW, struct.pack("<HHHHHHI", 1, 0, 3, 255, 0, 0, 0x20 | 0x100))
    hidden_columns = record(COLINFO, struct.pack("<HHHHHH", 1, 2, 2048, 0, 1, 0))
    cells = [number_cell(row, column, 1) for row in range(3) for column in range(3)]

    found = sheet(book(hidden_columns, hidden_row, *cells, hidden=True))

    assert found.hidden
    assert found.hidden_rows == ((2, 2),)
    assert found.hidden_columns == ((1, 2),)


def test_merged_cells_and_what_they_cover() -> None:
    merged = record(MERGED, struct.pack("<HHHHH", 1, 0, 0, 0, 1))

    found = book(text_cell(0, 0, "total"), number_cell(0, 1, 7), merged)

    assert sheet(found).merged == (Merged(1, 0, 1, 1),)
    assert [remark.rule for remark in found.remarks] == ["hidden-cells"]


def test_a_password_is_named() -> None:
    with pytest.raises(InputError) as caught:
        book(globals_=record(FILEPASS, struct.pack("<HHH", 0, 1, 1)))

    assert "password" in caught.value.problem


@pytest.mark.parametrize("data", [b"", b"<html>", begin(5), begin(5)[:9], bytes(range(256))])
def test_a_damaged_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        list(xls.lines(SourceFile("time.xls", data)))

    assert "cannot be read" in caught.value.problem


def test_a_style_that_the_file_lacks_is_none() -> None:
    assert sheet(book(text_cell(0, 0, "Wrackline", 900))).rows[0].values[0] == "Wrackline"


def compound_file(following: int) -> bytes:
    """A compound file ([MS-CFB]) whose one stream has a short sector, followed by that one."""
    free, end, table = -1, -2, -3
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<iiiiiiiiii", 0, 1, 1, 0, 4096, 2, 1, end, 0, 0)
    header += struct.pack("<108i", *[free] * 108)
    sectors = struct.pack("<128i", table, end, end, end, *[free] * 124)
    sectors += entry("Root Entry", 5, child=1, start=3, size=512)
    sectors += entry("Workbook", 2, child=free, start=0, size=128) + bytes(256)
    return header + sectors + struct.pack("<128i", following, *[free] * 127) + bytes(512)


def entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    """An entry of a compound file's directory."""
    encoded = name.encode("utf-16-le") + b"\0\0"
    head = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1)
    return (
        head + struct.pack("<iii", -1, -1, child) + bytes(36) + struct.pack("<iii", start, size, 0)
    )


def test_a_file_whose_sectors_follow_one_another_in_a_circle_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        list(xls.lines(SourceFile("time.xls", compound_file(following=0))))

    assert "in a circle" in caught.value.problem
