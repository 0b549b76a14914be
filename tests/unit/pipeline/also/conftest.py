"""A firm whose client report has a mail, a table and a Word file beside it."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from engross.ledger import Ledger
from engross.ooxml.package import open_package, write_package
from engross.pipeline import names
from engross.pipeline.checking import check
from engross.pipeline.deciding import sign
from engross.pipeline.holding import hold
from engross.pipeline.orders import Order
from engross.pipeline.rendering import render
from engross.pipeline.returning import Wish, return_file
from engross.pipeline.services import Services
from engross.pipeline.stages import read
from engross.pipeline.starting import start
from engross.records import (
    Brief,
    CrewResult,
    Deliverable,
    Draft,
    DraftSection,
    HeldDocument,
    Override,
    Paragraph,
    Run,
    Sentence,
)
from engross.signoff import Cost, Passwords
from engross.testing.stores import FolderDocumentStore, MemoryRunStore
from engross.workspace.section_specs import SectionSpec
from engross.workspace.specs import AlsoColumn, AlsoSpec, TemplateSpec

HELEN = "helen.pike@penhallowreeve.example"
WORDS = "harbour lantern quince"
BILLED = "We billed [[fact:billed/2026-Q3/matter]] this quarter."
FEES = "Fees of [[fact:billed/2026-Q3/matter]] for [[fact:client-name/register/client]]."
ROOT = Path(__file__).resolve().parents[4]

ALSO = (
    AlsoSpec(kind="mail", key="reply", deliverable="{client} - {title}.eml"),
    AlsoSpec(
        kind="table",
        key="crm",
        deliverable="{client} - import.csv",
        leaves=False,
        columns=(
            AlsoColumn(heading="Company name", measure="client-name"),
            AlsoColumn(heading="Billed", measure="billed", scope="matter"),
        ),
    ),
    AlsoSpec(
        kind="document",
        key="notes",
        title="File note",
        deliverable="{client} - {title}.docx",
        leaves=False,
        template="notes",
        standard_format=(
            SectionSpec(
                key="fees", heading="Fees", purpose="Fees.", words=(0, 0), fixed_text=(FEES,)
            ),
        ),
    ),
)
NOTES = TemplateSpec.model_validate(
    {
        "title": "File note",
        "sections": ["fees"],
        "context": {
            "document.title": {"kind": "text"},
            "client.name": {"kind": "text"},
            "sections.fees.heading": {"kind": "text"},
            "sections.fees.paragraphs": {"kind": "paragraphs"},
        },
    }
)


def template() -> bytes:
    document = docx.Document()
    for text in (
        "{{ document.title }}: {{ client.name }}",
        "{{ sections.fees.heading }}",
        "{%p for text in sections.fees.paragraphs %}",
        "{{ text }}",
        "{%p endfor %}",
    ):
        document.add_paragraph(text)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_more_files(services: Services, *also: AlsoSpec) -> Services:
    """The firm, whose client report has these files beside it."""
    workspace = services.workspace
    (workspace.root / "templates" / "notes.docx").write_bytes(template())
    (workspace.root / "templates" / "notes.yaml").write_text("title: File note\n")
    report = workspace.crews["client_report"].model_copy(update={"also": also})
    changed = workspace.model_copy(
        update={
            "crews": {**workspace.crews, "client_report": report},
            "templates": {**workspace.templates, "notes": NOTES},
        }
    )
    return dataclasses.replace(services, workspace=changed)


def made(services: Services) -> Run:
    """A held report of a quarter's fees, with one sentence of prose."""
    folder = ROOT / "examples" / "client_report"
    order = Order(
        crew="client_report",
        client="wrackline",
        matter="WRA001",
        files=(("billing", folder / "billing.xlsx"), ("notes", folder / "call-notes.md")),
        period="2026-Q3",
        as_at=dt.date(2026, 10, 14),
        started_by="priya.sandhu@penhallowreeve.example",
    )
    run = start(services, order)
    read(services, run)
    said = Paragraph(sentences=(Sentence(text=BILLED),))
    sections = services.workspace.crews["client_report"].standard_format
    draft = Draft(
        sections=tuple(
            DraftSection(key=one.key, paragraphs=(said,) if one.key == "summary" else ())
            for one in sections
        )
    )
    services.records.save(run.id, names.RESULT, CrewResult(brief=Brief(sections=()), draft=draft))
    for stage in (render, check, hold):
        stage(services, services.runs.get(run.id))
    return services.runs.get(run.id)


