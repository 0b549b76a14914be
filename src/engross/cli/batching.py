"""Many documents by one command: `engross run CREW --batch FILE`, and `engross watch FOLDER`."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from engross.cli import opening
from engross.errors import EngrossError, RunBusy, UsageError

if TYPE_CHECKING:
    from engross.pipeline.batches import Batch, Carrier, Item
    from engross.pipeline.batches.inbox import Inbox
    from engross.pipeline.orders import Order
    from engross.records import BatchResults, ItemResult
    from engross.wiring import House

PARTLY = 10
"""The exit code when an item of a batch has no document."""
_MINUTE = 60
_GLANCE = 0.1


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("watch")(watch)


# --- run --batch


@dataclass(frozen=True)
class Asked:
    """What makes a run a batch; nothing of it for a single run."""

    file: Path | None = None
    stage: str = ""
    all_deals: bool = False
    again: bool = False
    mailbox: str = ""
    since: dt.date | None = None
    all_entries: bool = False

    def wanted(self) -> bool:
        """Whether a batch is asked for.

        Raises:
            UsageError: several are, or `--since` stands alone.
        """
        ways = [
            self.file is not None,
            bool(self.stage),
            self.all_deals,
            bool(self.mailbox),
            self.all_entries,
        ]
        if sum(ways) > 1:
            raise UsageError(
                "A batch is made of a file, a stage, all deals, a mailbox or all entries.",
                remedy="Give one of --batch, --stage, --all-deals, --mailbox and --all-entries.",
            )
        if self.since and not self.mailbox:
            raise UsageError("--since belongs to a mailbox.", remedy="Give --mailbox with it.")
        return any(ways)


def run_batch(order: Order, asked: Asked) -> None:
    """Carry the batch out, and leave with its own exit code if an item has no document."""
    from engross.pipeline.batches import carry_out  # noqa: PLC0415 - loads the rooms

    with opening.opened(progress=_nothing) as house, _batch(house, order, asked) as batch:
        telling = _Telling()
        try:
            results = carry_out(house.services, batch, telling.carrier(house), again=asked.again)
        except KeyboardInterrupt:
            opening.say("Give the same command again, and the batch goes on where it stopped.")
            raise
        _print_summary(house, results)
    if results.undone:
        sys.exit(PARTLY)


@contextmanager
def _batch(house: House, order: Order, asked: Asked) -> Iterator[Batch]:
    from engross.pipeline.batches import asking  # noqa: PLC0415 - loads the rooms
    from engross.pipeline.batches.mailbox import batch_of_mailbox  # noqa: PLC0415 - the same

    if asked.mailbox:
        opening.say(f"Reading {asked.mailbox}")
        with batch_of_mailbox(house.services, asked.mailbox, order, asked.since) as batch:
            yield batch
    elif asked.file:
        yield asking.batch_of_file(house.services, asked.file, order)
    elif asked.all_entries:
        yield asking.batch_of_entries(house.services, order)
    else:
        yield asking.batch_of_deals(
            house.services, order, stage=asked.stage, everything=asked.all_deals
        )


class _Telling:
    """Says what is begun on standard error, and what is done on standard output."""

    def __init__(self, stop: Callable[[], bool] = lambda: False) -> None:
        self._stop = stop
        self._since = time.monotonic()

    def carrier(self, house: House) -> Carrier:
        """What carries the batch out in that workspace."""
        from engross.pipeline.batches import Carrier  # noqa: PLC0415 - loads the rooms

        return Carrier(house.produce, opening.keep_traceback, self._begun, self._done, self._stop)

    def _begun(self, item: Item, number: int, count: int) -> None:
        opening.say(f"{number} of {count}: {item.place}{self._left(number - 1, count)}")

    def _done(self, result: ItemResult) -> None:
        what = ", ".join(part for part in (result.client, result.matter) if part)
        typer.echo(f"{result.outcome:<13}  {result.run or '-':<31}  {result.item}  {what}".rstrip())
        if result.document and result.outcome != "there already":
            counts = f"{result.block} block, {result.warn} warn, {result.note} note"
            typer.echo(f"  {result.document}: {counts}")
        if result.outcome != "held":
            typer.echo(f"  {result.remedy}")

    def _left(self, done: int, count: int) -> str:
        """How long the rest will take if it goes on like that; nothing before it can be told."""
        spent = time.monotonic() - self._since
        if not done or spent < _MINUTE:
            return ""
        minutes = round(spent / done * (count - done) / _MINUTE)
        return f" (about {max(minutes, 1)} min to go)"


def _print_summary(house: House, results: BatchResults) -> None:
    from engross.pipeline.batches.results import PAGE  # noqa: PLC0415 - loads the rooms

    page = house.services.outputs / results.batch / PAGE
    typer.echo(f"{len(results.items)} of {results.asked}: {_counted(results)}")
    typer.echo(f"Results: {house.shown(page)}")


def _counted(results: BatchResults) -> str:
    counts = Counter(item.outcome for item in results.items)
    return ", ".join(f"{count} {outcome}" for outcome, count in counts.items())


def _nothing(_words: str) -> None:
    """What a stage says of itself is too much where there are many."""


# --- watch


def watch(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to watch.")],
    every: Annotated[
        float, typer.Option("--every", metavar="SECONDS", min=0.1, help="Between two looks.")
    ] = 5.0,
    *,
    once: Annotated[
        bool, typer.Option("--once", help="Look, take what is there, and stop: for cron.")
    ] = False,
) -> None:
    """Make a document of each order that is dropped into a folder, until it is stopped.

    Orders are files named like smith.order.yaml or october.batch.csv. Each is taken once, when it
    and the files that it names have stopped growing, and moved to done/ or failed/ with its results
    beside it. Ctrl-C or SIGTERM stops it after the document under way; a second one at once.
    """
    from engross.pipeline.batches.inbox import Inbox  # noqa: PLC0415 - loads the rooms

    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}.", remedy="Make it first.")
    opening.settings()
    inbox, said, undone = Inbox(folder), _Once(), 0
    with _stopping() as stop:
        inbox.look()
        opening.say(f"Watching {folder}")
        while not stop.within(every):
            try:
                undone += _look(inbox, folder, stop, said)
            except EngrossError as error:
                if once:
                    raise
                said(f"error: {error}")  # such as firm.yaml half-edited: the next look may be fine
            if once:
                break
    if once and undone:
        sys.exit(PARTLY)


def _look(inbox: Inbox, folder: Path, stop: _Stop, said: _Once) -> int:
    """Take what may be taken; how many items have no document."""
    ready, waiting = inbox.look()
    if waiting:
        said(f"{len(waiting)} waiting: {', '.join(order.name for order in waiting)}")
    if not ready:
        return 0
    from engross.pipeline.batches.taking import lock_of  # noqa: PLC0415 - loads the rooms

    with opening.opened(progress=_nothing) as house:
        try:
            with house.services.alone(lock_of(folder)):
                # Another watcher may have taken some since they were looked at.
                return sum(_take(house, order, stop) for order in ready if order.exists())
        except RunBusy:
            said("Another watcher is at work on this folder.")
            return 0


def _take(house: House, order: Path, stop: _Stop) -> int:
    from engross.pipeline.batches.taking import take  # noqa: PLC0415 - loads the rooms

    if stop.asked:
        return 0
    typer.echo(f"{order.name}")
    try:
        results, where = take(house.services, order, _Telling(stop.is_asked).carrier(house))
    except RunBusy as error:
        opening.say(str(error))  # the same batch, given by a command: it is looked at again
        return 0
    if where is None:
        opening.say(f"Stopped. {order.name} stays and goes on when the folder is watched again.")
        return 0
    typer.echo(f"{len(results.items)} of {results.asked}: {_counted(results)}; {where}")
    return results.undone


class _Once:
    """Says the same thing only once in a row."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, words: str) -> None:
        if words != self._last:
            opening.say(words)
        self._last = words


class _Stop:
    """Whether somebody asked to stop.

    It is a plain value: a lock, asked for by a signal while it is being taken, waits for ever.
    """

    def __init__(self) -> None:
        self.asked = False

    def is_asked(self) -> bool:
        """Whether somebody did."""
        return self.asked

    def within(self, seconds: float) -> bool:
        """Whether somebody did before so long has passed."""
        until = time.monotonic() + seconds
        while not self.asked and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _GLANCE))
        return self.asked


@contextmanager
def _stopping() -> Iterator[_Stop]:
    """Asked by the first Ctrl-C or SIGTERM; the second stops the program where it is."""
    stop = _Stop()

    def asked(_signal: int, _frame: FrameType | None) -> None:
        if stop.asked:
            raise KeyboardInterrupt
        stop.asked = True
        # Not by way of the stream, in whose midst the signal may have come.
        os.write(2, b"Stopping after the document under way; once more stops at once.\n")

    before = {number: signal.signal(number, asked) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
