"""Make a document again: with corrected inputs, or for the period after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from engross.errors import UsageError, WrongState
from engross.pipeline.orders import Order
from engross.pipeline.services import Services
from engross.pipeline.starting import same_subject, start
from engross.pipeline.subjects import crew_of
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

    For the same period, inputs that are not given again are taken from the store, and the new run
    supersedes the newest of its line once it is held. Another period needs inputs of its own.

    Raises:
        UsageError: no such run or period, or another period without its inputs.
        WrongState: the newest run of the line is signed and waits for its release.
    """
    earlier = services.runs.get(run)
    reporting = crew_of(services, earlier).period == "reporting"
    if period and not reporting:
        raise UsageError(
            f"{earlier.id} is about no period.", remedy="Leave --period out; see --as-at."
        )
    wanted = _period(earlier, period)
    again = wanted.key == earlier.period
    roles = {role for role, _ in files}
    if not again:
        _check_inputs(services, earlier, roles)
    newest = newest_of(services, earlier)
    if again and newest.state == "signed":
        raise WrongState(
            f"{newest.id} is signed and only waits for its release.",
            remedy=f"Release it first: engross resume {newest.id}",
        )
    same = same_subject(services, earlier)
    order = Order(
        crew=earlier.crew,
        client=same.client,
        matter=same.matter,
        deal=same.deal,
        entry=same.entry,
        responsible=same.responsible,
        files=tuple(files),
        kept=tuple(given for given in earlier.inputs if given.role not in roles) if again else (),
        period=wanted.key if reporting else "",
        period_chosen=again and earlier.period_chosen and not period,
        as_at=as_at or (earlier.as_at if again else None),
        started_by=by,
        supersedes=newest.id if again else "",
    )
    return start(services, order)


def newest_of(services: Services, run: Run) -> Run:
    """The run at the end of the line in which each supersedes the one before."""
    while run.superseded_by:
        run = services.runs.get(run.superseded_by)
    return run


def _period(earlier: Run, period: str) -> Period:
    if not period:
        return Period.parse(earlier.period)
    if period == "next":
        return Period.parse(earlier.period).next()
    try:
        return Period.parse(period)
    except ValueError as error:
        message = f"--period {period!r}: {error}."
        raise UsageError(message, remedy="Write next, 2026-Q3, 2026-09 or 2026-H1.") from error


def _check_inputs(services: Services, earlier: Run, roles: set[str]) -> None:
    """Last period's notes and figures must not become this period's report unseen."""
    wanted = [role for role, spec in crew_of(services, earlier).inputs.items() if spec.required]
    if missing := [role for role in wanted if role not in roles]:
        given = " ".join(f"{role}=PATH" for role in missing)
        raise UsageError(
            f"Another period needs its own {' and '.join(missing)}.", remedy=f"Add {given}."
        )
