"""A batch's surroundings: services on doubles, and an engine that only notes what it is asked."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from engross.ledger import Ledger
from engross.pipeline.batches import Batch, Item
from engross.pipeline.orders import Order
from engross.pipeline.services import Services
from engross.testing.stores import (
    FolderDocumentStore,
    MemoryLedgerStore,
    MemoryRecordStore,
    MemoryRunStore,
)
from unit.pipeline.batches.production import MakeBatch, Production

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="session")
def firm_once(tmp_path_factory: pytest.TempPathFactory, make_services) -> Services:  # noqa: ANN001 - its type stands in another conftest
    """The workspace, loaded once; what is kept is each test's own."""
    made: Services = make_services(tmp_path_factory.mktemp("firm"), lambda _words: None)
    return made


@pytest.fixture
def services(firm_once: Services, tmp_path: Path) -> Services:
    """The repository's own workspace, in which nothing has been done."""
    return replace(
        firm_once,
        outputs=tmp_path / "outputs",
        keys=tmp_path / "keys",
        runs=MemoryRunStore(),
        records=MemoryRecordStore(),
        documents=FolderDocumentStore(tmp_path / "documents"),
        ledger=Ledger(MemoryLedgerStore()),
    )


@pytest.fixture
def production(services: Services) -> Production:
    return Production(services)


@pytest.fixture
def inputs(tmp_path: Path) -> tuple[tuple[str, Path], ...]:
    """The example report's inputs, in a folder of their own."""
    folder = tmp_path / "inputs"
    folder.mkdir()
    for name in ("call-notes.md", "billing.xlsx"):
        shutil.copy(ROOT / "examples" / "client_report" / name, folder)
    return (("notes", folder / "call-notes.md"), ("billing", folder / "billing.xlsx"))


@pytest.fixture
def make_batch(inputs: tuple[tuple[str, Path], ...]) -> MakeBatch:
    def make(*changed: dict[str, object]) -> Batch:
        plain = Order(crew="client_report", client="wrackline", matter="WRA001", files=inputs)
        items = (
            Item(
                f"row {number}",
                plain.model_copy(update={k: v for k, v in change.items() if k != "problem"}),
                str(change.get("problem", "")),
            )
            for number, change in enumerate(changed, start=2)
        )
        return Batch("client_report", "Client report", tuple(items))

    return make
