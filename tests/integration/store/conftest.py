"""A store on SQLite and on a PostgreSQL server of our own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from engross.adapters.store import Store, open_store

KINDS = ("sqlite", "postgresql")


def _program(name: str) -> str:
    """A program of PostgreSQL, on the path or where Debian keeps it; `make system` installs it."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = shutil.which(name) or (str(debian[-1]) if debian else None)
    assert found, f"{name} is not here: install PostgreSQL (`make system` does, as root)"
    return found


@pytest.fixture(scope="session")
def postgresql_socket() -> Iterator[str]:
    """The folder of the socket of a server of our own, which listens nowhere else."""
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    account = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    prefix = account if os.getuid() == 0 else []
    # Not under pytest's folder: a socket's path must be short.
    with tempfile.TemporaryDirectory(prefix="engross-pg-", dir="/tmp") as name:
        Path(name).chmod(0o777)
        data = f"{name}/data"
        options = f"-k {name} -c listen_addresses='' -c fsync=off"
        for command in (
            [initdb, "-D", data, "-U", "engross", "-A", "trust", "--no-sync", "-E", "UTF8"],
            [pg_ctl, "-D", data, "-w", "-l", f"{name}/log", "-o", options, "start"],
        ):
            subprocess.run(prefix + command, check=True, stdout=subprocess.DEVNULL, cwd=name)
        try:
            yield name
        finally:
            stop = [pg_ctl, "-D", data, "-m", "immediate", "stop"]
            subprocess.run(prefix + stop, check=True, stdout=subprocess.DEVNULL, cwd=name)


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Where an empty database is."""
    if request.param == "sqlite":
        return tmp_path / "state" / "engross.db"
    socket: str = request.getfixturevalue("postgresql_socket")
    name = f"engross_{os.urandom(4).hex()}"
    with psycopg.connect(
        f"host={socket} user=engross dbname=postgres", autocommit=True
    ) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"postgresql://engross@/{name}?host={socket}"


@pytest.fixture
def opened(address: str | Path) -> Iterator[Callable[[], Store]]:
    """Opens the store, each time as another process would."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(open_store(address))


@pytest.fixture
def store(opened: Callable[[], Store]) -> Store:
    """An open store."""
    return opened()


@pytest.fixture
def sql(address: str | Path) -> Iterator[Callable[[str], object]]:
    """Ordinary SQL, past the store; commits."""
    import sqlalchemy as sa  # noqa: PLC0415 - only for these tests

    url = f"sqlite:///{address}" if isinstance(address, Path) else address
    engine = sa.create_engine(str(url).replace("postgresql://", "postgresql+psycopg://"))

    def run(statement: str) -> object:
        with engine.begin() as connection:
            answer = connection.exec_driver_sql(statement)
            return answer.scalar() if answer.returns_rows else answer.rowcount

    yield run
    engine.dispose()
