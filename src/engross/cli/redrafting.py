"""The command that has a draft gone over again: redraft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from engross.cli import opening, printing
from engross.cli.making import By

if TYPE_CHECKING:
    from engross.records.redrafts import Redraft


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("redraft")(redraft)


def redraft(
    run: opening.Run,
    section: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY", help="A section to write again; may be given more than once."),
    ] = None,
    say: Annotated[
        str, typer.Option(metavar="TEXT", help="What you want changed, in your own words.")
    ] = "",
    by: By = "",
    *,
    drop_edits: Annotated[
        bool, typer.Option("--drop-edits", help="Go without what was edited in Word.")
    ] = False,
) -> None:
    """Have the draft gone over again with your remarks, and hold the outcome as a new document.

    The drafter is handed the comments of a document that came back from Word, the comment of a
    return, and --say. Sections that are not named, or without --section those that nobody remarked
    on, stay word for word. Figures come from the same evidence; no remark can bring one in.
    """
    from engross.pipeline.redrafting import (  # noqa: PLC0415 - loads the rooms
        Wish,
        redraft_of,
    )
    from engross.pipeline.redrafting import redraft as go_over  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        wish = Wish(sections=tuple(section or ()), say=say, by=by, drop_edits=drop_edits)
        found = house.run(run)
        started = go_over(house.services, found.id, wish)
        opening.say(f"Run {started.id}")
        if plan := redraft_of(house.services, started):
            _tell(plan)
        if (held := house.held(found.id)) and held.version > 1:
            opening.say("  nothing that was changed in Word is taken over, formatting neither")
        printing.print_outcome(house, house.produce(started.id))


def _tell(plan: Redraft) -> None:
    """What the drafter is about to be handed."""
    keys = ", ".join(section.key for section in plan.revision.revise)
    opening.say(f"  written again: {keys}; every other section stays as it is")
    for remark in plan.revision.remarks:
        opening.say(f"  remark {remark.number}: {' '.join(remark.says.split())}")
    for remark in plan.aside:
        words = " ".join(remark.says.split())
        opening.say(f"  not handed on, remark {remark.number}: {words}")
