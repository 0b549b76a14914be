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
    from engross.sources.file import SourceFile


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
    opened = [_opened(path) for path in files]
    report = look_at([file for file in opened if isinstance(file, SourceFile)], firm)
    unopened = [file for file in opened if not isinstance(file, SourceFile)]
    report = report.model_copy(update={"files": (*report.files, *unopened)})
    if as_json:
        printing.print_json(report)
    else:
        print_quality(report)
    if page is not None:
        _write(page, quality_page(report, "Data quality of files"))
    if any(file.refused for file in report.files):
        sys.exit(InputError.exit_code)


def _opened(path: Path) -> SourceFile | FileReport:
    """The file, or what the report says of it beside the other files."""
    from engross.records import FileReport  # noqa: PLC0415 - keeps `engross --help` quick
    from engross.sources.file import SourceFile, bytes_of  # noqa: PLC0415 - the same

    try:
        return SourceFile(path.name, bytes_of(path))
    except InputError as error:
        refused = f"{error.problem[:1].upper()}{error.problem[1:]} {error.remedy}"
        return FileReport(role="", file=str(path), sha256="", size=0, refused=refused)


def _write(page: Path, data: bytes) -> None:
    try:
        page.write_bytes(data)
    except OSError as error:
        raise UsageError(
            f"{page} cannot be written: {error.strerror}.", remedy="Give --page another path."
        ) from error
    opening.say(f"Written: {page}")
