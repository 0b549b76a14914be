"""Commands that only look: inbox, list, show, trace, doctor."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from engross.cli import opening, printing, waiting
from engross.cli.mailing import print_sent

if TYPE_CHECKING:
    from engross.records import Figure, Run
    from engross.wiring import House


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("inbox")(inbox)
    app.command("list")(list_runs)
    app.command("show")(show)
    app.command("trace")(trace)
    app.command("doctor")(doctor)


def inbox(*, as_json: opening.AsJSON = False) -> None:
    """List the documents that wait for a decision."""
    with opening.opened() as house:
        held = [r for r in house.services.runs.list() if r.state == "held" and not r.superseded_by]
        _print_runs(house, held, as_json=as_json, nothing="Nothing waits for a decision.")


def list_runs(
    *,
    archived: Annotated[bool, typer.Option("--all", help="Archived runs too.")] = False,
    as_json: opening.AsJSON = False,
) -> None:
    """List all runs, newest first."""
    with opening.opened() as house:
        runs = [r for r in house.services.runs.list() if archived or r.state != "archived"]
        _print_runs(house, runs, as_json=as_json, nothing="There are no runs yet.")


def _print_runs(house: House, runs: list[Run], *, as_json: bool, nothing: str) -> None:
    if as_json:
        printing.print_json(list(runs))
        return
    for run in runs:
        held = house.held(run.id)
        findings = f"  {printing.counted(held.findings)}" if held else ""
        superseded = f"  superseded by {run.superseded_by}" if run.superseded_by else ""
        about = f"{printing.describe(house, run)}{waiting.in_a_line(house, run)}"
        typer.echo(f"{run.id}  {run.state:<9} {about}{findings}{superseded}")
    if not runs:
        typer.echo(nothing)


def show(run: opening.Run, *, as_json: opening.AsJSON = False) -> None:
    """Show a run: its files, what was done, every finding, and what may be done next."""
    from engross.pipeline.tidying import taken_off  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        found = house.run(run)
        held = house.held(found.id)
        if as_json:
            printing.print_json(held or found)
            return
        printing.print_heading(house, found)
        waiting.print_mail(house, found)
        waiting.print_words(house, found)
        typer.echo(f"  started by   {found.started_by or 'nobody named'}")
        for name in house.models_of(found):
            typer.echo(f"  model        {name}")
        for line in house.account_of(found):
            typer.echo(f"  {line}")
        print_sent(house, found)
        if archived := taken_off(house.services, found):
            typer.echo(f"  archived by  {archived}")
        if held:
            printing.print_files(house, found, held)
            printing.print_findings(held.findings, indent="    ")
            printing.print_next_steps(house, found, held)


def trace(
    run: opening.Run,
    what: Annotated[
        str,
        typer.Argument(
            metavar="FIGURE",
            help="A figure as printed, a fact's id, a cell (Invoices!G4), or a required statement "
            "(complaints); empty lists all.",
        ),
    ] = "",
    *,
    as_json: opening.AsJSON = False,
) -> None:
    """Say where a figure or a statement comes from, or where a cell went."""
    from engross.pipeline import tracing  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        found = tracing.trace(house.services, house.run(run), what)
        statements = tracing.trace_statements(house.services, house.run(run), what)
        if as_json:
            printing.print_json(list(found or statements))
            return
        for figure in found:
            typer.echo(f"{figure.text}  [{figure.place}]")
            typer.echo(f"    {figure.id}")
            typer.echo(f"    {_origin(figure)}")
        for statement in statements:
            typer.echo(f"{statement.method}")
            typer.echo(f"    {statement.file}")
        if not (found or statements):
            typer.echo(f"Nothing in the document is, or comes from, {what!r}.")
            sys.exit(1)


def _origin(figure: Figure) -> str:
    """Where it comes from; of one typed in Word also on which day, and what the sources have."""
    said = figure.working[0] if figure.working else ""
    at = max(said.find("stated by "), said.find("typed in Word, "))
    if at < 0 or not figure.origin.startswith(("stated by ", "typed in Word, ")):
        return figure.origin
    nobody = "" if figure.origin.startswith("stated by ") else "; stated by nobody"
    sources = [
        line for line in figure.working if line.startswith(("The sources have ", "No source"))
    ]
    return "; ".join((said[at:] + nobody, *(f"{w[0].lower()}{w[1:]}" for w in sources[:1])))


def doctor() -> None:
    """Say whether this machine and workspace are ready, and what is missing."""
    from engross.wiring.doctor import examine  # noqa: PLC0415 - looks at everything

    worst = 0
    for examined in examine(opening.settings()):
        typer.echo(f"{'ok  ' if examined.fine else 'FAIL'} {examined.what}: {examined.found}")
        worst = max(worst, 0 if examined.fine else 1)
    sys.exit(worst)
