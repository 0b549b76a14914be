"""One transaction that several calls share: each of them whole or not at all, and all of them."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from engross.errors import StorageError

FAILURES = (sa.exc.DBAPIError, sqlite3.Error, sa.exc.TimeoutError)
"""What the database raises when it fails us, as against what a store refuses."""


class Whole:
    """An open transaction; what fails in the database spoils it for good."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._spoilt = False
        self.erases = False
        """Whether something was erased in it."""

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """The connection, which sees what the transaction has done so far."""
        self.check()
        try:
            yield self._connection
        except FAILURES:
            self._spoilt = True
            raise

    @contextmanager
    def part(self) -> Iterator[sa.Connection]:
        """A step of the transaction; an exception undoes the step, and leaves what was before."""
        with self.reading() as connection:
            step = connection.begin_nested()
            try:
                yield connection
            except FAILURES:
                raise
            except BaseException:
                # A spoilt one is rolled back whole; SQLite may have forgotten the step already.
                if not self._spoilt:
                    step.rollback()
                raise
            self.check()
            step.commit()

    def check(self) -> None:
        """Refuse to go on in a transaction that has failed, or to commit it.

        Raises:
            StorageError: something in it failed, and somebody caught that.
        """
        # SQLite takes back a whole transaction by itself when, for one, the disk is full. What
        # came after would be kept one by one, without what came before.
        if self._spoilt:
            raise StorageError(
                "The database failed in the middle of a change, so none of it was kept.",
                remedy="Run 'engross doctor' to see what is wrong.",
            )


class OfThread(threading.local):
    """The transaction that this thread has open, if any."""

    whole: Whole | None = None
