"""Documents that were made of the same before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from engross.pipeline.orders import Order
from engross.pipeline.rerunning import newest_of
from engross.pipeline.services import Services
from engross.records import Run

UNFINISHED: Collection[str] = frozenset({"running", "failed"})
"""The states of a run that goes on where it stopped."""
_ALIKE = ("crew", "client", "matter", "deal", "entry")


def earlier_run(services: Services, run: Run, order: Order) -> Run | None:
    """The newest of the line of an earlier run that was asked for the same; `None` without one.

    The same is: crew, client, matter, deal or entry, period, and every input byte for byte. The day
    counts only where the order names one: a document asked for tomorrow is not another for that.
    Whatever became of the earlier run counts, also that somebody declined it. A mail is the same
    by its Message-ID and its sender, on whatever day and with whatever other files.
    """
    if run.message:
        return earlier_of_mail(services, run)
    spec = services.workspace.crews[run.crew]
    for other in services.runs.list():
        if (
            all(getattr(other, field) == getattr(run, field) for field in _ALIKE)
            and (spec.period == "none" or other.period == run.period)
            and (order.as_at is None or other.as_at == run.as_at)
            and _inputs(other) == _inputs(run)
        ):
            return newest_of(services, other)
    return None


def earlier_of_mail(services: Services, run: Run) -> Run | None:
    """The newest of the line of an earlier run about the same mail; `None` without one.

    Whose mail it is belongs to it: a Message-ID that somebody else has used is no reason to leave a
    client's mail lying.
    """
    for other in services.runs.list():
        if other.message == run.message and (other.crew, other.client) == (run.crew, run.client):
            return newest_of(services, other)
    return None


def _inputs(run: Run) -> Counter[tuple[str, str]]:
    return Counter((given.role, given.sha256) for given in run.inputs)
