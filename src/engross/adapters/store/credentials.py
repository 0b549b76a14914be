"""Password hashes by e-mail address."""

from __future__ import annotations

import sqlalchemy as sa

from engross.adapters.store.database import Database
from engross.adapters.store.tables import CREDENTIALS


class SQLCredentialStore:
    """`CredentialStore` on a database; addresses are the same in capitals and small letters."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set(self, email: str, password_hash: str) -> None:
        """Keep the hash, in place of an older one."""
        key = CREDENTIALS.c.email == _address(email)
        with self._database.writing() as connection:
            changed = connection.execute(
                CREDENTIALS.update().where(key).values(password_hash=password_hash)
            )
            if not changed.rowcount:
                connection.execute(
                    CREDENTIALS.insert().values(email=_address(email), password_hash=password_hash)
                )

    def get(self, email: str) -> str | None:
        """The hash, or `None` when that person has set no password."""
        query = sa.select(CREDENTIALS.c.password_hash)
        with self._database.reading() as connection:
            return connection.execute(query.where(CREDENTIALS.c.email == _address(email))).scalar()


def _address(email: str) -> str:
    return email.strip().lower()
