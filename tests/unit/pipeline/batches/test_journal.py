from __future__ import annotations

from pathlib import Path

import pytest

from engross.errors import StorageError
from engross.pipeline.batches.journal import BatchJournal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "batches" / "x.jsonl"


def test_a_batch_that_was_stopped_knows_its_runs(path: Path) -> None:
    BatchJournal(path).note(0, "run-a")

    again = BatchJournal(path)

    assert again.went_on
    assert (again.run_of(0), again.run_of(1)) == ("run-a", "")
    assert again.has("run-a")


def test_a_batch_that_was_finished_begins_anew(path: Path) -> None:
    first = BatchJournal(path)
    first.note(0, "run-a")
    first.finish()

    again = BatchJournal(path)

    assert not again.went_on
    assert again.run_of(0) == ""
    assert not BatchJournal(path).has("run-a")


def test_a_line_that_a_crash_tore_says_nothing_and_spoils_none_after_it(path: Path) -> None:
    BatchJournal(path).note(0, "run-a")
    with path.open("a") as file:
        file.write('{"item": 1, "ru')

    BatchJournal(path).note(1, "run-b")
    again = BatchJournal(path)

    assert [again.run_of(number) for number in range(3)] == ["run-a", "run-b", ""]


def test_a_journal_that_cannot_be_kept_is_told(path: Path) -> None:
    path.mkdir(parents=True)

    with pytest.raises(StorageError, match="cannot be read"):
        BatchJournal(path)
