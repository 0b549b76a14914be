"""Archive and erase runs."""

from __future__ import annotations

import shutil

from engross.errors import WrongState
from engross.pipeline import names
from engross.pipeline.services import Services
from engross.records import HeldDocument, Run

_FINISHED = {"released", "declined", "returned", "failed", "routed", "abstained"}


def archive(services: Services, run: str) -> Run:
    """The run, off the list from now on.

    Raises:
        WrongState: it is still under way or waits for a decision.
    """
    found = services.runs.get(run)
    if found.state not in _FINISHED and not found.superseded_by:
        raise WrongState(
            f"{found.id} is {found.state}.", remedy="Decide on it first: sign, return or decline."
        )
    changed = services.runs.change(found.id, state="archived")
    services.ledger.record("archived", run=found.id, actor="engross", subject="", payload={})
    return changed


def erase(services: Services, run: str) -> None:
    """Erase the run's sources, records, journal, salts and files for people.

    A source that another run still uses stays. Ledger lines stay, without content; a released copy
    outside `outputs/` is the firm's own to keep or destroy.
    """
    found = services.runs.get(run)
    others = {i.sha256 for r in services.runs.list() if r.id != found.id for i in r.inputs}
    documents = _documents(services, found) - others
    if services.folder(found).exists():
        shutil.rmtree(services.folder(found))
    services.runs.delete(found.id)
    for sha256 in documents:
        services.documents.erase(sha256)
    services.ledger.record("erased", run=found.id, actor="engross", subject="", payload={})


def _documents(services: Services, run: Run) -> set[str]:
    """Every file in the document store that the run put there, by SHA-256."""
    kept = {given.sha256 for given in run.inputs}
    records = services.records
    if records.has(run.id, names.RENDERED):
        rendered = records.load(run.id, names.RENDERED, names.RenderedDocument)
        kept |= {rendered.candidate.sha256, rendered.marked}
    if records.has(run.id, names.HELD):
        candidate = records.load(run.id, names.HELD, HeldDocument).candidate
        kept |= {file.sha256 for file in (*candidate.deliverables, candidate.review_copy)}
    return kept
