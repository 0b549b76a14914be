"""The firm's books as far as they concern one client: typed entries from every recognised table."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from engross.intake.cells import Amount
from engross.intake.sheets import Place
from engross.records import Finding


@dataclass(frozen=True)
class TimeEntry:
    """Somebody's time on one day."""

    place: Place
    ours: bool
    """Whether it is this matter's; otherwise it is another matter's of the client."""
    matter: str
    """The matter as the row names it."""
    day: dt.date
    """When the work was done."""
    entered: dt.date | None
    """When it was recorded; `None` when the table does not say."""
    person: str
    workstream: str
    hours: Amount
    value: Amount | None
    """At charge-out; `None` when the table has neither values nor rates."""
    rate: Amount | None
    cost_rate: Amount | None
    cost: Amount | None
    invoice: str | None
    """The invoice that billed it, empty when unbilled, `None` when the table does not say."""

    @property
    def written_off(self) -> bool:
        """Whether it takes time away."""
        return self.hours.value < 0 or (self.value is not None and self.value.value < 0)


@dataclass(frozen=True)
class InvoiceLine:
    """One row of an invoice or of a credit note."""

    place: Place
    ours: bool
    number: str
    number_place: Place
    day: dt.date
    day_place: Place
    description: str
    description_place: Place
    workstream: str
    net: Amount
    vat: Amount | None
    gross: Amount | None
    paid: Amount | None
    paid_unclear: bool
    """Whether the paid cell says something that is no amount, such as “part”."""
    outstanding: Amount | None
    due: dt.date | None
    due_place: Place
    outlay: bool
    """Whether it recharges a disbursement or an expense and is no fee."""
    credit: bool
    credits: str
    """For a credit note: the invoice it takes from, empty when it does not say."""


@dataclass(frozen=True)
class Payment:
    """Money received, or a balance that was written off."""

    place: Place
    ours: bool
    day: dt.date
    invoice: str
    """The invoice that it settles; empty for money on account that is set against none."""
    amount: Amount
    written_off: bool = False
    """Whether nothing was received and what was owed was given up."""


@dataclass(frozen=True)
class BudgetLine:
    """What a workstream is to cost the client."""

    workstream: str
    workstream_place: Place
    basis: str
    basis_place: Place
    budget: Amount | None
    to_complete: Amount | None
    to_date: Amount | None


@dataclass(frozen=True)
class Outlay:
    """A disbursement, or an expense that is recharged."""

    ours: bool
    day: dt.date
    day_place: Place
    description: str
    description_place: Place
    net: Amount
    vat: Amount | None
    expense: bool


@dataclass(frozen=True)
class RowUnread:
    """A row of this matter that could not be read."""

    place: Place
    reason: str


@dataclass
class Books:
    """Everything read from the billing files about one client."""

    time: list[TimeEntry] = field(default_factory=list)
    lines: list[InvoiceLine] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    budget: list[BudgetLine] = field(default_factory=list)
    outlays: list[Outlay] = field(default_factory=list)
    tables: dict[str, list[Place]] = field(default_factory=dict)
    """By kind of table, the heading cells of the tables there are."""
    columns: dict[str, set[str]] = field(default_factory=dict)
    """By kind of table, the meanings that its tables have."""
    days: dict[str, set[dt.date]] = field(default_factory=dict)
    """By kind of table, every day that a row of it is dated, whoever's the row is."""
    unread: list[RowUnread] = field(default_factory=list)
    """Rows of this matter that were left out."""
    others: int = 0
    """Rows of other clients, not used."""
    findings: list[Finding] = field(default_factory=list)

    def has(self, kind: str, meaning: str = "") -> bool:
        """Whether there is such a table, with such a column."""
        return kind in self.tables and (not meaning or meaning in self.columns[kind])

    def first_day(self, kind: str) -> dt.date:
        """The earliest day in the tables of that kind, whoever's; the last of all if none is."""
        return min(self.days.get(kind, ()), default=dt.date.max)

    @property
    def several_matters(self) -> bool:
        """Whether rows of the client's other matters are there too."""
        owned = [
            *(entry.ours for entry in self.time),
            *(line.ours for line in self.lines),
            *(outlay.ours for outlay in self.outlays),
        ]
        return not all(owned)
