"""The command that shows what the columns of an export mean, and lets a person confirm it: map."""

from __future__ import annotations

import datetime as dt
import json
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from engross.cli import opening
from engross.errors import UsageError

if TYPE_CHECKING:
    from engross.intake.given import GivenFile
    from engross.intake.mapping import MappedTable, Wanted
    from engross.intake.proposing import Proposal
    from engross.records.quality import ColumnReport
    from engross.workspace.register import Firm

_WIDEST = 26
"""Characters of a heading that are shown before the meanings are no longer aligned."""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("map")(show_map)


def show_map(  # noqa: PLR0913 - a command line has that many options
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A billing file or CRM export.")],
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="HEADING=MEANING", help="What a column means; may be given again."
        ),
    ] = None,
    kind: Annotated[str, typer.Option(help="What the table holds: time, invoices.")] = "",
    dates: Annotated[
        str, typer.Option(help="How days are written: day-first, month-first, iso.")
    ] = "",
    table: Annotated[
        str, typer.Option(help="Of several tables the one: its sheet or its cells.")
    ] = "",
    *,
    save: Annotated[bool, typer.Option("--save", help="Write it to firm.yaml.")] = False,
    by: Annotated[
        str, typer.Option("--by", metavar="EMAIL", help="Who looked at it and confirms it.")
    ] = "",
    name: Annotated[str, typer.Option(help="What the firm calls this export.")] = "",
    as_json: opening.AsJSON = False,
) -> None:
    """Show what each column of a file was taken for; put it right, and save it once it is.

    `--set "Charge hrs=hours"` says what a column means, `--set "Ref="` that it is not used, and
    the same meaning twice that two columns make it up. With --save the register keeps it, and a
    run on a file with the same headings goes by it without asking.
    """
    from engross.intake.mapping import (  # noqa: PLC0415 - only here
        confirmed_map,
        mapped_tables,
        told_of_the_firm,
        with_map,
    )
    from engross.workspace import load_workspace  # noqa: PLC0415 - only here

    given = _given(file)
    root = opening.settings().workspace
    firm = load_workspace(root).firm
    tables = mapped_tables(given, firm)
    if save and not by:
        raise UsageError("Nobody is named who confirms it.", remedy="Add --by EMAIL.")
    if set_ or kind or dates or save:
        said = confirmed_map(
            tables,
            _wanted(set_ or (), kind=kind, dates=dates, table=table),
            name=name or file.stem,
            by=by,
            on=dt.datetime.now(dt.UTC).date(),
        )
        for heading in told_of_the_firm(tables, said):
            opening.say(
                f"“{heading}” reads like words for the firm alone. As it is set, what stands in it "
                "may reach a client."
            )
        tables = mapped_tables(given, firm, with_map(firm.column_maps, said))
        if save:
            from engross.workspace.column_maps import save_column_map  # noqa: PLC0415 - only here

            save_column_map(root, said)
            opening.say(f"Saved in firm.yaml as “{said.name}”, confirmed by {by}.")
    if as_json:
        reports = [table.report().model_dump(mode="json") for table in tables]
        typer.echo(json.dumps({"file": file.name, "tables": reports}, indent=2))
        return
    for line in _lines(file, tables, firm):
        typer.echo(line)


def _given(path: Path) -> GivenFile:
    """The file as intake takes it, guarded.

    Raises:
        InputError: it cannot be opened, or the guard refuses it.
    """
    from engross.intake.given import GivenFile  # noqa: PLC0415 - keeps `engross --help` quick
    from engross.sources import guard  # noqa: PLC0415 - keeps `engross --help` quick
    from engross.sources.file import bytes_of  # noqa: PLC0415 - the same

    kind: Literal["billing", "crm"] = "crm" if path.suffix.lower() == ".json" else "billing"
    file = GivenFile(role="", kind=kind, name=path.name, data=bytes_of(path))
    guard.check(file, kind)
    return file


def _wanted(settings: Sequence[str], *, kind: str, dates: str, table: str) -> Wanted:
    """What the options say.

    Raises:
        UsageError: one of the settings is not HEADING=MEANING.
    """
    from engross.intake.mapping import Wanted  # noqa: PLC0415 - keeps `engross --help` quick

    meanings = {}
    for setting in settings:
        heading, equals, meaning = setting.rpartition("=")
        if not equals or not heading.strip():
            raise UsageError(
                f"{setting!r} is not HEADING=MEANING.",
                remedy='Write for example --set "Charge hrs=hours", or --set "Ref=" for not used.',
            )
        meanings[heading] = meaning.strip().replace(" ", "_")
    return Wanted(meanings, kind=kind, dates=dates, table=table)


def _lines(file: Path, tables: Sequence[MappedTable], firm: Firm) -> Iterator[str]:
    yield file.name
    if not tables:
        yield "  It holds no table."
    for table in tables:
        yield from _table(table, firm)
    if any(table.unsure for table in tables):
        yield "What is likely or guessed nobody has confirmed. Put it right with --set, then:"
        yield f"  engross map {shlex.quote(str(file))} --save --by EMAIL"


def _table(table: MappedTable, firm: Firm) -> Iterator[str]:
    report = table.report()
    system = f", as {report.system}" if report.system else ""
    yield f"  {report.place}: {report.kind or 'not understood'}{system}, rows: {report.rows:,}"
    perhaps = {p.column: p for p in table.suggestions(firm)}
    columns = [n for n, v in enumerate(table.row.row.values) if v is not None and str(v).strip()]
    for number, column in zip(columns, report.columns, strict=True):
        yield _column(column, perhaps.get(number))
    if table.headings is None:
        yield "    If it is to be used, say what it holds with --kind and what its columns mean."
    elif report.unused:
        yield f"    missing: {report.unused}"


def _column(column: ColumnReport, perhaps: Proposal | None) -> str:
    meaning = column.meaning.replace("_", " ") or "-"
    sure = column.certainty if column.meaning else ""
    values = " · ".join(column.samples)
    if column.sensitive:
        values = "kept from agents and documents"
    elif perhaps is not None:
        values = f"{values}  (perhaps {perhaps.meaning.replace('_', ' ')}: {perhaps.reason})"
    cell = column.place.rpartition("!")[2]
    return f"    {cell:<5} {column.heading:<{_WIDEST}} {meaning:<14} {sure:<10} {values}".rstrip()
