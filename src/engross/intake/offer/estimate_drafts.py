"""The stages of an estimate as its rows come in: one row each, or a row for each grade's work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from engross.intake.cells import Amount
from engross.intake.offer.estimate_aims import NoDay
from engross.intake.offer.proposed import Aim, Basis, Price, Spans, Stage, Words, Work, priced
from engross.intake.sheets import Place, spans
from engross.intake.streams import free_key, slug
from engross.records import Finding
from engross.uk.money import format_pence, rounded
from engross.workspace.price_list import DISCOUNT


@dataclass
class StageDraft:
    """One stage while its rows are read."""

    name: Words
    place: Place
    deliverable: Words | None = None
    invoiced_on: Words | None = None
    aim: Aim | None = None
    undated: bool = False
    """Whether a row says by when it is to be finished, and names no day."""
    fees: list[Amount] = field(default_factory=list)
    work: list[Work] = field(default_factory=list)
    optional: bool = False
    """Whether the client may add it and has not, so that it is no part of the fee."""
    unclear: bool = False
    """Whether something on its rows could not be read."""

    def goes_on(
        self, name: Words | None, deliverable: Words | None, *, optional: bool = False
    ) -> bool:
        """Whether a row of that name is more of this stage."""
        if name is None:
            return True
        if optional != self.optional:
            return False
        same = not name.withheld and name.text.casefold() == self.name.text.casefold()
        return same and (deliverable is None or _says(self.deliverable, deliverable))

    def add(
        self, deliverable: Words | None, invoiced_on: Words | None, aim: Aim | NoDay | None
    ) -> None:
        """Take what another of its rows says; the first to say something is believed."""
        self.deliverable = self.deliverable or deliverable
        self.invoiced_on = self.invoiced_on or invoiced_on
        self.aim = self.aim or (aim if isinstance(aim, Aim) else None)
        self.undated = self.undated or isinstance(aim, NoDay)

    def stage(self, key: str, basis: Basis, like: Stage | None) -> Stage:
        """The stage; `like` is the price list's of the same name, for what the rows leave out."""
        return Stage(
            key=key,
            name=self.name,
            deliverable=self.deliverable or (like.deliverable if like else None),
            invoiced_on=self.invoiced_on or (like.invoiced_on if like else None),
            aim=self.aim or (like.aim if like and not self.undated else None),
            price=self._price(basis),
            work=tuple(self.work),
        )

    @property
    def is_priceless(self) -> bool:
        """Whether its rows are clear and yet say neither a fee nor hours."""
        return not (self.fees or self.work or self.unclear)

    def differences(self, basis: Basis) -> Iterator[Finding]:
        """That the fee is not what its hours come to."""
        if self.unclear or not self.fees or not self.work:
            return
        stated, worked = self._stated(), priced(tuple(self.work))
        if stated.value != worked.value:
            used = worked if basis == "time" else stated
            yield Finding(
                rule="estimate-differs",
                severity="warn",
                place=str(self.fees[0].places[0]),
                message=(
                    f"The fee for “{self.name.text}” is {format_pence(stated.value)}, but its "
                    f"hours at our rates come to {format_pence(worked.value)}. "
                    f"{format_pence(used.value)} was used, because the work is charged "
                    f"{'by time' if basis == 'time' else 'at a fixed price'}."
                ),
                suggestion="Make the fee and the hours agree, or say that the difference is meant.",
            )

    def _price(self, basis: Basis) -> Price | None:
        if self.unclear:
            return None
        if self.work and (basis == "time" or not self.fees):
            return priced(tuple(self.work))
        return self._stated() if self.fees else None

    def _stated(self) -> Price:
        value = sum((fee.value for fee in self.fees), Decimal(0))
        places = [place for fee in self.fees for place in fee.places]
        return Price(rounded(value, 2), spans(places), "sum" if len(places) > 1 else "read")


@dataclass(frozen=True)
class StatedLine:
    """A total, a subtotal or an amount of VAT that the estimate states."""

    line: str
    amount: Amount
    stages: int
    """How many stages stand above it that are not optional."""
    discounted: bool
    """Whether the discount stands above it."""
    with_vat: bool
    """Whether VAT stands above it."""
    of_options: bool = False
    """Whether it stands below stages that are optional."""


def keys_for(names: Iterator[str]) -> Iterator[str]:
    """A key for each stage in turn, made of its name and never used twice."""
    taken = {DISCOUNT}
    for name in names:
        key = free_key(slug(name), taken)
        taken.add(key)
        yield key


def _says(known: Words | None, other: Words) -> bool:
    return known is None or known.text.casefold() == other.text.casefold()


def where_of(amount: Amount) -> Spans:
    """The places of an amount."""
    return spans(amount.places)
