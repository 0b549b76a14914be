"""The command that shows how files would be read, before any run: inspect."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from engross.cli import opening, printing
from engross.cli.quality import print_quality
from engross.errors import InputError, UsageError


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("inspect")(inspect)


def inspect(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files to look at.")],
    page: Annotated[
        Path | None, typer.Option("--page", metavar="PATH", help="Write it as an HTML page too.")
    ] = None,
    *,
    as_json: opening.AsJSON = False,
) -> None:
    """Show how files would be read: tables, columns, totals, what is hidden, odd or refused.

    Nothing is kept and no run is started. It ends with an error when a file was refused.
    """
    from engross.intake.inspecting import inspect as look_at  # noqa: PLC0415 - only here
    from engross.rendering import quality_page  # noqa: PLC0415 - only here
    from engross.sources.file import SourceFile  # noqa: PLC0415 - only here
    from engross.workspace import load_workspace  # noqa: PLC0415 - only here

    given = [SourceFile(path.name, _bytes(path)) for path in files]
    report = look_at(given, load_workspace(opening.settings().workspace).firm)
    if as_json:
        printing.print_json(report)
    else:
        print_quality(report)
    if page is not None:
        _write(page, quality_page(report, "Data quality of files"))
    if any(file.refused for file in report.files):
        sys.exit(InputError.exit_code)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            str(path), f"it cannot be opened: {error.strerror}.", remedy="Check the path you gave."
        ) from error


def _write(page: Path, data: bytes) -> None:
    try:
        page.write_bytes(data)
    except OSError as error:
        raise UsageError(
            f"{page} cannot be written: {error.strerror}.", remedy="Give --page another path."
        ) from error
    opening.say(f"Written: {page}")
