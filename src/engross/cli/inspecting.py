"""The command that shows how files would be read, before any run: inspect."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engross.cli import opening, printing
from engross.cli.quality import print_quality
from engross.errors import InputError, UsageError

if TYPE_CHECKING:
    from engross.records import FileReport


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

    firm = load_workspace(opening.settings().workspace).firm
    there = {path: data for path in files if (data := _bytes(path)) is not None}
    report = look_at([SourceFile(path.name, data) for path, data in there.items()], firm)
    report = report.model_copy(
        update={"files": (*report.files, *(_absent(p) for p in files if p not in there))}
    )
    if as_json:
        printing.print_json(report)
    else:
        print_quality(report)
    if page is not None:
        _write(page, quality_page(report, "Data quality of files"))
    if any(file.refused for file in report.files):
        sys.exit(InputError.exit_code)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None  # the report says so, beside the other files


def _absent(path: Path) -> FileReport:
    from engross.records import FileReport  # noqa: PLC0415 - keeps `engross --help` quick

    return FileReport(
        role="",
        file=str(path),
        sha256="",
        size=0,
        refused="It cannot be opened. Check that the path is right and names a file.",
    )


def _write(page: Path, data: bytes) -> None:
    try:
        page.write_bytes(data)
    except OSError as error:
        raise UsageError(
            f"{page} cannot be written: {error.strerror}.", remedy="Give --page another path."
        ) from error
    opening.say(f"Written: {page}")
