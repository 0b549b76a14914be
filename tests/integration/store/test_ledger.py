from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
import sqlalchemy as sa

from engross.adapters.store import Store
from engross.errors import Tampered
from engross.records import LedgerEntry


def line(newest: LedgerEntry | None) -> LedgerEntry:
    number = 1 if newest is None else newest.number + 1
    return LedgerEntry(
        number=number,
        at=dt.datetime(2026, 10, 14, 9, 0, 0, 5, tzinfo=dt.UTC),
        kind="model-called",
        run="client_report-20261014-7f3a9c",
        actor="drafter",
        subject="client_report_draft 2",
        payload_hash=f"{number:064d}",
        previous="0" * 64 if newest is None else newest.hash,
        hash=f"{number + 1:064x}",
    )


def test_lines_come_back_as_they_were_made(store: Store, opened: Callable[[], Store]) -> None:
    made = [store.ledger.append(line, b"\x00salt", b"payload") for _ in range(3)]

    read = opened().ledger

    assert list(read.entries()) == made
    assert [entry.canonical() for entry in read.entries()] == [e.canonical() for e in made]
    assert read.payload(2) == (b"\x00salt", b"payload")
    assert read.payload(4) is None
    assert read.payloads() == dict.fromkeys((1, 2, 3), (b"\x00salt", b"payload"))
    assert read.newest() == made[2]


def test_an_empty_ledger_has_no_newest_line_and_no_payloads(store: Store) -> None:
    assert (store.ledger.newest(), store.ledger.payloads()) == (None, {})


def test_lines_of_one_run_are_found_among_all(store: Store) -> None:
    def of_other(newest: LedgerEntry | None) -> LedgerEntry:
        return line(newest).model_copy(update={"run": "letter-20261014-000000"})

    first, second, third = (store.ledger.append(make, b"", b"") for make in (line, of_other, line))

    assert list(store.ledger.entries("letter-20261014-000000")) == [second]
    assert list(store.ledger.entries(first.run)) == [first, third]
    assert list(store.ledger.entries("nobody")) == []


def test_a_line_that_does_not_read_is_tampered_with(
    store: Store, sql: Callable[[str], object]
) -> None:
    sql(f"INSERT INTO ledger {FORGED.format(1).replace('2026-10-14T09:00:00Z', 'yesterday')}")

    for ask in (store.ledger.newest, store.ledger.entries):
        with pytest.raises(Tampered, match="Ledger line 1 does not read"):
            ask()


def test_a_line_that_cannot_be_made_leaves_no_trace(store: Store) -> None:
    def broken(_newest: LedgerEntry | None) -> LedgerEntry:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.ledger.append(broken, b"", b"")

    assert list(store.ledger.entries()) == []


def test_writers_at_the_same_time_make_one_chain(opened: Callable[[], Store]) -> None:
    stores = [opened() for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: stores[n % 4].ledger.append(line, b"", b""), range(40)))

    entries = stores[0].ledger.entries()
    assert [entry.number for entry in entries] == list(range(1, 41))
    assert all(b.previous == a.hash for a, b in pairwise(entries))


FORGED = "VALUES ({}, '2026-10-14T09:00:00Z', 'signed', '', 'x', '', '0', '0', '0')"


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE ledger SET actor = 'nobody' WHERE number = 1", "cannot be changed or removed"),
        ("DELETE FROM ledger WHERE number = 2", "cannot be changed or removed"),
        ("DELETE FROM ledger", "cannot be changed or removed"),
        (f"INSERT INTO ledger {FORGED.format(7)}", "only be added after the newest"),
        (f"INSERT INTO ledger {FORGED.format(1)}", "only be added after the newest"),
        ("UPDATE ledger_payloads SET payload = salt", "can be erased but not changed"),
    ],
)
def test_ordinary_sql_cannot_change_the_ledger(
    store: Store, sql: Callable[[str], object], statement: str, reason: str
) -> None:
    made = [store.ledger.append(line, b"salt", b"payload") for _ in range(2)]

    with pytest.raises(sa.exc.DBAPIError, match=reason):
        sql(statement)

    assert list(store.ledger.entries()) == made
    assert store.ledger.payload(1) == (b"salt", b"payload")


def test_ordinary_sql_cannot_replace_a_line_or_its_payload(
    store: Store, address: object, sql: Callable[[str], object]
) -> None:
    made = store.ledger.append(line, b"salt", b"payload")
    on_sqlite = not str(address).startswith("postgresql")
    statements = (
        (f"REPLACE INTO ledger {FORGED.format(1)}", "REPLACE INTO ledger_payloads VALUES (1,1,1)")
        if on_sqlite
        else ("TRUNCATE ledger CASCADE", "TRUNCATE ledger, ledger_payloads")
    )

    for statement in statements:
        with pytest.raises(sa.exc.DBAPIError, match="ledger"):
            sql(statement)

    assert list(store.ledger.entries()) == [made]
    assert store.ledger.payload(1) == (b"salt", b"payload")