@pytest.fixture(scope="session")
def first(
    tmp_path_factory: pytest.TempPathFactory,
    make_services: Callable[[Path, Callable[[str], None]], Services],
) -> tuple[Services, Run]:
    """The firm and a held run, made once, with a partner's password, hashed cheaply."""
    services = make_services(tmp_path_factory.mktemp("first"), lambda _words: None)
    passwords = Passwords(services.passwords._store, Cost(passes=1, kibibytes=8, threads=1))
    person = services.workspace.firm.person(HELEN)
    assert person is not None
    passwords.set(person, WORDS)
    services = dataclasses.replace(with_more_files(services, *ALSO), passwords=passwords)
    return services, made(services)


@pytest.fixture
def run(first: tuple[Services, Run]) -> Run:
    return first[1]


@pytest.fixture
def firm(first: tuple[Services, Run], tmp_path: Path) -> Services:
    """The firm over copies of everything that it keeps."""
    services = first[0]
    for name in ("documents", "outputs"):
        shutil.copytree(services.outputs.parent / name, tmp_path / name)
    runs = MemoryRunStore()
    for one in services.runs.list():
        runs.add(one)
    root = services.workspace.root
    for folder in ("templates", "knowledge"):
        shutil.copytree(root / folder, tmp_path / folder)
    return dataclasses.replace(
        services,
        workspace=services.workspace.model_copy(update={"root": tmp_path}),
        outputs=tmp_path / "outputs",
        keys=tmp_path / "keys",
        runs=runs,
        records=copy.deepcopy(services.records),
        documents=FolderDocumentStore(tmp_path / "documents"),
        ledger=Ledger(copy.deepcopy(services.ledger._store)),
    )


def held_of(services: Services, run: Run) -> HeldDocument:
    return services.records.load(run.id, names.HELD, HeldDocument)


def files(services: Services, run: Run) -> dict[str, tuple[Deliverable, bytes]]:
    """The held document's files by the ending of their names, `note.docx` being the file note."""
    found = {}
    for file in held_of(services, run).candidate.deliverables:
        key = "note" if "file note" in file.name else file.name.rpartition(".")[2]
        found[key] = (file, services.documents.get(file.sha256))
    return found


def edited(services: Services, run: Run, old: str, new: str) -> Path:
    """The review copy with words typed over, as Word would save it."""
    path = services.folder(run) / held_of(services, run).candidate.review_copy.name
    parts = open_package(path.read_bytes())
    body = parts["word/document.xml"].decode()
    assert old in body
    path.write_bytes(
        write_package({**parts, "word/document.xml": body.replace(old, new, 1).encode()})
    )
    return path


def give_back(services: Services, run: Run, path: Path, *asserts: str) -> HeldDocument:
    wish = Wish(HELEN, asserts)
    return return_file(services, run.id, path, wish, password=lambda _who: WORDS).held


def signed(services: Services, run: Run, version: int) -> Run:
    """The run, signed in spite of every finding that somebody may answer for."""
    blocks = [f for f in held_of(services, run).findings if f.severity == "block"]
    sign(
        services,
        run.id,
        email=HELEN,
        password=lambda _who: WORDS,
        comment="",
        overrides=tuple(Override(finding=f.id, reason="It is a test of ours.") for f in blocks),
        version=version,
    )
    return services.runs.get(run.id)
