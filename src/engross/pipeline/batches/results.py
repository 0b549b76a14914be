"""What became of each item, as rows, and the two files that tell it: for Excel and to read."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from engross.errors import EngrossError, StorageError
from engross.pipeline import names
from engross.pipeline.batches.items import Item
from engross.pipeline.gates import has_gates
from engross.pipeline.services import Services
from engross.pipeline.starting import told_of_others
from engross.pipeline.subjects import subject_of
from engross.records import BatchResults, HeldDocument, ItemOutcome, ItemResult, Run
from engross.rendering.results_page import results_page
from engross.uk.dates import format_date
from engross.uk.periods import label_for
from engross.workspace.writing import put_file

TABLE: Final = "Results.csv"
PAGE: Final = "Results.html"
HEADINGS: Final[Mapping[str, str]] = {
    "item": "Item",
    "client": "Client",
    "matter": "Matter",
    "period": "Period",
    "run": "Run",
    "outcome": "Outcome",
    "document": "Document",
    "block": "Block",
    "warn": "Warn",
    "note": "Note",
    "review_copy": "Review copy",
    "remedy": "What to do",
}
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula; text from a CRM may begin so."""


def without_run(item: Item, problem: str) -> ItemResult:
    """The result of an item that was never started."""
    order = item.order
    return ItemResult(
        item=item.place,
        client=order.client,
        matter=order.matter or order.deal or order.entry,
        period=order.period,
        outcome="not started",
        remedy=problem,
    )


def result_of(
    services: Services,
    item: Item,
    run: Run,
    outcome: ItemOutcome | None = None,
    remedy: str = "",
) -> ItemResult:
    """The result of an item that has a run; how the run stands says the outcome unless given."""
    client, matter = _names(services, run)
    held = _held(services, run)
    counts = Counter(finding.severity for finding in held.findings) if held else Counter[str]()
    copy = held.candidate.review_copy.name if held else ""
    return ItemResult(
        item=item.place,
        client=client,
        matter=matter,
        period=label_for(run.period),
        run=run.id,
        outcome=outcome or _outcome(run),
        document=held.candidate.deliverables[0].name if held else "",
        block=counts["block"],
        warn=counts["warn"],
        note=counts["note"],
        review_copy=f"{run.id}/{copy}" if copy else "",
        remedy=remedy or _remedy(services, run, counts["block"], outcome),
    )


def _names(services: Services, run: Run) -> tuple[str, str]:
    """The client's name and the matter's reference; their keys where nobody has them any more."""
    try:
        client, matter, _ = subject_of(services, run)
    except EngrossError:
        return run.client, run.matter
    return client.name, matter.reference


def _held(services: Services, run: Run) -> HeldDocument | None:
    if not services.records.has(run.id, names.HELD):
        return None
    return services.records.load(run.id, names.HELD, HeldDocument)


def _outcome(run: Run) -> ItemOutcome:
    match run.state:
        case "held" | "routed" | "abstained" | "failed":
            return run.state
        case _:
            # Somebody decided while the batch went on, or it was stopped between two stages.
            return "failed" if run.state == "running" else "held"


def _remedy(services: Services, run: Run, blocks: int, outcome: ItemOutcome | None) -> str:
    if outcome == "there already":
        made = "That mail was dealt with" if run.message else "It was made of the same inputs"
        return (
            f"{made} on {format_date(run.started_at.date())} and is "
            f"{run.state}. To make it again all the same, give the command with --again."
        )
    if run.state == "held":
        ready = "open its gates" if has_gates(services, run) else "sign"
        look = "mend what is marked as block" if blocks else ready
        others = " ".join(told_of_others(services, run))
        show = f"engross show {run.id}. {others}" if others else f"engross show {run.id}"
        return f"Read the review copy and {look}: {show}"
    return run.reason or f"It is {run.state}: engross show {run.id}"


# --- the files


def write_results(services: Services, results: BatchResults) -> Path:
    """Write both files into `outputs/<batch>/`; the folder.

    Raises:
        StorageError: the disk did not take one.
    """
    folder = services.outputs / results.batch
    write_into(folder, results)
    return folder


def write_into(folder: Path, results: BatchResults, before: str = "", root: str = "..") -> None:
    """Write both files into that folder, their names after `before`.

    `root` leads from there to `outputs/`; empty makes no links.

    Raises:
        StorageError: the disk did not take one.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        put_file(folder / f"{before}{TABLE}", table_of(results))
        put_file(folder / f"{before}{PAGE}", results_page(results, root))
    except OSError as error:
        raise StorageError(
            f"{folder} cannot be written: {error.strerror}.",
            remedy="Make room, then give the same command again: it goes on.",
        ) from error


def table_of(results: BatchResults) -> bytes:
    """The results as Excel opens them: UTF-8 with its mark, no cell that acts as a formula."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(HEADINGS.values())
    for item in results.items:
        writer.writerow([as_text(getattr(item, field)) for field in HEADINGS])
    return stream.getvalue().encode("utf-8-sig")


def as_text(value: object) -> object:
    """The value as a cell holds it: text that would begin a formula stands behind a mark."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
