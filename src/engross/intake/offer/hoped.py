"""What a CRM export has of a price: a deal's lines, its amount, its product's list price.

A price list of the firm goes before all of it. The amount of an open deal is what the firm hopes
for: it is a fee only where the export's own list of products has the same price.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from engross.intake.crm.chosen import ChosenDeal
from engross.intake.crm.fields import Field
from engross.intake.crm.records import LineItem, Product
from engross.intake.crm.remarks import why_not_printed
from engross.intake.exports import is_sterling
from engross.intake.given import Subject
from engross.intake.offer.offer_facts import title_words
from engross.intake.offer.proposed import Figure, Offer, Price, Stage, Words
from engross.intake.sheets import Place, spans
from engross.intake.streams import free_key, slug
from engross.records import Finding, Operation
from engross.uk.money import format_pence, rounded
from engross.workspace.price_list import DISCOUNT

TO_NAME = "[to confirm: the stage]"
"""What a stage is called whose name in the export cannot be printed."""


def offer_in_crm(chosen: ChosenDeal, subject: Subject) -> tuple[Offer | None, list[Finding]]:
    """What the export says that the work costs, and what a person has to look at; or nothing."""
    if foreign := list(_foreign(chosen)):
        return None, foreign
    if len(chosen.lines) > 1 and any(_total(line) for line in chosen.lines):
        return _of_lines(chosen)
    price, said = _single(chosen)
    if price is None:
        return None, []
    words = title_words(subject)
    stage = Stage(
        key=chosen.service.key if chosen.service else slug(words.text),
        name=Words(words.text[:1].upper() + words.text[1:], words.where or price.where),
        price=price,
    )
    findings = [_from_crm(chosen, said)]
    return _offered(chosen, [stage], findings), findings


def pounds_of(told: Field[Decimal] | None, currency: str) -> Decimal | None:
    """The amount where it is one of pounds, or nothing says of what."""
    if told is None or (currency and not is_sterling(currency)):
        return None
    return rounded(told.value, 2)


def list_price(chosen: ChosenDeal) -> Decimal | None:
    """The price of the deal's product in the export's own list."""
    return pounds_of(chosen.list_price, _product_currency(chosen))


# --- a single price ---------------------------------------------------------------------------


def _single(chosen: ChosenDeal) -> tuple[Price | None, str]:
    """The one price to go by and what it is, in words."""
    listed = list_price(chosen)
    amount = pounds_of(chosen.deal.amount, chosen.deal.currency)
    line = _total(chosen.lines[0]) if chosen.lines else None
    if line:
        return line, "the only line of the deal"
    if amount and amount > 0 and (chosen.deal.outcome == "won" or amount == listed):
        return _price(chosen.deal.amount), "the amount of the deal"
    if listed and listed > 0:
        return _price(chosen.list_price), "the product's price in the export's list"
    return None, ""


def _price(told: Field[Decimal] | None) -> Price | None:
    return None if told is None else Price(rounded(told.value, 2), spans([told.place]))


# --- lines ------------------------------------------------------------------------------------


def _of_lines(chosen: ChosenDeal) -> tuple[Offer, list[Finding]]:
    """A stage for each line; one whose price cannot be read has none."""
    taken = {DISCOUNT}
    stages: list[Stage] = []
    findings = [_from_crm(chosen, "the lines of the deal")]
    for number, line in enumerate(chosen.lines, start=1):
        name, refused = _name(line)
        key = free_key(slug(name.text) if not refused else f"line-{number}", taken)
        taken.add(key)
        price = _total(line)
        stages.append(Stage(key=key, name=name, price=price))
        if refused or price is None:
            findings.append(_asks(line, refused))
    return _offered(chosen, stages, findings), findings


def _offered(chosen: ChosenDeal, stages: Sequence[Stage], findings: list[Finding]) -> Offer:
    """The stages as an offer; that lines are below their own list price is told."""
    basis = chosen.service.basis if chosen.service else "fixed"
    taken_off = _taken_off(chosen)
    if taken_off:
        findings.append(_below_list(taken_off))
    return Offer(tuple(stages), basis, chosen.service, taken_off=taken_off)


def _taken_off(chosen: ChosenDeal) -> Figure | None:
    """Per cent by which the lines' totals are below their price times quantity, if they are."""
    full, asked = Decimal(0), Decimal(0)
    where: list[Place] = []
    for line in chosen.lines:
        if line.unit_price is not None and line.total is not None:
            full += line.unit_price.value * (line.quantity.value if line.quantity else 1)
            asked += line.total.value
            where += [line.unit_price.place, line.total.place]
    if full <= asked or asked <= 0:
        return None
    return Figure(rounded(100 * (full - asked) / full, 2), spans(where))


