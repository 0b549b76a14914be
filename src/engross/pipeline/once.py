"""A run for a mail that has one already: said, and made again only when that is wanted."""

from __future__ import annotations

from engross.errors import UsageError, WrongState
from engross.pipeline.batches.earlier import UNFINISHED, earlier_of_mail
from engross.pipeline.orders import Order
from engross.pipeline.services import Services
from engross.pipeline.starting import begin, prepare
from engross.records import Run


def start_once(services: Services, order: Order, *, again: bool = False) -> Run:
    """The new run; of a mail that has one already only `again`, and then it supersedes that one.

    Raises:
        UsageError: the mail has a run already; or as `start`.
        WrongState: that run is signed and waits for its release.
        InputError: a file is not there or cannot be opened.
    """
    prepared = prepare(services, order)
    if again and not prepared.run.message:
        raise UsageError(
            "--again belongs to a batch, or to a mail.",
            remedy="Make a single document again with: engross rerun RUN",
        )
    earlier = earlier_of_mail(services, prepared.run) if prepared.run.message else None
    if earlier is None:
        return begin(services, prepared)
    if not again:
        raise UsageError(
            f"This mail has a run already: {earlier.id}, {earlier.state}.", remedy=_remedy(earlier)
        )
    if earlier.state == "signed":
        raise WrongState(
            f"{earlier.id} is signed and only waits for its release.",
            remedy=f"Release it first: engross resume {earlier.id}",
        )
    superseding = prepared.run.model_copy(update={"supersedes": earlier.id})
    return begin(services, prepared._replace(run=superseding))


def _remedy(earlier: Run) -> str:
    if earlier.state in UNFINISHED:
        return f"Go on with it: engross resume {earlier.id}"
    return f"See it: engross show {earlier.id}. To make another that replaces it, add --again."
