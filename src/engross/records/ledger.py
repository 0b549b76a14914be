"""One line of the ledger: what was done, by whom, when, and a salted hash of the rest."""

from __future__ import annotations

import datetime as dt

from engross.records.base import Record


class LedgerEntry(Record):
    """One thing done; entries form a hash chain."""

    number: int
    """1, 2, 3, ... without gaps."""
    at: dt.datetime
    """In UTC."""
    kind: str
    """What was done: `run-started`, `model-called`, `held`, `signed`, `released`, ..."""
    run: str
    """The run's id; empty for what belongs to none."""
    actor: str
    """`engross`, an agent's key, or the *salted hash* of a person's e-mail address."""
    subject: str
    """Ids only, such as a task and ordinal, a finding's id, a deliverable's number."""
    payload_hash: str
    """Hex SHA-256 of salt + canonical payload. Salt and payload live in an erasable table."""
    previous: str
    """`hash` of the entry before; 64 zeros for the first."""
    hash: str
    """Hex SHA-256 over the canonical JSON of all other fields."""
