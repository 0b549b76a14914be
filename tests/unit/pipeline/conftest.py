"""Services on doubles: nothing here reaches a disk but the documents, or any model."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from engross.ledger import Ledger
from engross.models.house import HouseModel
from engross.pipeline.services import Services
from engross.pipeline.starting import Order
from engross.signoff import Passwords
from engross.testing import HashedEmbedding
from engross.testing.stores import (
    FolderDocumentStore,
    MemoryCredentialStore,
    MemoryJournal,
    MemoryLedgerStore,
    MemoryRecordStore,
    MemoryRunStore,
    together,
)
from engross.workspace import load_workspace

ROOT = Path(__file__).resolve().parents[3]


def _never(*_anything: object) -> object:
    raise AssertionError("a test of the pipeline opened something real")


@pytest.fixture
def told() -> list[str]:
    """What was told as progress."""
    return []


MakeServices = Callable[[Path, Callable[[str], None]], Services]


@pytest.fixture(scope="session")
def make_services() -> MakeServices:
    """`make_services(folder, progress)`, for tests that share what is made slowly."""
    return _services


@pytest.fixture
def services(tmp_path: Path, told: list[str]) -> Services:
    """A copy of the repository's own workspace on doubles."""
    return _services(tmp_path, told.append)


def _services(tmp_path: Path, progress: Callable[[str], None]) -> Services:
    for folder in ("templates", "knowledge"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return Services(
        workspace=load_workspace(ROOT).model_copy(update={"root": tmp_path}),
        outputs=tmp_path / "outputs",
        keys=tmp_path / "keys",
        runs=MemoryRunStore(),
        records=MemoryRecordStore(),
        documents=FolderDocumentStore(tmp_path / "documents"),
        passwords=Passwords(MemoryCredentialStore()),
        ledger=Ledger(MemoryLedgerStore()),
        together=together,
        alone=lambda _run: nullcontext(),
        embedding=HashedEmbedding,
        index=_never,  # type: ignore[arg-type]  # it must not be asked for
        journal=MemoryJournal(),
        models=_never,  # type: ignore[arg-type]  # it must not be asked for
        house=HouseModel(),
        crew_runner=_never,  # type: ignore[arg-type]  # it must not be asked for
        progress=progress,
        now=lambda: dt.datetime(2026, 10, 14, 9, 30, tzinfo=dt.UTC),
    )


@pytest.fixture
def files() -> tuple[tuple[str, Path], ...]:
    """The example inputs."""
    folder = ROOT / "examples" / "client_report"
    return (("notes", folder / "call-notes.md"), ("billing", folder / "billing.xlsx"))


@pytest.fixture
def kinds(services: Services) -> Callable[[], list[str]]:
    """The kinds of the ledger's lines so far."""
    return lambda: [line.kind for line in services.ledger.lines()]


@pytest.fixture
def order(files: tuple[tuple[str, Path], ...]) -> Order:
    """The example report, asked for."""
    return Order(
        crew="client_report",
        client="wrackline",
        matter="WRA001",
        files=files,
        period="2026-Q3",
        as_at=dt.date(2026, 10, 14),
    )
