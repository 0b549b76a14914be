"""Brings a database to the newest revision; costs one query when it is there already."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from engross.adapters.store.database import Database
from engross.adapters.store.tables import HEAD
from engross.errors import StorageError

MIGRATIONS = Path(__file__).with_name("migrations")
"""Shipped inside the package, so an installed wheel migrates as the source tree does."""


def bring_up_to_date(database: Database) -> None:
    """Apply the migrations that the database has not seen.

    Raises:
        StorageError: a newer Engross made it, or it cannot be changed.
    """
    with database.reading() as connection:
        if _revision(connection) == HEAD:
            return
    with database.writing() as connection:
        # Another process may have done it while this one waited for its turn.
        if _revision(connection) != HEAD:
            _upgrade(connection, database)


def _revision(connection: sa.Connection) -> str:
    if not sa.inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() or ""


def _upgrade(connection: sa.Connection, database: Database) -> None:
    from alembic import command  # noqa: PLC0415 - 0.2 s that an up-to-date database need not pay
    from alembic.config import Config  # noqa: PLC0415 - the same
    from alembic.util import CommandError  # noqa: PLC0415 - the same

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StorageError(
            f"The database {database} was made by a newer Engross ({error}).",
            remedy="Install the newest Engross on this machine.",
        ) from error
