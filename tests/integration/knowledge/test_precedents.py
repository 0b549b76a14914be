"""A precedent with a real store, a real index and a document that was really released."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engross.errors import UsageError
from engross.pipeline import names
from engross.pipeline.checking import check
from engross.pipeline.deciding import sign
from engross.pipeline.holding import hold
from engross.pipeline.library import Library
from engross.pipeline.orders import Order
from engross.pipeline.precedents import keep
from engross.pipeline.releasing import release
from engross.pipeline.rendering import render
from engross.pipeline.services import Services
from engross.pipeline.stages import read
from engross.pipeline.starting import start
from engross.pipeline.verifying import ledger_problems
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
from engross.settings import Settings
from engross.signoff import Signer
from engross.wiring.house import open_house
from engross.workspace import check_workspace, load_workspace

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "examples" / "client_report"
FOLDERS = ("crews", "agents", "tasks", "knowledge", "templates", "outputs")
HELEN = "helen.pike@penhallowreeve.example"
PASSWORD = "harbour lantern quince"  # noqa: S105 - a made-up person's
QUESTION = "What did we charge for moving the barnacle scrapers?"
WORDS = (
    "Moving the barnacle scrapers was charged with the fees of the quarter.",
    "Fees billed this quarter come to [[fact:billed/2026-Q3/matter]] excluding VAT.",
)


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The example firm with a report released."""
    root = tmp_path_factory.mktemp("firm")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("client_report-*"))
    shutil.copy(ROOT / "firm.yaml", root)
    with open_house(Settings(workspace=root), lambda _words: None) as house:
        _release(house.services)
        yield house.services


def _release(services: Services) -> None:
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
    said = (Paragraph(sentences=tuple(Sentence(text=text) for text in WORDS)),)
    draft = Draft(
        sections=tuple(
            DraftSection(key=section.key, paragraphs=said if section.key == "fees" else ())
            for section in services.workspace.crews["client_report"].standard_format
        )
    )
    services.records.save(run.id, names.RESULT, CrewResult(brief=Brief(sections=()), draft=draft))
    for stage in (render, check, hold):
        stage(services, services.runs.get(run.id))
    _sign(services, run)
    release(services, services.runs.get(run.id))


def _sign(services: Services, run: Run) -> None:
    services.passwords.set(_helen(services).person, PASSWORD)
    findings = services.records.load(run.id, names.HELD, HeldDocument).findings
    sign(
        services,
        run.id,
        email=HELEN,
        password=lambda _who: PASSWORD,
        comment="",
        overrides=tuple(
            Override(finding=finding.id, reason="A short draft, for a test.")
            for finding in findings
            if finding.severity == "block"
        ),
    )


def _helen(services: Services) -> Signer:
    person = services.workspace.firm.person(HELEN)
    assert person is not None
    return Signer(person)


def _found(services: Services, client: str, matter: str) -> list[str]:
    """The files that answer the question for that matter, as a run a day later would see them."""
    root = services.workspace.root
    today = dt.date(2026, 11, 23)
    opened = Services(**{**vars(services), "workspace": load_workspace(root)})
    answer = Library(opened, today, client, matter).search(QUESTION, 5)
    near = (*answer.passages, *answer.nearest)
    return [one.passage.span.file for one in near if "barnacle" in one.passage.text]


def test_a_precedent_is_found_by_its_matter_and_by_nobody_else(services: Services) -> None:
    run = services.runs.list()[0]

    kept = keep(services, run.id, _helen(services), sections=["fees"])

    assert _found(services, "wrackline", "accounts-2026") == [kept.file]
    assert _found(services, "wrackline", "") == []
    assert _found(services, "copperbeech", "advisory") == []
    assert check_workspace(services.workspace.root) == ()
    assert ledger_problems(services) == ()


def test_what_could_not_be_listed_is_not_in_the_ledger_either(services: Services) -> None:
    run = services.runs.list()[0]
    index = services.workspace.root / "knowledge" / "index.yaml"
    before, lines = index.read_bytes(), len(services.ledger.lines())
    index.write_text(
        "files: {faq.md: {owner: a@b.example, review_by: 2027-01-31}}\n", encoding="utf-8"
    )

    with pytest.raises(UsageError, match="cannot be changed safely"):
        keep(services, run.id, _helen(services), behind="client")

    index.write_bytes(before)
    assert len(services.ledger.lines()) == lines
    assert not list((services.workspace.root / "knowledge/clients/wrackline").glob("precedents/*"))
