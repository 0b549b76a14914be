"""The release stage: exactly the signed bytes leave, with a manifest."""

from __future__ import annotations

from engross.errors import ProgramError, Tampered, WrongState
from engross.pipeline import names
from engross.pipeline.moving import move
from engross.pipeline.services import Services
from engross.pipeline.subjects import called
from engross.pipeline.verifying import ledger_problems, unlike_the_ledger
from engross.records import Decision, Evidence, HeldDocument, Run, SignedDocument
from engross.records.ports import ToPrint
from engross.release import (
    RELEASED,
    Outbox,
    Seal,
    SigningKey,
    Stored,
    Wording,
    make_signing_key,
    signing_key,
)
from engross.release import release as release_signed
from engross.signoff import digest
from engross.uk.periods import label_for


def release(services: Services, run: Run) -> None:
    """A signed document to a released one; a second time changes nothing.

    Raises:
        Tampered: the ledger, the decision or anything that was signed has been changed.
    """
    if run.superseded_by:
        raise WrongState(
            f"Run {run.superseded_by} has replaced this one.", remedy="Nothing was released."
        )
    if wrong := ledger_problems(services):
        raise Tampered(" ".join(wrong), remedy="Nothing was released.")
    signed = SignedDocument(
        held=services.records.load(run.id, names.HELD, HeldDocument),
        decision=services.records.load(run.id, names.DECISION, Decision),
    )
    if wrong := tuple(unlike_the_ledger(services, signed.held, signed.decision)):
        remedy = "Nothing was released. Start another run with `engross rerun`."
        raise Tampered(" ".join(wrong), remedy=remedy)
    files = signed.held.candidate.deliverables
    released = release_signed(
        signed,
        Stored(
            contents={file.name: services.documents.get(file.sha256) for file in files},
            evidence=services.records.load(run.id, names.EVIDENCE, Evidence),
        ),
        Outbox(services.workspace.root, services.folder(run) / RELEASED),
        _seal(services, run),
        digest,
    )
    if run.state == "released":
        return
    with services.together():
        services.records.save(run.id, names.RELEASED, released)
        services.ledger.record(
            "released",
            run=run.id,
            actor="engross",
            subject=f"manifest {released.manifest_sha256[:16]}",
            payload=released.model_dump(mode="json"),
        )
        move(services, run, "release")


def _seal(services: Services, run: Run) -> Seal:
    return Seal(
        key=_key(services),
        ledger_head=services.ledger.head(),
        at=services.now(),
        wording=_wording(services, run),
        printed=lambda page: _printed(services, page),
    )


def _key(services: Services) -> SigningKey:
    """The firm's key, made for its first release; a lost one is never replaced silently."""
    if any(line.kind == "released" for line in services.ledger.lines()):
        return signing_key(services.keys)
    return make_signing_key(services.keys)


def _wording(services: Services, run: Run) -> Wording:
    """Names as firm.yaml has them now; what it no longer has is called by its key."""
    firm, crew = services.workspace.firm, services.workspace.crews.get(run.crew)
    whom, matter = called(services, run)
    title = crew.title if crew else run.crew
    when = label_for(run.period).removeprefix("as at ")
    return Wording(
        firm=firm.particulars.name,
        document=f"{title} for {whom}, {matter}, {when}",
        people={p.email.lower(): ", ".join(filter(None, (p.name, p.title))) for p in firm.people},
    )


def _printed(services: Services, page: bytes) -> bytes | None:
    """The certificate as PDF; `None` where no program makes one, which is told."""
    printer = services.programs.printer()
    if printer is None:
        return None
    try:
        return printer.pdfs([ToPrint(page)])[0]
    except ProgramError as error:
        services.progress(f"the certificate is a Word file, not a PDF: {error}")
        return None
