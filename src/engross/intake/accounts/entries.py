"""An entry of the whole ledger, and what tells a total of one table from that of another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from engross.intake.accounts.lines import Line, Statement
from engross.intake.accounts.words import groups, is_cost, named

Identity = frozenset[tuple[str, int]]
"""Whole sections with their signs, which tell a total of one table from that of another."""

GROSS: Final[Identity] = frozenset({("income", 1), ("cost-of-sales", -1)})
"""The gross profit."""
TAKEN_OUT: Final = "appropriations"
"""The section of what its owners take out, which is no part of the profit."""


@dataclass(eq=False)
class Entry:
    """A line, a total or a result of the whole ledger."""

    label: str
    group: str
    role: str
    """`line`, `total` or `result`."""
    key: str = ""
    stated: dict[Statement, Line] = field(default_factory=dict)
    """Where it stands."""
    parts: dict[Entry, int] = field(default_factory=dict)
    """What a total or a result is worked out from; empty for a line."""
    identity: Identity = frozenset()

    @property
    def line_kind(self) -> str:
        """`income`, `cost`, `asset`, `liability`, `capital`, `total` or `result`."""
        if self.role != "line":
            return self.role
        if self.group in groups("profit"):
            return "cost" if is_cost(self.group) else "income"
        if self.group in named("balance", "capital"):
            return "capital"
        return "asset" if self.group in named("balance", "assets") else "liability"
