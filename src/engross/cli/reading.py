"""Commands that only look: inbox, list, show, trace, verify, ledger verify, doctor."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engross.cli import opening, printing
from engross.errors import RefusedError

if TYPE_CHECKING:
    from engross.records import Run
    from engross.wiring import House

ledger = typer.Typer(help="The record of everything done.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("inbox")(inbox)
    app.command("list")(list_runs)
    app.command("show")(show)
    app.command("trace")(trace)
    app.command("verify")(verify)
    app.command("doctor")(doctor)
    app.add_typer(ledger, name="ledger")


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
        typer.echo(
            f"{run.id}  {run.state:<9} {printing.describe(house, run)}{findings}{superseded}"
        )
    if not runs:
        typer.echo(nothing)


def show(run: opening.Run, *, as_json: opening.AsJSON = False) -> None:
    """Show a run: its files, what was done, every finding, and what may be done next."""
    with opening.opened() as house:
        found = house.run(run)
        held = house.held(found.id)
        if as_json:
            printing.print_json(held or found)
            return
        printing.print_heading(house, found)
        typer.echo(f"  started by   {found.started_by or 'nobody named'}")
        for name in house.models_of(found):
            typer.echo(f"  model        {name}")
        for line in house.account_of(found):
            typer.echo(f"  {line}")
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
            help="A figure as printed, a fact's id, or a cell (Invoices!G4); empty lists all.",
        ),
    ] = "",
    *,
    as_json: opening.AsJSON = False,
) -> None:
    """Say where a figure comes from, or where a cell went."""
    from engross.pipeline.tracing import trace as trace_figures  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        found = trace_figures(house.services, house.run(run), what)
        if as_json:
            printing.print_json(list(found))
            return
        for figure in found:
            typer.echo(f"{figure.text}  [{figure.place}]")
            typer.echo(f"    {figure.id}")
            typer.echo(f"    {figure.origin}")
        if not found:
            typer.echo(f"Nothing in the document is, or comes from, {what!r}.")
            sys.exit(1)


def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A released file or its folder.")],
) -> None:
    """Prove that a released file is what was signed, or say what is not."""
    from engross.pipeline.verifying import verify_file  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        _report(verify_file(house.services, file), f"{file}: these are the bytes that were signed.")


@ledger.command("verify")
def ledger_verify() -> None:
    """Prove that no line of the ledger was changed or cut off, or say which was."""
    from engross.pipeline.verifying import ledger_problems  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        count = len(house.services.ledger.lines())
        _report(ledger_problems(house.services), f"{count} lines, all as they were written.")


def _report(problems: tuple[str, ...], fine: str) -> None:
    for problem in problems:
        opening.say(f"  {problem}")
    if problems:
        raise RefusedError("This does not verify.")
    typer.echo(fine)


def doctor() -> None:
    """Say whether this machine and workspace are ready, and what is missing."""
    from engross.wiring.doctor import examine  # noqa: PLC0415 - looks at everything

    worst = 0
    for examined in examine(opening.settings()):
        typer.echo(f"{'ok  ' if examined.fine else 'FAIL'} {examined.what}: {examined.found}")
        worst = max(worst, 0 if examined.fine else 1)
    sys.exit(worst)
