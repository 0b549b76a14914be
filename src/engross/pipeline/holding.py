"""The hold: the review copy is made, people's files are written, and the run waits for a person."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from engross.errors import StorageError
from engross.pipeline import names
from engross.pipeline.services import Services
from engross.records import (
    Candidate,
    CheckReport,
    Deliverable,
    Evidence,
    HeldDocument,
    Run,
)
from engross.rendering import review_copy

CANDIDATE_FOLDER = "candidate"


def hold(services: Services, run: Run) -> None:
    """A checked candidate to a held document.

    Repeated after a crash it makes the same document; the ledger has one line for each hold.
    """
    rendered = services.records.load(run.id, names.RENDERED, names.RenderedDocument)
    report = services.records.load(run.id, names.REPORT, CheckReport)
    evidence = services.records.load(run.id, names.EVIDENCE, Evidence)
    name = f"Review copy - {rendered.candidate.name}"
    copy = review_copy(
        services.documents.get(rendered.marked), rendered.figures, report.findings, title=name
    )
    held = HeldDocument(
        run=run.id,
        candidate=Candidate(
            deliverables=(rendered.candidate,),
            review_copy=Deliverable(name=name, sha256=services.documents.put(copy), size=len(copy)),
            figures=rendered.figures,
        ),
        evidence_sha256=evidence.fingerprint(),
        findings=report.findings,
        held_at=services.now(),
    )
    services.records.save(run.id, names.HELD, held)
    write_files(services, run)
    services.ledger.record(
        "held",
        run=run.id,
        actor="engross",
        subject=f"{len(report.findings)} findings",
        payload={"fingerprint": held.fingerprint(), "held": held.model_dump(mode="json")},
    )
    services.runs.change(run.id, state="held")


def write_files(services: Services, run: Run) -> Sequence[Path]:
    """Write the held document's files for people, each whole or not at all; their paths.

    Raises:
        StorageError: the disk did not take one.
    """
    held = services.records.load(run.id, names.HELD, HeldDocument)
    return [
        _write(path, services.documents.get(file.sha256))
        for path, file in files_of(services, run, held)
    ]


def files_of(
    services: Services, run: Run, held: HeldDocument
) -> Sequence[tuple[Path, Deliverable]]:
    """Where each file of a held document is put for people to read."""
    folder = services.folder(run)
    copy = held.candidate.review_copy
    return [
        (folder / copy.name, copy),
        *((folder / CANDIDATE_FOLDER / file.name, file) for file in held.candidate.deliverables),
    ]


def _write(path: Path, data: bytes) -> Path:
    partial = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise StorageError(
            f"{path} cannot be written: {error.strerror}.",
            remedy="Make room, then go on with: engross resume RUN",
        ) from error
    return path
