"""Commands that make documents: run, resume, rerun."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engross.cli import batching, opening, printing
from engross.errors import UsageError

if TYPE_CHECKING:
    from engross.records import Run

Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="INPUT=PATH...", help="Input files: notes=call.md billing=export.xlsx"),
]
Period = Annotated[
    str, typer.Option(help="The period to report on: 2026-Q3, 2026-09. Default: the last quarter.")
]
AsAt = Annotated[
    str, typer.Option("--as-at", metavar="DATE", help="The document's day. Default: today.")
]
By = Annotated[str, typer.Option("--by", metavar="EMAIL", help="Who starts the run.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("run")(run)
    app.command("resume")(resume)
    app.command("rerun")(rerun)


def run(  # noqa: PLR0913, PLR0917 - a command line has that many options
    crew: Annotated[str, typer.Argument(metavar="CREW", help="The document type: client_report.")],
    files: Files = None,
    client: Annotated[str, typer.Option(help="Key, registered name or code.")] = "",
    matter: Annotated[str, typer.Option(help="Key, reference or title.")] = "",
    deal: Annotated[
        str, typer.Option(help="A deal of the CRM export: id, name or cell. For proposals.")
    ] = "",
    entry: Annotated[
        str, typer.Option(help="An entry of the form: its id or number. For onboarding.")
    ] = "",
    responsible: Annotated[
        str,
        typer.Option(metavar="EMAIL", help="Who is to sign. Default: the deal's owner."),
    ] = "",
    period: Period = "",
    as_at: AsAt = "",
    by: By = "",
    batch: Annotated[
        Path | None,
        typer.Option("--batch", metavar="FILE", help="A document for each row: CSV, Excel, YAML."),
    ] = None,
    stage: Annotated[
        str, typer.Option(help="A document for each deal of the export at that stage.")
    ] = "",
    mailbox: Annotated[
        str,
        typer.Option(
            metavar="PATH|imap:FOLDER",
            help="A reply for each mail of a mailbox file, a folder, an export or the mail server.",
        ),
    ] = "",
    since: Annotated[
        str, typer.Option(metavar="DATE", help="Of a mailbox: what came in on that day or later.")
    ] = "",
    *,
    all_deals: Annotated[
        bool, typer.Option("--all-deals", help="A document for each deal of the export.")
    ] = False,
    all_entries: Annotated[
        bool, typer.Option("--all-entries", help="A document for each entry of the form.")
    ] = False,
    again: Annotated[
        bool,
        typer.Option("--again", help="In a batch, or of a mail: also what was made of it before."),
    ] = False,
) -> None:
    """Make a document from input files, or a batch of documents, and hold it for sign-off.

    An input may be given more than once. Dates are written 2026-10-14 or 14/10/2026. Without
    --period the latest complete quarter with entries is taken. In a batch, what a row leaves out is
    taken from the command.
    """
    from engross.pipeline.once import start_once  # noqa: PLC0415 - the same
    from engross.pipeline.orders import Order  # noqa: PLC0415 - loads the rooms
    from engross.pipeline.starting import told_of_others  # noqa: PLC0415 - the same

    order = Order(
        crew=crew,
        client=client,
        matter=matter,
        deal=deal,
        entry=entry,
        responsible=responsible,
        files=tuple(_file(text) for text in files or ()),
        period=period,
        as_at=opening.day(as_at),
        started_by=by,
    )
    asked = batching.Asked(batch, stage, all_deals, again, mailbox, opening.day(since), all_entries)
    if asked.wanted():
        batching.run_batch(order, asked)
        return
    with opening.opened() as house:
        started = start_once(house.services, order, again=again)
        opening.say(f"Run {started.id}")
        for told in told_of_others(house.services, started):
            opening.say(f"  {told}")
        printing.print_outcome(house, house.produce(started.id))


def resume(run: opening.Run) -> None:
    """Go on with a run where it stopped, also one that failed or was signed and not released."""
    with opening.opened() as house:
        found = house.run(run)
        if found.state == "signed":
            printing.print_released(house, house.release(found.id))
            return
        printing.print_outcome(house, house.produce(found.id))


def rerun(
    run: opening.Run,
    files: Files = None,
    period: Annotated[
        str, typer.Option(help="`next` for the period after, or a period. Default: the same.")
    ] = "",
    as_at: AsAt = "",
    by: By = "",
) -> None:
    """Make the document again, with corrected inputs or for the next period.

    For the same period, inputs that are not given again are taken from the earlier run, and the
    new document supersedes it once it is held. Another period needs inputs of its own.
    """
    from engross.pipeline.rerunning import start_again  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        started: Run = start_again(
            house.services,
            house.run(run).id,
            files=tuple(_file(text) for text in files or ()),
            period=period,
            as_at=opening.day(as_at),
            by=by,
        )
        opening.say(f"Run {started.id}")
        printing.print_outcome(house, house.produce(started.id))


def _file(text: str) -> tuple[str, Path]:
    role, equals, path = text.partition("=")
    if not equals or not path:
        raise UsageError(
            f"{text!r} is not INPUT=PATH.",
            remedy="Write for example notes=call.md, in quotes if the path has spaces.",
        )
    return role, Path(path)
