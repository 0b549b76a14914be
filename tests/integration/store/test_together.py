from __future__ import annotations

import datetime as dt
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from engross.adapters.store import Store, database, open_store
from engross.adapters.store.database import Database
from engross.errors import StorageError, UnknownRun
from engross.ledger import Ledger
from engross.records import Run, Span
from engross.testing.stores import MemoryLedgerStore

RUN = Run(
    id="client_report-20261014-7f3a9c",
    crew="client_report",
    client="wrackline",
    matter="accounts-2026",
    period="2026-Q3",
    as_at=dt.date(2026, 10, 14),
    inputs=(),
    started_at=dt.datetime(2026, 10, 14, tzinfo=dt.UTC),
)
SPAN = Span(source="ab" * 32, file="billing.xlsx", place="Invoices!F4")


@pytest.fixture
def kept(store: Store) -> Store:
    """A store that has the run."""
    store.runs.add(RUN)
    return store


def decide(store: Store) -> None:
    """What a decision writes: a record, the run's state, a ledger line."""
    store.records.save(RUN.id, "decision", SPAN)
    store.runs.change(RUN.id, state="signed")
    Ledger(store.ledger).record("signed", RUN.id, "engross", "", {})


def written(store: Store) -> tuple[bool, str, int]:
    """How much of a decision another process would find."""
    return (
        store.records.has(RUN.id, "decision"),
        store.runs.get(RUN.id).state,
        len(store.ledger.entries()),
    )


NOTHING, ALL = (False, "running", 0), (True, "signed", 1)


def test_a_block_is_kept_whole_at_its_end(kept: Store, opened: Callable[[], Store]) -> None:
    other = opened()
    with kept.together():
        decide(kept)
        inside, outside = written(kept), written(other)

    assert (inside, outside) == (ALL, NOTHING)
    assert written(other) == ALL


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_an_exception_leaves_nothing_of_a_block(
    kept: Store, opened: Callable[[], Store], error: type[BaseException]
) -> None:
    def interrupted() -> None:
        with kept.together():
            decide(kept)
            raise error

    with pytest.raises(error):
        interrupted()

    assert written(kept) == written(opened()) == NOTHING
    decide(kept)
    assert written(opened()) == ALL


