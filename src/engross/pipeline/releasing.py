"""The release stage: exactly the signed bytes leave, with a manifest."""

from __future__ import annotations

from engross.errors import Tampered, WrongState
from engross.pipeline import names
from engross.pipeline.moving import move
from engross.pipeline.services import Services
from engross.pipeline.verifying import ledger_problems
from engross.records import Decision, Evidence, HeldDocument, Run, SignedDocument
from engross.release import Outbox, Seal, SigningKey, Stored, make_signing_key, signing_key
from engross.release import release as release_signed
from engross.signoff import digest

RELEASED_FOLDER = "released"


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
    _check_noted(services, run, signed.decision)
    files = signed.held.candidate.deliverables
    released = release_signed(
        signed,
        Stored(
            contents={file.name: services.documents.get(file.sha256) for file in files},
            evidence=services.records.load(run.id, names.EVIDENCE, Evidence),
        ),
        Outbox(services.workspace.root, services.folder(run) / RELEASED_FOLDER),
        Seal(_key(services), services.ledger.head(), services.now()),
        digest,
        signer=_name_of(services, signed.decision.by),
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


def _name_of(services: Services, email: str) -> str:
    """`Helen Pike, Partner`; empty when firm.yaml no longer names the person."""
    person = services.workspace.firm.person(email)
    return ", ".join(filter(None, (person.name, person.title))) if person else ""


def _key(services: Services) -> SigningKey:
    """The firm's key, made for its first release; a lost one is never replaced silently."""
    if any(line.kind == "released" for line in services.ledger.lines()):
        return signing_key(services.keys)
    return make_signing_key(services.keys)


def _check_noted(services: Services, run: Run, decision: Decision) -> None:
    """The decision must be the one that the ledger noted when the person made it."""
    line = services.ledger.newest("signed", run.id)
    noted = services.ledger.details(line) if line else None
    if noted is None or Decision.model_validate(noted) != decision:
        raise Tampered(
            f"The signature on {run.id} is not the one that the ledger noted.",
            remedy="Nothing was released. Start another run with `engross rerun`.",
        )
