"""Rows left out of a table: all named, but not in a thousand findings."""

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


def test_rows_of_one_reason_are_one_finding_that_names_every_row(
    read: Read, make: SimpleNamespace
) -> None:
    bad = [make.time_row(DAY, f"n/k {n}") for n in range(1004)]
    said = aside(read(Time=[make.TIME, make.time_row(DAY, 1), *bad, make.time_row(None, 1)]))

    assert said[1:] == ["Row 1007 of Time was left out: it has no date."]
    assert said[0].startswith(
        "1,004 rows of Time were left out, rows 3 to 1006: row 3, hours: “n/k 0” is not a number "
        "of hours; row 4, hours: “n/k 1” is not a number of hours; "
    )
    assert said[0].endswith("; and 994 more like these.")
    assert said[0].count("is not a number") == 10


def test_a_reason_that_is_the_same_for_all_rows_is_said_once(
    read: Read, make: SimpleNamespace
) -> None:
    good, bad = make.time_row(DAY, 1), make.time_row(None, 1)
    said = aside(read(Time=[make.TIME, good, bad, good, bad, bad]))

    assert said == [
        "3 rows of Time were left out, rows 3 and 5 to 6, for the same reason: it has no date."
    ]


def test_sheets_are_counted_apart(read: Read, make: SimpleNamespace) -> None:
    good, bad = make.time_row(DAY, 1), make.time_row(DAY, "n/k")
    said = aside(read(One=[make.TIME, good, bad, bad], Two=[make.TIME, good, bad]))

    assert [message.partition(":")[0] for message in said] == [
        "2 rows of One were left out, rows 3 to 4, for the same reason",
        "Row 3 of Two was left out",
    ]


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
