"""Carry a batch out, item by item; whatever happens to one, the next is begun."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from engross.errors import EngrossError, RunBusy, UnknownRun, WrongState
from engross.pipeline.batches.earlier import UNFINISHED, earlier_run
from engross.pipeline.batches.items import Batch, Item
from engross.pipeline.batches.journal import BatchJournal
from engross.pipeline.batches.results import result_of, without_run, write_results
from engross.pipeline.services import Services
from engross.pipeline.starting import begin, prepare
from engross.records import BatchResults, ItemResult, Run

FOLDER = "batches"
"""The folder in the state folder that says how far batches are."""


@dataclass(frozen=True)
class Carrier:
    """What carries a batch out beside the services."""

    produce: Callable[[str], Run]
    """Carries a run to its outcome."""
    keep_traceback: Callable[[Exception], str]
    """Keeps a fault that has no name; where."""
    begun: Callable[[Item, int, int], None] = lambda _item, _number, _count: None
    """Told of each item before it is begun, with its number from 1 and how many there are."""
    done: Callable[[ItemResult], None] = lambda _result: None
    """Told of each item's result."""
    stop: Callable[[], bool] = lambda: False
    """Whether to leave what is not begun yet for the next time."""


class _Found(NamedTuple):
    """The run of an item."""

    run: Run
    of_this_batch: bool
    """Whether this batch started it, or goes on with it."""


def carry_out(
    services: Services, batch: Batch, carrier: Carrier, *, again: bool = False
) -> BatchResults:
    """The results of every item, or of those before it was stopped; written after each.

    A document that was made of the same inputs before is named and not made again, unless `again`
    is set: then the new one supersedes it. A run that was left under way goes on, and so does the
    batch itself when it is given again after it was stopped.

    Raises:
        RunBusy: another process carries out the same batch.
        StorageError: the results cannot be written.
    """
    name = batch.id
    with services.alone(name):
        journal = BatchJournal(services.state / FOLDER / f"{name}.jsonl")
        results = BatchResults(batch=name, crew=batch.title, asked=len(batch.items))
        desk = _Desk(services, carrier, journal, again)
        for number, item in enumerate(batch.items):
            if carrier.stop():
                return results
            carrier.begun(item, number + 1, len(batch.items))
            result = _carried_out(desk, number, item)
            results = results.model_copy(update={"items": (*results.items, result)})
            write_results(services, results)
            carrier.done(result)
        journal.finish()
    return results


@dataclass(frozen=True)
class _Desk:
    services: Services
    carrier: Carrier
    journal: BatchJournal
    again: bool


def _carried_out(desk: _Desk, number: int, item: Item) -> ItemResult:
    if item.problem:
        return without_run(item, item.problem)
    try:
        found = _run_of(desk, number, item)
    except Exception as error:  # noqa: BLE001 - one bad item stops nothing; it is told and kept
        return without_run(item, _told(desk, error))
    return _produced(desk, item, found)


def _produced(desk: _Desk, item: Item, found: _Found) -> ItemResult:
    services, run = desk.services, found.run
    if not found.of_this_batch:
        return result_of(services, item, run, "there already")
    if run.state not in UNFINISHED:
        return result_of(services, item, run)
    try:
        return result_of(services, item, desk.carrier.produce(run.id))
    except RunBusy as error:
        return result_of(services, item, run, "busy", str(error))
    except Exception as error:  # noqa: BLE001 - one bad item stops nothing; it is told and kept
        remedy = f"{_told(desk, error)} Once that is mended: engross resume {run.id}"
        return result_of(services, item, run, "failed", remedy)


def _run_of(desk: _Desk, number: int, item: Item) -> _Found:
    """The item's run: the one that this batch began, an earlier one of the same, or a new one."""
    services, journal = desk.services, desk.journal
    if noted := _noted(desk, number):
        return _Found(noted, of_this_batch=True)
    prepared = prepare(services, item.order)
    earlier = earlier_run(services, prepared.run, item.order)
    if earlier and (earlier.state in UNFINISHED or not desk.again or journal.has(earlier.id)):
        own = earlier.state in UNFINISHED
        if own:
            journal.note(number, earlier.id)
        return _Found(earlier, own)
    if earlier:
        prepared = prepared._replace(run=_superseding(prepared.run, earlier))
    journal.note(number, prepared.run.id)
    return _Found(begin(services, prepared), of_this_batch=True)


def _noted(desk: _Desk, number: int) -> Run | None:
    """The run that this batch noted for the item, unless it was never begun or is erased."""
    try:
        noted = desk.journal.run_of(number)
        return desk.services.runs.get(noted) if noted else None
    except UnknownRun:
        return None


def _superseding(run: Run, earlier: Run) -> Run:
    if earlier.state == "signed":
        raise WrongState(
            f"{earlier.id} is signed and only waits for its release.",
            remedy=f"Release it first: engross resume {earlier.id}",
        )
    return run.model_copy(update={"supersedes": earlier.id})


def _told(desk: _Desk, error: Exception) -> str:
    if isinstance(error, EngrossError):
        return str(error)
    kept = desk.carrier.keep_traceback(error)
    return f"Engross has no name for this: {error!r}. Please report it with {kept}."
