"""The hold: the review copy is made, people's files are written, and the run waits for a person."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from engross.errors import StorageError, WrongState
from engross.pipeline import names
from engross.pipeline.also import also_of
from engross.pipeline.gates import gates_of, has_gates
from engross.pipeline.moving import move
from engross.pipeline.rerunning import newest_of
from engross.pipeline.services import Services
from engross.pipeline.statements import printed_statements
from engross.pipeline.subjects import crew_of, own_subject, subject_of
from engross.pipeline.versions import anchored_document, every_version
from engross.records import (
    Candidate,
    CheckReport,
    Deliverable,
    DocumentPages,
    Evidence,
    Figure,
    Finding,
    HeldDocument,
    Record,
    Run,
    TemplateUsed,
    canonical_json,
)
from engross.rendering import Citation, quality_page
from engross.rendering.pages_page import pages_page
from engross.rendering.review import dressed
from engross.signoff import changed_files
from engross.workspace.mail_desk import Mailbox
from engross.workspace.writing import put_file

CANDIDATE_FOLDER = "candidate"
DATA_QUALITY = "Data quality.html"
PAGES = "Pages.html"
THE_GATES = "the gates"
"""What `HeldDocument.printed_from` calls what was recorded of a run's gates."""


class Made(NamedTuple):
    """A document that is ready to be held."""

    candidate: Deliverable
    anchored: bytes
    """The same with its anchors."""
    figures: tuple[Figure, ...]
    citations: tuple[Citation, ...]
    findings: tuple[Finding, ...]
    evidence: Evidence
    printed: names.Printed
    pages: DocumentPages
    template: TemplateUsed | None
    also: tuple[Deliverable, ...] = ()
    """What was made beside it."""
    version: int = 1
    edited_by: str = ""
    redline: Deliverable | None = None


def hold(services: Services, run: Run) -> None:
    """A checked candidate to a held document, which supersedes the newest of its line.

    What is kept of it is kept in one transaction: a crash leaves all of it or none.
    """
    if run.state == "held":
        return
    held = held_document(services, run, as_made(services, run))
    services.records.save(run.id, names.HELD, held)
    write_files(services, run)
    with services.together():
        note_held(services, held)
        move(services, run, "hold", reason="")
        if run.supersedes:
            replaced = newest_of(services, services.runs.get(run.supersedes))
            services.runs.change(replaced.id, superseded_by=run.id)


def note_held(services: Services, held: HeldDocument) -> None:
    """The ledger's line that says what is held now; a signature is compared with it."""
    services.ledger.record(
        "held",
        run=held.run,
        actor="engross",
        subject=f"{len(held.findings)} findings"
        + (f", version {held.version}" if held.version > 1 else ""),
        payload={"fingerprint": held.fingerprint()},
    )


def held_document(services: Services, run: Run, made: Made) -> HeldDocument:
    """The document as it is held: its review copy and its pages are made and kept."""
    from engross.ooxml.copy_name import name_copy  # noqa: PLC0415 - loads lxml

    name = f"Review copy - {made.candidate.name}"
    now = services.now()
    copy = dressed(
        made.anchored,
        made.figures,
        made.findings,
        title=name if made.version == 1 else f"{name}, version {made.version}",
        citations=made.citations,
        when=now if made.version > 1 else None,  # what Word saved has a date of its own
    )
    files = [made.candidate, *([made.printed.pdf] if made.printed.pdf else []), *made.also]
    return HeldDocument(
        run=run.id,
        candidate=Candidate(
            deliverables=tuple(files),
            review_copy=kept(services, name, name_copy(copy, run.id, made.version)),
            figures=made.figures,
        ),
        data_quality=_data_quality(services, run, made.evidence),
        pages=_pages(services, made),
        redline=made.redline,
        version=made.version,
        edited_by=made.edited_by,
        template=made.template,
        evidence_sha256=made.evidence.fingerprint(),
        findings=made.findings,
        printed_from=printed_from(services, run),
        held_at=now,
    )


def kept(services: Services, name: str, data: bytes) -> Deliverable:
    """The file, put into the document store."""
    return Deliverable(name=name, sha256=services.documents.put(data), size=len(data))


