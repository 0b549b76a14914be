"""Time that was given twice: a table whose entries all stand in another, as in a copied sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from engross.intake.books import Books, TimeEntry
from engross.intake.given import GivenFile
from engross.intake.rows_left_out import RowLeftOut, rows_left_out

_FEWEST = 2
"""Entries that a table must repeat; one may well be the like of another."""

_Table = tuple[GivenFile, str]


def without_copies(books: Books) -> None:
    """Take out of the books the time of tables that only repeat another, with a finding for each.

    Like entries within one table stay: two may be meant.
    """
    tables: dict[_Table, list[TimeEntry]] = {}
    for entry in books.time:
        tables.setdefault((entry.place.file, entry.place.sheet), []).append(entry)
    for table, first in _copies(tables):
        reason = f"the same time stands in {first[0].name} {first[1]}".strip()
        copied = [RowLeftOut(entry.place, reason) for entry in tables[table]]
        books.findings += rows_left_out(copied)
        books.time = [e for e in books.time if (e.place.file, e.place.sheet) != table]


def _copies(tables: dict[_Table, list[TimeEntry]]) -> Iterator[tuple[_Table, _Table]]:
    """Each table that only repeats another, and that one; of two alike the second."""
    counted = {table: Counter(map(_told, entries)) for table, entries in tables.items()}
    kept = dict(counted)
    for table, entries in reversed(counted.items()):
        others = (other for other in kept if other != table and entries <= kept[other])
        if entries.total() >= _FEWEST and (first := next(others, None)):
            del kept[table]
            yield table, first


def _told(entry: TimeEntry) -> tuple[object, ...]:
    """What makes two entries the same."""
    value = entry.value.value if entry.value else None
    return (entry.day, entry.person, entry.matter, entry.workstream, entry.hours.value, value)