def _below_list(taken_off: Figure) -> Finding:
    at = taken_off.where[-1]
    return Finding(
        rule="fee-differs",
        severity="warn",
        place=f"{at.file} {at.place}",
        message=(
            f"The lines of the deal come to {taken_off.value.normalize():f}% less than their own "
            "prices times their quantities. The document shows no discount."
        ),
        suggestion=(
            "See that whoever signs may give so much; to show it, give an estimate with a row "
            "“Discount”."
        ),
    )


def _name(line: LineItem) -> tuple[Words, str]:
    """What the line is of, and why that cannot be printed."""
    where = spans([line.product.place if line.product else line.place])
    refused = why_not_printed(line.product.value, "product") if line.product else "it has no name"
    if refused or line.product is None:
        return Words(TO_NAME, where), refused
    return Words(line.product.value, where), ""


def _total(line: LineItem) -> Price | None:
    """The line's own total, else its price times its quantity, where it is above nil."""
    if line.total is not None:
        return _price(line.total) if line.total.value > 0 else None
    if line.unit_price is None or line.discount is not None:
        return None
    quantity = line.quantity.value if line.quantity else Decimal(1)
    value = rounded(line.unit_price.value * quantity, 2)
    places = [told.place for told in (line.quantity, line.unit_price) if told]
    operation: Operation = "product" if len(places) > 1 else "read"
    return Price(value, spans(places), operation) if value > 0 else None


# --- findings ---------------------------------------------------------------------------------


def _foreign(chosen: ChosenDeal) -> Iterator[Finding]:
    """What is priced in another currency, of which no fee in pounds can be made."""
    told: Sequence[tuple[Field[Decimal] | None, str]] = (
        (chosen.deal.amount, chosen.deal.currency),
        *((line.total or line.unit_price, line.currency) for line in chosen.lines),
    )
    for amount, currency in told:
        if amount is not None and currency and not is_sterling(currency):
            yield Finding(
                rule="fee-in-other-currency",
                severity="warn",
                place=str(amount.place),
                message=(
                    f"The export has {amount.value:,} {currency}. No fee is made of it, because a "
                    "proposal is in pounds."
                ),
                suggestion="Give an estimate in pounds, or a service of the price list.",
            )
            return


def _product_currency(chosen: ChosenDeal) -> str:
    found: Iterator[Product] = (p for p in chosen.crm.products if p.price is chosen.list_price)
    return next((product.currency for product in found), "")


def _from_crm(chosen: ChosenDeal, said: str) -> Finding:
    place: Place = chosen.deal.place
    currency = "" if chosen.deal.currency else " The export does not say in which currency it is."
    return Finding(
        rule="fee-from-crm",
        severity="warn",
        place=str(place),
        message=(
            f"The fee is {said} in the CRM. No estimate was given, and the price list has no "
            f"stages for this work, so nobody has worked it out.{currency}"
        ),
        suggestion=(
            "Check that it is what the work costs, excluding VAT; give an estimate, or add the "
            "service to knowledge/price-list.yaml."
        ),
    )


def _asks(line: LineItem, refused: str) -> Finding:
    what = "its name cannot be printed" if refused else "what it costs cannot be told"
    total = f" ({format_pence(line.total.value)})" if line.total else ""
    return Finding(
        rule="estimate-unclear",
        severity="warn",
        place=str(line.place),
        message=f"A line of the deal{total} is not clear: {what}.",
        suggestion="Say what it is and what it costs, in the CRM or in an estimate.",
    )
