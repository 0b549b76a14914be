"""The first tables, and the triggers that keep the ledger append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _make_runs()
    _make_ledger()
    op.create_table(
        "credentials",
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("email", name="pk_credentials"),
    )
    statements = _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL
    for statement in statements:
        op.execute(statement)


def _make_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("started_at", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_index("ix_runs_started_at", "runs", ["started_at"])
    op.create_table(
        "records",
        sa.Column("run", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("run", "name", name="pk_records"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_records_run", ondelete="CASCADE"),
    )
    op.create_table(
        "journal",
        sa.Column("run", sa.Text, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("task", sa.Text, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("request_hash", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("run", "generation", "task", "ordinal", name="pk_journal"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_journal_run", ondelete="CASCADE"),
    )


def _make_ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in (
                "at",
                "kind",
                "run",
                "actor",
                "subject",
                "payload_hash",
                "previous",
                "hash",
            )
        ),
        sa.PrimaryKeyConstraint("number", name="pk_ledger"),
    )
    op.create_index("ix_ledger_run", "ledger", ["run"])
    op.create_table(
        "ledger_payloads",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_ledger_payloads"),
        sa.ForeignKeyConstraint(["number"], ["ledger.number"], name="fk_ledger_payloads_number"),
    )


_NOT_NEXT = "a ledger line can only be added after the newest one"
_KEPT = "a ledger line cannot be changed or removed"
_UNALTERED = "a ledger payload can be erased but not changed"

# An insert is checked too: SQLite's REPLACE removes the old row without asking a delete trigger.
_SQLITE = (
    f"""CREATE TRIGGER ledger_next BEFORE INSERT ON ledger
    WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM ledger)
    BEGIN SELECT RAISE(ABORT, '{_NOT_NEXT}'); END""",  # noqa: S608 - our own words
    f"""CREATE TRIGGER ledger_update BEFORE UPDATE ON ledger
    BEGIN SELECT RAISE(ABORT, '{_KEPT}'); END""",
    f"""CREATE TRIGGER ledger_delete BEFORE DELETE ON ledger
    BEGIN SELECT RAISE(ABORT, '{_KEPT}'); END""",
    f"""CREATE TRIGGER ledger_payloads_replace BEFORE INSERT ON ledger_payloads
    WHEN NEW.number <> (SELECT max(number) FROM ledger)
    OR EXISTS (SELECT 1 FROM ledger_payloads WHERE number = NEW.number)
    BEGIN SELECT RAISE(ABORT, '{_UNALTERED}'); END""",  # noqa: S608 - our own words
    f"""CREATE TRIGGER ledger_payloads_update BEFORE UPDATE ON ledger_payloads
    BEGIN SELECT RAISE(ABORT, '{_UNALTERED}'); END""",
)

_POSTGRESQL = (
    f"""CREATE FUNCTION ledger_kept() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{_KEPT}'; END $$""",
    f"""CREATE FUNCTION ledger_unaltered() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{_UNALTERED}'; END $$""",
    f"""CREATE FUNCTION ledger_next() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
        IF NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM ledger) THEN
            RAISE EXCEPTION '{_NOT_NEXT}';
        END IF;
        RETURN NEW;
    END $$""",  # noqa: S608 - our own words
    """CREATE TRIGGER ledger_next BEFORE INSERT ON ledger
    FOR EACH ROW EXECUTE FUNCTION ledger_next()""",
    """CREATE TRIGGER ledger_kept BEFORE UPDATE OR DELETE ON ledger
    FOR EACH ROW EXECUTE FUNCTION ledger_kept()""",
    """CREATE TRIGGER ledger_emptied BEFORE TRUNCATE ON ledger
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_kept()""",
    """CREATE TRIGGER ledger_payloads_unaltered BEFORE UPDATE ON ledger_payloads
    FOR EACH ROW EXECUTE FUNCTION ledger_unaltered()""",
)
