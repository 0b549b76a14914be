from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from engross.errors import InputError
from engross.pipeline.batches.rows import BatchRow, column_name, rows_of
from engross.sources.file import SourceFile


def _rows(name: str, text: str) -> tuple[BatchRow, ...]:
    return rows_of(SourceFile(name, text.encode()))


def _workbook(path: Path, *rows: tuple[object, ...], hidden: int = 0) -> SourceFile:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if hidden:
        sheet.row_dimensions[hidden].hidden = True
    book.save(path)
    return SourceFile(path.name, path.read_bytes())


def test_a_csv_gives_a_row_an_item_with_several_files_in_a_cell() -> None:
    (row,) = _rows("b.csv", "Client,As at,Notes\nwrackline,2026-10-14,a.md; b.vtt\n")

    assert row.place == "row 2"
    assert row.cells == {
        "client": ("wrackline",),
        "as_at": ("2026-10-14",),
        "notes": ("a.md", "b.vtt"),
    }


def test_rows_that_say_nothing_are_none() -> None:
    rows = _rows("b.csv", "client,notes\n,\nwrackline,a.md\n,\n")

    assert [row.place for row in rows] == ["row 3"]


def test_a_workbook_s_dates_and_ids_are_read_as_they_are_meant(tmp_path: Path) -> None:
    file = _workbook(
        tmp_path / "b.xlsx",
        ("Client", "Period", "As at", "Deal"),
        ("wrackline", dt.date(2026, 9, 1), dt.date(2026, 10, 14), 1_075_671_446),
    )

    (row,) = rows_of(file)

    assert row.cells == {
        "client": ("wrackline",),
        "period": ("2026-09",),
        "as_at": ("2026-10-14",),
        "deal": ("1075671446",),
    }


def test_a_hidden_row_is_not_made_unseen(tmp_path: Path) -> None:
    file = _workbook(tmp_path / "b.xlsx", ("client",), ("wrackline",), ("tidewell",), hidden=3)

    first, second = rows_of(file)

    assert first.problem == ""
    assert "hides this row" in second.problem


def test_a_cell_beside_the_headings_is_a_problem_of_its_row() -> None:
    first, second = _rows("b.csv", "client,notes\nwrackline,a.md,b.md\ntidewell,a.md\n")

    assert "Column C" in first.problem
    assert second.problem == ""


def test_a_column_twice_is_refused_with_what_to_do() -> None:
    with pytest.raises(InputError, match="semicolon"):
        _rows("b.csv", "notes,Notes\na.md,b.md\n")


def test_a_yaml_list_gives_an_item_each_and_a_mapping_one() -> None:
    listed = _rows("b.yaml", "- client: wrackline\n  notes: [a.md, b.md]\n- client: tidewell\n")
    (one,) = _rows("b.order.yaml", "crew: proposal\ndeal: 104\nall_deals: true\nagain: false\n")

    assert [row.place for row in listed] == ["item 1", "item 2"]
    assert listed[0].cells["notes"] == ("a.md", "b.md")
    assert one == BatchRow(
        "order", {"crew": ("proposal",), "deal": ("104",), "all_deals": ("yes",)}
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- wrackline\n", "Line 1: write `client: ...`"),
        ("- client: {key: wrackline}\n", "Line 1: write a text or a list of texts"),
        ("- notes: [[a.md]]\n", "Line 1: write a text or a list of texts"),
    ],
)
def test_a_yaml_item_that_is_none_says_where(text: str, says: str) -> None:
    (row,) = _rows("b.yaml", text)

    assert says in row.problem


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("b.yaml", "client: [\n"),
        ("b.yaml", "[]\n"),
        ("b.yaml", "client: a\nclient: b\n"),
        ("b.docx", "client"),
        ("b.yaml", "- client: x\n" + "# filler\n" * 200_000),
    ],
)
def test_a_file_that_holds_no_batch_is_refused(name: str, text: str) -> None:
    with pytest.raises(InputError, match=name):
        _rows(name, text)


@pytest.mark.parametrize("heading", ["As at", "AS-AT", " as_at "])
def test_a_heading_may_be_written_in_several_ways(heading: str) -> None:
    assert column_name(heading) == "as_at"
