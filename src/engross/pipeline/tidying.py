"""Archive and erase runs."""

from __future__ import annotations

import shutil

from engross.errors import NoRightToSign, StorageError, UsageError
from engross.pipeline import names
from engross.pipeline.moving import move
from engross.pipeline.services import Services
from engross.pipeline.versions import edits_of, every_version
from engross.records import DocumentPages, HeldDocument, Run
from engross.signoff import Signer

MAY_ERASE = frozenset({"admin", "manager"})
"""Roles that may erase a run."""


def archive(services: Services, run: str) -> Run:
    """The run, off the list from now on; a superseded one may go undecided.

    Raises:
        WrongState: it is still under way or waits for a decision.
        RunBusy: somebody is at work on it.
    """
    found = services.runs.get(run)
    with services.alone(found.id), services.together():
        if found.superseded_by and found.state == "held":
            changed = services.runs.change(found.id, expect="held", state="archived")
        else:
            changed = move(services, found, "archive")
        services.ledger.record("archived", run=found.id, actor="engross", subject="", payload={})
    return changed


def erase(services: Services, run: str, signer: Signer) -> None:
    """Erase the run's sources, records, journal, salts and files for people.

    A file that another run still uses stays. Ledger lines stay, without content; a released copy
    outside `outputs/` is the firm's own to keep or destroy. Files go first, so that an erasure
    that the disk stopped can be asked for again.

    Raises:
        UsageError: `run` is not the whole id.
        NoRightToSign: only an admin or a manager may.
        RunBusy: somebody is at work on it.
    """
    found = services.runs.get(run)
    if found.id != run:
        raise UsageError("To erase a run, give its whole id.", remedy=f"Did you mean {found.id}?")
    if not MAY_ERASE & set(signer.person.roles):
        raise NoRightToSign(
            f"{signer.person.name} may not erase a run.", remedy="Ask an admin or a manager."
        )
    with services.alone(found.id):
        _erase_files(services, found)
        with services.together():
            _mend_line(services, found)
            services.runs.delete(found.id)
            services.ledger.record(
                "erased", run=found.id, actor=signer.person.email, subject="", payload={}
            )


def _erase_files(services: Services, run: Run) -> None:
    others = (other for other in services.runs.list() if other.id != run.id)
    kept = {sha256 for other in others for sha256 in documents_of(services, other)}
    folder = services.folder(run)
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        raise StorageError(
            f"{folder} cannot be erased: {error.strerror}.",
            remedy="Close its files in Word and try again.",
        ) from error
    for sha256 in documents_of(services, run) - kept:
        services.documents.erase(sha256)


def _mend_line(services: Services, run: Run) -> None:
    """Let its neighbours in the line name each other.

    What it superseded stands again, or is superseded by what replaced it; a run under way that was
    to supersede it supersedes what it did.
    """
    for other in services.runs.list():
        if other.superseded_by == run.id:
            services.runs.change(other.id, superseded_by=run.superseded_by)
        if other.supersedes == run.id:
            services.runs.change(other.id, supersedes=run.supersedes)


def documents_of(services: Services, run: Run) -> set[str]:
    """Every file in the document store that the run needs, by SHA-256, of all its versions."""
    kept = {given.sha256 for given in run.inputs}
    for rendered in every_version(services, run, names.RENDERED, names.RenderedDocument):
        kept |= {rendered.candidate.sha256, rendered.marked, rendered.anchored}
    for printed in every_version(services, run, names.PRINTED, names.Printed):
        kept |= {printed.pdf.sha256} if printed.pdf else set()
    for pages in every_version(services, run, names.PAGES, DocumentPages):
        kept |= {page.image for page in pages.pages}
    for held in every_version(services, run, names.HELD, HeldDocument):
        kept |= {file.sha256 for file in (*held.candidate.deliverables, held.candidate.review_copy)}
        kept |= {file.sha256 for file in (held.data_quality, held.pages, held.redline) if file}
    kept |= {edit.file.sha256 for edit in edits_of(services, run).edits if edit.file}
    return kept - {""}
