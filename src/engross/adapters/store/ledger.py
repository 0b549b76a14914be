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
            if not self._database.is_sqlite:
                connection.execute(sa.text("LOCK TABLE ledger IN EXCLUSIVE MODE"))
            query = sa.select(LEDGER).order_by(LEDGER.c.number.desc()).limit(1)
            newest = connection.execute(query).mappings().first()
            entry = make(None if newest is None else _entry(newest))
            connection.execute(LEDGER.insert().values(entry.model_dump(mode="json")))
            connection.execute(
                LEDGER_PAYLOADS.insert().values(number=entry.number, salt=salt, payload=payload)
            )
        return entry

    def entries(self) -> Sequence[LedgerEntry]:
        """All lines in order.

        Raises:
            Tampered: a line does not read.
        """
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(LEDGER).order_by(LEDGER.c.number))
            return [_entry(row) for row in rows.mappings()]

    def payload(self, number: int) -> tuple[bytes, bytes] | None:
        """Salt and payload of a line, or `None` once erased."""
        query = sa.select(LEDGER_PAYLOADS.c.salt, LEDGER_PAYLOADS.c.payload)
        with self._database.reading() as connection:
            row = connection.execute(query.where(LEDGER_PAYLOADS.c.number == number)).first()
        return None if row is None else (row.salt, row.payload)


def _entry(row: Mapping[Any, Any]) -> LedgerEntry:
    try:
        return LedgerEntry.model_validate(dict(row))
    except ValidationError as error:
        raise Tampered(f"Ledger line {row['number']} does not read.") from error
