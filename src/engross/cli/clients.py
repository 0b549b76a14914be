"""Commands for the firm's clients: adding one that was taken on."""

from __future__ import annotations

from typing import Annotated

import typer

from engross.cli import opening

clients = typer.Typer(help="The firm's clients.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(clients, name="clients")


@clients.command("add")
def clients_add(
    run: opening.Run,
    reference: Annotated[str, typer.Option(help="The matter's number in the billing system.")],
    key: Annotated[
        str, typer.Option(help="How the command line names the client. Default: of its name.")
    ] = "",
    title: Annotated[
        str, typer.Option(help="The matter's title. Default: the service that the form names.")
    ] = "",
    admin: Annotated[
        str, typer.Option("--as", metavar="EMAIL", help="An admin, once one has a password.")
    ] = "",
) -> None:
    """Add to firm.yaml the client whose welcome letter was signed and released.

    Refused while the letter is not released, for anybody who is or may be a client already, and
    when the record or the release was changed since.
    """
    from engross.pipeline.new_clients import client_of, note_added  # noqa: PLC0415 - loads the rooms
    from engross.workspace.clients import add_client  # noqa: PLC0415 - only here

    with opening.opened() as house:
        house.may_keep_people(admin, opening.password)
        found = house.run(run)
        client = client_of(house.services, found, reference=reference, key=key, title=title)
        add_client(opening.settings().workspace, client)
        note_added(house.services, found, client, admin)
        typer.echo(f"Added {client.name} as {client.key}, matter {client.matters[0].reference}.")
        typer.echo("Read the entry in firm.yaml, then: engross check")
