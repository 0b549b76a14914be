from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from engross.adapters.store import Store, database, open_store
from engross.errors import StorageError, Tampered, UnknownRun
from engross.records import Evidence, Fact, LedgerEntry, Run, Source, Span
from engross.records.ports import JournalEntry, JournalKey

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
EVIDENCE = Evidence(
    sources=(Source(role="billing", file="billing.xlsx", sha256="ab" * 32, size=9),),
    facts=(
        Fact(measure="net", period="2026-Q3", unit="GBP", value=Decimal("1200.50"), spans=(SPAN,)),
        Fact(measure="invoice-date", period="2026-Q3", unit="date", value=dt.date(2026, 9, 1)),
        Fact(measure="description", period="2026-Q3", unit="text", value="120.50"),
    ),
    passages=(),
)
KEY = JournalKey(RUN.id, 1, "client_report_draft", 2)
ENTRY = JournalEntry("cd" * 32, '{"text":"Ruth Adeyemi: “by Christmas”"}')


NO_RECORD = hashlib.sha256(b"[]").hexdigest()


@pytest.fixture
def kept(store: Store) -> Store:
    """A store that has the run."""
    store.runs.add(RUN)
    return store


def line(newest: LedgerEntry | None) -> LedgerEntry:
    return LedgerEntry(
        number=1 if newest is None else newest.number + 1,
        at=dt.datetime(2026, 10, 14, 9, 0, tzinfo=dt.UTC),
        kind="held",
        run=RUN.id,
        actor="engross",
        subject="",
        payload_hash="0" * 64,
        previous="0" * 64 if newest is None else newest.hash,
        hash="1" * 64,
    )


# --- records


def test_a_record_comes_back_equal_in_another_process(
    kept: Store, opened: Callable[[], Store]
) -> None:
    kept.records.save(RUN.id, "evidence", EVIDENCE)

    loaded = opened().records.load(RUN.id, "evidence", Evidence)

    assert loaded == EVIDENCE
    assert loaded.fingerprint() == EVIDENCE.fingerprint()
    assert [type(fact.value) for fact in loaded.facts] == [Decimal, dt.date, str]


def test_a_second_save_replaces_the_first(kept: Store) -> None:
    kept.records.save(RUN.id, "span", SPAN)
    kept.records.save(RUN.id, "span", SPAN.model_copy(update={"place": "Invoices!F5"}))

    assert kept.records.load(RUN.id, "span", Span).place == "Invoices!F5"


def test_a_record_is_there_or_not(kept: Store) -> None:
    kept.records.save(RUN.id, "span", SPAN)

    assert kept.records.has(RUN.id, "span")
    assert not kept.records.has(RUN.id, "evidence")


def test_a_record_that_was_never_made_is_told_without_the_programs_own_words(kept: Store) -> None:
    with pytest.raises(StorageError) as raised:
        kept.records.load(RUN.id, "crew-result", Evidence)

    assert str(raised.value) == (
        f"{RUN.id} has nothing of that kind: it has not come to the stage that makes it. "
        f"See how far it came: `engross show {RUN.id}`."
    )


def test_no_record_is_kept_for_a_run_that_is_not_there(store: Store) -> None:
    with pytest.raises(UnknownRun, match="to keep span for"):
        store.records.save("letter", "span", SPAN)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records SET body = replace(body, '1200.50', '9200.50')",
        f"UPDATE records SET body = '[]', sha256 = '{NO_RECORD}'",  # noqa: S608 - our own words
        "UPDATE records SET kind = 'Span'",
    ],
)
def test_a_record_that_was_changed_is_refused(
    kept: Store, sql: Callable[[str], object], statement: str
) -> None:
    kept.records.save(RUN.id, "evidence", EVIDENCE)
    sql(statement)

    with pytest.raises(Tampered, match="is not what was saved"):
        kept.records.load(RUN.id, "evidence", Evidence)


# --- journal


