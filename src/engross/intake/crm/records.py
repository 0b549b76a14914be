"""What a CRM knows, as typed records: every value with the cell that it was read from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from engross.intake.crm.fields import Field
from engross.intake.sheets import Place

Outcome = Literal["open", "won", "lost", "closed"]
"""Where a deal stands; `closed` is over, and the export does not say how it ended."""

Reason = Literal["deleted", "merged", "repeated"]
"""Why a record is not counted; `repeated` says nothing that an earlier one of its id or name does
not say."""

Text = Field[str] | None
Amount = Field[Decimal] | None
Day = Field[dt.date] | None


@dataclass(frozen=True, kw_only=True)
class Deal:
    """An opportunity to be appointed; its stage, hopes and limits are the firm's own."""

    place: Place
    """The row's first cell."""
    id: Text = None
    name: Text = None
    account: Text = None
    """The account's name as the deal has it."""
    account_id: Text = None
    contact: Text = None
    contact_id: Text = None
    product: Text = None
    amount: Amount = None
    currency: str = ""
    """`GBP`; `GBP/EUR` where a column and the amount contradict each other; empty where nothing
    says."""
    owner: Text = None
    owner_id: Text = None
    opened: Day = None
    closed: Day = None
    """The day on which it was won or lost."""
    expected_close: Day = None
    """The day by which the firm hopes to win it."""
    source: Text = None
    type: Text = None
    outcome: Outcome
    stage: Text = None
    """As the export has it, or the label that the CRM's table of stages gives for it."""
    pipeline: Text = None
    probability: Text = None
    weighted: Text = None
    forecast: Text = None
    score: Text = None
    next_step: Text = None
    remarks: Text = None
    """What the CRM calls description or notes."""
    lost_reason: Text = None
    discount: Text = None
    cost: Text = None
    margin: Text = None


@dataclass(frozen=True, kw_only=True)
class Account:
    """A client or one that may become it."""

    place: Place
    id: Text = None
    name: Text = None
    legal_name: Text = None
    legal_form: Text = None
    number: Text = None
    industry: Text = None
    revenue: Text = None
    """As written: a CRM may count in thousands or millions and not say so."""
    employees: Text = None
    founded: Text = None
    website: Text = None
    email: Text = None
    phone: Text = None
    street: Text = None
    city: Text = None
    region: Text = None
    postcode: Text = None
    country: Text = None
    parent: Text = None
    owner: Text = None
    type: Text = None
    score: Text = None
    remarks: Text = None


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A person, of an account or of a lead."""

    place: Place
    id: Text = None
    name: str = ""
    """In full, the first name first."""
    name_places: tuple[Place, ...] = ()
    """The cells that the name was read from."""
    salutation: Text = None
    """`Ms`, `Dr`; nobody is called anything that the export does not say."""
    job_title: Text = None
    email: Text = None
    phone: Text = None
    mobile: Text = None
    account: Text = None
    account_id: Text = None
    owner: Text = None
    status: Text = None
    """Of a lead, what has become of it."""
    score: Text = None
    remarks: Text = None


@dataclass(frozen=True, kw_only=True)
class Product:
    """Something the firm sells."""

    place: Place
    id: Text = None
    name: Text = None
    code: Text = None
    family: Text = None
    price: Amount = None
    currency: str = ""
    unit: Text = None
    description: Text = None
    cost: Text = None
    margin: Text = None


@dataclass(frozen=True, kw_only=True)
class LineItem:
    """One line of what a deal is about."""

    place: Place
    id: Text = None
    deal: Text = None
    deal_id: Text = None
    product: Text = None
    quantity: Amount = None
    unit_price: Amount = None
    total: Amount = None
    currency: str = ""
    description: Text = None
    discount: Text = None


@dataclass(frozen=True, kw_only=True)
class User:
    """Somebody of the firm, as the CRM knows them."""

    place: Place
    id: Text = None
    name: str = ""
    email: Text = None
    manager: Text = None
    team: Text = None


@dataclass(frozen=True, kw_only=True)
class Activity:
    """A call, meeting, task, note or e-mail; what it says is the firm's own."""

    place: Place
    id: Text = None
    type: Text = None
    subject: Text = None
    day: Day = None
    account: Text = None
    account_id: Text = None
    deal: Text = None
    deal_id: Text = None
    contact: Text = None
    contact_id: Text = None
    owner: Text = None
    status: Text = None
    body: Text = None


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A stage of the firm's pipeline, from the CRM's own table of stages."""

    place: Place
    id: Text = None
    label: Text = None
    outcome: Outcome


Counted = Deal | Account | Contact | Product | LineItem | User | Activity | Stage
"""A record that counts as one of its kind."""


@dataclass(frozen=True, kw_only=True)
class DealLink:
    """That a deal belongs to an account or contact, from a table of such links."""

    place: Place
    deal_id: Text = None
    account_id: Text = None
    contact_id: Text = None


@dataclass(frozen=True, kw_only=True)
class Merge:
    """That one record was merged into another."""

    place: Place
    kept: Text = None
    merged: Text = None


@dataclass(frozen=True)
class LeftOut:
    """A record that is not counted: the CRM itself no longer does, or it stands here twice."""

    kind: str
    """The key of the table's kind: `deals`."""
    id: str
    name: str
    place: Place
    reason: Reason
