"""What a preparer asks for when a run is to be started."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from engross.records import Record, RunInput


class Order(Record):
    """What a preparer asks for."""

    crew: str
    client: str = ""
    """Key, registered name or code; nobody for a crew whose subject is a deal."""
    matter: str = ""
    """Key, reference or title."""
    files: tuple[tuple[str, Path], ...]
    """Role and path of each input."""
    kept: tuple[RunInput, ...] = ()
    """Inputs that an earlier run has taken in already."""
    period: str = ""
    """A period's key; empty takes the last quarter that the billing speaks of."""
    period_chosen: bool = False
    """Whether an earlier run took the period because nobody had named one."""
    as_at: dt.date | None = None
    """The document's day; `None` is today."""
    started_by: str = ""
    """E-mail address of the preparer."""
    supersedes: str = ""
    """The run that this one replaces once it is held."""
    deal: str = ""
    """The id or name of a deal in the CRM export, for a crew whose subject is a deal."""
    entry: str = ""
    """The entry of a form, by its number or id there; empty where the form has a single one."""
    responsible: str = ""
    """E-mail address of who is to sign, for a deal or form of nobody that firm.yaml names."""
    redraft_of: str = ""
    """The run whose draft is gone over again."""
