"""Commands for the firm's required statements: review."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from engross.cli import opening

statement = typer.Typer(
    help="The statements that documents must hold: reviewed.", no_args_is_help=True
)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(statement, name="statement")


@statement.command("review")
def review(
    keys: Annotated[
        list[str], typer.Argument(metavar="KEY...", help="`complaints`; several at once.")
    ],
    email: opening.As,
    again: Annotated[
        dt.datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], metavar="DATE", help="The next review; without it in a year."
        ),
    ] = None,
) -> None:
    """Say that you have read a statement and answer for its words, exactly as they stand.

    For a fee-earner or a manager. A word that is changed later makes the review void.
    """
    from engross.pipeline.reviewing import review as review_them  # noqa: PLC0415 - the rooms

    with opening.opened() as house:
        signer = house.signed_in(email, opening.password)
        next_day = again.date() if again else None
        for one in review_them(house.services, keys, signer, next_day):
            typer.echo(f"{one.standing(house.services.workspace.firm)}.")
            typer.echo(f"  to be read again by {one.review_by}")
