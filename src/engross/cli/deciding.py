"""Commands of people who decide, and of those who tidy up: sign, return, decline, restore, ..."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from engross.cli import opening, printing
from engross.errors import UsageError

if TYPE_CHECKING:
    from engross.records import Decision, Override, Run
    from engross.wiring import House

Comment = Annotated[str, typer.Option(help="What you want to say about it.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("sign")(sign)
    app.command("return")(return_)
    app.command("decline")(decline)
    app.command("restore")(restore)
    app.command("archive")(archive)
    app.command("delete")(delete)


def sign(
    run: opening.Run,
    email: opening.As,
    comment: Comment = "",
    override: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FINDING=WHY",
            help="Answer for a block finding, with a reason of ten letters or more.",
        ),
    ] = None,
    version: Annotated[
        int | None,
        typer.Option(help="The version you have read, once the document was edited in Word."),
    ] = None,
) -> None:
    """Sign a held document and release exactly the bytes you signed."""
    from engross.pipeline.deciding import sign as sign_run  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        overrides = tuple(_override(text) for text in override or ())
        found = house.run(run)
        house.check_has_password(email)
        _say_what_is_open(house, found)
        signed = sign_run(
            house.services,
            found.id,
            email=email,
            password=opening.password,
            comment=comment,
            overrides=overrides,
            version=version,
        )
        typer.echo(f"Signed by {signed.decision.by}: digest {signed.decision.digest}")
        for file in signed.held.candidate.deliverables:
            typer.echo(f"  {file.sha256}  {file.name}")
        printing.print_released(house, house.release(signed.held.run))


def _say_what_is_open(house: House, run: Run) -> None:
    """What the signer answers for, told before the password is asked."""
    held = house.held(run.id)
    open_ones = [f for f in held.findings if f.severity != "note"] if held else []
    if open_ones:
        opening.say(f"You are about to sign with {len(open_ones)} findings open:")
        for finding in open_ones:
            opening.say(f"  {finding.severity:<5} {finding.place}: {finding.message}")


def return_(run: opening.Run, email: opening.As, comment: Comment) -> None:
    """Return a held document with comments; it may be run again."""
    decided = _give_back("return", run, email, comment)
    typer.echo(f"Returned by {decided.by}. Run it again with: engross rerun {decided.run}")


def decline(run: opening.Run, email: opening.As, comment: Comment) -> None:
    """Decline a held document: it will not be sent."""
    decided = _give_back("decline", run, email, comment)
    typer.echo(f"Declined by {decided.by}.")


def _give_back(kind: Literal["return", "decline"], run: str, email: str, comment: str) -> Decision:
    from engross.pipeline.deciding import give_back  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        house.check_has_password(email)
        return give_back(
            house.services,
            house.run(run).id,
            kind=kind,
            email=email,
            password=opening.password,
            comment=comment,
        )


def restore(
    run: opening.Run,
    version: Annotated[
        int, typer.Option(min=0, help="Write that earlier version beside instead, to be read.")
    ] = 0,
) -> None:
    """Put a held document's files back as they were at the hold; edited ones are kept beside."""
    from engross.pipeline.holding import restore as put_back  # noqa: PLC0415 - loads the rooms
    from engross.pipeline.holding import write_version  # noqa: PLC0415 - the same

    with opening.opened() as house:
        services, found = house.services, house.run(run)
        paths = write_version(services, found, version) if version else put_back(services, found)
        for path in paths:
            typer.echo(f"  {house.shown(path)}")


def archive(
    run: opening.Run,
    email: Annotated[
        str,
        typer.Option(
            "--as", metavar="EMAIL", help="Who you are; needed for a mail that waits for a person."
        ),
    ] = "",
    comment: Comment = "",
) -> None:
    """Take a finished run off the list; nothing is erased.

    A mail that waits for a person is taken off by somebody, with their password.
    """
    from engross.pipeline.tidying import archive as archive_run  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        found = house.run(run)
        if email:
            house.check_has_password(email)
        archived = archive_run(
            house.services, found.id, email=email, password=opening.password, comment=comment
        )
        typer.echo(f"Archived {archived.id}")


def delete(
    run: Annotated[str, typer.Argument(metavar="RUN", help="A run's whole id.")],
    email: opening.As,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase a run's sources, texts and files; its lines in the ledger stay, without content.

    For an admin or a manager. A released run's proof in outputs/ goes too: copy it first.
    """
    from engross.pipeline.tidying import erase  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        signer = house.signed_in(email, opening.password)
        if not yes and not typer.confirm(f"Erase everything of {run}?"):
            sys.exit(1)
        erase(house.services, run, signer)
        typer.echo(f"Erased {run}")


def _override(text: str) -> Override:
    from engross.records import Override  # noqa: PLC0415 - only when overriding

    finding, equals, reason = text.partition("=")
    if not equals or not reason.strip():
        raise UsageError(
            f"{text!r} is not FINDING=WHY.",
            remedy='Write for example --override 1a2b3c4d="checked against the bank statement".',
        )
    return Override(finding=finding, reason=reason.strip())
