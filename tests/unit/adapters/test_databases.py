from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engross.adapters.databases import storage_error, write_ahead
from engross.errors import StorageError


def test_a_new_file_is_private_and_writes_ahead(tmp_path: Path) -> None:
    file = tmp_path / "state" / "durable.db"

    write_ahead(file)

    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
    assert file.stat().st_mode & 0o777 == 0o600


def test_many_may_make_the_same_file_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: write_ahead(tmp_path / "durable.db"), range(40)))

    assert results == [None] * 40


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "durable.db"
    file.write_bytes(b"Dear Ms Adeyemi, " * 100)

    with pytest.raises(StorageError, match=r"durable\.db cannot be used: its file is no database"):
        write_ahead(file)


def test_a_damaged_store_comes_from_a_backup_and_a_damaged_engine_database_is_not_needed() -> None:
    damage = OSError("database disk image is malformed")

    assert "`engross backup FILE`" in storage_error("durable-firm/engross.db", damage).remedy
    for name in ("/firm/.engross/durable.db", "of the durable engine"):
        assert "`engross resume RUN`" in storage_error(name, damage).remedy


@pytest.mark.parametrize(
    ("said", "meaning", "remedy"),
    [
        ("database or disk is full", "the disk is full", "Free some space"),
        ("could not extend file: No space left on device", "the disk is full", "Free some space"),
        ("database is locked", "another process is writing", "Wait"),
        ("attempt to write a readonly database", "may not be written to", "writable"),
        ("database disk image is malformed", "its file is damaged", "`engross backup FILE`"),
        ("connection failed: no such file", "its server cannot be reached", "Start the server"),
        ("something\nelse\nhappened", "something.", "engross doctor"),
        ("", "OSError", "engross doctor"),
    ],
)
def test_what_a_driver_says_is_put_in_plain_words(said: str, meaning: str, remedy: str) -> None:
    error = storage_error("engross.db", OSError(said))

    assert meaning in str(error)
    assert remedy in error.remedy
    assert "else" not in str(error)
