"""Opens the store and hands out its parts."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from engross.adapters.store.credentials import SQLCredentialStore
from engross.adapters.store.database import Database
from engross.adapters.store.journal import SQLJournal
from engross.adapters.store.ledger import SQLLedgerStore
from engross.adapters.store.migrating import bring_up_to_date
from engross.adapters.store.records import SQLRecordStore
from engross.adapters.store.runs import SQLRunStore
from engross.errors import StorageError


def open_store(database: str | Path) -> Store:
    """The store in that SQLite file, or at that SQLAlchemy address (anything with `://`).

    It is made when it is not there and migrated when it is old.

    Raises:
        StorageError: it cannot be opened, or a newer Engross made it.
    """
    opened = Database(database)
    try:
        bring_up_to_date(opened)
    except BaseException:
        opened.close()
        raise
    return Store(opened)


class Store:
    """Every store port on one database; close it, or use it in a `with` block."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.runs = SQLRunStore(database)
        self.records = SQLRecordStore(database)
        self.journal = SQLJournal(database)
        self.ledger = SQLLedgerStore(database)
        self.credentials = SQLCredentialStore(database)

    def together(self) -> AbstractContextManager[None]:
        """All that this thread tells any part of the store in the block, as one transaction.

        `Together` in records.ports says more. Within the block, each call is still done whole or
        not at all, so one that refuses may be caught and the block go on; once the database itself
        has failed, nothing of the block is kept.

        Raises:
            StorageError: the database cannot keep it.
        """
        return self._database.together()

    def backup(self, path: Path) -> None:
        """A consistent copy at `path`, complete or not there, while others may go on writing.

        Raises:
            StorageError: something is at `path` already, it cannot be written, or the store is on
                PostgreSQL, whose own tools make backups.
        """
        if not self._database.is_sqlite:
            raise StorageError(
                "A store on PostgreSQL is not backed up from here.", remedy="Use pg_dump."
            )
        if path.exists():
            raise StorageError(f"{path} is there already.", remedy="Name a new file.")
        unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
        try:
            self._database.copy_to(unfinished)
            _to_disk(unfinished)
            unfinished.rename(path)
            _to_disk(path.parent)
        except OSError as error:
            raise StorageError(f"{path} cannot be written ({error.strerror}).") from error
        finally:
            unfinished.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
