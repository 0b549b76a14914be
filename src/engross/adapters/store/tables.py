"""The tables, as they are at the newest revision."""

from __future__ import annotations

import sqlalchemy as sa

HEAD = "0001"
"""The newest revision; a test holds it against the migrations."""

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

RUNS = sa.Table(
    "runs",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("started_at", sa.Text, nullable=False, index=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
)
"""One row a run; `body` is the record as canonical JSON, the others are copies to sort by."""

RECORDS = sa.Table(
    "records",
    METADATA,
    sa.Column("run", sa.Text, sa.ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
)
"""What each stage made; `sha256` is of `body`, so that a damaged row is noticed when it is read."""

JOURNAL = sa.Table(
    "journal",
    METADATA,
    sa.Column("run", sa.Text, sa.ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("generation", sa.Integer, primary_key=True),
    sa.Column("task", sa.Text, primary_key=True),
    sa.Column("ordinal", sa.Integer, primary_key=True),
    sa.Column("request_hash", sa.Text, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
)
"""Model answers and tool results, in the order in which a task asked for them."""

LEDGER = sa.Table(
    "ledger",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("run", sa.Text, nullable=False, index=True),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("payload_hash", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)
"""The ledger's lines. Triggers refuse every change but the next line; `run` is no foreign key,
because lines outlive their run."""

LEDGER_PAYLOADS = sa.Table(
    "ledger_payloads",
    METADATA,
    sa.Column("number", sa.Integer, sa.ForeignKey("ledger.number"), primary_key=True),
    sa.Column("salt", sa.LargeBinary, nullable=False),
    sa.Column("payload", sa.LargeBinary, nullable=False),
)
"""Salts and payloads of ledger lines. Triggers refuse to alter one; its run's end may erase it."""

CREDENTIALS = sa.Table(
    "credentials",
    METADATA,
    sa.Column("email", sa.Text, primary_key=True),
    sa.Column("password_hash", sa.Text, nullable=False),
)
"""Password hashes by e-mail address in lower case."""
