"""Archive and erase runs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Final

from engross.errors import NoRightToSign, StorageError, UsageError
from engross.pipeline import names
from engross.pipeline.batches.forgetting import forget_run
from engross.pipeline.moving import move
from engross.pipeline.services import Services
from engross.pipeline.signing_in import signed_in
from engross.pipeline.versions import edits_of, every_version
from engross.records import DocumentPages, HeldDocument, Run
from engross.signoff import Signer
from engross.uk.dates import format_date, uk_day

MAY_ERASE = frozenset({"admin", "manager"})
"""Roles that may erase a run."""
_WAITS: Final = frozenset({"routed", "abstained"})


def _nobody(email: str) -> str:
    raise UsageError(f"Nobody asked {email} for a password.")


def archive(
    services: Services,
    run: str,
    *,
    email: str = "",
    password: Callable[[str], str] = _nobody,
    comment: str = "",
) -> Run:
    """The run, off the list from now on; a superseded one may go undecided.

    A mail that waits for a person is taken off by somebody, whose name the ledger keeps. `password`
    is asked for the password of whoever `email` names.

    Raises:
        UsageError: it waits for a person and nobody is named.
        NotAuthenticated: the password does not fit; the ledger has a line of it.
        WrongState: it is still under way or waits for a decision.
        RunBusy: somebody is at work on it.
    """
    found = services.runs.get(run)
    if found.state in _WAITS and not email:
        raise UsageError(
            f"{found.id} is a mail for a person: say who has dealt with it.",
            remedy=f"Write engross archive {found.id} --as EMAIL.",
        )
    who = signed_in(services, found, email, password).person.email if email else ""
    with services.alone(found.id), services.together():
        found = services.runs.get(run)  # somebody may have taken hours over the password
        if found.superseded_by and found.state == "held":
            changed = services.runs.change(found.id, expect="held", state="archived")
        else:
            changed = move(services, found, "archive")
        services.ledger.record(
            "archived",
            run=found.id,
            actor=who or "engross",
            subject="",
            payload={"by": who, "comment": comment} if who else {},
        )
    return changed


def taken_off(services: Services, run: Run) -> str:
    """Who archived the run, on which day and with what comment; empty where nobody is named."""
    line = services.ledger.newest("archived", run.id)
    details = services.ledger.details(line) if line else None
    if not (line and details and details.get("by")):
        return ""
    person = services.workspace.firm.person(details["by"])
    said = f": {details['comment']}" if details.get("comment") else ""
    return f"{person.name if person else details['by']}, {format_date(uk_day(line.at))}{said}"


def erase(services: Services, run: str, signer: Signer) -> None:
    """Erase the run's sources, records, journal, salts, files for people, and rows of results.

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
        forget_run(services, found.id)
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
    for made in every_version(services, run, names.ALSO, names.AlsoFiles):
        kept |= {file.sha256 for file in made.deliverables}
    kept |= {edit.file.sha256 for edit in edits_of(services, run).edits if edit.file}
    return kept - {""}
