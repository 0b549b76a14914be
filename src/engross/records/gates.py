"""The gates of onboarding: what must be done before a firm acts, and who says that it is."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal, get_args

from engross.records.base import Record

GateKey = Literal[
    "conflict",
    "risk",
    "identity",
    "screening",
    "funds",
    "engagement",
    "notices",
    "authority",
]
"""Conflict check, risk assessment, identity and ownership, screening, source of funds, engagement
letter and fee agreement, notices, authority. The set is the engine's: no file takes one away."""

GATES: Final[tuple[GateKey, ...]] = get_args(GateKey)

GateStatus = Literal["waiting", "done", "not needed", "exception", "refused"]
"""`waiting` is shut, as is `refused`. `done`, `not needed` and `exception` are open; the last two
with a reason, the last by somebody who may sign."""


class GateEntry(Record):
    """What a person said of a gate; the newest of each gate counts, all are kept."""

    gate: GateKey
    status: GateStatus
    by: str
    """E-mail address of the person, who signed in."""
    at: dt.datetime
    """In UTC."""
    evidence: str = ""
    """Where the evidence is kept: a reference, never its content."""
    reason: str = ""
    search: str = ""
    """Of the conflict check: what its search found then, as a hash."""


class Gates(Record):
    """Everything that was said of a run's gates, oldest first."""

    entries: tuple[GateEntry, ...] = ()

    def newest(self, gate: GateKey) -> GateEntry | None:
        """What counts of that gate; `None` while nobody has said anything."""
        return next((entry for entry in reversed(self.entries) if entry.gate == gate), None)

    def status(self, gate: GateKey) -> GateStatus:
        """`waiting` while nobody has said anything."""
        newest = self.newest(gate)
        return newest.status if newest else "waiting"

    @property
    def shut(self) -> tuple[GateKey, ...]:
        """The gates that are not open, in their order."""
        return tuple(g for g in GATES if self.status(g) in {"waiting", "refused"})
