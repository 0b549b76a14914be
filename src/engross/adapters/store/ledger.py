"""Ledger lines, which only ever grow, and their payloads, which may be erased."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError

from engross.adapters.store.database import Database
from engross.adapters.store.tables import LEDGER, LEDGER_PAYLOADS
from engross.errors import Tampered
from engross.records.ledger import LedgerEntry


class SQLLedgerStore:
    """`LedgerStore` on a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(
        self, make: Callable[[LedgerEntry | None], LedgerEntry], salt: bytes, payload: bytes
    ) -> LedgerEntry:
        """Make the next line from the newest one and keep both parts, in one transaction."""
        with self._database.writing() as connection:
            entry = make(_newest(connection))
            connection.execute(LEDGER.insert().values(entry.model_dump(mode="json")))
            connection.execute(
                LEDGER_PAYLOADS.insert().values(number=entry.number, salt=salt, payload=payload)
            )
        return entry

    def entries(self, run: str = "") -> Sequence[LedgerEntry]:
        """All lines in order, or those of one run.

        Raises:
            Tampered: a line does not read.
        """
        query = sa.select(LEDGER).order_by(LEDGER.c.number)
        if run:
            query = query.where(LEDGER.c.run == run)
        with self._database.reading() as connection:
            return [_entry(row) for row in connection.execute(query).mappings()]

    def newest(self) -> LedgerEntry | None:
        """The last line, or `None` before the first.

        Raises:
            Tampered: it does not read.
        """
        with self._database.reading() as connection:
            return _newest(connection)

    def payload(self, number: int) -> tuple[bytes, bytes] | None:
        """Salt and payload of a line, or `None` once erased."""
        query = sa.select(LEDGER_PAYLOADS.c.salt, LEDGER_PAYLOADS.c.payload)
        with self._database.reading() as connection:
            row = connection.execute(query.where(LEDGER_PAYLOADS.c.number == number)).first()
        return None if row is None else (row.salt, row.payload)

    def payloads(self) -> Mapping[int, tuple[bytes, bytes]]:
        """Salt and payload by line number, of every line whose payload is not erased."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(LEDGER_PAYLOADS))
            return {row.number: (row.salt, row.payload) for row in rows}


def _newest(connection: sa.Connection) -> LedgerEntry | None:
    query = sa.select(LEDGER).order_by(LEDGER.c.number.desc()).limit(1)
    row = connection.execute(query).mappings().first()
    return None if row is None else _entry(row)


def _entry(row: Mapping[Any, Any]) -> LedgerEntry:
    try:
        return LedgerEntry.model_validate(dict(row))
    except ValidationError as error:
        raise Tampered(f"Ledger line {row['number']} does not read.") from error
