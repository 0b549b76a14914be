"""What intake is given: files, and whom and when the run is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from engross.records import FileReport, Finding, IncomingMail, Passage, Span
from engross.sources.file import SourceFile
from engross.uk.periods import Period, as_at, engagement_year
from engross.workspace.price_list import PRICE_LIST, PriceList
from engross.workspace.register import Client, Contact, Firm, Matter
from engross.workspace.specs import InputKind

REGISTER = "firm.yaml"
"""The file that spans into the firm's register name."""
_OF_MATTER = ("matter-title", "matter-reference")
"""Names that a matter that is not of the register takes from elsewhere, or has not."""


@dataclass(frozen=True, eq=False, kw_only=True)
class GivenFile(SourceFile):
    """A file as somebody handed it over, and what for."""

    role: str
    """The crew's input that it was given for: `notes`, `billing`."""
    kind: InputKind
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
    reporting: bool = True
    """Whether the document is about the period; otherwise the period is the as-at day alone."""
    crew: str = ""
    """The key of the crew whose document it is for; people's authority is by crew."""
    deal: str = ""
    """The deal in the CRM export that it is about; empty for a matter of the register."""
    entry: str = ""
    """The entry of the form that it is about; empty for what is about none."""
    origins: Mapping[str, Span] = field(default_factory=dict)
    """By measure (`client-name`), where a name comes from that is not in firm.yaml."""
    strangers: frozenset[str] = frozenset()
    """The names of the CRM export's other accounts, in small letters."""
    mail: IncomingMail | None = None
    """The mail that it is about; `None` where it is about none."""
    prices: PriceList | None = None
    """The firm's price list."""
    prices_sha256: str = ""
    """Hex SHA-256 of the price list, for the spans of facts that come from it."""

    @property
    def balance_day(self) -> Period:
        """The as-at day as a period."""
        return as_at(self.as_at)

    @property
    def engagement(self) -> Period:
        """The engagement year of the period's last day, or of the as-at day if that is earlier."""
        return engagement_year(min(self.as_at, self.period.end), self.matter.year_starts)

    @property
    def registered(self) -> Client | None:
        """The client as firm.yaml has it; `None` for one that a CRM export alone knows."""
        return next((one for one in self.firm.clients if one.key == self.client.key), None)

    @property
    def of_register(self) -> bool:
        """Whether the matter is one of firm.yaml, not made up of a deal or form or for a mail."""
        if self.deal or self.entry:
            return False
        keys = {matter.key for matter in self.registered.matters} if self.registered else set()
        return self.mail is None or self.matter.key in keys

    @property
    def client_place(self) -> str:
        """Where the client stands in firm.yaml, `clients[0]`, or would stand."""
        if self.registered is None:
            return "clients"
        return f"clients[{self.firm.clients.index(self.registered)}]"

    @property
    def matter_place(self) -> str:
        """Where the matter stands in firm.yaml, `clients[0].matters[1]`, or would stand."""
        matters = self.registered.matters if self.registered else ()
        keys = [matter.key for matter in matters]
        if self.deal or self.entry or self.matter.key not in keys:
            return f"{self.client_place}.matters"
        return f"{self.client_place}.matters[{keys.index(self.matter.key)}]"

    def contact_place(self, contact: Contact) -> str:
        """Where one of the client's contacts stands in firm.yaml: `clients[0].contacts[1]`."""
        contacts = self.registered.contacts if self.registered else ()
        return f"{self.client_place}.contacts[{contacts.index(contact)}]"

    def origin(self, measure: str, place: str) -> Span | None:
        """Where a name comes from: the export, else that place in firm.yaml; `None` for nowhere."""
        if measure in self.origins:
            return self.origins[measure]
        made_up = measure in _OF_MATTER and not self.of_register
        return None if made_up or self.registered is None else self.register_span(place)

    def register_span(self, place: str) -> Span:
        """An address inside firm.yaml."""
        return Span(source=self.firm_sha256, file=REGISTER, place=place)

    def prices_span(self, place: str) -> Span:
        """An address inside the price list: `services[0].stages[1].fee`."""
        return Span(source=self.prices_sha256, file=PRICE_LIST, place=place)


@dataclass(frozen=True)
class Taken:
    """What a reader found in its files beside the facts that it put into the book."""

    passages: tuple[Passage, ...] = ()
    findings: tuple[Finding, ...] = ()
    reports: tuple[FileReport, ...] = ()
