"""Commands that prove: verify, ledger verify, key show, key export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engross.cli import opening
from engross.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from engross.pipeline.verifying import FirmKey, Verified

ledger = typer.Typer(help="The record of everything done.", no_args_is_help=True)
key = typer.Typer(help="The public key that proves the firm's releases.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("verify")(verify)
    app.add_typer(ledger, name="ledger")
    app.add_typer(key, name="key")


def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A released file or its folder.")],
    public_key: Annotated[
        Path | None,
        typer.Option(
            "--key",
            metavar="PEM",
            help="The firm's public key; then no workspace and no network is needed.",
        ),
    ] = None,
) -> None:
    """Prove that a released file is what was signed, or say what is not.

    In the firm's workspace it is also compared with the ledger and the store.
    """
    from engross.pipeline import verifying  # noqa: PLC0415 - loads the rooms

    if public_key is not None:
        verified = verifying.verify_with_key(file, public_key)
    else:
        with opening.opened() as house:
            verified = verifying.verify_file(house.services, file)
    _refuse(verified.problems)
    typer.echo(f"{file}: these are the bytes that were signed.")
    _tell(verified)
    if public_key is not None and _beside(public_key, file):
        opening.say(
            f"{public_key} lies beside the files that it vouches for, so this proves nothing until "
            "somebody at the firm reads you the same twelve words."
        )


def _tell(verified: Verified) -> None:
    """What was signed, by whom, and under which key."""
    manifest = verified.manifest
    if manifest is None:
        return
    decision = manifest.decision
    typer.echo(f"  run       {manifest.run}, version {manifest.version}")
    typer.echo(f"  signed    {decision.at:%Y-%m-%d %H:%M:%S} UTC by {decision.by}")
    typer.echo(f"  released  {manifest.released_at:%Y-%m-%d %H:%M:%S} UTC")
    for one in manifest.deliverables:
        stays = "" if one.leaves else "  (stays in the firm)"
        typer.echo(f"  file      {one.sha256}  {one.name}{stays}")
    typer.echo(f"  key       {verified.key.id}: {verified.key.words}")


def _beside(public_key: Path, file: Path) -> bool:
    folder = file if file.is_dir() else file.parent
    return public_key.resolve().parent == folder.resolve()


@ledger.command("verify")
def ledger_verify() -> None:
    """Prove that no line of the ledger was changed or cut off, or say which was."""
    from engross.pipeline.verifying import ledger_problems  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        count = len(house.services.ledger.lines())
        _refuse(ledger_problems(house.services))
        typer.echo(f"{count} lines, all as they were written.")


def _refuse(problems: tuple[str, ...]) -> None:
    """Tell every problem and end with the error; nothing when there is none."""
    for problem in problems:
        opening.say(f"  {problem}")
    if problems:
        raise RefusedError("This does not verify.")


@key.command("show")
def key_show() -> None:
    """Show the firm's public key: its fingerprint, and twelve words to read out by telephone."""
    found = _firm_key()
    typer.echo(f"key          {found.id}")
    typer.echo(f"fingerprint  SHA-256 {found.fingerprint}")
    typer.echo(f"words        {found.words}")


@key.command("export")
def key_export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file, ending in .pem.")],
) -> None:
    """Write the firm's public key to a file, for whoever is to check its releases."""
    found = _firm_key()
    try:
        with file.open("xb") as target:
            target.write(found.pem)
    except FileExistsError as error:
        raise UsageError(
            f"{file} is there already.", remedy="Give another name, or remove it first."
        ) from error
    except OSError as error:
        raise UsageError(
            f"{file} cannot be written: {error.strerror}.", remedy="Give another path."
        ) from error
    typer.echo(f"Wrote {file}, the key {found.id}. In words, for the telephone:")
    typer.echo(f"  {found.words}")


def _firm_key() -> FirmKey:
    from engross.pipeline.verifying import firm_key  # noqa: PLC0415 - loads the rooms

    with opening.opened() as house:
        return firm_key(house.services)
