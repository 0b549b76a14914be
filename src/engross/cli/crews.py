"""Commands for document types: a new crew beside one that is like it."""

from __future__ import annotations

from typing import Annotated

import typer

from engross.cli import opening

crew = typer.Typer(help="Document types: a new one made.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(crew, name="crew")


@crew.command("new")
def new(
    key: Annotated[str, typer.Argument(metavar="KEY", help="The new crew: engagement_letter.")],
    like: Annotated[str, typer.Option(metavar="CREW", help="The crew that it is like.")],
    title: Annotated[
        str, typer.Option(help="What its documents are called; otherwise as KEY says.")
    ] = "",
) -> None:
    """Make a document type: the files of another crew under a new name, to be edited.

    It takes over that crew's sections, inputs, tasks and agents, and prints with its template.
    """
    from engross.workspace.new_crew import new_crew  # noqa: PLC0415 - loads the rooms

    root = opening.settings().workspace
    made = new_crew(root, key, like, title)
    for path in made.files:
        typer.echo(f"Wrote {path.relative_to(root)}")
    for problem in made.problems:
        typer.echo(f"To do: {problem}")
    typer.echo("Next:")
    typer.echo(f"  edit crews/{key}.yaml: its description, its inputs, its sections")
    typer.echo(f"  engross template new {key} --crew {key}")
    typer.echo(f"  edit crews/{key}.yaml: template: {key}")
    typer.echo("  engross check")
