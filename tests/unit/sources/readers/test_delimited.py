"""The table of a delimited text file."""

from __future__ import annotations

import pytest

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.readers import delimited
from engross.sources.sheets import Value, WorkbookRead
from engross.sources.wire import workbook_of


def read(data: str | bytes, name: str = "time.csv") -> WorkbookRead:
    content = data.encode() if isinstance(data, str) else data
    return workbook_of(delimited.lines(SourceFile(name, content)))


def rows(workbook: WorkbookRead) -> list[tuple[int, list[Value]]]:
    return [(row.number, list(row.values)) for row in workbook.sheets[0].rows]


def remarks(workbook: WorkbookRead) -> list[tuple[str, str]]:
    return [(remark.rule, remark.place) for remark in workbook.remarks]


def test_cells_stay_texts_and_leading_noughts_stay() -> None:
    workbook = read("ref,amount\n007, 1200.50 \n")

    assert rows(workbook) == [(1, ["ref", "amount"]), (2, ["007", "1200.50"])]
    assert workbook.method == "csv, utf-8, commas"


def test_rows_keep_the_numbers_that_excel_gives_them() -> None:
    assert [number for number, _ in rows(read("a,b\n\n,\n1,2\n"))] == [1, 4]


def test_a_heading_that_stands_twice_is_kept_twice() -> None:
    assert rows(read("date,hours,hours\n1,2,3\n"))[0] == (1, ["date", "hours", "hours"])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("a,b\n1,2\n", "commas"),
        ("a;b;c\n1,5;2;x\n1,7;2;y\n", "semicolons"),
        ("a\tb\n1,000\t2\n2,000\t2\n", "tabs"),
        ("a|b|c\n1|2|x, y\n", "bars"),
        ('a;b\n"1;2";3\n', "semicolons"),
        ("only one column\nno mark here\n", "tabs"),
        ("title, of a report\n\na;b;c\n1;2;3\n4;5;6\n", "semicolons"),
    ],
)
def test_the_delimiter_is_the_mark_that_parts_the_most_evenly(text: str, named: str) -> None:
    assert read(text).method == f"csv, utf-8, {named}"


def test_the_line_that_tells_excel_the_delimiter_is_obeyed_and_no_row() -> None:
    workbook = read("sep=;\na,b;c,d\n")

    assert rows(workbook) == [(1, ["a,b", "c,d"])]


def test_the_line_ends_of_a_classic_macintosh() -> None:
    workbook = read(b"supplier,amount\rCopperbeech\xcaNurseries,1200\r")

    assert rows(workbook) == [
        (1, ["supplier", "amount"]),
        (2, ["Copperbeech\u00a0Nurseries", "1200"]),
    ]
    assert workbook.method == "csv, mac-roman, commas"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_with_its_mark_and_without(encoding: str) -> None:
    workbook = read("client,amount\nWrackline,£1200\n".encode(encoding))

    assert rows(workbook)[1] == (2, ["Wrackline", "£1200"])
    assert workbook.method == f"csv, {encoding}, commas"


def test_a_field_left_open_is_refused_with_its_row() -> None:
    with pytest.raises(InputError) as caught:
        read('a,b\n1,2\n"Wrackline,3\nTidewell,4\n')

    assert caught.value.place == "row 3"


def test_rows_of_another_width_are_named() -> None:
    text = "Fees billed\n\ndate,client,amount\n1,a,5\n2,b6\n3,c,7\n4,d,8,9\n5,e,1\n"

    workbook = read(text)

    assert remarks(workbook) == [("rows-ragged", "row 5")]
    assert "Most rows have 3 cells, but not rows 5 and 7:" in workbook.remarks[0].message


def test_many_ragged_rows_are_named_in_part() -> None:
    rows_of_three = "1,2,3\n" * 50
    workbook = read("a,b,c\n" + rows_of_three + "1,2\n" * 30)

    assert "rows 52, 53," in workbook.remarks[0].message
    assert "71 and 10 more:" in workbook.remarks[0].message


def test_stray_quotation_marks_are_named() -> None:
    assert remarks(read('a,b\n5" pipe,2\n')) == [("quotes-stray", "row 2")]


def test_an_even_file_is_without_remark() -> None:
    assert remarks(read("a,b\n1,2\n3,\n")) == []


LEDES = """LEDES1998B[]
INVOICE_DATE|INVOICE_NUMBER|CLIENT_ID|LINE_ITEM_DESCRIPTION[]
20261014|0042|WRA|Advising on the "slipway" lease, 2[]
20261014|0042|WRA|Letter
to the harbour board[]
"""


def test_ledes_is_a_table_without_its_ends() -> None:
    workbook = read(LEDES, "october.ledes")

    assert rows(workbook) == [
        (2, ["INVOICE_DATE", "INVOICE_NUMBER", "CLIENT_ID", "LINE_ITEM_DESCRIPTION"]),
        (3, ["20261014", "0042", "WRA", 'Advising on the "slipway" lease, 2']),
        (5, ["20261014", "0042", "WRA", "Letter to the harbour board"]),
    ]
    assert workbook.method == "LEDES 1998B, utf-8"
    assert remarks(workbook) == []


def test_a_ledes_record_without_its_end_runs_into_the_next_and_is_named() -> None:
    workbook = read(LEDES.replace("lease, 2[]", "lease, 2"))

    assert remarks(workbook) == [("rows-ragged", "row 5")]
