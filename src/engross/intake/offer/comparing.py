"""The fee against whatever else speaks of money: CRM, price list, notes, what was billed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engross.intake.crm.chosen import ChosenDeal
from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.intake.offer.hoped import list_price, pounds_of
from engross.intake.offer.listed import offer_of
from engross.intake.offer.spoken import Spoken, spoken_in
from engross.records import Fact, Finding, Passage
from engross.records.evidence import PRICED
from engross.uk.money import format_pence, rounded
from engross.uk.periods import PROPOSAL
from engross.workspace.price_list import PRICE_LIST

_MOST_SPOKEN = 6
"""Amounts of the notes that are told; a price list pasted into the notes has many."""


def compare_prices(
    book: FactBook, passages: Sequence[Passage], chosen: ChosenDeal | None, subject: Subject
) -> tuple[Finding, ...]:
    """A finding for each amount that differs from the fee; none where nothing is proposed."""
    fee = book.get("fee", PROPOSAL, "matter")
    if fee is None:
        return ()
    offer = _Offered(book, fee)
    return (
        *_with_crm(offer, chosen),
        *_with_price_list(offer, chosen, subject),
        *_with_notes(offer, passages),
        *_with_billed(offer, book, subject),
    )


@dataclass(frozen=True)
class _Offered:
    """The fee, and other ways to state it."""

    book: FactBook
    fee: Fact

    @property
    def before(self) -> Fact:
        """The fee before a discount."""
        return self.book.get("fee-before-discount", PROPOSAL, "matter") or self.fee

    @property
    def total(self) -> Fact | None:
        """The fee with VAT."""
        return self.book.get("fee-total", PROPOSAL, "matter")

    @property
    def in_pounds(self) -> str:
        """The fee as it is told to people."""
        return f"{format_pence(self.fee.number)} excluding VAT"

    def is_stated_by(self, amount: Decimal) -> bool:
        """Whether the amount is the fee, a part of it, or either with VAT."""
        return any(
            fact.number == amount
            for fact in self.book.facts
            if fact.period == PROPOSAL
            and fact.measure in {"fee", "fee-vat", "fee-total", "fee-before-discount", "discount"}
        )


# --- CRM --------------------------------------------------------------------------------------


def _with_crm(offer: _Offered, chosen: ChosenDeal | None) -> Iterator[Finding]:
    told = chosen.deal.amount if chosen else None
    if chosen is None or told is None or not told.value:
        return
    amount = pounds_of(told, chosen.deal.currency)
    if amount is None:
        yield _finding(
            str(told.place),
            f"The CRM has {told.value:,} {chosen.deal.currency} for the deal; the fee is "
            f"{offer.in_pounds}.",
            "Check in which currency the work was talked of.",
            (offer.fee.id,),
            rule="fee-in-other-currency",
        )
    elif amount != offer.fee.number:
        yield _finding(
            str(told.place),
            f"The CRM has {format_pence(amount)} for the deal; the fee is {offer.in_pounds}."
            f"{_with_vat(offer, amount)}",
            "Say which is right, and put the other one right.",
            (offer.fee.id,),
        )


def _with_vat(offer: _Offered, amount: Decimal) -> str:
    if offer.total and offer.total.number == amount:
        return " The CRM's amount is the fee including VAT."
    if offer.before.number == amount:
        return " The CRM's amount is the fee before the discount."
    return ""


# --- price list -------------------------------------------------------------------------------


def _with_price_list(
    offer: _Offered, chosen: ChosenDeal | None, subject: Subject
) -> Iterator[Finding]:
    """What the service costs in the firm's list; without one, in the export's own."""
    prices, service = subject.prices, chosen.service if chosen else None
    if prices and service and service.stages:
        listed = offer_of(service, prices, subject).before
        if listed is not None and listed != offer.before.number:
            yield _finding(
                PRICE_LIST,
                f"The price list has {format_pence(listed)} for {service.name}; the fee is "
                f"{format_pence(offer.before.number)}{_discounted(offer)}, "
                f"{_apart(offer.before.number, listed)}.",
                "See that the difference is meant; the price list is what others are charged.",
                (offer.before.id,),
            )
        return
    product = list_price(chosen) if chosen else None
    if chosen and chosen.list_price and product and product != offer.before.number:
        yield _finding(
            str(chosen.list_price.place),
            f"The CRM's list of products has {format_pence(product)}; the fee is "
            f"{format_pence(offer.before.number)}{_discounted(offer)}.",
            "Say which is right.",
            (offer.before.id,),
        )


def _discounted(offer: _Offered) -> str:
    return "" if offer.before is offer.fee else " before the discount"


def _apart(fee: Decimal, listed: Decimal) -> str:
    if not listed:
        return "more"
    share = rounded(100 * abs(fee - listed) / listed, 1)
    return f"{share}% {'more' if fee > listed else 'less'}"


# --- notes ------------------------------------------------------------------------------------


def _with_notes(offer: _Offered, passages: Sequence[Passage]) -> Iterator[Finding]:
    """Amounts of the notes that are not the fee nor a part of it; of what is secret, prices."""
    told: dict[tuple[Decimal, str], None] = {}
    for passage in passages:
        if passage.secret and passage.withheld != PRICED:
            continue
        for spoken in spoken_in(passage.text):
            key = (spoken.amount, spoken.kind)
            if key in told or not _contradicts(offer, spoken) or len(told) >= _MOST_SPOKEN:
                continue
            told[key] = None
            yield _finding(
                f"{passage.span.file} {passage.span.place}",
                f"The notes speak of {format_pence(spoken.amount)}: “{spoken.sentence}” The fee is "
                f"{offer.in_pounds}.",
                "See whether it is the same work and the same VAT; the client may expect it.",
                (offer.fee.id, passage.id),
            )


def _contradicts(offer: _Offered, spoken: Spoken) -> bool:
    """A budget only where the fee is beyond it, without VAT."""
    if offer.is_stated_by(spoken.amount):
        return False
    return spoken.kind == "fee" or offer.fee.number > spoken.amount


# --- billed -----------------------------------------------------------------------------------


def _with_billed(offer: _Offered, book: FactBook, subject: Subject) -> Iterator[Finding]:
    """What the client has been billed already, where billing records were given."""
    period = "to-date" if book.get("billed", "to-date", "matter") else "engagement"
    billed = book.get("billed", period, "matter")
    if billed is None or not billed.number:
        return
    beyond = billed.number > offer.fee.number
    yield _finding(
        f"{subject.matter.reference} billing",
        f"{format_pence(billed.number)} has been billed on {subject.matter.reference} already; the "
        f"fee is {offer.in_pounds}" + (", which is less." if beyond else "."),
        "See that the fee is for work that has not been billed.",
        (offer.fee.id, billed.id),
        severity="warn" if beyond else "note",
    )


def _finding(  # noqa: PLR0913 - a finding has that many parts
    place: str,
    message: str,
    suggestion: str,
    evidence: tuple[str, ...],
    *,
    rule: str = "fee-differs",
    severity: str = "warn",
) -> Finding:
    return Finding.model_validate(
        {
            "rule": rule,
            "severity": severity,
            "place": place,
            "message": message,
            "suggestion": suggestion,
            "evidence": evidence,
        }
    )
