"""What the cells of an Excel workbook mean, whichever way it has to be read."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from openpyxl import Workbook

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.readers import xlsx
from engross.sources.readers.calamine import CalamineFailed
from engross.sources.sheets import NOT_CALCULATED, Merged, NoValue, Row, SheetRead, WorkbookRead

Make = Callable[..., SourceFile]

AT_NOON = dt.datetime.combine(dt.date(2026, 10, 14), dt.time(12))


def read(file: SourceFile) -> WorkbookRead:
    return xlsx.read_workbook(file)


def sheet_of(file: SourceFile) -> SheetRead:
    (sheet,) = read(file).sheets
    return sheet


def row_of(file: SourceFile) -> Row:
    (row,) = sheet_of(file).rows
    return row


def rules(read: WorkbookRead) -> list[str]:
    return [remark.rule for remark in read.remarks]


def one_cell(cell: str) -> str:
    return f'<sheetData><row r="1">{cell}</row></sheetData>'


def stored(number: str) -> str:
    """A number in a cell of the first style."""
    return one_cell(f'<c r="A1" s="1"><v>{number}</v></c>')


@pytest.fixture(params=["structured", "streamed"])
def _either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "streamed":
        monkeypatch.setattr(xlsx, "MOST_STRUCTURED", 0)


either_way = pytest.mark.usefixtures("_either_way")


@either_way
def test_a_workbook_written_by_openpyxl_comes_as_it_was_written() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Matter", "Date", "Hours", "Billable"])
    sheet.append(["0017", dt.date(2026, 10, 14), 1.1 * 3, True])
    packed = io.BytesIO()
    book.save(packed)

    rows = sheet_of(SourceFile("time.xlsx", packed.getvalue())).rows

    assert [tuple(row.values) for row in rows] == [
        ("Matter", "Date", "Hours", "Billable"),
        ("0017", dt.date(2026, 10, 14), Decimal("3.3"), True),
    ]


@either_way
@pytest.mark.parametrize(
    ("code", "number", "value", "shown"),
    [
        ("0.0%", "0.045", Decimal("0.045"), "4.5%"),
        ("&quot;£&quot;#,##0", "1200", Decimal(1200), "£1,200"),
        ("dd/mm/yyyy", "46309", dt.date(2026, 10, 14), "14/10/2026"),
        ("hh:mm", "0.3125", dt.time(7, 30), "07:30"),
        ("[h]:mm", "1.0625", dt.timedelta(hours=25, minutes=30), "25:30"),
        ("dd/mm/yyyy", "59", dt.date(1900, 2, 28), "28/02/1900"),
        ("dd/mm/yyyy", "61", dt.date(1900, 3, 1), "01/03/1900"),
        ("mmm-yy", "46296", dt.date(2026, 10, 1), "Oct-26"),
    ],
)
def test_a_number_means_what_its_format_shows(
    make: Make, code: str, number: str, value: object, shown: str
) -> None:
    row = row_of(make(stored(number), codes=[code]))

    assert tuple(row.values) == (value,)
    assert dict(row.shown) == {0: shown}


@either_way
def test_a_moment_of_a_day_is_one(make: Make) -> None:
    row = row_of(make(stored("46309.5"), codes=["dd/mm/yyyy hh:mm"]))

    assert tuple(row.values) == (AT_NOON,)
    assert row.shown.get(0, "14/10/2026 12:00") == "14/10/2026 12:00"


@either_way
def test_days_are_counted_from_1904_where_the_workbook_says_so(make: Make) -> None:
    file = make(
        stored("44847"),
        codes=["dd/mm/yyyy"],
        properties='<workbookPr date1904="1"/>',
    )

    row = row_of(file)

    assert tuple(row.values) == (dt.date(2026, 10, 14),)
    assert row.shown[0] == "14/10/2026"


@either_way
@pytest.mark.parametrize("code", ["dd/mm/yyyy", "hh:mm"])
def test_a_negative_number_is_no_day_and_no_time(make: Make, code: str) -> None:
    row = row_of(make(stored("-0.0625"), codes=[code]))

    (value,) = row.values
    assert isinstance(value, NoValue)
    assert value.reason == "the cell is formatted as a date but holds -0.0625"


@pytest.mark.parametrize("code", ["dd/mm/yyyy", "[h]:mm"])
def test_a_number_beyond_the_calendar_is_no_day(make: Make, code: str) -> None:
    row = row_of(make(stored("9" * 30), codes=[code]))

    assert isinstance(row.values[0], NoValue)


@either_way
def test_a_negative_duration_stays_one(make: Make) -> None:
    row = row_of(make(stored("-0.0625"), codes=["[h]:mm"]))

    assert tuple(row.values) == (-dt.timedelta(hours=1, minutes=30),)


def test_the_29th_of_february_1900_is_no_day(make: Make) -> None:
    row = row_of(make(stored("60"), codes=["dd/mm/yyyy"]))

    assert isinstance(row.values[0], NoValue)


@either_way
def test_texts_come_from_wherever_they_are_kept(make: Make) -> None:
    file = make(
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="C1" t="inlineStr"><is><t>In place</t></is></c>'
        '<c r="D1" t="str"><f>A1</f><v>worked_x000D_\nout</v></c></row></sheetData>',
        strings=[
            "<si><t>1_000</t></si>",
            "<si><r><t>Wrack</t></r><r><t>line </t></r><rPh sb='0' eb='1'><t>ra</t></rPh></si>",
        ],
    )

    row = row_of(file)

    assert tuple(row.values) == ("1_000", "Wrackline", "In place", "worked\nout")


@either_way
def test_errors_and_uncalculated_formulas_are_no_values(make: Make) -> None:
    file = make(
        '<sheetData><row r="4"><c r="A4" t="e"><v>#REF!</v></c><c r="B4"><f>1/0</f></c>'
        '<c r="C4" t="str"><f>""</f></c><c r="D4"><f>SUM(A1:A2)</f><v>0</v></c>'
        '<c r="E4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>'
    )

    sheet = sheet_of(file)

    error, uncalculated, empty, total, division = sheet.rows[0].values
    assert isinstance(error, NoValue)
    assert error.reason == "the cell shows the error #REF!"
    assert uncalculated is NOT_CALCULATED
    assert empty is None
    assert total == 0
    assert isinstance(division, NoValue)
    assert sheet.rows[0].number == 4
    assert sheet.formulas == {
        (4, 1): "1/0", (4, 2): '""', (4, 3): "SUM(A1:A2)", (4, 4): "1/0"
    }  # fmt: skip


@either_way
def test_hidden_and_joined_cells_are_told(make: Make) -> None:
    file = make(
        '<cols><col min="2" max="2" width="9" hidden="1"/><col min="3" max="3" width="0"/>'
        '<col min="5" max="16384" width="9" hidden="1"/></cols>'
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="D1"><v>2</v></c></row>'
        '<row r="2" hidden="1" outlineLevel="1"><c r="A2"><v>1</v></c></row>'
        '<row r="3" ht="0" customHeight="1"><c r="A3"><v>1</v></c></row>'
        '<row r="4" ht="12.5"><c r="A4"><v>1</v></c></row>'
        '<row r="9" hidden="true"/></sheetData>'
        '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
    )

    sheet = sheet_of(file)

    assert sheet.hidden_rows == ((2, 3),)
    assert sheet.hidden_columns == ((1, 1), (2, 2))
    assert sheet.merged == (Merged(1, 0, 1, 1),)


@either_way
def test_hidden_sheets_are_read_and_said_to_be_hidden(make: Make) -> None:
    one = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    file = make(one, one, one, states=["visible", "hidden", "veryHidden"])

    sheets = read(file).sheets

    assert [(sheet.name, sheet.hidden, len(sheet.rows)) for sheet in sheets] == [
        ("Time", False, 1),
        ("Sheet2", True, 1),
        ("Sheet3", True, 1),
    ]


@either_way
def test_a_cell_that_shows_nothing_keeps_its_value_and_is_remarked(make: Make) -> None:
    workbook = read(make(stored("120"), codes=[";;;"]))

    (row,) = workbook.sheets[0].rows
    assert tuple(row.values) == (Decimal(120),)
    assert dict(row.shown) == {0: ""}
    assert rules(workbook) == ["hidden-cells"]
    assert "A1" in workbook.remarks[0].message


def test_a_value_under_merged_cells_is_remarked(make: Make) -> None:
    workbook = read(
        make(
            '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row></sheetData>'
            '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
        )
    )

    assert [row.values for row in workbook.sheets[0].rows] == [(Decimal(1), Decimal(2))]
    assert rules(workbook) == ["hidden-cells"]
    assert "B1" in workbook.remarks[0].message


@either_way
def test_a_dimension_that_lies_hides_nothing(make: Make) -> None:
    sheet = sheet_of(
        make('<dimension ref="A1"/><sheetData><row r="7"><c r="C7"><v>5</v></c></row></sheetData>')
    )

    assert [(row.number, tuple(row.values)) for row in sheet.rows] == [
        (7, (None, None, Decimal(5)))
    ]


@either_way
def test_an_empty_sheet_is_no_error(make: Make) -> None:
    assert sheet_of(make("<sheetData/>")).rows in ((), [])


def test_shared_formulas_are_written_out_for_each_cell(make: Make) -> None:
    sheet = sheet_of(
        make(
            '<sheetData><row r="1"><c r="A1"><v>1</v></c>'
            '<c r="B1"><f t="shared" ref="B1:B2" si="0">A1*2</f><v>2</v></c></row>'
            '<row r="2"><c r="A2"><v>3</v></c><c r="B2"><f t="shared" si="0"/><v>6</v></c></row>'
            '<row r="3"><c r="B3"><f t="array" ref="B3">SUM(A1:A2*1)</f><v>4</v></c></row>'
            "</sheetData>"
        )
    )

    assert sheet.formulas == {(1, 1): "A1*2", (2, 1): "A2*2", (3, 1): "SUM(A1:A2*1)"}


def test_both_readers_agreeing_is_the_method(make: Make) -> None:
    workbook = read(make('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'))

    assert workbook.method == "openpyxl, agreed with calamine"
    assert workbook.remarks == ()


def test_a_cell_that_the_readers_take_differently_is_named_with_both_values(make: Make) -> None:
    workbook = read(make(one_cell('<c r="A1"><v> 100 </v></c>')))

    assert workbook.method == "openpyxl, differing from calamine in one cell"
    assert rules(workbook) == ["readers-disagree"]
    assert workbook.remarks[0].place == "sheet Time"
    assert "A1 (“100” and “ 100 ”)" in workbook.remarks[0].message
    assert [tuple(row.values) for row in workbook.sheets[0].rows] == [(Decimal(100),)]


def test_a_number_that_python_alone_takes_for_one_stays_a_text(make: Make) -> None:
    workbook = read(make(one_cell('<c r="A1"><v>1_000</v></c>')))

    assert [tuple(row.values) for row in workbook.sheets[0].rows] == [("1_000",)]
    assert rules(workbook) == ["read-without-structure"]


def test_a_sheet_that_openpyxl_cannot_parse_is_read_by_the_other(make: Make) -> None:
    workbook = read(
        make(
            '<sheetData><row r="1" hidden="1"><c r="A1" s="1"><v>0.125</v></c></row></sheetData>'
            '<pageMargins left="wide"/>',
            codes=["0.0%"],
        )
    )

    sheet = workbook.sheets[0]
    assert workbook.method == "calamine"
    assert rules(workbook) == ["read-without-structure"]
    assert [tuple(row.values) for row in sheet.rows] == [(Decimal("0.125"),)]
    assert sheet.hidden_rows == ((1, 1),)


def test_a_workbook_that_calamine_cannot_read_is_not_vouched_for(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: bytes) -> None:
        raise CalamineFailed("XmlError: no")

    monkeypatch.setattr("engross.sources.readers.xlsx_structured.Calamine", fail)

    workbook = read(make(one_cell('<c r="A1"><v>1</v></c>')))

    assert workbook.method == "openpyxl"
    assert rules(workbook) == ["readers-disagree"]


@either_way
def test_a_sheet_of_the_strict_kind_is_read_like_any_other(make: Make) -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    sheet = one_cell('<c r="A1"><v>1</v></c>')

    workbook = read(make(f'<worksheet xmlns="{strict}">{sheet}</worksheet>'))

    assert [tuple(row.values) for row in workbook.sheets[0].rows] == [(Decimal(1),)]
    assert workbook.remarks == ()


@either_way
def test_tags_may_have_a_prefix(make: Make) -> None:
    sheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<x:sheetData><x:row r="1" hidden="1"><x:c r="A1"><x:f>1+1</x:f></x:c>'
        '<x:c r="B1"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )

    read_sheet = sheet_of(make(sheet))

    assert [tuple(row.values) for row in read_sheet.rows] == [(NOT_CALCULATED, Decimal(2))]
    assert read_sheet.hidden_rows == ((1, 1),)
    assert read_sheet.formulas == {(1, 0): "1+1"}


def test_what_neither_can_read_is_refused(make: Make) -> None:
    file = make("<sheetData><row><c><v>1</c>", parts={"xl/workbook.xml": "<workbook"})

    with pytest.raises(InputError, match=r"time\.xlsx: the workbook cannot be read"):
        read(file)


def test_a_big_workbook_is_streamed_and_compared_on_a_sample(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_STRUCTURED", 3)
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 6))

    workbook = read(make(f"<sheetData>{rows}</sheetData>"))

    assert workbook.method == "calamine, compared with openpyxl on 5 cells"
    assert [row.values[0] for row in workbook.sheets[0].rows] == [1, 2, 3, 4, 5]