KILLED = """
import os, signal, sys
sys.path.insert(0, sys.argv[2])
from test_together import decide
from engross.adapters.store import open_store
store = open_store(sys.argv[1])
with store.together():
    decide(store)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_process_leaves_nothing_of_a_block(kept: Store, address: str | Path) -> None:
    here = str(Path(__file__).parent)
    ended = subprocess.run([sys.executable, "-c", KILLED, str(address), here], check=False)

    assert ended.returncode == -signal.SIGKILL
    assert written(kept) == NOTHING
    decide(kept)
    assert written(kept) == ALL


def test_an_inner_block_is_part_of_the_outer_one(kept: Store, opened: Callable[[], Store]) -> None:
    def outer() -> None:
        with kept.together():
            with kept.together():
                decide(kept)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        outer()

    assert written(opened()) == NOTHING


def test_an_inner_block_that_fails_takes_only_itself_back(kept: Store) -> None:
    def inner() -> None:
        with kept.together():
            kept.records.save(RUN.id, "decision", SPAN)
            raise ZeroDivisionError

    with kept.together():
        kept.runs.change(RUN.id, state="held")
        with pytest.raises(ZeroDivisionError):
            inner()

    assert written(kept) == (False, "held", 0)


def test_a_call_that_refuses_leaves_the_block_as_it_was(kept: Store) -> None:
    with kept.together():
        with pytest.raises(UnknownRun):
            kept.records.save("letter", "decision", SPAN)
        with pytest.raises(ZeroDivisionError):
            kept.ledger.append(lambda _newest: LINE.model_copy(update={"number": 1 // 0}), b"", b"")
        decide(kept)

    assert written(kept) == ALL


LINE = Ledger(MemoryLedgerStore()).record("held", RUN.id, "engross", "", {})


def test_nothing_is_kept_of_a_block_in_which_the_database_failed(
    kept: Store, opened: Callable[[], Store]
) -> None:
    """Also when somebody catches what it said and goes on."""

    def go_on_regardless() -> None:
        with kept.together():
            kept.runs.change(RUN.id, state="held")
            with pytest.raises(StorageError):
                kept.ledger.append(lambda _newest: LINE.model_copy(update={"number": 7}), b"", b"")
            with pytest.raises(StorageError, match="none of it was kept"):
                kept.runs.change(RUN.id, state="signed")

    with pytest.raises(StorageError, match="failed in the middle of a change"):
        go_on_regardless()

    assert written(kept) == written(opened()) == NOTHING


def test_a_disk_that_fills_up_in_a_block_leaves_nothing_of_it(tmp_path: Path) -> None:
    """SQLite then takes the transaction back by itself; what comes after must not be kept alone."""
    file = Database(tmp_path / "engross.db")
    with file.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")

    def insert(size: int) -> None:
        with file.writing() as connection:
            connection.exec_driver_sql("INSERT INTO t VALUES (zeroblob(?))", (size,))

    def fill_up() -> None:
        with file.together():
            insert(1)
            with file.reading() as connection:
                connection.exec_driver_sql("PRAGMA max_page_count = 3")
            with pytest.raises(StorageError, match="the disk is full"):
                insert(100_000)
            with pytest.raises(StorageError, match="none of it was kept"):
                insert(1)

    with pytest.raises(StorageError, match="none of it was kept"):
        fill_up()

    with file.reading() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM t").scalar()
    file.close()
    assert count == 0


def test_other_threads_are_no_part_of_a_block(kept: Store) -> None:
    with ThreadPoolExecutor(1) as other, kept.together():
        decide(kept)

        assert other.submit(written, kept).result(timeout=10) == NOTHING


def test_another_writer_waits_for_the_end_of_a_block(
    kept: Store, opened: Callable[[], Store]
) -> None:
    """A ledger line is made from the newest one, which is the newest until the block ends."""
    stores = [kept, *(opened() for _ in range(3))]

    def write(number: int) -> None:
        store = stores[number % 4]
        with store.together():
            if number % 2:  # in another order, which would be a deadlock of two lock holders
                store.runs.change(RUN.id, stage=str(number))
            Ledger(store.ledger).record("held", RUN.id, "engross", str(number), {})
            store.runs.change(RUN.id, stage=str(number))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(24)))

    ledger = Ledger(kept.ledger)
    assert ledger.verify() == ()
    assert len(ledger.lines()) == 24
    assert ledger.lines()[-1].subject == kept.runs.get(RUN.id).stage


def test_two_processes_that_read_first_and_then_write_do_not_stop_each_other(
    kept: Store, address: str | Path
) -> None:
    script = (
        "import sys\nfrom engross.adapters.store import open_store\n"
        "store = open_store(sys.argv[1])\n"
        "for _ in range(10):\n"
        "    with store.together():\n"
        "        run, = store.runs.list()\n"
        "        store.runs.change(run.id, stage=str(int(run.stage or 0) + 1))\n"
    )
    both = [subprocess.Popen([sys.executable, "-c", script, str(address)]) for _ in range(2)]

    assert [process.wait(timeout=60) for process in both] == [0, 0]
    assert kept.runs.get(RUN.id).stage == "20"


def test_who_waits_too_long_for_a_block_is_told_so(
    kept: Store, address: str | Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_PRAGMAS", ("PRAGMA busy_timeout = 50",))
    monkeypatch.setattr(database, "_TURN", ("SET LOCAL lock_timeout = '50ms'", *database._TURN[1:]))

    with open_store(address) as other, ThreadPoolExecutor(1) as pool, kept.together():
        kept.runs.change(RUN.id, state="held")
        waiting = pool.submit(other.runs.change, RUN.id, state="signed")
        with pytest.raises(StorageError, match="another process is writing to it"):
            waiting.result(timeout=10)

    assert kept.runs.get(RUN.id).state == "held"


# --- erasure


def test_what_is_erased_in_a_block_is_erased_from_the_log_at_its_end(tmp_path: Path) -> None:
    secret = SPAN.model_copy(update={"place": "Wrackline overdraft " * 200})
    with open_store(tmp_path / "engross.db") as store:
        store.runs.add(RUN)
        store.records.save(RUN.id, "secret", secret)
        with store.together():
            store.runs.delete(RUN.id)
            Ledger(store.ledger).record("erased", RUN.id, "engross", "", {})
        found = [f for f in tmp_path.rglob("*") if f.is_file() and b"overdraft" in f.read_bytes()]

        assert found == []
        assert store.runs.list() == []


def test_what_a_failed_block_erased_is_still_there(
    kept: Store, sql: Callable[[str], object]
) -> None:
    kept.records.save(RUN.id, "decision", SPAN)

    def interrupted() -> None:
        with kept.together():
            kept.runs.delete(RUN.id)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        interrupted()

    assert kept.records.load(RUN.id, "decision", Span) == SPAN
    assert sql("SELECT count(*) FROM runs") == 1


def test_a_backup_within_a_block_holds_what_was_there_before_it(tmp_path: Path) -> None:
    with open_store(tmp_path / "engross.db") as store:
        with store.together():
            store.runs.add(RUN)
            store.backup(tmp_path / "copy.db")
        engine = sa.create_engine(f"sqlite:///{tmp_path / 'copy.db'}")
        with engine.connect() as connection:
            count = connection.exec_driver_sql("SELECT count(*) FROM runs").scalar()
        engine.dispose()

    assert count == 0
