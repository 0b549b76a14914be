"""Rows of a batch file to orders, with what the command says for all of them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from engross.errors import InputError, UsageError
from engross.pipeline.batches.rows import BatchRow
from engross.pipeline.orders import Order
from engross.sources.file import bytes_of
from engross.uk.dates import parse_date
from engross.workspace.specs import CrewSpec
from engross.workspace.validation import unknown

_FIELDS: Final[Mapping[str, str]] = {
    "client": "client",
    "matter": "matter",
    "period": "period",
    "as_at": "as_at",
    "deal": "deal",
    "entry": "entry",
    "responsible": "responsible",
    "by": "started_by",
}
"""The columns beside those of the crew's inputs, with the order's own names for them."""
CREW: Final = "crew"
"""The column that names the crew, where no command does."""
REMARKS: Final = "remarks"
"""The column that is the preparer's own."""
STAGE: Final = "stage"
ALL_DEALS: Final = "all_deals"
AGAIN: Final = "again"
OF_THE_WHOLE: Final = frozenset({STAGE, ALL_DEALS, AGAIN})
"""What an order that is a file of its own may ask for beside, as a command's options do."""
_OWN: Final = (CREW, REMARKS, *_FIELDS)
_ID: Final = 8


@dataclass(frozen=True)
class Item:
    """One document that a batch is to make."""

    place: str
    """Where it stands: `row 4`, `deal 1C1I7A6R`."""
    order: Order
    """What is asked for, as far as it could be told."""
    problem: str = ""
    """Why it cannot be started; empty when nothing is known against it."""


@dataclass(frozen=True)
class Batch:
    """What was asked for, whole."""

    crew: str
    """The key of its crew."""
    title: str
    """The crew's own title: `Client report`."""
    items: tuple[Item, ...]

    @property
    def id(self) -> str:
        """`proposal-batch-3fa29c01`; the same for the same items and the same input files."""
        asked = [
            [item.place, item.problem, item.order.model_dump(mode="json", exclude={"files"}), files]
            for item, files in zip(self.items, self._files(), strict=True)
        ]
        digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
        return f"{self.crew}-batch-{digest[:_ID]}"

    def _files(self) -> Sequence[Sequence[tuple[str, str]]]:
        """Each item's files by what is in them; one that cannot be read by its path."""

        @cache
        def content(path: Path) -> str:
            try:
                return hashlib.sha256(bytes_of(path)).hexdigest()
            except InputError:
                return str(path)

        return [[(role, content(path)) for role, path in item.order.files] for item in self.items]


def items_of(
    rows: Sequence[BatchRow],
    file: Path,
    defaults: Order,
    spec: CrewSpec,
    allowed: Callable[[Path], bool] = lambda _path: True,
) -> tuple[Item, ...]:
    """An item for each row, in order; what a row leaves out is taken from `defaults`.

    Paths are relative to the batch file. A file that is not `allowed` is a problem of its item.

    Raises:
        UsageError: a column is not known, or there is no row.
    """
    if not rows:
        raise UsageError(
            f"{file.name} asks for no document.",
            remedy="Write a row for each below the headings.",
        )
    _check_columns(rows, file, {*_OWN, *spec.inputs})
    return tuple(_item(row, file.parent, defaults, allowed) for row in rows)


def files_named(row: BatchRow, folder: Path) -> tuple[tuple[str, Path], ...]:
    """The inputs that a row names, by the columns that are no fields: role and path."""
    others = {*_OWN, *OF_THE_WHOLE}
    return tuple(
        (name, folder / text)
        for name, texts in row.cells.items()
        if name not in others
        for text in texts
    )


def _check_columns(rows: Sequence[BatchRow], file: Path, known: Collection[str]) -> None:
    for row in rows:
        for name in row.cells:
            if name not in known:
                listed = f"{file.name} may have: {', '.join(sorted(known))}"
                raise UsageError(
                    f"{file.name}, {row.place}: {unknown('column', name, known, listed)}.",
                    remedy=f"A column of your own may be called {REMARKS}.",
                )


def _item(row: BatchRow, folder: Path, defaults: Order, allowed: Callable[[Path], bool]) -> Item:
    said = {_FIELDS[name]: "; ".join(row.cells[name]) for name in row.cells if name in _FIELDS}
    files = files_named(row, folder)
    roles = {role for role, _ in files}
    kept = tuple((role, path) for role, path in defaults.files if role not in roles)
    day, problem = _day(said.pop("as_at", ""))
    changed = {**said, "as_at": day or defaults.as_at, "files": (*files, *kept)}
    problem = row.problem or problem or _other_crew(row, defaults) or _outside(files, allowed)
    return Item(row.place, defaults.model_copy(update=changed), problem)


def _day(text: str) -> tuple[dt.date | None, str]:
    """The day, and what is wrong with it."""
    if not text:
        return None, ""
    try:
        return parse_date(text), ""
    except ValueError:
        return None, f"{text!r} is not a date. Write 2026-10-14."


def _other_crew(row: BatchRow, defaults: Order) -> str:
    named = "; ".join(row.cells.get(CREW, (defaults.crew,)))
    if named == defaults.crew:
        return ""
    return f"It asks for {named} in a batch of {defaults.crew}. Put it into a batch of its own."


def _outside(files: Sequence[tuple[str, Path]], allowed: Callable[[Path], bool]) -> str:
    strange = [path for _, path in files if not allowed(path)]
    if not strange:
        return ""
    return f"{strange[0]} lies outside the watched folder. Put it into the folder."
