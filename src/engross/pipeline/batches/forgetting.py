"""What the results of batches say of a run that is erased: nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from engross.pipeline.batches.results import HEADINGS, PAGE, TABLE, as_text, write_into
from engross.pipeline.services import Services
from engross.records import BatchResults, ItemResult

_FIELDS = {heading: field for field, heading in HEADINGS.items()}


def forget_run(services: Services, run: str) -> None:
    """Take the run's row out of every `outputs/<batch>/`; the rows of other runs stay.

    Raises:
        RunBusy: a batch that has it is under way, and would write it again.
        StorageError: the disk did not take the changed files.
    """
    for table in sorted(services.outputs.glob(f"*-batch-*/{TABLE}")):
        rows = _rows_of(table)
        if rows is None or any(row.run == run for row in rows):
            with services.alone(table.parent.name):
                _forget(services, table, run)


def _forget(services: Services, table: Path, run: str) -> None:
    batch = table.parent.name
    crew = services.workspace.crews.get(batch.rpartition("-batch-")[0])
    rows = _rows_of(table)
    if rows is None:
        # Somebody saved it in another form: what cannot be told apart goes whole.
        table.with_name(PAGE).unlink(missing_ok=True)
        table.unlink()
        return
    kept = tuple(row for row in rows if row.run != run)
    title = crew.title if crew else batch
    results = BatchResults(batch=batch, crew=title, asked=len(rows), items=kept)
    write_into(table.parent, results)


def _rows_of(table: Path) -> list[ItemResult] | None:
    """What the table says; `None` when it is not in the form in which it was written."""
    try:
        return list(_rows(table))
    except (ValueError, csv.Error):
        return None


def _rows(table: Path) -> Iterator[ItemResult]:
    text = table.read_text(encoding="utf-8-sig")
    for row in csv.DictReader(io.StringIO(text, newline="")):
        yield ItemResult.model_validate(
            {
                _FIELDS[heading]: _said(value or "")
                for heading, value in row.items()
                if heading in _FIELDS
            }
        )


def _said(cell: str) -> str:
    """The text without the mark that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell.startswith("'") and as_text(cell[1:]) == cell else cell
