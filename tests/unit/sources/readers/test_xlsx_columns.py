"""What a big sheet's columns display, by the format of a sample."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from engross.sources.readers.calamine import Given
from engross.sources.readers.meanings import Format, Formats, RawCell
from engross.sources.readers.xlsx_columns import Columns, serial
from engross.sources.sheets import Value

FORMATS = Formats(["General", "0.0%", "dd/mm/yyyy", "mmm-yy"], date_1904=False)


def sampled(*styles: int) -> Columns:
    """Columns of whose first the sample has cells of these styles."""
    cells = [RawCell(row, 0, "n", 1.0, style, None) for row, style in enumerate(styles, start=1)]
    return Columns(cells, FORMATS)


def test_a_column_of_one_format_is_displayed_by_it() -> None:
    columns = sampled(1, 1)

    assert columns.cells([0.045, "x"]) == ([0.045, "x"], {0: "4.5%"})
    assert columns.cells(["Share", ""]) == (["Share"], None)
    assert columns.cells([True]) == ([True], None)


@pytest.mark.parametrize("styles", [(), (0,), (1, 2)])
def test_a_column_of_no_or_many_formats_is_not(styles: tuple[int, ...]) -> None:
    assert sampled(*styles).cells([0.045]) == ([0.045], None)


def test_a_day_is_displayed_as_its_month() -> None:
    assert sampled(3).cells([dt.date(2026, 10, 1)])[1] == {0: "Oct-26"}


def test_texts_are_tidied() -> None:
    assert sampled().cells([" Fee\u200b ", "a\r\nb", "  ", ""])[0] == ["Fee", "a\nb"]


def test_a_number_in_a_column_of_days_is_a_day() -> None:
    assert sampled(2).cells([46309.0])[0] == [dt.date(2026, 10, 14)]


@pytest.mark.parametrize("date_1904", [False, True])
@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("dd/mm/yyyy", "1"),
        ("dd/mm/yyyy", "59"),
        ("dd/mm/yyyy", "61"),
        ("dd/mm/yyyy hh:mm", "46309.5"),
        ("hh:mm", "0.3125"),
        ("[h]:mm", "-1.0625"),
    ],
)
def test_a_moment_goes_back_to_the_number_that_it_came_from(
    code: str, number: str, *, date_1904: bool
) -> None:
    value: Value = Format(code, date_1904).moment(Decimal(number))

    assert isinstance(value, dt.date | dt.time | dt.timedelta)
    assert serial(value, date_1904=date_1904) == Decimal(number)


@pytest.mark.parametrize("value", ["46309", True])
def test_other_values_have_no_number(value: Given) -> None:
    assert serial(value, date_1904=False) is None
