"""Rows left out of a table: listed, but not a thousand times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from engross.errors import InputError
from engross.records import Evidence

Read = Callable[..., Evidence]

DAY = dt.date(2026, 7, 1)


def aside(evidence: Evidence) -> list[str]:
    return [f.message for f in evidence.findings if f.rule == "row-set-aside"]


def test_many_rows_of_one_reason_are_listed_ten_times_and_then_counted(
    read: Read, make: SimpleNamespace
) -> None:
    bad = [make.time_row(DAY, f"n/a {n}") for n in range(1004)]
    said = aside(read(Time=[make.TIME, make.time_row(DAY, 1), *bad, make.time_row(None, 1)]))

    assert len(said) == 12
    assert said[0] == "Row 3 of Time was left out: hours: “n/a 0” is not a number of hours."
    assert said[10] == "Row 1007 of Time was left out: it has no date."
    assert said[11] == (
        "994 more rows of Time, the first of them row 13 and the last row 1006, were left out for "
        "a reason like the 10 before, 1,004 in all; row 13: hours: “n/a 10” is not a number of "
        "hours."
    )


def test_sheets_are_counted_apart_and_one_row_more_is_said_so(
    read: Read, make: SimpleNamespace
) -> None:
    bad = [make.time_row(DAY, "n/a") for _ in range(11)]
    good = make.time_row(DAY, 1)
    said = aside(read(One=[make.TIME, good, *bad], Two=[make.TIME, good, *bad[:10]]))

    assert len(said) == 21
    assert said[10].startswith("1 more row of One, row 13, was left out for a reason like the 10")


def test_rows_of_the_matter_that_cannot_be_read_are_said_to_be_its(
    read: Read, make: SimpleNamespace
) -> None:
    rows = [make.time_row(DAY, hours) for hours in ("tbc", 90, "n/a", "?")]
    with pytest.raises(InputError) as caught:
        read(Time=[make.TIME, *rows])

    assert str(caught.value).startswith(
        "billing.xlsx, Time!A2: 4 rows are of Wrackline Boatyard Limited, matter WRA001, but none "
        "can be read: row 2 of Time, hours: “tbc” is not a number of hours; row 3 of Time, hours: "
        "90 is more than a day has; row 4 of Time, "
    )
    assert "; and 1 more. Correct these rows" in str(caught.value)


def test_rows_of_nobody_known_are_still_said_to_be_nobodys(
    read: Read, make: SimpleNamespace
) -> None:
    with pytest.raises(InputError, match="no row is of Wrackline"):
        read(Time=[make.TIME, make.time_row(DAY, 1, whose=("Somebody Else", "X1"))])
