"""A deal, the price list and an estimate into the facts of what is proposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engross.intake.crm.chosen import ChosenDeal
from engross.intake.factbook import FactBook
from engross.intake.given import GivenFile, Subject, Taken
from engross.intake.offer.estimates import estimate_of
from engross.intake.offer.hoped import offer_in_crm
from engross.intake.offer.limits import beyond_authority
from engross.intake.offer.listed import offer_of
from engross.intake.offer.offer_facts import add_offer, add_terms
from engross.intake.offer.proposed import Offer
from engross.records import FileReport, Finding
from engross.uk.dates import format_date
from engross.uk.money import rounded
from engross.workspace.price_list import PRICE_LIST, Service


def take_offer(
    book: FactBook, files: Sequence[GivenFile], chosen: ChosenDeal | None, subject: Subject
) -> Taken:
    """What the estimates say beside the facts of period `proposal` that are put into the book.

    The fee comes from the estimate; without one from the service's stages in the price list;
    without these from the CRM. Without a deal and without an estimate nothing is proposed.

    Raises:
        InputError: a file cannot be used.
    """
    if chosen is None and not files:
        return Taken()
    service = _service(chosen, subject)
    reports: tuple[FileReport, ...] = ()
    findings = list(_about_prices(subject))
    if files:
        estimate = estimate_of(files, service, subject)
        offer: Offer | None = estimate.offer
        findings += estimate.findings
        reports = estimate.reports
    else:
        offer, found = _without_estimate(chosen, service, subject)
        findings += found
    if offer is None:
        add_terms(book, subject)
        return Taken(findings=(*findings, _unknown(chosen, service)), reports=reports)
    add_offer(book, offer, subject)
    findings += [*_fine_hours(book), *beyond_authority(book, subject)]
    return Taken(findings=tuple(findings), reports=reports)


def _without_estimate(
    chosen: ChosenDeal | None, service: Service | None, subject: Subject
) -> tuple[Offer | None, list[Finding]]:
    if service and service.stages and subject.prices:
        return offer_of(service, subject.prices, subject), []
    return offer_in_crm(chosen, subject) if chosen else (None, [])


def _service(chosen: ChosenDeal | None, subject: Subject) -> Service | None:
    """The deal's service; of a matter of the register, one of exactly its title."""
    if chosen is not None:
        return chosen.service
    return subject.prices.service(subject.matter.title) if subject.prices else None


# --- findings ---------------------------------------------------------------------------------


def _about_prices(subject: Subject) -> list[Finding]:
    """That there is no price list, or that it is overdue."""
    prices = subject.prices
    if prices is None:
        return [
            Finding(
                rule="price-list-missing",
                severity="warn",
                place=PRICE_LIST,
                message=(
                    "The firm has no price list, so neither the rate of VAT nor for how long the "
                    "proposal is open is known."
                ),
                suggestion=f"Write {PRICE_LIST}; docs/how-to/price-list.md tells how.",
            )
        ]
    if prices.review_by >= subject.as_at:
        return []
    owner = subject.firm.person(prices.owner)
    return [
        Finding(
            rule="price-list-overdue",
            severity="warn",
            place=PRICE_LIST,
            message=f"The price list was to be read again by {format_date(prices.review_by)}.",
            suggestion=(
                f"Ask {owner.name if owner else prices.owner} whether rates, prices and the rate "
                "of VAT still hold."
            ),
        )
    ]


def _fine_hours(book: FactBook) -> Iterator[Finding]:
    """That a client who multiplies what is shown does not come to the fee."""
    for fact in book.facts:
        shown = fact.measure == "estimate-hours" and fact.audience == "client"
        if shown and fact.scope.startswith("grade:") and rounded(fact.number, 1) != fact.number:
            yield Finding(
                rule="estimate-unclear",
                severity="note",
                place=f"{fact.spans[0].file} {fact.spans[0].place}",
                message=(
                    f"The estimate has {fact.number.normalize():f} hours of "
                    f"{fact.label.lower()}. A document shows hours to one decimal, so its reader "
                    "cannot multiply them out."
                ),
                suggestion="Estimate in units of six minutes.",
                evidence=(fact.id,),
            )


def _unknown(chosen: ChosenDeal | None, service: Service | None) -> Finding:
    what = f"“{service.name}”" if service else "this work"
    return Finding(
        rule="fee-unknown",
        severity="warn",
        place=str(chosen.deal.place) if chosen else PRICE_LIST,
        message=f"Nothing says what {what} costs: no estimate was given, the price list has no "
        "stages for it, and the CRM has no price that the export's list of products bears out.",
        suggestion="Give an estimate, or add the service's stages to knowledge/price-list.yaml.",
    )
