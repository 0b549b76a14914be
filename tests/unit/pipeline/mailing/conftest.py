"""A reply that was signed and released, with its mail, without the stages that lead there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from engross.ledger import Ledger
from engross.pipeline import names
from engross.pipeline.services import Services
from engross.records import (
    Candidate,
    Decision,
    Deliverable,
    HeldDocument,
    IncomingMail,
    ReleasedDocument,
    Run,
)
from engross.records.runs import RunState
from engross.rendering.mail_file import Envelope, mail_file
from engross.rendering.mail_words import MailWords
from engross.testing.mailbox import MemoryMailbox
from engross.testing.stores import (
    FolderDocumentStore,
    MemoryLedgerStore,
    MemoryRecordStore,
    MemoryRunStore,
)
from unit.pipeline.conftest import MakeServices

NOW = dt.datetime(2026, 10, 14, 9, 30, tzinfo=dt.UTC)
OWEN = "owen@wrackline.example"
ASKED = "7@wrackline.example"
WORDS = "Thank you for your mail. Your VAT return is due on 7 November 2026."


@pytest.fixture(scope="session")
def firm_once(tmp_path_factory: pytest.TempPathFactory, make_services: MakeServices) -> Services:
    return make_services(tmp_path_factory.mktemp("firm"), lambda _words: None)


@pytest.fixture
def mailbox() -> MemoryMailbox:
    return MemoryMailbox()


@pytest.fixture
def services(
    firm_once: Services, tmp_path: Path, mailbox: MemoryMailbox, told: list[str]
) -> Services:
    """The workspace, loaded once for a file of tests; what is kept is each test's own."""
    return replace(
        firm_once,
        outputs=tmp_path / "outputs",
        runs=MemoryRunStore(),
        records=MemoryRecordStore(),
        documents=FolderDocumentStore(tmp_path / "documents"),
        ledger=Ledger(MemoryLedgerStore()),
        mailbox=lambda: mailbox,
        progress=told.append,
    )


MakeRun = Callable[..., Run]


@pytest.fixture
def make_run(services: Services) -> MakeRun:
    """`make_run(state, number)`: a run about Owen's mail; released unless told otherwise."""

    def make(state: RunState = "released", number: int = 1, **fields: object) -> Run:
        run = Run.model_validate(
            {
                "id": f"support_reply-20261014-{number:06}",
                "crew": "support_reply",
                "client": "wrackline",
                "matter": "accounts-2026",
                "period": "2026-10-14",
                "as_at": NOW.date(),
                "inputs": (),
                "started_at": NOW + dt.timedelta(minutes=number),
                "state": state,
                "message": ASKED,
                **fields,
            }
        )
        services.runs.add(run)
        mail = IncomingMail(message_id=ASKED, from_address=OWEN, trust="verified")
        services.records.save(run.id, names.MAIL, mail)
        if state in {"held", "released"}:
            _hold(services, run)
        if state == "released":
            _release(services, run)
        return run

    return make


def _hold(services: Services, run: Run) -> None:
    plain, html = WORDS, f"<p>{WORDS}</p>"
    data = mail_file(
        MailWords(plain=plain, html=html),
        Envelope(
            run=run.id, sender="support@penhallowreeve.example", to=OWEN, subject="Re", at=NOW
        ),
    )
    file = Deliverable(name="Reply.eml", sha256=services.documents.put(data), size=len(data))
    word = Deliverable(name="Reply.docx", sha256="0" * 64, size=1)
    held = HeldDocument(
        run=run.id,
        candidate=Candidate(deliverables=(word, file), review_copy=word, figures=()),
        evidence_sha256="0" * 64,
        findings=(),
        held_at=NOW,
    )
    files = names.AlsoFiles(files=(names.AlsoFile(key="reply", file=file),))
    services.records.save(run.id, names.ALSO, files)
    services.records.save(run.id, names.HELD, held)
    services.ledger.record(
        "held",
        run=run.id,
        actor="engross",
        subject="",
        payload={"fingerprint": held.fingerprint()},
    )


def _release(services: Services, run: Run) -> None:
    decision = Decision(run=run.id, kind="sign", by="helen.pike@penhallowreeve.example", at=NOW)
    released = ReleasedDocument(
        run=run.id, folder=f"outputs/{run.id}/released", manifest_sha256="0" * 64, released_at=NOW
    )
    services.records.save(run.id, names.DECISION, decision)
    services.records.save(run.id, names.RELEASED, released)
    services.ledger.record(
        "signed",
        run=run.id,
        actor=decision.by,
        subject="",
        payload=decision.model_dump(mode="json"),
    )
