"""The example firm's files, and the made-up books that its workbook is written from."""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from engross.intake import GivenFile, Subject, read_evidence
from engross.records import Evidence
from engross.uk.periods import Period
from engross.workspace import load_workspace

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "examples" / "client_report"

Read = Callable[..., Evidence]


@pytest.fixture(scope="session")
def ledger() -> ModuleType:
    """`scripts/example_ledger.py`."""
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import example_ledger  # noqa: PLC0415 - scripts are no package
    finally:
        sys.path.remove(str(ROOT / "scripts"))
    return example_ledger


@pytest.fixture(scope="session")
def workbook_script(ledger: ModuleType) -> ModuleType:
    """`scripts/make_examples.py`, which imports the books."""
    del ledger
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import make_examples  # noqa: PLC0415 - scripts are no package
    finally:
        sys.path.remove(str(ROOT / "scripts"))
    return make_examples


@pytest.fixture(scope="session")
def read() -> Read:
    """Reads example files for a client of the repository's own firm, on 14 October 2026."""
    firm = load_workspace(ROOT).firm
    cache: dict[tuple[str, ...], Evidence] = {}

    def reading(client: str, *names: str, period: str = "2026-Q3") -> Evidence:
        key = (client, period, *names)
        if key not in cache:
            found = firm.client(client)
            assert found is not None
            subject = Subject(
                firm=firm,
                client=found,
                matter=found.matters[0],
                period=Period.parse(period),
                as_at=dt.date(2026, 10, 14),
                firm_sha256=hashlib.sha256((ROOT / "firm.yaml").read_bytes()).hexdigest(),
            )
            cache[key] = read_evidence([_given(name) for name in names], subject)
        return cache[key]

    return reading


def _given(name: str) -> GivenFile:
    kind = "billing" if name.endswith(".xlsx") else "notes"
    return GivenFile(role=kind, kind=kind, name=name, data=(EXAMPLES / name).read_bytes())
