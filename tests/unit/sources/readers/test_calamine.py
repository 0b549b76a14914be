"""The second reader, with its rows in their places and its failures by one name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.sources.file import SourceFile
from engross.sources.readers.calamine import Calamine, CalamineFailed, by_row

Make = Callable[..., SourceFile]


def test_rows_stand_where_the_sheet_has_them(make: Make) -> None:
    file = make('<sheetData><row r="3"><c r="C3"><v>5</v></c></row></sheetData>', states=["hidden"])

    second = Calamine(file.data)
    grid = second.sheet("Time")

    assert second.sheets == (("Time", True),)
    assert (grid.last_row, grid.last_column) == (3, 2)
    assert by_row(grid) == {3: ["", "", 5.0]}


def test_an_empty_sheet_has_no_rows(make: Make) -> None:
    grid = Calamine(make("<sheetData/>").data).sheet("Time")

    assert (grid.last_row, grid.last_column, by_row(grid)) == (0, -1, {})


def test_what_it_cannot_read_is_told_by_one_name(make: Make) -> None:
    with pytest.raises(CalamineFailed):
        Calamine(b"no zip at all")
    with pytest.raises(CalamineFailed, match="Fees"):
        Calamine(make("<sheetData/>").data).sheet("Fees")


def test_a_row_that_it_cannot_give_is_told_by_the_same_name(make: Make) -> None:
    cell = '<c r="A1" s="1"><v>1e400</v></c>'
    file = make(f'<sheetData><row r="1">{cell}</row></sheetData>', codes=["[h]:mm"])

    with pytest.raises(CalamineFailed, match="OverflowError"):
        by_row(Calamine(file.data).sheet("Time"))
