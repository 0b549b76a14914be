"""The commands for suspicions: anybody may tell one, the reporting officer alone reads them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from engross.cli import opening
from engross.errors import UsageError

if TYPE_CHECKING:
    from engross.records.post import OfficerKeeper

suspicion = typer.Typer(
    help="What only the reporting officer may read; nothing else of Engross knows of it.",
    no_args_is_help=True,
)
_SHORTEST = 12


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(suspicion, name="suspicion")


@suspicion.command("tell")
def tell() -> None:
    """Tell the reporting officer of a suspicion, at a hidden prompt or on standard input.

    It is sealed for the officer before it is kept: nobody else can read it, and nothing records
    that you told it. Say who you are in it, so that the officer can ask you, and tell nobody else.
    """
    with opening.opened() as house:
        officer = house.services.officer()
        if officer is None or not officer.is_ready():
            raise UsageError(
                "The reporting officer has no key yet, so nothing can be sealed.",
                remedy="Tell the officer in person. The officer makes a key with "
                "`engross suspicion key --as EMAIL`.",
            )
        officer.tell(_said())
        typer.echo("Sealed for the reporting officer. Nothing else was kept.")


@suspicion.command("key")
def key(email: opening.As) -> None:
    """Make the reporting officer's key, with a password of its own; without it nothing is read."""
    with opening.opened() as house:
        folder = house.officer(email)
        house.signed_in(email, opening.password)
        new = _new_password(house.services.workspace.firm.person(email))
        typer.echo(f"key          X25519, made for {email}")
        typer.echo(f"fingerprint  SHA-256 {folder.make_key(new)}")
        typer.echo("Keep the password where nobody else finds it: nobody can set it anew.")


@suspicion.command("read")
def read(email: opening.As) -> None:
    """Read everything that was told; for the reporting officer."""
    with opening.opened() as house:
        told = house.officer(email).told(_key_password())
        for one in told:
            typer.echo(f"--- {one.name}")
            typer.echo(one.problem or one.text)
        opening.say(f"{len(told)} told. Clear the screen when you have read them.")


@suspicion.command("password")
def password(email: opening.As) -> None:
    """Change the password of the reporting officer's key."""
    with opening.opened() as house:
        folder: OfficerKeeper = house.officer(email)
        old = _key_password()
        folder.change_password(old, _new_password(house.services.workspace.firm.person(email)))
        typer.echo("The key opens with the new password alone.")


@suspicion.command("remove")
def remove(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="As `engross suspicion read` has it.")
    ],
    email: opening.As,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove one of them for good, once it is kept where it belongs; for the reporting officer."""
    with opening.opened() as house:
        folder = house.officer(email)
        if not yes and not typer.confirm(f"Remove {name} for good?"):
            sys.exit(1)
        folder.remove(name, _key_password())
        typer.echo(f"Removed {name}")


def _said() -> str:
    """What was typed at the hidden prompt, or what stands on standard input; never an argument."""
    if sys.stdin.isatty():
        text = str(typer.prompt("What you suspect, and who you are (hidden)", hide_input=True))
    else:
        text = sys.stdin.read()
    if not text.strip():
        raise UsageError("Nothing was told.", remedy="Type it at the prompt, or give it on stdin.")
    return text.strip()


def _key_password() -> str:
    return opening.settings().officer_password or opening.ask(
        "Password of the officer's key", "ENGROSS_OFFICER_PASSWORD"
    )


def _new_password(person: object) -> str:
    from engross.signoff import weaknesses  # noqa: PLC0415 - loads the rooms
    from engross.workspace.register import Person  # noqa: PLC0415 - the same

    new = opening.settings().new_password or opening.ask(
        f"New password of the officer's key, {_SHORTEST} characters or more",
        "ENGROSS_NEW_PASSWORD",
        twice=True,
    )
    if isinstance(person, Person) and (weak := weaknesses(new, person)):
        message = f"This password will not do: {'; '.join(weak)}."
        raise UsageError(message, remedy="Three or four unrelated words make a good one.")
    return new
