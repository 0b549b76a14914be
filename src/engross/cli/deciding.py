"""Commands of people who decide, and of those who tidy up: sign, return, decline, restore, ..."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from engross.cli import opening, printing
from engross.errors import UsageError

if TYPE_CHECKING:
    from engross.records import Override

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
        typer.Option(metavar="FINDING=WHY", help="Answer for a block finding, with the reason."),
    ] = None,
) -> None:
    """Sign a held document and release exactly the bytes you signed."""
    from engross.pipeline.deciding import sign as sign_run  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        overrides = tuple(_override(text) for text in override or ())
        signed = sign_run(
            house.services,
            run,
            email=email,
            password=opening.password,
            comment=comment,
            overrides=overrides,
        )
        typer.echo(f"Signed by {signed.decision.by}: digest {signed.decision.digest}")
        for file in signed.held.candidate.deliverables:
            typer.echo(f"  {file.sha256}  {file.name}")
        printing.print_released(house, house.release(signed.held.run))


def return_(run: opening.Run, email: opening.As, comment: Comment) -> None:
    """Return a held document with comments; it may be run again."""
    from engross.pipeline.deciding import give_back  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        decided = give_back(
            house.services,
            run,
            kind="return",
            email=email,
            password=opening.password,
            comment=comment,
        )
        typer.echo(f"Returned by {decided.by}. Run it again with: engross rerun {decided.run}")


def decline(run: opening.Run, email: opening.As, comment: Comment) -> None:
    """Decline a held document: it will not be sent."""
    from engross.pipeline.deciding import give_back  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        decided = give_back(
            house.services,
            run,
            kind="decline",
            email=email,
            password=opening.password,
            comment=comment,
        )
        typer.echo(f"Declined by {decided.by}.")


def restore(run: opening.Run) -> None:
    """Put a held document's files back as they were at the hold."""
    from engross.pipeline.holding import write_files  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        found = house.services.runs.get(run)
        for path in write_files(house.services, found):
            typer.echo(f"  {house.shown(path)}")


def archive(run: opening.Run) -> None:
    """Take a finished run off the list; nothing is erased."""
    from engross.pipeline.tidying import archive as archive_run  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        typer.echo(f"Archived {archive_run(house.services, run).id}")


def delete(
    run: opening.Run,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase a run's sources, texts and files; its lines in the ledger stay, without content."""
    from engross.pipeline.tidying import erase  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        found = house.services.runs.get(run)
        if not yes and not typer.confirm(f"Erase everything of {found.id}?"):
            sys.exit(1)
        erase(house.services, found.id)
        typer.echo(f"Erased {found.id}")


def _override(text: str) -> Override:
    from engross.records import Override  # noqa: PLC0415 - only when overriding

    finding, equals, reason = text.partition("=")
    if not equals or not reason.strip():
        raise UsageError(
            f"{text!r} is not FINDING=WHY.",
            remedy='Write for example --override 1a2b3c4d="agreed".',
        )
    return Override(finding=finding, reason=reason.strip())
