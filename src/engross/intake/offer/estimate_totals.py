"""The totals that an estimate states, against what its rows come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from engross.intake.given import Subject
from engross.intake.offer.estimate_drafts import StatedLine
from engross.intake.offer.offer_facts import vat_on
from engross.intake.offer.proposed import Offer
from engross.records import Finding
from engross.uk.money import format_pence

_CALLED = {"subtotal": "subtotal", "vat": "VAT", "gross": "total including VAT", "total": "total"}


def compared(lines: Sequence[StatedLine], offer: Offer, subject: Subject) -> Iterator[Finding]:
    """A finding for each that differs; none while a stage has no price."""
    if offer.fee is None:
        return
    for number, line in enumerate(lines):
        may_be = list(_may_be(line, lines[:number], offer, subject))
        if not may_be or any(line.amount.value == value for value in may_be):
            continue
        yield Finding(
            rule="totals-differ",
            severity="warn",
            place=str(line.amount.places[0]),
            message=(
                f"The {_CALLED[line.line]} says {format_pence(line.amount.value)}, but the rows "
                f"above it come to {format_pence(may_be[0])}"
                f"{' without what is optional' if line.of_options else ''}."
            ),
            suggestion="The rows were used, not the total. Check which is right.",
        )


def _may_be(
    line: StatedLine, before: Sequence[StatedLine], offer: Offer, subject: Subject
) -> Iterator[Decimal]:
    """What the line is right to say, the likeliest first."""
    prices = [stage.price.value for stage in offer.stages[: line.stages] if stage.price]
    taken_off = offer.discount.amount if offer.discount and line.discounted else Decimal(0)
    net = sum(prices, Decimal(0)) - taken_off
    rows = [*prices, -taken_off]
    percent = subject.prices.vat_percent if subject.prices else None
    if percent is not None:
        vat = sum((vat_on(price, percent) for price in rows), Decimal(0))
        alike = (vat, vat_on(net, percent))
        if line.line == "vat":
            yield from alike
            return
        if line.line == "gross" or line.with_vat:
            yield from (net + one for one in alike)
            return
    if line.line in {"subtotal", "total"}:
        yield net
        since = max((one.stages for one in before if one.line == "subtotal"), default=0)
        yield sum(prices[since:], Decimal(0))
    if line.of_options:
        yield sum((one.price.value for one in offer.options if one.price), Decimal(0))
