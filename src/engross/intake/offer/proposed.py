"""What is proposed, before it becomes facts: stages, a discount, and where each word stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from engross.records import Operation, Span
from engross.uk.money import rounded
from engross.workspace.price_list import Service

Spans = tuple[Span, ...]

Basis = Literal["fixed", "time"]
"""`fixed` is a price; `time` is an estimate at the rates, whose hours the client may see."""


@dataclass(frozen=True)
class Words:
    """A text and where it stands."""

    text: str
    where: Spans
    withheld: bool = False
    """Whether the text stands for words that are not to be printed."""


@dataclass(frozen=True)
class Figure:
    """A number and where it stands."""

    value: Decimal
    where: Spans


@dataclass(frozen=True)
class Price:
    """An amount in pounds, excluding VAT, to the penny."""

    value: Decimal
    where: Spans
    operation: Operation = "read"


@dataclass(frozen=True)
class Work:
    """Hours of one grade in one stage, at a rate."""

    hours: Figure
    rate: Figure
    grade: str = ""
    """The grade's key; empty where nothing says whose hours they are."""
    name: Words | None = None
    """The grade as documents print it."""
    person: Words | None = None
    """Who of the firm does it, where the estimate names them."""


@dataclass(frozen=True)
class Aim:
    """The day by which a stage is to be finished."""

    day: dt.date
    where: Spans
    operation: Operation


@dataclass(frozen=True)
class Stage:
    """One stage of the work that is proposed."""

    key: str
    name: Words
    deliverable: Words | None = None
    invoiced_on: Words | None = None
    aim: Aim | None = None
    price: Price | None = None
    """What it costs; `None` while nobody knows."""
    work: tuple[Work, ...] = ()


@dataclass(frozen=True)
class Discount:
    """What is taken off the sum of the stages."""

    amount: Decimal
    """Above nil, to the penny."""
    where: Spans
    percent: Decimal | None = None
    """As it was stated; `None` where an amount was."""

    def share_of(self, before: Decimal) -> Decimal:
        """As a percentage of the fee before it, to a hundredth."""
        if self.percent is not None:
            return self.percent
        return rounded(100 * self.amount / before, 2)


@dataclass(frozen=True)
class Offer:
    """What is proposed, and for how much."""

    stages: tuple[Stage, ...]
    basis: Basis
    service: Service | None = None
    discount: Discount | None = None
    options: tuple[Stage, ...] = ()
    """What the client may add to it and has not; no part of the fee."""
    taken_off: Figure | None = None
    """Per cent by which the prices are below the list's already; the client is not told."""

    @property
    def before(self) -> Decimal | None:
        """The sum of the stages; `None` without any, or while the price of one is not known."""
        prices = [stage.price.value for stage in self.stages if stage.price]
        known = bool(prices) and len(prices) == len(self.stages)
        return sum(prices, Decimal(0)) if known else None

    @property
    def fee(self) -> Decimal | None:
        """That less the discount."""
        before = self.before
        if before is None or self.discount is None:
            return before
        return before - self.discount.amount


def priced(work: tuple[Work, ...]) -> Price:
    """What hours cost at their rates, added up and then rounded half up to the penny."""
    value = sum((one.hours.value * one.rate.value for one in work), Decimal(0))
    where = dict.fromkeys(span for one in work for span in (*one.hours.where, *one.rate.where))
    return Price(rounded(value, 2), tuple(where), "product")
