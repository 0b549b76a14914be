"""The command that lists the mails that wait for a person, and how mails read at a terminal."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from engross.cli import opening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engross.pipeline.waiting import MailTold
    from engross.records import Run
    from engross.wiring import House


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("routed")(routed)


def routed(
    handler: Annotated[
        str, typer.Option("--for", metavar="EMAIL", help="Only what that person sees to.")
    ] = "",
    *,
    as_json: opening.AsJSON = False,
) -> None:
    """List the mails that wait for a person: time limits of the law first, then by who sees to it.

    Nothing was drafted for them. `engross archive RUN --as EMAIL` takes one off the list once it is
    dealt with.
    """
    from engross.cli.printing import print_json  # noqa: PLC0415 - only here
    from engross.pipeline.waiting import waiting  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        found = waiting(house.services, handler=handler)
    if as_json:
        print_json(list(found))
        return
    print_waiting(found)


def print_waiting(found: Sequence[MailTold]) -> None:
    """What waits: time limits of the law, then the rest below the name of who sees to it."""
    for heading, mails in groupby(found, key=_heading):
        typer.echo(heading)
        for told in mails:
            _print_one(told)
    if not found:
        typer.echo("No mail waits for a person.")


def _heading(told: MailTold) -> str:
    return "Time limits of the law" if told.due else told.handler_name or "Nobody is named"


def in_a_line(house: House, run: Run) -> str:
    """What a list of runs says of a mail behind whose it is; empty for a run about none."""
    from engross.pipeline.waiting import told_of  # noqa: PLC0415 - loads the rooms

    told = told_of(house.services, run)
    if told is None:
        return ""
    handler = told.handler_name if told.waits else ""
    parts = (told.intent, handler and f"for {handler}", _limit(told) if told.waits else "")
    return "".join(f"  {part}" for part in parts if part)


def print_mail(house: House, run: Run) -> None:
    """What the mail is, who sees to it and by when; nothing for a run about none."""
    from engross.pipeline.waiting import told_of  # noqa: PLC0415 - loads the rooms

    told = told_of(house.services, run)
    if told is None:
        return
    typer.echo(f"  mail         {told.subject or '(no subject)'}")
    if told.intent:
        typer.echo(f"  it wants     {told.intent}")
    if not told.waits:
        return
    typer.echo(
        f"  sees to it   {told.handler_name or 'nobody is named; see handling in firm.yaml'}"
    )
    if told.due:
        typer.echo(f"  time limit   {_limit(told)}")
    typer.echo("Next:")
    who = told.handler or "EMAIL"
    typer.echo(f"  engross archive {run.id} --as {who}    (once it is dealt with)")


def print_words(house: House, run: Run) -> None:
    """What a mail that waits says, and what in it wants a person; nothing for any other run."""
    from engross.pipeline.waiting import told_of  # noqa: PLC0415 - loads the rooms

    told = told_of(house.services, run)
    if told is None or not told.waits:
        return
    for reason in told.raised:
        typer.echo(f"  raised by    {reason}")
    if told.lines:
        typer.echo("  it says")
    for line in told.lines:
        typer.echo(f"    {line}")


def _print_one(told: MailTold) -> None:
    from engross.uk.dates import format_date  # noqa: PLC0415 - only here

    received = f", received {format_date(told.received)}" if told.received else ""
    urgency = "today" if told.overdue else told.urgency
    urgent = "" if urgency == "normal" else f"  [{urgency}]"
    typer.echo(f"  {told.run}  {told.sender}{received}{urgent}")
    typer.echo(f"    {told.subject or '(no subject)'}")
    if told.due:
        typer.echo(f"    {_limit(told)}")
    typer.echo(f"    {told.reason}")


def _limit(told: MailTold) -> str:
    """`Acknowledge the data complaint by 22 December 2026`, with a mark once that is over."""
    from engross.uk.dates import format_date  # noqa: PLC0415 - only here

    if told.due is None:
        return ""
    over = "OVERDUE: " if told.overdue else ""
    return f"{over}{told.clock} by {format_date(told.due)}"
