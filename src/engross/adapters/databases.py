"""What the store's and the durable engine's databases share: private files and plain words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from engross.adapters.locks import file_lock
from engross.errors import StorageError

PATIENCE = 15.0
"""Seconds to wait for another process that is writing."""

_WRITES_AHEAD = b"\x02\x02"
"""Bytes 18 and 19 of a SQLite file with a write-ahead log (sqlite.org/fileformat.html, 1.3.3)."""

_FROM_A_BACKUP = (
    "Move it away, with its -wal and -shm files, and put the newest backup in its place: the file "
    "that `engross backup FILE` wrote."
)
_WITHOUT_IT = (
    "Move it away, with its -wal and -shm files. It only says how far the runs under way are, and "
    "`engross resume RUN` goes on with those from what the store holds."
)
_ENGINE = "durable"
"""What the name of the durable engine's database holds, and the store's does not."""
_REMEDIES = (
    ("is full", "the disk is full", "Free some space and run the command again."),
    ("no space left", "the disk is full", "Free some space and run the command again."),
    ("locked", "another process is writing to it", "Wait for it to finish, then try again."),
    ("lock timeout", "another process is writing to it", "Wait for it to finish, then try again."),
    ("readonly", "it may not be written to", "Make the state folder writable."),
    ("read-only", "it may not be written to", "Make the state folder writable."),
    ("malformed", "its file is damaged", _FROM_A_BACKUP),
    ("not a database", "its file is no database", _FROM_A_BACKUP),
    ("connection", "its server cannot be reached", "Start the server or correct ENGROSS_DATABASE."),
)
"""What a driver's words mean, in the order in which they are looked for."""


def write_ahead(file: Path) -> None:
    """See that the SQLite file is there, private to this account, with a write-ahead log.

    Raises:
        StorageError: it cannot be made, or is no SQLite file.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.touch(mode=0o600)
        if _writes_ahead(file):
            return
        # SQLite does not wait its turn for this one change, so several processes queue here.
        with file_lock(file.parent / "locks" / f"{file.name}.lock", wait=True):
            connection = sqlite3.connect(file, timeout=PATIENCE)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            finally:
                connection.close()
    except OSError as error:
        raise StorageError(
            f"The database {file} cannot be made ({error.strerror}).",
            remedy="Make its folder writable.",
        ) from error
    except sqlite3.Error as error:
        raise storage_error(str(file), error) from error


def _writes_ahead(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(20)[18:] == _WRITES_AHEAD


def storage_error(name: str, error: Exception) -> StorageError:
    """What went wrong with the database of that name, and what to do, in words for its user."""
    said = str(getattr(error, "orig", None) or error).strip()
    for words, meaning, remedy in _REMEDIES:
        if words in said.lower():
            if remedy == _FROM_A_BACKUP and _ENGINE in Path(name).name:
                remedy = _WITHOUT_IT  # noqa: PLW2901 - the one remedy that differs between the two
            return StorageError(f"The database {name} cannot be used: {meaning}.", remedy=remedy)
    first_line = said.splitlines()[0] if said else type(error).__name__
    return StorageError(
        f"The database {name} cannot be used: {first_line}.",
        remedy="Run 'engross doctor' to see what is wrong.",
    )
