"""The record of runs."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from pydantic import ValidationError

from engross.adapters.store.database import Database
from engross.adapters.store.tables import JOURNAL, LEDGER, LEDGER_PAYLOADS, RECORDS, RUNS
from engross.errors import StorageError, Tampered, UnknownRun
from engross.records.runs import Run, RunState


class SQLRunStore:
    """`RunStore` on a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, run: Run) -> None:
        """Keep a new run.

        Raises:
            StorageError: there is one of that id already, or it cannot be kept.
        """
        with self._database.writing() as connection:
            if connection.execute(sa.select(RUNS.c.id).where(RUNS.c.id == run.id)).first():
                raise StorageError(f"There is a run {run.id} already.")
            connection.execute(RUNS.insert().values(_row(run)))

    def get(self, run: str) -> Run:
        """The run of that id, or the only one whose id begins so.

        Raises:
            UnknownRun: there is none, or more than one begins so.
            Tampered: its row does not read.
        """
        with self._database.reading() as connection:
            return _find(connection, run)

    def change(
        self,
        run: str,
        *,
        expect: RunState | Collection[RunState] | None = None,
        **fields: object,
    ) -> Run:
        """The run with those fields changed, kept; nobody comes between the look and the change.

        Raises:
            UnknownRun: there is no such run.
            WrongState: it is not in the state expected, nor in one of them.
            ValueError: a field is unknown or does not fit; a run's id never changes.
        """
        with self._database.writing() as connection:
            before = _find(connection, run)
            before.check_state(expect)
            changed = Run.model_validate({**before.model_dump(), **fields})
            if changed.id != before.id:
                message = "a run's id never changes"
                raise ValueError(message)
            where = RUNS.c.id == before.id
            connection.execute(RUNS.update().where(where).values(_row(changed)))
        return changed

    def list(self) -> Sequence[Run]:
        """All runs, newest first."""
        with self._database.reading() as connection:
            query = sa.select(RUNS.c.id, RUNS.c.body).order_by(
                RUNS.c.started_at.desc(), RUNS.c.id.desc()
            )
            return [_run(row) for row in connection.execute(query)]

    def delete(self, run: str) -> None:
        """Erase the run with its records, journal, and the salts and payloads of its ledger lines.

        The lines stay: without its salt, a line's hash can no longer be matched with anything.

        Raises:
            UnknownRun: there is no run of exactly that id; a beginning is not enough here.
        """
        lines = sa.select(LEDGER.c.number).where(LEDGER.c.run == run)
        with self._database.writing() as connection:
            if not connection.execute(sa.select(RUNS.c.id).where(RUNS.c.id == run)).first():
                raise _unknown(run)
            connection.execute(LEDGER_PAYLOADS.delete().where(LEDGER_PAYLOADS.c.number.in_(lines)))
            for table in (RECORDS, JOURNAL):
                connection.execute(table.delete().where(table.c.run == run))
            connection.execute(RUNS.delete().where(RUNS.c.id == run))
        self._database.forget_erased()


def _row(run: Run) -> dict[str, str]:
    return {
        "id": run.id,
        "started_at": run.started_at.isoformat(),
        "state": run.state,
        "body": run.canonical().decode(),
    }


def _run(row: sa.Row[str, str]) -> Run:
    try:
        return Run.model_validate_json(row[1])
    except ValidationError as error:
        raise Tampered(f"The record of run {row[0]} does not read: it has been changed.") from error


def _find(connection: sa.Connection, run: str) -> Run:
    """Exact id first, so that one id may begin another."""
    columns = sa.select(RUNS.c.id, RUNS.c.body)
    exact = connection.execute(columns.where(RUNS.c.id == run)).first()
    if exact:
        return _run(exact)
    matches = connection.execute(
        columns.where(RUNS.c.id.startswith(run, autoescape=True)).order_by(RUNS.c.id).limit(6)
    ).all()
    if len(matches) == 1 and run:
        return _run(matches[0])
    if matches and run:
        raise UnknownRun(
            f"Several runs begin with {run}: {', '.join(row[0] for row in matches[:5])}"
            f"{' ...' if len(matches) > 5 else '.'}",  # noqa: PLR2004 - as many as shown
            remedy="Type more of the id.",
        )
    raise _unknown(run)


def _unknown(run: str) -> UnknownRun:
    return UnknownRun(f"There is no run {run!r}.", remedy="'engross list' shows them all.")
