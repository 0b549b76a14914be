"""What became of a batch: one order after another, each with its result."""

from __future__ import annotations

from typing import Literal

from engross.records.base import Record

ItemOutcome = Literal[
    "held", "routed", "abstained", "there already", "failed", "not started", "busy"
]
"""What became of an item. `there already` is a document that was made of the same inputs before;
`not started` an order that was refused before anything was kept; `busy` a run that another process
is at work on."""

UNDONE: frozenset[ItemOutcome] = frozenset({"failed", "not started", "busy"})
"""The outcomes after which an item has no document."""


class ItemResult(Record):
    """What became of one item of a batch."""

    item: str
    """Where it stands: `row 4`, `item 4`, `deal 1C1I7A6R`."""
    client: str = ""
    """The client's name, or what the item says of it where nobody was found."""
    matter: str = ""
    """The matter's reference, or what the item says of it."""
    period: str = ""
    """The period in words."""
    run: str = ""
    """The run that was started or found; empty when there is none."""
    outcome: ItemOutcome
    document: str = ""
    """The name of the file that would leave."""
    block: int = 0
    warn: int = 0
    note: int = 0
    review_copy: str = ""
    """Where the review copy is, below `outputs/`, with forward slashes."""
    remedy: str = ""
    """What went wrong, if anything did, and what a person does now."""


class BatchResults(Record):
    """What became of a batch so far."""

    batch: str
    """`proposal-batch-3fa29c01`: the crew, and eight hex digits of what was asked for."""
    crew: str
    """The document's title: `Client report`."""
    asked: int
    """How many items it has."""
    items: tuple[ItemResult, ...] = ()
    """Those that are dealt with, in order."""

    @property
    def undone(self) -> int:
        """How many of the items dealt with have no document."""
        return sum(item.outcome in UNDONE for item in self.items)
