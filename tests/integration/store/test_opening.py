from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

import engross
from engross.adapters.store import Store, open_store
from engross.adapters.store.database import Database
from engross.adapters.store.migrating import MIGRATIONS
from engross.adapters.store.tables import HEAD, METADATA
from engross.errors import StorageError


def test_the_newest_revision_is_the_migrations_head() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]


def test_the_migrations_make_the_tables_that_the_code_uses(
    store: Store, address: str | Path
) -> None:
    url = f"sqlite:///{address}" if isinstance(address, Path) else address
    engine = create_engine(str(url).replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), METADATA)
    engine.dispose()

    assert differences == []
    assert store.runs.list() == []


def test_a_current_database_opens_without_alembic_and_in_no_time(tmp_path: Path) -> None:
    file = tmp_path / "engross.db"
    open_store(file).close()
    script = (
        "import sys, time\nfrom engross.adapters.store import open_store\n"
        "start = time.perf_counter()\nopen_store(sys.argv[1]).close()\n"
        "print('alembic' in sys.modules, time.perf_counter() - start)"
    )
    printed = subprocess.run(
        [sys.executable, "-c", script, str(file)], check=True, capture_output=True, text=True
    ).stdout.split()

    assert printed[0] == "False"
    # Measured 0.02 s; the bound only catches a migration run at every start.
    assert float(printed[1]) < 0.5


def test_many_may_open_a_new_database_at_the_same_time(address: str | Path) -> None:
    def open_and_count(_number: int) -> int:
        with open_store(address) as store:
            return len(store.runs.list())

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(open_and_count, range(12))) == [0] * 12


def test_a_database_of_a_newer_program_is_left_alone(
    store: Store, opened: Callable[[], Store], sql: Callable[[str], object]
) -> None:
    sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StorageError, match="made by a newer Engross") as raised:
        opened()

    assert "Install the newest Engross" in raised.value.remedy
    assert sql("SELECT version_num FROM alembic_version") == "9999"
    assert store.runs.list() == []


def test_the_package_migrates_from_wherever_it_is_installed(tmp_path: Path) -> None:
    source = Path(str(engross.__file__)).parent
    installed = tmp_path / "100% site" / "engross"
    shutil.copytree(source, installed, ignore=shutil.ignore_patterns("__pycache__"))
    script = "import sys\nfrom engross.adapters.store import open_store\nopen_store(sys.argv[1])"
    subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "engross.db")],
        check=True,
        env={**os.environ, "PYTHONPATH": str(installed.parent), "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=tmp_path,
    )

    with sqlite3.connect(tmp_path / "engross.db") as connection:
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    connection.close()
    assert revision == (HEAD,)


def test_sqlite_keeps_what_it_says_it_has_kept(tmp_path: Path) -> None:
    database = Database(tmp_path / "engross.db")
    with database.reading() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    database.close()

    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "secure_delete": 1,
    }
    assert (tmp_path / "engross.db").stat().st_mode & 0o777 == 0o600


# --- failures, each with its remedy


def test_a_full_disk_is_named_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    database = Database(tmp_path / "engross.db")
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")

    def write_too_much() -> None:
        with database.writing() as connection:
            connection.exec_driver_sql("INSERT INTO t VALUES ('first')")
            connection.exec_driver_sql("PRAGMA max_page_count = 3")
            connection.exec_driver_sql("INSERT INTO t VALUES (zeroblob(100000))")

    with pytest.raises(StorageError, match="the disk is full") as raised:
        write_too_much()

    assert "Free some space" in raised.value.remedy
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
    database.close()


def test_a_locked_database_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engross.adapters.store.database._PRAGMAS", ("PRAGMA busy_timeout = 50",))
    database = Database(tmp_path / "engross.db")
    other = sqlite3.connect(tmp_path / "engross.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with (
        pytest.raises(StorageError, match="another process is writing to it"),
        database.writing(),
    ):
        pass
    other.close()
    database.close()


@pytest.mark.parametrize("content", [b"not a database at all, but a letter" * 100, b"\0" * 50])
def test_a_damaged_file_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "engross.db").write_bytes(content)

    with pytest.raises(StorageError, match="its file is no database") as raised:
        open_store(tmp_path / "engross.db")

    assert "backup" in raised.value.remedy


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")

    with pytest.raises(StorageError, match="cannot be made"):
        open_store(tmp_path / "state" / "engross.db")


@pytest.mark.parametrize("address", ["mysql://helen:secret@db/engross", "sqlite://"])
def test_an_address_that_engross_cannot_use_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(StorageError, match="is not a database that Engross can use") as raised:
        open_store(address)

    assert "secret" not in str(raised.value)


def test_a_server_that_is_not_there_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="its server cannot be reached") as raised:
        open_store(f"postgresql://helen:secret@/engross?host={tmp_path}")

    assert "secret" not in str(raised.value)


# --- backup

WRITER = """
import itertools, sys
from engross.adapters.store import open_store
store = open_store(sys.argv[1])
print("ready", flush=True)
for number in itertools.count():
    store.credentials.set(f"person-{number}@penhallowreeve.example", "hash")
"""


def test_a_backup_is_complete_while_others_go_on_writing(tmp_path: Path) -> None:
    with open_store(tmp_path / "engross.db") as store:
        store.credentials.set("helen.pike@penhallowreeve.example", "before")
        writing = subprocess.Popen(
            [
                sys.executable,
                "-c",
                WRITER,
                str(tmp_path / "engross.db"),
            ],
            stdout=subprocess.PIPE,
        )
        with writing:
            assert writing.stdout is not None
            writing.stdout.readline()
            time.sleep(0.05)
            store.backup(tmp_path / "copy.db")
            writing.kill()

    with open_store(tmp_path / "copy.db") as copy:
        assert copy.credentials.get("helen.pike@penhallowreeve.example") == "before"
    assert not [path for path in tmp_path.iterdir() if "unfinished" in path.name]


def test_a_backup_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("last week's")
    with open_store(tmp_path / "engross.db") as store:
        with pytest.raises(StorageError, match="is there already"):
            store.backup(tmp_path / "copy.db")

        assert (tmp_path / "copy.db").read_text() == "last week's"


def test_a_backup_to_a_folder_that_is_not_there_is_a_storage_error(tmp_path: Path) -> None:
    with (
        open_store(tmp_path / "engross.db") as store,
        pytest.raises(StorageError, match="cannot be"),
    ):
        store.backup(tmp_path / "missing" / "copy.db")
