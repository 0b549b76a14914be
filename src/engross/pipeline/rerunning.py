"""Make a document again: with corrected inputs, or for the period after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from engross.pipeline.services import Services
from engross.pipeline.starting import Order, start
from engross.records import Run
from engross.uk.periods import Period


def start_again(  # noqa: PLR0913 - everything that may differ from the earlier run
    services: Services,
    run: str,
    *,
    files: Sequence[tuple[str, Path]],
    period: str = "",
    as_at: dt.date | None = None,
    by: str = "",
) -> Run:
    """A new run like the earlier one, with what was given in place of what it had.

    Inputs of a role that is given again are replaced, all others are taken from the store. A rerun
    for the same period supersedes the earlier run; one for another period does not.
    """
    earlier = services.runs.get(run)
    again = Period.parse(earlier.period).next().key if period == "next" else period
    same_period = again in {"", earlier.period}
    roles = {role for role, _ in files}
    order = Order(
        crew=earlier.crew,
        client=earlier.client,
        matter=earlier.matter,
        files=tuple(files),
        kept=tuple(given for given in earlier.inputs if given.role not in roles),
        period=again or earlier.period,
        as_at=as_at or (earlier.as_at if same_period else None),
        started_by=by or earlier.started_by,
        supersedes=earlier.id if same_period and earlier.state != "released" else "",
    )
    return start(services, order)