def as_made(services: Services, run: Run) -> Made:
    """What the stages before made, or the newest edit in Word, as it is ready to be held."""
    rendered = services.records.load(run.id, names.RENDERED, names.RenderedDocument)
    printed, pages = names.Printed(), DocumentPages(pages=(), spots=())
    if services.records.has(
        run.id, names.PRINTED
    ):  # a run under way may have come past no printing
        printed = services.records.load(run.id, names.PRINTED, names.Printed)
        pages = services.records.load(run.id, names.PAGES, DocumentPages)
    return Made(
        candidate=rendered.candidate,
        anchored=anchored_document(services, run),
        figures=rendered.figures,
        citations=rendered.citations,
        findings=services.records.load(run.id, names.REPORT, CheckReport).findings,
        evidence=services.records.load(run.id, names.EVIDENCE, Evidence),
        printed=printed,
        pages=pages,
        template=rendered.template,
        also=also_of(services, run).deliverables,
    )


def _pages(services: Services, made: Made) -> Deliverable | None:
    """The page that shows what a reader sees; `None` where nothing could be printed."""
    if not made.pages.pages:
        return None
    title = made.candidate.name.rpartition(".")[0]
    page = pages_page(made.pages, services.documents.get, made.figures, made.findings, title)
    return kept(services, PAGES, page)


def _data_quality(services: Services, run: Run, evidence: Evidence) -> Deliverable | None:
    if evidence.quality is None:
        return None
    report = evidence.quality.model_copy(update={"findings": evidence.findings})
    client, _, period = subject_of(services, run)
    page = quality_page(report, f"Data quality: {client.name}, {period.label}")
    return kept(services, DATA_QUALITY, page)


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
    if has_gates(services, run):
        hashes[THE_GATES] = gates_of(services, run).fingerprint()
        hashes["the first steps and papers"] = firm.welcome.fingerprint()
    if run.message or any(
        file.name.endswith(".eml") for file in also_of(services, run).deliverables
    ):
        hashes["the mailbox"] = _mailbox(firm.mailbox)
    return {**hashes, **_prices(services, run), **printed_statements(services, run)}


def _mailbox(mailbox: Mailbox) -> str:
    """A hash of what replies print of the firm's mailbox: how it knows senders is not among it."""
    told = [mailbox.from_address, mailbox.emergency_telephone, mailbox.answer_within]
    return hashlib.sha256(canonical_json(told)).hexdigest()


def _prices(services: Services, run: Run) -> dict[str, str]:
    """A hash of what a proposal goes by in the price list: rates, VAT, terms, its own service."""
    prices, own = services.workspace.prices, own_subject(services, run)
    if prices is None or own is None:
        return {}
    service = prices.service(own.service)
    told = [
        [grade.model_dump(mode="json") for grade in prices.grades],
        [str(prices.vat_percent), prices.open_days],
        service.model_dump(mode="json") if service else None,
    ]
    return {"the price list": hashlib.sha256(canonical_json(told)).hexdigest()}


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
    keep_edited(services, run, services.records.load(run.id, names.HELD, HeldDocument))
    written = write_files(services, run)
    services.ledger.record("restored", run=run.id, actor="engross", subject="", payload={})
    return written


def write_version(services: Services, run: Run, version: int) -> Sequence[Path]:
    """Write an earlier version's files into a folder of their own, to be read; their paths.

    Raises:
        WrongState: the run has no such version.
        StorageError: the disk did not take one.
    """
    versions = {one.version: one for one in every_version(services, run, names.HELD, HeldDocument)}
    if version not in versions:
        known = ", ".join(map(str, versions)) or "none"
        raise WrongState(
            f"{run.id} has no version {version}.", remedy=f"It has these versions: {known}."
        )
    folder = services.folder(run)
    return [
        _write(
            folder / f"version {version}" / path.relative_to(folder),
            services.documents.get(file.sha256),
            run.id,
        )
        for path, file in files_of(services, run, versions[version])
    ]


def keep_edited(services: Services, run: Run, held: HeldDocument) -> None:
    """Move files that somebody edited out of the way, each to a name of its own beside."""
    for path, file in files_of(services, run, held):
        if changed_files(path.parent, [file]):
            path.replace(_beside(path))


def take_away(services: Services, run: Run, before: HeldDocument, held: HeldDocument) -> None:
    """Remove the files of the version before that the new one does not have, such as its PDF.

    They stay in the document store; one that somebody edited was kept beside (`keep_edited`).
    """
    stay = {path for path, _ in files_of(services, run, held)}
    for path, _ in files_of(services, run, before):
        if path not in stay:
            path.unlink(missing_ok=True)


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
    beside = (held.candidate.review_copy, held.pages, held.redline, held.data_quality)
    return [
        *((folder / file.name, file) for file in beside if file),
        *((folder / CANDIDATE_FOLDER / file.path, file) for file in held.candidate.deliverables),
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
