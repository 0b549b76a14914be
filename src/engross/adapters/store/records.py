"""What each stage of a run made, kept by name."""

from __future__ import annotations

import hashlib
from typing import TypeVar

import sqlalchemy as sa
from pydantic import ValidationError

from engross.adapters.store.database import Database
from engross.adapters.store.tables import RECORDS, RUNS
from engross.errors import StorageError, Tampered, UnknownRun
from engross.records.base import Record

R = TypeVar("R", bound=Record)


class SQLRecordStore:
    """`RecordStore` on a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, run: str, name: str, record: Record) -> None:
        """Keep the record; a second save of the same name replaces the first.

        Raises:
            UnknownRun: there is no such run, or it was deleted meanwhile.
        """
        body = record.canonical()
        values = {
            "kind": type(record).__name__,
            "body": body.decode(),
            "sha256": hashlib.sha256(body).hexdigest(),
        }
        key = sa.and_(RECORDS.c.run == run, RECORDS.c.name == name)
        with self._database.writing() as connection:
            if not connection.execute(sa.select(RUNS.c.id).where(RUNS.c.id == run)).first():
                raise UnknownRun(f"There is no run {run!r} to keep {name} for.")
            if not connection.execute(RECORDS.update().where(key).values(values)).rowcount:
                connection.execute(RECORDS.insert().values(run=run, name=name, **values))

    def load(self, run: str, name: str, kind: type[R]) -> R:
        """The record of that name.

        Raises:
            StorageError: it is not there.
            Tampered: what is kept does not read, or is not what was saved.
        """
        query = sa.select(RECORDS.c.kind, RECORDS.c.body, RECORDS.c.sha256)
        with self._database.reading() as connection:
            row = connection.execute(
                query.where(RECORDS.c.run == run, RECORDS.c.name == name)
            ).first()
        if row is None:
            raise _nothing_yet(run, name)
        if row.kind != kind.__name__ or hashlib.sha256(row.body.encode()).hexdigest() != row.sha256:
            raise _tampered(run, name)
        try:
            return kind.model_validate_json(row.body)
        except ValidationError as error:
            raise _tampered(run, name) from error

    def has(self, run: str, name: str) -> bool:
        """Whether the run has a record of that name."""
        query = sa.select(RECORDS.c.name).where(RECORDS.c.run == run, RECORDS.c.name == name)
        with self._database.reading() as connection:
            return connection.execute(query).first() is not None


def _nothing_yet(run: str, name: str) -> StorageError:
    error = StorageError(
        f"{run} has nothing of that kind: it has not come to the stage that makes it.",
        remedy=f"See how far it came: `engross show {run}`.",
    )
    # The name is the program's own word, so it stands in the traceback and not in the message.
    error.add_note(f"record: {name}")
    return error


def _tampered(run: str, name: str) -> Tampered:
    error = Tampered(
        f"What is kept of {run} is not what was saved: it has been changed or damaged.",
        remedy="Put the newest `engross backup` in its place, or start the run again.",
    )
    error.add_note(f"record: {name}")
    return error
