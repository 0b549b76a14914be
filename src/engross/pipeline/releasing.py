"""The release stage: exactly the signed bytes leave, with a manifest."""

from __future__ import annotations

from engross.errors import Tampered
from engross.pipeline import names
from engross.pipeline.services import Services
from engross.pipeline.verifying import ledger_problems
from engross.records import Decision, Evidence, HeldDocument, Run, SignedDocument
from engross.release import Outbox, Seal, Stored, signing_key
from engross.release import release as release_signed
from engross.signoff import digest

RELEASED_FOLDER = "released"


def release(services: Services, run: Run) -> None:
    """A signed document to a released one; a second time changes nothing.

    Raises:
        Tampered: the ledger, the decision or anything that was signed has been changed.
    """
    if wrong := ledger_problems(services):
        raise Tampered(" ".join(wrong), remedy="Nothing was released.")
    signed = SignedDocument(
        held=services.records.load(run.id, names.HELD, HeldDocument),
        decision=services.records.load(run.id, names.DECISION, Decision),
    )
    _check_noted(services, run, signed.decision)
    files = signed.held.candidate.deliverables
    released = release_signed(
        signed,
        Stored(
            contents={file.name: services.documents.get(file.sha256) for file in files},
            evidence=services.records.load(run.id, names.EVIDENCE, Evidence),
        ),
        Outbox(services.workspace.root, services.folder(run) / RELEASED_FOLDER),
        Seal(signing_key(services.keys), services.ledger.head(), services.now()),
        digest,
    )
    services.records.save(run.id, names.RELEASED, released)
    if run.state != "released":
        services.ledger.record(
            "released",
            run=run.id,
            actor="engross",
            subject=f"manifest {released.manifest_sha256[:16]}",
            payload=released.model_dump(mode="json"),
        )
        services.runs.change(run.id, state="released")


def _check_noted(services: Services, run: Run, decision: Decision) -> None:
    """The decision must be the one that the ledger noted when the person made it."""
    line = services.ledger.newest("signed", run.id)
    noted = services.ledger.details(line) if line else None
    if noted is None or Decision.model_validate(noted) != decision:
        raise Tampered(
            f"The signature on {run.id} is not the one that the ledger noted.",
            remedy="Nothing was released. Start another run with `engross rerun`.",
        )
