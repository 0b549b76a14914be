"""Services on doubles: nothing here reaches a disk but the documents, or any model."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from contextlib import nullcontext
from functools import cache
from pathlib import Path

import pytest

from engross.ledger import Ledger
from engross.models.house import HouseModel
from engross.pipeline.orders import Order
from engross.pipeline.services import Services
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
from engross.workspace.loading import LoadedWorkspace

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


@cache
def _workspace() -> LoadedWorkspace:
    """The repository's own workspace, loaded once: it is never changed, only copied."""
    return load_workspace(ROOT)


def _services(tmp_path: Path, progress: Callable[[str], None]) -> Services:
    for folder in ("templates", "knowledge"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return Services(
        workspace=_workspace().model_copy(update={"root": tmp_path}),
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


SERVER = "mx.penhallowreeve.example"
RUTH = "ruth.adeyemi@wracklineboatyard.example"
PASSED = f"{SERVER}; dmarc=pass header.from=wracklineboatyard.example"


@pytest.fixture
def mail_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Order]:
    """`mail_order(body, sender=..., **headers)`: a reply asked for, to a mail read right here."""
    from engross.intake.incoming import reading  # noqa: PLC0415 - what is patched
    from engross.sources.readers import mail as reader  # noqa: PLC0415 - the same

    monkeypatch.setattr(reading, "read_document", reader.read)

    def ordered(
        body: str = "When is our VAT return due?",
        *,
        sender: str = f"Ruth Adeyemi <{RUTH}>",
        told: str = PASSED,
        also: tuple[tuple[str, Path], ...] = (),
        **headers: str,
    ) -> Order:
        lines = {
            "Received": f"from there by {SERVER}; Wed, 14 Oct 2026 09:02:11 +0100",
            "Authentication-Results": told,
            "From": sender,
            "To": "office@penhallowreeve.example",
            "Subject": "A question",
            "Message-ID": "<one@wracklineboatyard.example>",
            "Date": "Wed, 14 Oct 2026 09:01:00 +0100",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        head = "".join(f"{name}: {value}\n" for name, value in lines.items() if value)
        path = tmp_path / "mail.eml"
        path.write_text(f"{head}\n{body}\n", encoding="utf-8")
        return Order(crew="support_reply", files=(("mail", path), *also))

    return ordered
