"""A ledger in memory, with a clock that goes on by a second."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from engross.ledger import Ledger
from engross.testing.stores import MemoryLedgerStore


@pytest.fixture
def store() -> MemoryLedgerStore:
    """Tests change its lists to play the intruder."""
    return MemoryLedgerStore()


@pytest.fixture
def ledger(store: MemoryLedgerStore) -> Ledger:
    seconds = itertools.count()
    start = dt.datetime(2026, 10, 14, 9, 0, tzinfo=dt.UTC)
    return Ledger(store, lambda: start + dt.timedelta(seconds=next(seconds)))


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """A ledger with three lines: the program's, an agent's, a person's."""
    ledger.record("run-started", "run-1", "engross", "", {"client": "wrackline"})
    ledger.record("model-called", "run-1", "drafter", "draft 1.1", {"tokens": 12})
    ledger.record("signed", "run-1", "helen.pike@penhallowreeve.example", "", {"comment": "Fine"})
    return ledger
