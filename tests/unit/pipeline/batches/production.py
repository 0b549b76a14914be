"""An engine for tests of batches: it holds every run at once, or fails as it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from engross.pipeline.batches import Batch, Carrier
from engross.pipeline.services import Services
from engross.records import ItemResult, Run

MakeBatch = Callable[..., Batch]
"""`make_batch({"period": "2026-Q3"}, ...)`: an item for each, of the example client."""


@dataclass
class Production:
    """Notes what it is asked for."""

    services: Services
    faults: dict[int, BaseException] = field(default_factory=dict)
    """By how many were produced before."""
    produced: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    kept: list[Exception] = field(default_factory=list)

    def __call__(self, run: str) -> Run:
        self.produced.append(run)
        if fault := self.faults.get(len(self.produced) - 1):
            if isinstance(fault, Exception):
                self.services.runs.change(run, state="failed", reason=str(fault))
            raise fault
        held = self.services.runs.change(run, state="held", stage="hold.2")
        if held.supersedes:
            self.services.runs.change(held.supersedes, superseded_by=run)
        return held

    def keep(self, error: Exception) -> str:
        self.kept.append(error)
        return "errors/one.txt"

    def done(self, result: ItemResult) -> None:
        self.told.append(f"{result.item} {result.outcome}")

    @property
    def carrier(self) -> Carrier:
        return Carrier(self, self.keep, done=self.done)
