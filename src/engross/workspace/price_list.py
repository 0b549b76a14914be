"""The firm's price list, `knowledge/price-list.yaml`: grades with their rates, services, stages."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final, Literal

from pydantic import Field

from engross.records import Record

PRICE_LIST: Final = "knowledge/price-list.yaml"
"""The file's name in the workspace; a firm that proposes nothing needs none."""

DISCOUNT: Final = "discount"
"""The key of the row that a table of stages has for what is taken off; no stage has it."""

_KEY = r"^[a-z0-9-]+$"


class Grade(Record):
    """A grade of the rate card."""

    key: str = Field(pattern=_KEY)
    """How stages and estimates name it: `manager`."""
    name: str
    """As documents print it: `Manager`."""
    rate: Decimal = Field(gt=0)
    """Pounds an hour, excluding VAT."""
    names_in_records: tuple[str, ...] = ()
    """How estimates write it; matched whole, never guessed."""


class ServiceStage(Record):
    """A stage of a service: what is handed over and what it costs."""

    key: str = Field(pattern=_KEY)
    """Its name in facts; never changed once used."""
    name: str
    """As documents print it: `First drafts`."""
    deliverable: str
    """What the client gets at its end."""
    fee: Decimal | None = Field(default=None, ge=0)
    """A fixed fee in pounds, excluding VAT; none where `estimate` says how long it takes."""
    estimate: dict[str, Decimal] = Field(default_factory=dict)
    """Hours by the key of a grade; the fee is these at the rates."""
    invoiced_on: str = ""
    """When it is invoiced: `Drafts sent`."""
    weeks: int | None = Field(default=None, ge=0, le=260)
    """Weeks from the day of the proposal by which we aim to finish it."""


class Service(Record):
    """Something that the firm does for a price, in its own words."""

    key: str = Field(pattern=_KEY)
    """How the command line names it."""
    name: str
    """As documents print it, in the middle of a sentence: `monthly management accounts`."""
    names_in_records: tuple[str, ...] = ()
    """What CRM exports call it; matched whole, never guessed."""
    basis: Literal["fixed", "time"]
    """`fixed` is a price; `time` is an estimate at the rates."""
    done_by: str = ""
    """The key of the grade that does most of the work; where an estimate has the hours of every
    stage, these say it."""
    stages: tuple[ServiceStage, ...] = ()
    """In order; without any, a proposal needs an estimate."""
    scope: tuple[str, ...] = ()
    """What we do and hand over, a paragraph or point each."""
    exclusions: tuple[str, ...] = ()
    """What a reader might expect and does not get."""
    assumptions: tuple[str, ...] = ()
    """What the price rests on."""
    third_party: tuple[str, ...] = ()
    """Costs of others that the client meets."""
    changes: tuple[str, ...] = ()
    """How more work is priced."""
    experience: tuple[str, ...] = ()
    """What may be said of our experience; no client's name without consent."""


class PriceList(Record):
    """`knowledge/price-list.yaml`: what the firm offers, and for how much."""

    owner: str
    """E-mail address of the person who answers for it."""
    review_by: dt.date
    """The day by which the owner reads it again."""
    vat_percent: Decimal = Field(default=Decimal(20), ge=0, le=100)
    """The rate of VAT on fees."""
    open_days: int = Field(default=30, ge=1, le=365)
    """For how many days a proposal may be accepted."""
    grades: tuple[Grade, ...] = ()
    """The rate card."""
    services: tuple[Service, ...] = ()
    """What the firm does."""

    def service(self, name: str) -> Service | None:
        """The service with that key, name or name in records, or `None`."""
        wanted = name.strip().casefold()
        return next(
            (
                one
                for one in self.services
                if wanted in {n.casefold() for n in (one.key, one.name, *one.names_in_records)}
            ),
            None,
        )

    def grade(self, name: str) -> Grade | None:
        """The grade with that key, name or name in records, or `None`."""
        wanted = name.strip().casefold()
        return next(
            (
                one
                for one in self.grades
                if wanted in {n.casefold() for n in (one.key, one.name, *one.names_in_records)}
            ),
            None,
        )
