"""A run: one production of one document, from inputs to release."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Literal

from engross.errors import WrongState
from engross.records.base import Record

RunState = Literal[
    "running",
    "held",
    "routed",
    "abstained",
    "failed",
    "returned",
    "declined",
    "signed",
    "released",
    "archived",
]
"""`running` until an outcome (`held`, `routed`, `abstained`, `failed`), then what people decide."""


class RunInput(Record):
    """One input file as the preparer named it."""

    role: str
    """`notes`, `billing`, ...: an input of the crew."""
    file: str
    """File name, without folders."""
    sha256: str
    """Hex SHA-256 of the bytes, which are kept in the document store."""


class Run(Record):
    """One production of one document."""

    id: str
    """`client_report-20261014-7f3a9c`: crew, day, six hex digits. No client's name."""
    crew: str
    client: str
    """The client's key in firm.yaml."""
    matter: str
    """The matter's key in firm.yaml."""
    period: str
    """The reporting period's key: `2026-Q3`."""
    period_chosen: bool = False
    """Whether the preparer named no period, so that the latest complete one was taken."""
    as_at: dt.date
    """The day that balances and ages are taken at, and the document's date."""
    inputs: tuple[RunInput, ...]
    started_by: str = ""
    """E-mail address of the preparer; empty when not told."""
    started_at: dt.datetime
    """In UTC."""
    state: RunState = "running"
    stage: str = ""
    """The last stage that finished; empty before the first."""
    reason: str = ""
    """Why it ended as it did, for `failed`, `routed`, `abstained`, `returned`, `declined`."""
    supersedes: str = ""
    """The run that this one replaces; empty for a first one."""
    superseded_by: str = ""
    """The run that replaces this one; empty while it stands."""
    deal: str = ""
    """The deal of the CRM export that it is about, by its id or name there; else empty."""
    entry: str = ""
    """The entry of the form that it is about, by its number or id there; else empty."""
    message: str = ""
    """The Message-ID of the mail that it is about; empty for a run that is about none."""
    redraft_of: str = ""
    """The run whose draft was gone over again for this one, with the same evidence; empty for one
    that was drafted from the sources."""

    def check_state(self, expect: RunState | Collection[RunState] | None) -> None:
        """Nothing, if the run is in that state or in one of those; `None` expects none.

        Raises:
            WrongState: it is in another.
        """
        if expect is None:
            return
        states = (expect,) if isinstance(expect, str) else tuple(expect)
        if self.state not in states:
            raise WrongState(
                f"{self.id} is {self.state}, not {' or '.join(states)}, so nothing was changed.",
                remedy=f"See what has happened to it: `engross show {self.id}`.",
            )
