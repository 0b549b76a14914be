"""The hold: the review copy is made, people's files are written, and the run waits for a person."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from engross.errors import StorageError, WrongState
from engross.pipeline import names
from engross.pipeline.moving import move
from engross.pipeline.rerunning import newest_of
from engross.pipeline.services import Services
from engross.pipeline.subjects import crew_of, subject_of
from engross.records import (
    Candidate,
    CheckReport,
    Deliverable,
    Evidence,
    HeldDocument,
    Record,
    Run,
    canonical_json,
)
from engross.rendering import quality_page, review_copy
from engross.signoff import changed_files
from engross.workspace.writing import put_file

CANDIDATE_FOLDER = "candidate"
DATA_QUALITY = "Data quality.html"


def hold(services: Services, run: Run) -> None:
    """A checked candidate to a held document, which supersedes the newest of its line.

    What is kept of it is kept in one transaction: a crash leaves all of it or none.
    """
    if run.state == "held":
        return
    held = _held(services, run)
    services.records.save(run.id, names.HELD, held)
    write_files(services, run)
    with services.together():
        services.ledger.record(
            "held",
            run=run.id,
            actor="engross",
            subject=f"{len(held.findings)} findings",
            payload={"fingerprint": held.fingerprint()},
        )
        move(services, run, "hold", reason="")
        if run.supersedes:
            replaced = newest_of(services, services.runs.get(run.supersedes))
            services.runs.change(replaced.id, superseded_by=run.id)


def _held(services: Services, run: Run) -> HeldDocument:
    rendered = services.records.load(run.id, names.RENDERED, names.RenderedDocument)
    report = services.records.load(run.id, names.REPORT, CheckReport)
    name = f"Review copy - {rendered.candidate.name}"
    copy = review_copy(
        services.documents.get(rendered.marked),
        rendered.figures,
        report.findings,
        title=name,
        citations=rendered.citations,
    )
    evidence = services.records.load(run.id, names.EVIDENCE, Evidence)
    return HeldDocument(
        run=run.id,
        candidate=Candidate(
            deliverables=(rendered.candidate,),
            review_copy=Deliverable(name=name, sha256=services.documents.put(copy), size=len(copy)),
            figures=rendered.figures,
        ),
        data_quality=_data_quality(services, run, evidence),
        evidence_sha256=evidence.fingerprint(),
        findings=report.findings,
        printed_from=printed_from(services, run),
        held_at=services.now(),
    )


def _data_quality(services: Services, run: Run, evidence: Evidence) -> Deliverable | None:
    if evidence.quality is None:
        return None
    report = evidence.quality.model_copy(update={"findings": evidence.findings})
    client, _, period = subject_of(services, run)
    page = quality_page(report, f"Data quality: {client.name}, {period.label}")
    return Deliverable(name=DATA_QUALITY, sha256=services.documents.put(page), size=len(page))


def printed_from(services: Services, run: Run) -> dict[str, str]:
    """A hash of everything in the workspace that a document prints or a signature goes by.

    A person's rights are not among it: what somebody may sign is looked up when they sign.
    """
    firm = services.workspace.firm
    client, matter, _ = subject_of(services, run)
    spec = crew_of(services, run)
    signatory = firm.person(matter.partner)
    parts: dict[str, Record] = {
        "the firm's particulars": firm.particulars,
        "the bank details": firm.bank,
        "the client": client.model_copy(update={"matters": ()}),
        "the matter": matter,
        "who may sign": spec.sign_off,
    }
    hashes = {name: part.fingerprint() for name, part in parts.items()}
    printed = [signatory.name, signatory.title] if signatory else []
    hashes["the signatory"] = hashlib.sha256(canonical_json(printed)).hexdigest()
    return hashes


def write_files(services: Services, run: Run) -> Sequence[Path]:
    """Write the held document's files for people, each whole or not at all; their paths.

    Raises:
        StorageError: the disk did not take one.
    """
    held = services.records.load(run.id, names.HELD, HeldDocument)
    return [
        _write(path, services.documents.get(file.sha256), run.id)
        for path, file in files_of(services, run, held)
    ]


def restore(services: Services, run: Run) -> Sequence[Path]:
    """Put the files back as they were at the hold; a file that somebody edited is kept beside.

    Raises:
        WrongState: the run has no held document.
    """
    if not services.records.has(run.id, names.HELD):
        raise WrongState(
            f"{run.id} was never held, so there is nothing to put back.",
            remedy=f"See how it stands: engross show {run.id}",
        )
    held = services.records.load(run.id, names.HELD, HeldDocument)
    for path, file in files_of(services, run, held):
        if changed_files(path.parent, [file]):
            path.replace(_beside(path))
    written = write_files(services, run)
    services.ledger.record("restored", run=run.id, actor="engross", subject="", payload={})
    return written


def _beside(path: Path) -> Path:
    """A free name for the edited file: `report (edited).docx`, `report (edited 2).docx`."""
    number = 1
    while True:
        mark = "edited" if number == 1 else f"edited {number}"
        beside = path.with_name(f"{path.stem} ({mark}){path.suffix}")
        if not beside.exists():
            return beside
        number += 1


def files_of(
    services: Services, run: Run, held: HeldDocument
) -> Sequence[tuple[Path, Deliverable]]:
    """Where each file of a held document is put for people to read."""
    folder = services.folder(run)
    beside = [held.candidate.review_copy, *([held.data_quality] if held.data_quality else [])]
    return [
        *((folder / file.name, file) for file in beside),
        *((folder / CANDIDATE_FOLDER / file.name, file) for file in held.candidate.deliverables),
    ]


def _write(path: Path, data: bytes, run: str) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put_file(path, data)
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written: {error.strerror}.",
            remedy=f"Make room, then go on with: engross resume {run}",
        ) from error
    return path
