from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engross.errors import StorageError, Tampered, UnknownRun, WrongState
from engross.records import Brief, Draft
from engross.records.ports import JournalEntry, JournalKey
from engross.testing.crew import RUN
from engross.testing.stores import (
    FileJournal,
    FolderDocumentStore,
    MemoryJournal,
    MemoryRecordStore,
    MemoryRunStore,
    together,
)

KEY = JournalKey("run", 1, "look", 1)
ENTRY = JournalEntry("hash", '{"a":"é"}')


def test_a_run_is_found_by_a_unique_beginning() -> None:
    store = MemoryRunStore()
    store.add(RUN)
    store.add(RUN.model_copy(update={"id": "small-20261014-ffffff"}))

    assert store.get("small-20261014-0") == RUN
    with pytest.raises(UnknownRun, match="Several"):
        store.get("small")
    with pytest.raises(UnknownRun, match="no run"):
        store.get("other")


def test_a_changed_run_is_kept_and_checked() -> None:
    store = MemoryRunStore()
    store.add(RUN)

    assert store.change(RUN.id, state="held").state == "held"
    assert store.get(RUN.id).state == "held"
    with pytest.raises(ValueError, match="state"):
        store.change(RUN.id, state="nonsense")


def test_a_change_from_another_state_than_expected_is_refused() -> None:
    store = MemoryRunStore()
    store.add(RUN)
    with together():
        store.change(RUN.id, expect="running", state="held")

    with pytest.raises(WrongState, match="is held, not running or signed"):
        store.change(RUN.id, expect=("running", "signed"), state="declined")

    assert store.get(RUN.id).state == "held"


def test_of_two_who_expect_the_same_state_one_wins() -> None:
    store = MemoryRunStore()
    store.add(RUN.model_copy(update={"state": "held"}))

    def sign(_number: int) -> bool:
        try:
            store.change(RUN.id, expect="held", state="signed")
        except WrongState:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(sign, range(2))) == [False, True]


def test_records_are_kept_by_name() -> None:
    store = MemoryRecordStore()
    store.save("run", "brief", Brief(sections=()))

    assert store.load("run", "brief", Brief) == Brief(sections=())
    with pytest.raises(StorageError):
        store.load("run", "draft", Draft)


def test_a_changed_document_is_noticed(tmp_path: Path) -> None:
    store = FolderDocumentStore(tmp_path)
    name = store.put(b"bytes")
    before = store.get(name)
    store.path(name).write_bytes(b"other")

    assert before == b"bytes"
    with pytest.raises(Tampered):
        store.get(name)


def test_a_journal_fills_a_place_once() -> None:
    journal = MemoryJournal()
    journal.record(KEY, ENTRY)

    assert journal.recorded(KEY) == ENTRY
    assert journal.recorded(KEY._replace(ordinal=2)) is None
    with pytest.raises(StorageError):
        journal.record(KEY, ENTRY)


def test_a_file_journal_outlives_its_process(tmp_path: Path) -> None:
    FileJournal(tmp_path / "journal").record(KEY._replace(generation=3), ENTRY)

    again = FileJournal(tmp_path / "journal")

    assert again.recorded(KEY._replace(generation=3)) == ENTRY
    assert again.generation("run") == 3
    assert again.generation("other") == 1
