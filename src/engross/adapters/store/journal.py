"""The replayable record of a run's model calls and tool results."""

from __future__ import annotations

import sqlalchemy as sa

from engross.adapters.store.database import Database
from engross.adapters.store.tables import JOURNAL
from engross.errors import StorageError
from engross.records.ports import JournalEntry, JournalKey


class SQLJournal:
    """`Journal` on a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def recorded(self, key: JournalKey) -> JournalEntry | None:
        """What was recorded there, or `None`."""
        with self._database.reading() as connection:
            return _recorded(connection, key)

    def record(self, key: JournalKey, entry: JournalEntry) -> None:
        """Keep the entry, on the disk when this returns. Keeping the same one twice is no fault.

        Raises:
            StorageError: another entry stands there, or this one cannot be kept.
        """
        with self._database.writing() as connection:
            present = _recorded(connection, key)
            if present is None:
                connection.execute(JOURNAL.insert().values(**key._asdict(), **entry._asdict()))
            elif present != entry:
                raise StorageError(
                    f"The journal of run {key.run} has another answer already for {key.task}, "
                    f"number {key.ordinal} of generation {key.generation}.",
                    remedy="Start the run again with 'engross rerun'.",
                )

    def generation(self, run: str) -> int:
        """The newest generation of the run, 1 at first."""
        query = sa.select(sa.func.max(JOURNAL.c.generation)).where(JOURNAL.c.run == run)
        with self._database.reading() as connection:
            return connection.execute(query).scalar() or 1


def _recorded(connection: sa.Connection, key: JournalKey) -> JournalEntry | None:
    row = connection.execute(
        sa.select(JOURNAL.c.request_hash, JOURNAL.c.answer).where(
            *(JOURNAL.c[name] == value for name, value in key._asdict().items())
        )
    ).first()
    return None if row is None else JournalEntry(*row)