def test_an_answer_is_found_again_in_another_process(
    kept: Store, opened: Callable[[], Store]
) -> None:
    kept.journal.record(KEY, ENTRY)

    other = opened().journal

    assert other.recorded(KEY) == ENTRY
    assert other.recorded(KEY._replace(ordinal=3)) is None
    assert other.recorded(KEY._replace(generation=2)) is None


def test_the_newest_generation_counts(kept: Store) -> None:
    before = kept.journal.generation(RUN.id)
    kept.journal.record(KEY._replace(generation=3), ENTRY)

    assert (before, kept.journal.generation(RUN.id)) == (1, 3)


def test_one_answer_may_be_recorded_twice_but_no_other_in_its_place(kept: Store) -> None:
    kept.journal.record(KEY, ENTRY)
    kept.journal.record(KEY, ENTRY)

    with pytest.raises(StorageError, match="another answer already"):
        kept.journal.record(KEY, ENTRY._replace(answer="{}"))

    assert kept.journal.recorded(KEY) == ENTRY


# --- credentials


def test_a_password_hash_is_kept_by_address_whatever_its_case(store: Store) -> None:
    store.credentials.set("Helen.Pike@penhallowreeve.example", "first")
    store.credentials.set("helen.pike@penhallowreeve.example ", "second")

    assert store.credentials.get("HELEN.PIKE@penhallowreeve.example") == "second"
    assert store.credentials.get("martin.oke@penhallowreeve.example") is None


# --- erasure


def test_deleting_a_run_erases_everything_but_its_ledger_lines(
    kept: Store, sql: Callable[[str], object]
) -> None:
    other = RUN.model_copy(update={"id": "letter-20261014-000000"})
    kept.runs.add(other)
    kept.records.save(other.id, "span", SPAN)
    kept.records.save(RUN.id, "evidence", EVIDENCE)
    kept.journal.record(KEY, ENTRY)
    kept.ledger.append(line, b"salt", b"payload")

    kept.runs.delete(RUN.id)

    assert kept.runs.list() == [other]
    assert not kept.records.has(RUN.id, "evidence")
    assert kept.records.has(other.id, "span")
    assert kept.journal.recorded(KEY) is None
    assert len(kept.ledger.entries()) == 1
    assert kept.ledger.payload(1) is None
    assert sql("SELECT count(*) FROM ledger_payloads") == 0


def test_erased_words_are_in_no_file_of_the_state_folder(tmp_path: Path) -> None:
    with open_store(tmp_path / "engross.db") as store:
        store.runs.add(RUN)
        for number in range(50):
            secret = SPAN.model_copy(update={"place": f"Wrackline overdraft {number} " * 200})
            store.records.save(RUN.id, f"span-{number}", secret)
        store.ledger.append(line, b"salt of Wrackline overdraft", b"Wrackline overdraft")
        before = occurrences(tmp_path, b"Wrackline overdraft")
        store.runs.delete(RUN.id)
        after = occurrences(tmp_path, b"Wrackline overdraft")

    assert before > 0
    assert after == 0


def occurrences(folder: Path, words: bytes) -> int:
    return sum(f.read_bytes().count(words) for f in folder.rglob("*") if f.is_file())


def test_erased_words_that_another_reader_keeps_in_the_log_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "engross.db"
    monkeypatch.setattr(database, "_PRAGMAS", ("PRAGMA secure_delete = ON",))
    reader = sqlite3.connect(file, isolation_level=None)
    with open_store(file) as store:
        store.runs.add(RUN)
        secret = SPAN.model_copy(update={"place": "Wrackline overdraft " * 200})
        store.records.save(RUN.id, "span", secret)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM runs").fetchone()

        with pytest.raises(StorageError, match="another program is reading"):
            store.runs.delete(RUN.id)
        still = occurrences(tmp_path, b"Wrackline overdraft")
        reader.close()

    assert still > 0
    assert occurrences(tmp_path, b"Wrackline overdraft") == 0
