"""One database, SQLite or PostgreSQL: its transactions, and its failures in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from engross.adapters.databases import PATIENCE, storage_error, write_ahead
from engross.adapters.store.whole import FAILURES, OfThread, Whole
from engross.errors import StorageError

_PRAGMAS = (
    f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}",
    # The journal and the ledger promise to be on the disk when a call returns.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # Erased means overwritten, not only unlinked.
    "PRAGMA secure_delete = ON",
)

_TURN = (
    f"SET LOCAL lock_timeout = '{int(PATIENCE * 1000)}ms'",
    "SELECT pg_advisory_xact_lock(20261014)",
)
"""One writer at a time on PostgreSQL too: what is read before a change is still so when it is made,
and two who write several things in another order do not wait for each other for ever."""


class Database:
    """An open database that hands out transactions."""

    def __init__(self, address: str | Path) -> None:
        """Open `address`: a file for SQLite, or a SQLAlchemy address with `://`."""
        self._url = _url(address)
        self.is_sqlite = self._url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            write_ahead(Path(str(self._url.database)))
        arguments: dict[str, Any] = {} if self.is_sqlite else {"connect_timeout": int(PATIENCE)}
        self._engine = sa.create_engine(
            self._url, connect_args=arguments, pool_pre_ping=not self.is_sqlite
        )
        if self.is_sqlite:
            event.listen(self._engine, "connect", _on_connect)
            event.listen(self._engine, "begin", _on_begin)
        self._writing = self._engine.execution_options(begin="BEGIN IMMEDIATE")
        self._open = OfThread()

    def __str__(self) -> str:
        if self.is_sqlite:
            return str(self._url.database)
        return self._url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that sees one state of the database.

        Raises:
            StorageError: the database cannot be read.
        """
        whole = self._open.whole
        with (
            self._named(),
            whole.reading() if whole else self._engine.begin() as connection,
        ):
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that is on the disk when the block ends, or leaves no trace.

        It is the only one that writes, from its beginning on.

        Raises:
            StorageError: the database cannot keep it.
        """
        whole = self._open.whole
        with self._named(), whole.part() if whole else self._alone() as connection:
            yield connection

    @contextmanager
    def together(self) -> Iterator[None]:
        """What this thread reads and writes in the block is one transaction; inner blocks join it.

        Raises:
            StorageError: the database cannot keep it.
        """
        whole = self._open.whole
        with self._named():
            if whole:
                with whole.part():
                    yield
                return
            with self._alone() as connection:
                whole = self._open.whole = Whole(connection)
                try:
                    yield
                    whole.check()
                finally:
                    self._open.whole = None
        if whole.erases:
            self.forget_erased()

    @contextmanager
    def _alone(self) -> Iterator[sa.Connection]:
        with self._writing.begin() as connection:
            for statement in () if self.is_sqlite else _TURN:
                connection.exec_driver_sql(statement)
            yield connection

    def forget_erased(self) -> None:
        """Clear what was erased from SQLite's write-ahead log too.

        In a transaction that is still open, this is done when it has ended.

        Raises:
            StorageError: another process, or thread, goes on reading, and so keeps the log.
        """
        if self._open.whole:
            self._open.whole.erases = True
            return
        if not self.is_sqlite:
            return
        with self._named(), self._raw() as connection:
            (kept, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if kept:
            raise StorageError(
                f"It is erased, but {self}-wal holds it still: another program is reading.",
                remedy="Close every other Engross that has this workspace open; the last to close "
                "clears the file.",
            )

    def copy_to(self, target: Path) -> None:
        """A consistent copy of the whole SQLite database, made while others go on writing."""
        with self._named(), self._raw() as source:
            copy = sqlite3.connect(target)
            try:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
            finally:
                copy.close()

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @contextmanager
    def _raw(self) -> Iterator[sqlite3.Connection]:
        pooled = self._engine.raw_connection()
        try:
            connection = pooled.driver_connection
            assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - only SQLite comes here
            yield connection
        finally:
            pooled.close()

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Re-label what the database says, in words that name a remedy."""
        try:
            yield
        except FAILURES as error:
            raise storage_error(str(self), error) from error


def _url(address: str | Path) -> sa.URL:
    if isinstance(address, Path) or "://" not in address:
        return sa.URL.create("sqlite", database=str(Path(address).absolute()))
    url = sa.make_url(address)
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database:
        return url
    raise StorageError(
        f"{url.render_as_string(hide_password=True)} is not a database that Engross can use.",
        remedy="Set ENGROSS_DATABASE to postgresql://..., or leave it empty for SQLite.",
    )


def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    # Transactions are begun by `_on_begin`, not when sqlite3 guesses that one is wanted.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _on_begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
