"""Commands around the firm's mailbox: put a signed reply among its drafts, import what was sent."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Annotated

import typer

from engross.cli import opening, printing
from engross.errors import UsageError

if TYPE_CHECKING:
    from engross.pipeline.sent import Answered
    from engross.records import Run, SentReply
    from engross.wiring import House

_ALIKE = 0.9
"""From here on a draft was sent nearly as it stood."""


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("draft")(draft)
    app.command("sent")(sent)


def draft(
    run: opening.Run,
    *,
    again: Annotated[
        bool, typer.Option("--again", help="Also if it was put there before and is gone.")
    ] = False,
) -> None:
    """Put a signed reply among the drafts of the firm's mailbox; nothing is ever sent.

    Signing does it by itself where a mailbox is set. This is for when it could not be reached.
    """
    from engross.pipeline.drafts import add_draft  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        found = house.run(run)
        with house.services.alone(found.id):
            outcome = add_draft(house.services, found, again=again)
        if outcome == "no mailbox":
            raise UsageError(
                "No mailbox is set.",
                remedy="Set ENGROSS_IMAP to imaps://name@mail.firm.example; the mail lies in "
                f"outputs/{found.id}/released.",
            )
        typer.echo(f"{outcome.capitalize()}: {found.id}")


def sent(
    where: Annotated[
        str,
        typer.Argument(
            metavar="[PATH|imap:FOLDER]",
            help="The sent mails: a mailbox file, a folder, an export, or imap:Sent.",
        ),
    ] = "",
    since: Annotated[
        str, typer.Option(metavar="DATE", help="Only what was sent on that day or later.")
    ] = "",
    *,
    report: Annotated[
        bool, typer.Option("--report", help="How alike drafts and sent mails were, of all so far.")
    ] = False,
    as_json: opening.AsJSON = False,
) -> None:
    """Import the mails that were sent, and keep how alike each is to the draft that it came from.

    Of the mails themselves nothing is kept. A mail is known by the mark of its draft, or because it
    answers the same mail and goes to the same person.
    """
    if not (where or report):
        raise UsageError("Say where the sent mails are.", remedy="Write for example imap:Sent.")
    with opening.opened() as house:
        if where:
            _import(house, where, since, quiet=as_json)
        if report:
            _print_report(house, as_json=as_json)


def print_sent(house: House, run: Run) -> None:
    """What was really sent for a run, if that was imported."""
    from engross.pipeline.sent import sent_of  # noqa: PLC0415 - loads the rooms

    if reply := sent_of(house.services, run.id):
        typer.echo(f"  sent         {_told(reply)}")


def _import(house: House, where: str, since: str, *, quiet: bool) -> None:
    from engross.pipeline.sent import import_sent  # noqa: PLC0415 - loads the rooms

    found = import_sent(house.services, where, opening.day(since))
    tell = opening.say if quiet else typer.echo
    for answered in found.answered:
        tell(f"{answered.how:<13}  {answered.run.id:<31}  {_beside(answered)}".rstrip())
    for problem in found.unread:
        opening.say(f"not read: {problem}")
    tell(f"{found.looked_at} looked at, {len(found.answered)} answer a mail of ours")


def _beside(answered: Answered) -> str:
    if answered.reply is None:
        return "nothing was drafted for it"
    unsigned = "" if answered.run.state in {"released", "archived"} else "; it was never signed"
    return f"{_told(answered.reply)}{unsigned}"


def _told(reply: SentReply) -> str:
    """`92 % alike the draft (114 words drafted, 121 sent), 14 October 2026`."""
    from engross.uk.dates import format_date  # noqa: PLC0415 - only where one is shown

    day = f", {format_date(reply.sent.date())}" if reply.sent else ""
    words = f"{reply.words_drafted} words drafted, {reply.words_sent} sent"
    return f"{_percent(reply.similarity)} alike the draft ({words}){day}"


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _print_report(house: House, *, as_json: bool) -> None:
    from engross.pipeline.sent import all_sent  # noqa: PLC0415 - loads the rooms

    pairs = all_sent(house.services)
    if as_json:
        printing.print_json([reply for _, reply in pairs])
        return
    for run, reply in pairs:
        typer.echo(f"{run.id:<31}  {_told(reply)}")
    if not pairs:
        typer.echo("No sent mail was imported yet: engross sent imap:Sent")
        return
    shares = [reply.similarity for _, reply in pairs]
    near = sum(share >= _ALIKE for share in shares)
    typer.echo(
        f"{len(shares)} sent: half of them at least {_percent(statistics.median(shares))} alike "
        f"their draft, {near} at least {_percent(_ALIKE)}"
    )
