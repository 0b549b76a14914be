"""The parts of a workbook are found, however their names are written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from engross.sources.file import SourceFile
from engross.sources.readers import xlsx
from engross.sources.readers.xlsx_package import (
    Area,
    Package,
    Table,
    Unstructured,
    area_of,
    column_number,
)

Make = Callable[..., SourceFile]

SHEET = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row></sheetData>'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def renamed(file: SourceFile, old: str, new: str) -> SourceFile:
    """The same file with one part under another name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file.data)) as before, zipfile.ZipFile(packed, "w") as after:
        for name in before.namelist():
            after.writestr(new if name == old else name, before.read(name))
    return SourceFile(file.name, packed.getvalue())


def test_cells_are_counted_whatever_the_sheet_declares(make: Make) -> None:
    package = Package(make(f'<dimension ref="A1"/>{SHEET}', SHEET).data)

    assert package.holds_more_than(1)
    assert not package.holds_more_than(4)


def test_codes_come_by_style(make: Make) -> None:
    package = Package(make(SHEET, codes=["0.0%", "dd/mm/yyyy"]).data)

    assert package.codes == ("General", "0.0%", "dd/mm/yyyy")


def test_formats_of_excel_itself_have_their_british_codes(make: Make) -> None:
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>'
        '<xf numFmtId="10"/><xf/><xf numFmtId="4000"/></cellXfs></styleSheet>'
    )

    package = Package(make(SHEET, parts={"xl/styles.xml": styles}).data)

    assert package.codes == ("0.00%", "General", "General")


def test_a_table_is_known_by_its_rows_of_data(make: Make) -> None:
    table = (
        '<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" name="t1" '
        'displayName="Entries" ref="B2:C9" totalsRowCount="1"><tableColumns count="2">'
        '<tableColumn id="1" name="Hours"/><tableColumn id="2" name="Value"/></tableColumns>'
        "</table>"
    )
    relation = (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/table" '
        'Target="../tables/table1.xml"/></Relationships>'
    )
    file = make(
        SHEET,
        parts={
            "xl/tables/table1.xml": table,
            "xl/worksheets/_rels/sheet1.xml.rels": relation,
        },
    )

    assert list(Package(file.data).tables()) == [
        Table("Entries", Area("Time", 3, 1, 8, 2), ("Hours", "Value"))
    ]


@pytest.mark.parametrize("name", ["xl\\worksheets\\sheet1.xml", "XL/Worksheets/Sheet1.xml"])
def test_names_of_parts_may_be_written_in_other_ways(make: Make, name: str) -> None:
    file = renamed(make(SHEET), "xl/worksheets/sheet1.xml", name)

    assert b"".join(Package(file.data).chunks("xl/worksheets/sheet1.xml"))


def test_a_sheet_that_the_file_lacks_is_told(make: Make) -> None:
    file = renamed(make(SHEET, SHEET), "xl/worksheets/sheet2.xml", "xl/elsewhere.xml")

    package = Package(file.data)

    assert [(sheet.name, bool(sheet.part)) for sheet in package.sheets] == [
        ("Time", True),
        ("Sheet2", False),
    ]


def test_a_chart_sheet_is_none_of_cells(make: Make) -> None:
    file = make(SHEET, SHEET)
    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        relations = archive.read("xl/_rels/workbook.xml.rels").decode()
    charted = relations.replace(
        f'Id="rId2" Type="{OFFICE}/worksheet"', f'Id="rId2" Type="{OFFICE}/chartsheet"'
    )

    workbook = xlsx.read_workbook(make(SHEET, SHEET, parts={"xl/_rels/workbook.xml.rels": charted}))

    assert [sheet.name for sheet in workbook.sheets] == ["Time"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all"])
def test_what_is_no_workbook_cannot_be_followed(data: bytes) -> None:
    with pytest.raises(Unstructured):
        Package(data)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("B2", Area("", 2, 1, 2, 1)),
        ("$D$9:B2", Area("", 2, 1, 9, 3)),
    ],
)
def test_an_area_is_read_from_either_corner(text: str, area: Area) -> None:
    assert area_of("", text) == area


def test_an_area_must_be_one() -> None:
    with pytest.raises(Unstructured, match="names no cells"):
        area_of("", "Fees")


def test_columns_are_numbered_from_their_letters() -> None:
    assert [column_number(letters) for letters in ("A", "Z", b"AA", b"XFD")] == [0, 25, 26, 16_383]
