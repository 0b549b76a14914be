"""A heading row as it was understood: cells of a meaning, rows of a table."""

from __future__ import annotations

from types import SimpleNamespace

from engross.intake.headings import HeadingRow, Headings, heading_rows
from engross.intake.kinds import kinds
from engross.intake.sheets import Sheet
from engross.sources.sheets import Row, SheetRead


def headings(**more: object) -> Headings:
    said = {"columns": {"person": 1, "client": 3, "client_code": 3}, **more}
    return Headings(kind=kinds()[0], row=1, names=(), **said)  # type: ignore[arg-type]  # any field


def test_the_cells_of_a_joined_meaning_stand_in_their_order() -> None:
    found = headings(joined={"person": (2,)})

    assert found.cells("person") == (1, 2)
    assert found.cells("client") == (3,)
    assert found.cells("hours") == ()


def test_a_column_may_have_several_meanings_or_none() -> None:
    found = headings(joined={"person": (2,)})

    assert found.meanings(2) == ("person",)
    assert found.meanings(3) == ("client", "client_code")
    assert found.meanings(0) == ()


def test_a_row_is_of_the_table_when_it_says_so() -> None:
    found = headings(only={0: frozenset({"timeentry"})})

    assert found.holds(Row(2, ["TimeEntry "]))
    assert not found.holds(Row(3, ["ExpenseEntry"]))
    assert not found.holds(Row(4, []))


def test_what_can_stand_in_for_a_need_is_not_missing() -> None:
    found = headings(columns={"date": 0, "minutes": 1})

    assert found.missing == ()
    assert found.missing_exactly == ("hours",)


def test_headings_are_looked_for_from_a_sheets_first_row_on(make: SimpleNamespace) -> None:
    rows = [Row(n, ["a", "b"]) for n in range(40, 70)]
    found = heading_rows(Sheet(make.notes("x"), SheetRead("Time", rows)))

    assert [row.row.number for row in found] == list(range(40, 55))


def test_a_row_of_words_has_no_figure_and_no_day(make: SimpleNamespace) -> None:
    sheet = Sheet(make.notes("x"), SheetRead("", []))

    assert HeadingRow(Row(1, ["Datum", "Wer", "Akte"]), sheet).is_of_words(3)
    assert not HeadingRow(Row(1, ["02/07/2026", "HP", "WRA001"]), sheet).is_of_words(3)
    assert not HeadingRow(Row(1, ["Datum", "Wer"]), sheet).is_of_words(3)
