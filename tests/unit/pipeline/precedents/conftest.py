"""A report with a few sentences of ours, signed by Helen Pike and released."""

from __future__ import annotations

import copy
import datetime as dt
import shutil
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from engross.ledger import Ledger
from engross.models.house import HouseModel
from engross.pipeline import names
from engross.pipeline.checking import check
from engross.pipeline.deciding import sign
from engross.pipeline.holding import hold
from engross.pipeline.orders import Order
from engross.pipeline.releasing import release
from engross.pipeline.rendering import render
from engross.pipeline.services import Services
from engross.pipeline.stages import read
from engross.pipeline.starting import start
from engross.records import (
    Brief,
    CrewResult,
    Draft,
    DraftSection,
    HeldDocument,
    Override,
    Paragraph,
    Run,
    Sentence,
)
from engross.signoff import Cost, Passwords, Signer
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
from engross.workspace import LoadedWorkspace, load_workspace

ROOT = Path(__file__).resolve().parents[4]
EXAMPLES = ROOT / "examples" / "client_report"

HELEN = "helen.pike@penhallowreeve.example"
WORDS = "harbour lantern quince"
BILLED = "Fees billed this quarter come to [[fact:billed/2026-Q3/matter]] excluding VAT."
ASKED = "You asked us to send the payroll summary to the yard manager."
QUERY = "If you have a query on it, please tell us."
PENDING = "We will ring Ms Adeyemi when the counting is over."


def written(*sentences: str, cites: tuple[str, ...] = ()) -> Paragraph:
    return Paragraph(sentences=tuple(Sentence(text=text, cites=cites) for text in sentences))


def _never(*_anything: object) -> object:
    raise AssertionError("keeping a precedent opened what it does not need")


def _services(
    workspace: LoadedWorkspace, runs: MemoryRunStore, records: MemoryRecordStore, ledger: Ledger
) -> Services:
    """The workspace on doubles, on a day in November."""
    root = workspace.root
    return Services(
        workspace=workspace,
        outputs=root / "outputs",
        keys=root / "keys",
        runs=runs,
        records=records,
        documents=FolderDocumentStore(root / "documents"),
        passwords=Passwords(MemoryCredentialStore(), Cost(passes=1, kibibytes=8, threads=1)),
        ledger=ledger,
        together=together,
        alone=lambda _run: nullcontext(),
        embedding=HashedEmbedding,
        index=_never,  # type: ignore[arg-type]  # it must not be asked for
        journal=MemoryJournal(),
        models=_never,  # type: ignore[arg-type]  # it must not be asked for
        house=HouseModel(),
        crew_runner=_never,  # type: ignore[arg-type]  # it must not be asked for
        progress=lambda _words: None,
        now=lambda: dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC),
    )


def _hold(services: Services) -> Run:
    files = (("notes", EXAMPLES / "call-notes.md"), ("billing", EXAMPLES / "billing.xlsx"))
    order = Order(
        crew="client_report",
        client="wrackline",
        matter="WRA001",
        files=files,
        period="2026-Q3",
        as_at=dt.date(2026, 10, 14),
    )
    run = start(services, order)
    read(services, run)
    drafted = {
        "fees": (written(BILLED, "It is as we agreed."), written(ASKED, cites=("p1",))),
        "account": (written(QUERY),),
        "issues": (written("The winch is worn.", cites=("p1",)),),
        "next_period": (written(PENDING), written("We will send the list.")),
    }
    keys = [section.key for section in services.workspace.crews["client_report"].standard_format]
    sections = tuple(DraftSection(key=key, paragraphs=drafted.get(key, ())) for key in keys)
    result = CrewResult(brief=Brief(sections=()), draft=Draft(sections=sections))
    services.records.save(run.id, names.RESULT, result)
    for stage in (render, check, hold):
        stage(services, services.runs.get(run.id))
    return services.runs.get(run.id)


def _sign_and_release(services: Services, run: Run) -> Run:
    helen = services.workspace.firm.person(HELEN)
    assert helen is not None
    services.passwords.set(helen, WORDS)
    findings = services.records.load(run.id, names.HELD, HeldDocument).findings
    overrides = tuple(
        Override(finding=finding.id, reason="A short draft, for a test.")
        for finding in findings
        if finding.severity == "block"
    )
    sign(
        services,
        run.id,
        email=HELEN,
        password=lambda _who: WORDS,
        comment="",
        overrides=overrides,
    )
    release(services, services.runs.get(run.id))
    return services.runs.get(run.id)


@pytest.fixture(scope="session")
def released_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Services, Run]:
    """The report, signed and released; only to be copied."""
    root = tmp_path_factory.mktemp("released")
    for folder in ("templates", "knowledge"):
        shutil.copytree(ROOT / folder, root / folder)
    ledger = Ledger(MemoryLedgerStore())
    workspace = load_workspace(ROOT).model_copy(update={"root": root})
    services = _services(workspace, MemoryRunStore(), MemoryRecordStore(), ledger)
    return services, _sign_and_release(services, _hold(services))


@pytest.fixture
def firm(released_once: tuple[Services, Run], tmp_path: Path) -> Services:
    """A copy of everything, to do with as a test likes."""
    original, run = released_once
    shutil.copytree(original.workspace.root, tmp_path, dirs_exist_ok=True)
    runs = MemoryRunStore()
    runs.add(run)
    records, ledger = copy.deepcopy((original.records, original.ledger))
    assert isinstance(records, MemoryRecordStore)
    workspace = original.workspace.model_copy(update={"root": tmp_path})
    return _services(workspace, runs, records, ledger)


@pytest.fixture
def released(released_once: tuple[Services, Run]) -> Run:
    """The report, signed and released."""
    return released_once[1]


@pytest.fixture
def helen(firm: Services) -> Signer:
    person = firm.workspace.firm.person(HELEN)
    assert person is not None
    return Signer(person)


@pytest.fixture
def review_copy(firm: Services, released: Run) -> bytes:
    """The report's review copy, with its watermark and comments."""
    held = firm.records.load(released.id, names.HELD, HeldDocument)
    return firm.documents.get(held.candidate.review_copy.sha256)


@pytest.fixture
def kept_files(firm: Services) -> Callable[[], list[str]]:
    """The precedents that lie in the knowledge folder, by name."""
    folder = firm.workspace.root / "knowledge"
    return lambda: sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("precedents/*")
    )
