"""What intake is given: files, and whom and when the run is about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from engross.records import Span
from engross.sources.file import SourceFile
from engross.uk.periods import Period, as_at, engagement_year
from engross.workspace.register import Client, Firm, Matter

REGISTER = "firm.yaml"
"""The file that spans into the firm's register name."""


@dataclass(frozen=True, eq=False, kw_only=True)
class GivenFile(SourceFile):
    """A file as somebody handed it over, and what for."""

    role: str
    """The crew's input that it was given for: `notes`, `billing`."""
    kind: Literal["notes", "billing", "crm"]
    """Which reader takes it."""

    def span(self, place: str) -> Span:
        """An address inside it."""
        return Span(source=self.sha256, file=self.name, place=place)


@dataclass(frozen=True)
class Subject:
    """Whom, which engagement and when a run is about."""

    firm: Firm
    client: Client
    matter: Matter
    period: Period
    """The reporting period."""
    as_at: dt.date
    """The day that balances and ages are taken at; nothing later is used."""
    firm_sha256: str
    """Hex SHA-256 of firm.yaml, for the spans of facts that come from it."""

    @property
    def balance_day(self) -> Period:
        """The as-at day as a period."""
        return as_at(self.as_at)

    @property
    def engagement(self) -> Period:
        """The engagement year of the period's last day, or of the as-at day if that is earlier."""
        return engagement_year(min(self.as_at, self.period.end), self.matter.year_starts)

    @property
    def client_place(self) -> str:
        """Where the client stands in firm.yaml: `clients[0]`."""
        return f"clients[{self.firm.clients.index(self.client)}]"

    @property
    def matter_place(self) -> str:
        """Where the matter stands in firm.yaml: `clients[0].matters[1]`."""
        return f"{self.client_place}.matters[{self.client.matters.index(self.matter)}]"

    def register_span(self, place: str) -> Span:
        """An address inside firm.yaml."""
        return Span(source=self.firm_sha256, file=REGISTER, place=place)
