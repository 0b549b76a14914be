"""Sheets of an OpenDocument workbook."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.readers import ods
from engross.sources.sheets import NOT_CALCULATED, Merged, NoValue, SheetRead, Value, WorkbookRead
from engross.sources.wire import workbook_of

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
    }.items()
)
EXTENDED = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
STYLES = """
<style:style style:name="away" style:family="table"><style:table-properties table:display="false"/>
</style:style>
<number:time-style style:name="hours" number:truncate-on-overflow="false"/>
<style:style style:name="span" style:family="table-cell" style:data-style-name="hours"/>
"""


def packed(content: str) -> SourceFile:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("content.xml", content)
    return SourceFile("time.ods", buffer.getvalue())


def workbook(sheets: str) -> WorkbookRead:
    return workbook_of(
        ods.lines(
            packed(
                f"<office:document-content {NAMES} {EXTENDED}>"
                f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
                f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
                "</office:document-content>"
            )
        )
    )


def sheet(inside: str) -> SheetRead:
    [only] = workbook(f'<table:table table:name="Time">{inside}</table:table>').sheets
    return only


def text(words: str, more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" {more}><text:p>{words}</text:p>'
        "</table:table-cell>"
    )


def number(value: str, shown: str, kind: str = "float", more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" office:value="{value}" {more}>'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def only_value(cell: str) -> tuple[Value, str | None]:
    [found] = sheet(row(cell)).rows
    return found.values[0], found.shown.get(0)


@pytest.mark.parametrize(
    ("cell", "value", "shown"),
    [
        (number("1200", "1200"), Decimal(1200), None),
        (number("1200", "£1,200.00", "currency"), Decimal(1200), "£1,200.00"),
        (number("0.045", "4.5%", "percentage"), Decimal("0.045"), "4.5%"),
        (number("0.30000000000000004", "0.3"), Decimal("0.3"), None),
        (text("Tidewell"), "Tidewell", None),
    ],
)
def test_numbers_and_texts(cell: str, value: Value, shown: str | None) -> None:
    assert only_value(cell) == (value, shown)


@pytest.mark.parametrize(
    ("attributes", "value"),
    [
        ('"date" office:date-value="2026-10-14"', dt.date(2026, 10, 14)),
        (
            '"date" office:date-value="2026-10-14T09:30:00"',
            dt.datetime(2026, 10, 14, 9, 30),  # noqa: DTZ001 - a sheet's times know no zone
        ),
        ('"date" office:date-value="2026-10-14T00:00:00"', dt.date(2026, 10, 14)),
        ('"date" office:date-value="the 14th"', "as shown"),
        ('"time" office:time-value="PT09H30M00S"', dt.time(9, 30)),
        ('"time" office:time-value="PT36H30M00S"', dt.timedelta(hours=36, minutes=30)),
        (
            '"time" office:time-value="PT09H30M00.5S" table:style-name="span"',
            dt.timedelta(hours=9, minutes=30, seconds=0.5),
        ),
        ('"boolean" office:boolean-value="true"', True),
        ('"boolean" office:boolean-value="false"', False),
        ('"float" office:value="NaN"', "as shown"),
    ],
)
def test_kinds_of_value(attributes: str, value: Value) -> None:
    cell = (
        f"<table:table-cell office:value-type={attributes}>"
        "<text:p>as shown</text:p></table:table-cell>"
    )

    assert only_value(cell)[0] == value


def test_a_paragraph_s_blanks_breaks_and_links_are_text_and_comments_are_not() -> None:
    cell = (
        '<table:table-cell office:value-type="string">'
        "<office:annotation><text:p>private</text:p></office:annotation>"
        '<text:p>a<text:s text:c="2"/>b<text:line-break/>c <text:a>d</text:a></text:p>'
        "<text:p>e<text:span>f</text:span></text:p></table:table-cell>"
    )

    assert only_value(cell)[0] == "a  b\nc d\nef"


def test_an_error_is_no_value() -> None:
    value, _ = only_value(text("#DIV/0!", 'table:formula="of:=1/0" calcext:value-type="error"'))

    assert isinstance(value, NoValue)
    assert value.reason == "the cell shows the error #DIV/0!"


def test_a_formula_without_a_result_is_not_calculated() -> None:
    value, _ = only_value('<table:table-cell table:formula="of:=1+1"/>')

    assert value is NOT_CALCULATED


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("of:=SUM([.A1:.A3])", "SUM(A1:A3)"),
        ("of:=IF([.A1]=&quot;[.A1];&quot;;[$Rates.B2];[.C$3])", 'IF(A1="[.A1];",Rates!B2,C$3)'),
        ("oooc:=[$'Old rates'.B2]*2", "'Old rates'!B2*2"),
    ],
)
def test_formulas_are_written_as_excel_writes_them(formula: str, expected: str) -> None:
    found = sheet(row(number("6", "6", more=f'table:formula="{formula}"')))

    assert found.formulas == {(1, 0): expected}


def test_repeated_emptiness_is_counted_and_never_made() -> None:
    gap = '<table:table-cell table:number-columns-repeated="16000"/>'
    found = sheet(
        row(text("client"), gap)
        + row(
            '<table:table-cell table:number-columns-repeated="16384"/>',
            more='table:number-rows-repeated="1000000"',
        )
        + row('<table:table-cell table:number-columns-repeated="2"/>', text("Wrackline"), gap)
    )

    assert [(one.number, list(one.values)) for one in found.rows] == [
        (1, ["client"]),
        (1_000_002, [None, None, "Wrackline"]),
    ]


def test_repeated_values_are_values() -> None:
    found = sheet(
        row(
            number("5", "5", more='table:number-columns-repeated="2"'),
            more='table:number-rows-repeated="2"',
        )
    )

    assert [(one.number, list(one.values)) for one in found.rows] == [
        (1, [Decimal(5), Decimal(5)]),
        (2, [Decimal(5), Decimal(5)]),
    ]


@pytest.mark.parametrize(
    "bomb",
    [
        row(text("x", 'table:number-columns-repeated="2000000000"')),
        row(text("x"), more='table:number-rows-repeated="2000000000"'),
        row('<table:table-cell table:number-columns-repeated="2000000000"/>', text("x")),
    ],
)
def test_values_repeated_without_end_are_refused(bomb: str) -> None:
    with pytest.raises(InputError) as caught:
        sheet(bomb)

    assert caught.value.place == "sheet Time"


def test_hidden_sheets_rows_and_columns() -> None:
    hidden = workbook(
        '<table:table table:name="Rates" table:style-name="away">'
        "<table:table-column/><table:table-column-group>"
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        "</table:table-column-group>"
        + row(text("a"), text("b"), text("c"))
        + "<table:table-row-group>"
        + row(text("d"), more='table:visibility="collapse"')
        + row(text("e"), more='table:visibility="filter"')
        + "</table:table-row-group>"
        + row(more='table:visibility="collapse" table:number-rows-repeated="900000"')
        + "</table:table>"
    ).sheets[0]

    assert hidden.hidden
    assert hidden.hidden_rows == ((2, 3),)
    assert hidden.hidden_columns == ((1, 2),)


def test_merged_cells_and_what_they_cover() -> None:
    merged = workbook(
        '<table:table table:name="Time">'
        + row(
            text("total", 'table:number-columns-spanned="2" table:number-rows-spanned="1"'),
            '<table:covered-table-cell office:value-type="float" office:value="7"/>',
        )
        + "</table:table>"
    )

    assert merged.sheets[0].merged == (Merged(1, 0, 1, 1),)
    assert [remark.rule for remark in merged.remarks] == ["hidden-cells"]


def test_a_cell_that_shows_nothing_keeps_its_value_and_is_named() -> None:
    found = workbook(f'<table:table table:name="Time">{row(number("450", ""))}</table:table>')

    assert found.sheets[0].rows[0].shown == {0: ""}
    assert "A1" in found.remarks[0].message


def test_tables_of_links_and_changes_are_no_sheets() -> None:
    found = workbook(
        "<table:tracked-changes><table:table>" + row(text("old")) + "</table:table>"
        "</table:tracked-changes>"
        '<table:table table:name="Time">'
        + row(text("a"))
        + "<table:shapes><table:table>"
        + row(text("drawn"))
        + "</table:table></table:shapes>"
        "</table:table>"
        "<table:dde-links><table:dde-link><table:table>" + row(text("far")) + "</table:table>"
        "</table:dde-link></table:dde-links>"
    )

    assert [one.name for one in found.sheets] == ["Time"]
    assert [list(one.values) for one in found.sheets[0].rows] == [["a"]]


@pytest.mark.parametrize("content", ["", "<a>", "not xml", "\x00\x01"])
def test_a_damaged_workbook_is_refused(content: str) -> None:
    with pytest.raises(InputError):
        list(ods.lines(packed(content)))


def test_what_is_no_archive_is_refused() -> None:
    with pytest.raises(InputError):
        list(ods.lines(SourceFile("time.ods", b"PK\x03\x04 not really")))
