"""What counts as the same in two readers' cells."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from engross.sources.readers.agreement import differences, remark, same
from engross.sources.readers.calamine import Given
from engross.sources.readers.meanings import no_such_day
from engross.sources.sheets import NOT_CALCULATED, NoValue, Row, Value

DAY = dt.date(2026, 10, 14)
MIDNIGHT = dt.datetime.combine(DAY, dt.time())
MORNING = dt.datetime.combine(DAY, dt.time(9, 30))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (None, ""),
        (None, "  "),
        (NOT_CALCULATED, ""),
        (NoValue("the cell shows the error #REF!"), ""),
        (Decimal("3.3"), 3.3000000000000003),
        (Decimal(7), 7),
        ("Deed of  gift", "Deed of gift\n"),
        ("Fee", "Fee\u200b"),
        (True, True),
        (DAY, DAY),
        (DAY, MIDNIGHT),
        (MORNING, MORNING + dt.timedelta(microseconds=900)),
        (MORNING, "2026-10-14T09:30:00Z"),
        (dt.time(9, 30), dt.time(9, 30)),
        (dt.timedelta(hours=30), dt.timedelta(hours=30)),
        (no_such_day("-1.5"), dt.time(12)),
    ],
)
def test_these_are_the_same(ours: Value, theirs: Given) -> None:
    assert same(ours, theirs)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (None, 0.0),
        (NOT_CALCULATED, 5.0),
        (Decimal("120.5"), 999.5),
        (Decimal(1000), "1_000"),
        ("1_000", 1000.0),
        ("Fee", "Fees"),
        ("Fee", ""),
        (Decimal(1), True),
        (True, 1.0),
        (DAY, 46309.0),
        (DAY, dt.date(2026, 10, 15)),
        (DAY, "14 October 2026"),
        (dt.timedelta(hours=9), dt.time(9)),
        (no_such_day("-1.5"), "yesterday"),
    ],
)
def test_these_are_not(ours: Value, theirs: Given) -> None:
    assert not same(ours, theirs)


def test_rows_that_only_one_reader_has_differ_too() -> None:
    ours = [Row(1, ("Fee",)), Row(3, (Decimal(1), None))]
    theirs: dict[int, list[Given]] = {1: ["Fee", "Net"], 2: [5.0]}

    found = list(differences(ours, theirs))

    assert [(one.row, one.column) for one in found] == [(1, 1), (3, 0), (2, 0)]
    assert str(found[0]) == "B1 (“nothing” and “Net”)"


def test_a_remark_names_ten_cells_and_counts_the_others() -> None:
    found = list(differences([Row(1, (Decimal(1),) * 12)], {}))

    said = remark("sheet Time", found)

    assert said.rule == "readers-disagree"
    assert said.severity == "warn"
    assert "12 cells: A1 (“1” and “nothing”)" in said.message
    assert said.message.count("nothing") == 10
    assert "and 2 more. The first value of each was used." in said.message
