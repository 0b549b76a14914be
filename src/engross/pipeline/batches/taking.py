"""Take an order out of a watched folder: carry it out, then move it to `done/` or `failed/`."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from engross.errors import EngrossError, RunBusy, StorageError, UsageError
from engross.pipeline.batches.asking import batch_of_deals
from engross.pipeline.batches.carrying import Carrier, carry_out
from engross.pipeline.batches.inbox import MARKS
from engross.pipeline.batches.items import (
    AGAIN,
    ALL_DEALS,
    CREW,
    OF_THE_WHOLE,
    STAGE,
    Batch,
    items_of,
)
from engross.pipeline.batches.results import write_into
from engross.pipeline.batches.rows import BatchRow, rows_of
from engross.pipeline.orders import Order
from engross.pipeline.services import Services
from engross.pipeline.starting import find_crew
from engross.records import BatchResults, ItemResult
from engross.sources.file import SourceFile, bytes_of

DONE: Final = "done"
FAILED: Final = "failed"
_LOCK_LETTERS: Final = 16


def lock_of(folder: Path) -> str:
    """The name under which one watcher at a time works on that folder."""
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()
    return f"watch-{digest[:_LOCK_LETTERS]}"


def take(services: Services, order: Path, carrier: Carrier) -> tuple[BatchResults, Path | None]:
    """The order's results, and where it is now: in `done/`, or in `failed/` if anything is undone.

    It is `None`, and the order stays, if the carrier stopped before its end.

    Raises:
        RunBusy: another process carries out the same batch.
        StorageError: the disk did not take the results, or the order cannot be moved.
    """
    try:
        results = _carried_out(services, order, carrier)
    except (StorageError, RunBusy):
        raise  # nothing is wrong with the order: it stays, and is taken the next time
    except EngrossError as error:
        results = _refused(order, str(error))
    except Exception as error:  # noqa: BLE001 - one bad order stops nothing; it is told and kept
        kept = carrier.keep_traceback(error)
        told = f"Engross has no name for this: {error!r}. Please report it with {kept}."
        results = _refused(order, told)
    if len(results.items) < results.asked:
        return results, None
    return results, _moved(order, results)


def _carried_out(services: Services, order: Path, carrier: Carrier) -> BatchResults:
    rows = rows_of(SourceFile(order.name, bytes_of(order)))
    batch = _batch(services, order, rows)
    return carry_out(services, batch, carrier, again=_says(rows[0], AGAIN))


def _batch(services: Services, path: Path, rows: Sequence[BatchRow]) -> Batch:
    """What the file asks for; only files inside the watched folder are read for it."""
    first = rows[0] if rows else BatchRow("", {})
    crew = "; ".join(first.cells.get(CREW, ()))
    if not crew:
        raise UsageError(
            f"{path.name} names no document.", remedy="Write which: crew: client_report"
        )
    spec = find_crew(services, crew)
    inside = path.parent.resolve()
    items = items_of(
        [_plain(row) for row in rows],
        path,
        Order(crew=crew, files=()),
        spec,
        lambda named: named.resolve().is_relative_to(inside),
    )
    if STAGE not in first.cells and not _says(first, ALL_DEALS):
        return Batch(crew, spec.title, items)
    if items[0].problem:
        raise UsageError(items[0].problem)
    return batch_of_deals(
        services,
        items[0].order,
        stage="; ".join(first.cells.get(STAGE, ())),
        everything=_says(first, ALL_DEALS),
    )


def _says(row: BatchRow, name: str) -> bool:
    """Whether it says yes to that."""
    return bool({"yes", "true"} & {text.lower() for text in row.cells.get(name, ())})


def _plain(row: BatchRow) -> BatchRow:
    """The row without what is said for the whole file, which only an order of its own may say."""
    if row.place != "order":
        return row
    cells = {name: said for name, said in row.cells.items() if name not in OF_THE_WHOLE}
    return BatchRow(row.place, cells, row.problem)


def _refused(order: Path, why: str) -> BatchResults:
    result = ItemResult(item=order.name, outcome="not started", remedy=why)
    return BatchResults(batch="", crew=order.name, asked=1, items=(result,))


def _moved(order: Path, results: BatchResults) -> Path:
    """Where the order is now, its results beside it."""
    target = _free(order.parent / (FAILED if results.undone else DONE) / order.name)
    write_into(target.parent, results, before=f"{target.name} - ", root="")
    try:
        order.rename(target)
    except OSError as error:
        raise StorageError(
            f"{order} cannot be moved to {target.parent}: {error.strerror}.",
            remedy="Its documents are made; move it by hand.",
        ) from error
    return target


def _free(target: Path) -> Path:
    """That name, or the first free one beside it: `smith (2).order.yaml`."""
    stem, mark = next(
        (target.stem[: -len(mark)], target.stem[-len(mark) :])
        for mark in MARKS
        if target.stem.lower().endswith(mark)
    )
    number = 2
    free = target
    while free.exists():
        free = target.with_name(f"{stem} ({number}){mark}{target.suffix}")
        number += 1
    return free
