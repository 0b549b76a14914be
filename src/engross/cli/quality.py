"""How a data-quality report reads at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from engross.cli import printing

if TYPE_CHECKING:
    from engross.records import ColumnReport, FileReport, QualityReport, TableReport, TotalReport

_WIDEST = 28
"""Characters of a heading that are shown before the meanings are no longer aligned."""


def print_quality(report: QualityReport) -> None:
    """Each file, its tables, columns and totals, then what a person should look at."""
    for file in report.files:
        for line in _file(file):
            typer.echo(line)
    if report.findings:
        typer.echo("Look at:")
        printing.print_findings(report.findings)


def _file(file: FileReport) -> Iterator[str]:
    yield f"{file.file}  ({file.size:,} bytes)"
    if file.refused:
        yield f"  refused    {file.refused}"
        return
    yield f"  holds      {file.holds}"
    yield f"  read as    {file.method}"
    if file.hidden:
        yield f"  hides      {', '.join(file.hidden)}"
    if file.attachments:
        yield f"  inside     {', '.join(file.attachments)}"
    for table in file.tables:
        yield from _table(table)


def _table(table: TableReport) -> Iterator[str]:
    system = f", as {table.system} exports it" if table.system else ""
    rows = f"{table.rows:,} {'row' if table.rows == 1 else 'rows'}"
    yield f"  {table.place}: {table.kind or 'not understood'}{system}, {rows}"
    if table.unused:
        yield f"    not used: {table.unused}"
    yield from (_column(column) for column in table.columns)
    differing = [total for total in table.totals if not total.agrees]
    if table.totals:
        agreeing = len(table.totals) - len(differing)
        yield f"    totals: {agreeing} of {len(table.totals)} are what their rows add up to"
    yield from (_total(total) for total in differing)


def _column(column: ColumnReport) -> str:
    meaning = column.meaning.replace("_", " ") or "-"
    sure = f"({column.certainty})" if column.meaning else ""
    values = "kept from agents and documents" if column.sensitive else " · ".join(column.samples)
    return f"    {column.heading:<{_WIDEST}} {meaning:<16} {sure:<12} {values}".rstrip()


def _total(total: TotalReport) -> str:
    why = total.explanation or "No row explains the difference."
    return (
        f"    total of {total.column.replace('_', ' ')} in {total.place}: {total.stated:,.2f}, but "
        f"its rows add up to {total.found:,.2f}. {why}"
    )
