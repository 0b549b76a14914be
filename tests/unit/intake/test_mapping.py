"""What a person says of a file's columns becomes a map that a run goes by."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from engross.errors import UsageError
from engross.intake.given import GivenFile
from engross.intake.mapping import Wanted, confirmed_map, mapped_tables, with_map
from engross.workspace.register import ColumnMap, Firm

TIME = "Working date,Who,Client,Matter,Charge hrs,Charge rate\n02/07/2026,HP,WRA,WRA001,1.5,180\n"
DAY = dt.date(2026, 11, 22)


@pytest.fixture
def file(make: SimpleNamespace) -> GivenFile:
    given: GivenFile = make.billing(TIME.encode(), "time.csv")
    return given


def said(file: GivenFile, firm: Firm, wanted: Wanted) -> ColumnMap:
    tables = mapped_tables(file, firm)
    return confirmed_map(tables, wanted, name="Exeter", by="helen@x.example", on=DAY)


def test_a_map_has_what_was_understood_and_what_a_person_says(file: GivenFile, firm: Firm) -> None:
    found = said(file, firm, Wanted({"Charge rate": "value", "Working date": "date"}))

    assert found.kind == "time"
    assert found.headings == tuple(sorted(found.headings))
    assert found.columns == {
        "client": "client",
        "matter": "matter",
        "person": "who",
        "hours": "charge hrs",
        "value": "charge rate",
        "date": "working date",
    }


def test_an_empty_meaning_takes_a_column_out(file: GivenFile, firm: Firm) -> None:
    assert "rate" not in said(file, firm, Wanted({"Charge rate": ""})).columns


def test_a_meaning_said_twice_joins_two_columns(make: SimpleNamespace, firm: Firm) -> None:
    file = make.billing(b"Date,First,Last,Matter,Hours\n02/07/2026,Helen,Pike,WRA001,1\n", "t.csv")
    found = said(file, firm, Wanted({"Last": "person", "First": "person"}))

    assert found.columns["person"] == "first + last"


def test_a_confirmed_map_goes_before_everything_else(file: GivenFile, firm: Firm) -> None:
    found = said(file, firm, Wanted({"Working date": "date"}))
    (table,) = mapped_tables(file, firm, with_map((), found))

    assert table.headings is not None
    assert table.headings.report == "Exeter"
    assert set(table.headings.certainty.values()) == {"confirmed"}
    assert table.unsure == ()


def test_a_map_is_for_exactly_its_headings(make: SimpleNamespace, firm: Firm) -> None:
    file = make.billing(TIME.encode(), "time.csv")
    found = said(file, firm, Wanted({"Working date": "date"}))
    other = make.billing(TIME.replace("Charge rate", "Price").encode(), "time.csv")
    (table,) = mapped_tables(other, firm, [found])

    assert table.headings is not None
    assert table.headings.report == ""


def test_a_table_nobody_understands_needs_its_kind(make: SimpleNamespace, firm: Firm) -> None:
    file = make.billing(b"A,B,C\n02/07/2026,x,1\n", "t.csv")
    (table,) = mapped_tables(file, firm)

    assert table.headings is None
    assert table.report().unused == "its headings are not understood"
    with pytest.raises(UsageError, match="Say what it holds with --kind: time"):
        said(file, firm, Wanted({"A": "date"}))
    found = said(file, firm, Wanted({"A": "date", "C": "hours", "B": "matter"}, kind="time"))
    assert found.columns == {"date": "a", "hours": "c", "matter": "b"}


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        (Wanted({"Charge hours": "hours"}), "no heading `Charge hours`; did you mean `charge hrs`"),
        (Wanted({"Charge hrs": "hourz"}), "no meaning `hourz`; did you mean `hours`"),
        (Wanted({}, kind="tyme"), "no kind of table `tyme`; did you mean `time`"),
        (Wanted({}, kind="time", dates="british"), "no order of dates `british`"),
        (Wanted({}, table="Sheet9"), "No table is meant"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(
    wanted: Wanted, problem: str, file: GivenFile, firm: Firm
) -> None:
    with pytest.raises(UsageError, match=problem):
        said(file, firm, wanted)


def test_of_two_tables_the_one_that_is_meant_has_to_be_named(
    make: SimpleNamespace, firm: Firm
) -> None:
    rows = ["Date|Matter|Hours", ["02/07/2026", "WRA001", 1]]
    file = make.billing({"Time": rows, "Time 2025": rows})

    with pytest.raises(UsageError, match="More than one table is meant"):
        said(file, firm, Wanted({"Hours": "hours"}))
    assert said(file, firm, Wanted({"Hours": "hours"}, table="Time 2025")).kind == "time"


def test_an_export_of_several_tables_is_not_set_by_hand(make: SimpleNamespace, firm: Firm) -> None:
    head = "Type,Date,User,Matter number,Hours,Rate,Billable,Bill state"
    text = f"{head}\nTimeEntry,02/07/2026,HP,WRA001,1,180,180,Unbilled\n"

    with pytest.raises(UsageError, match="read as several tables"):
        said(make.billing(text.encode(), "c.csv"), firm, Wanted({"Rate": ""}, kind="time"))


def test_a_crm_export_is_shown_in_the_words_of_a_crm(make: SimpleNamespace, firm: Firm) -> None:
    text = "Deal Name,Account,Deal Stage,Amount,Close Date\nAudit,Wrackline,Won,1200,02/07/2026\n"
    (table,) = mapped_tables(make.billing(text.encode(), "deals.csv"), firm)

    assert table.report().kind == "deals"
