"""What is proposed as facts of period `proposal`: fees, VAT by row, totals that are sums."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.intake.offer.doing import done_by
from engross.intake.offer.proposed import Discount, Offer, Stage, Words, Work
from engross.intake.streams import free_key
from engross.records import Audience, Fact, Span
from engross.uk.money import rounded
from engross.uk.periods import PROPOSAL
from engross.workspace.price_list import DISCOUNT

_DISCOUNT = f"stage:{DISCOUNT}"
"""The row of what is taken off; its amounts are below nil."""

_CALLED = "Discount"

_BASIS = {"fixed": "Fixed", "time": "Time"}


def add_offer(book: FactBook, offer: Offer, subject: Subject) -> None:
    """Add everything of the offer that is known; totals only where every row is.

    What is optional has scopes of its own, `option:training`, and is in no total.
    """
    add_terms(book, subject)
    hidden: Audience = "client" if offer.basis == "time" else "internal"
    for stage in offer.stages:
        _add_stage(book, stage, f"stage:{stage.key}", hidden)
    for option in offer.options:
        _add_stage(book, replace(option, aim=None, work=()), f"option:{option.key}", hidden)
    _add_grades(book, offer, hidden, subject.matter.title)
    _add_service(book, offer, subject)
    if who := done_by(offer, subject):
        _add(book, "done-by", "matter", who.text, subject.matter.title, who.where)
    if offer.discount:
        _add_discount(book, offer, offer.discount, subject.matter.title)
    if offer.taken_off and not offer.discount:
        _add(
            book,
            "discount-percent",
            "matter",
            offer.taken_off.value,
            subject.matter.title,
            offer.taken_off.where,
        )
    _add_totals(book, offer, subject)
    _add_end(book, offer, subject)


def add_terms(book: FactBook, subject: Subject) -> None:
    """Add the rate of VAT and until when the proposal is open, as the price list has them."""
    if subject.prices is None:
        return
    where = (subject.prices_span("vat_percent"),)
    _add(book, "vat-rate", "matter", subject.prices.vat_percent, subject.matter.title, where)
    book.add(
        "open-until",
        PROPOSAL,
        "matter",
        subject.as_at + dt.timedelta(days=subject.prices.open_days),
        label=subject.matter.title,
        operation="assumed",
        where=(
            subject.prices_span("open_days"),
            Span(source="", file="the run's settings", place="as at"),
        ),
    )


def vat_on(amount: Decimal, percent: Decimal) -> Decimal:
    """VAT on one row's amount, rounded half up to the penny (below nil as above it)."""
    return rounded(amount * percent / 100, 2)


# --- stages -----------------------------------------------------------------------------------


def _add_stage(book: FactBook, stage: Stage, scope: str, hidden: Audience) -> None:
    label = stage.name.text
    for measure, words in (
        ("stage", stage.name),
        ("deliverable", stage.deliverable),
        ("invoiced-on", stage.invoiced_on),
    ):
        if words is not None:
            _add(book, measure, scope, words.text, label, words.where)
    if stage.aim:
        book.add(
            "target-date",
            PROPOSAL,
            scope,
            stage.aim.day,
            label=label,
            operation=stage.aim.operation,
            where=stage.aim.where,
        )
    if stage.price:
        fee = book.add(
            "fee",
            PROPOSAL,
            scope,
            stage.price.value,
            label=label,
            operation=stage.price.operation,
            where=stage.price.where,
        )
        _add_vat(book, fee)
    _add_hours(book, scope, label, stage.work, hidden)


def _add_vat(book: FactBook, fee: Fact) -> None:
    """Add one row's VAT and its total, where the rate of VAT is known."""
    rate = book.get("vat-rate", PROPOSAL, "matter")
    if rate is None:
        return
    vat = book.add(
        "fee-vat",
        PROPOSAL,
        fee.scope,
        vat_on(fee.number, rate.number),
        label=fee.label,
        operation="product",
        inputs=(fee, rate),
    )
    book.sum_of("fee-total", PROPOSAL, fee.scope, (fee, vat), fee.label)


def _add_hours(
    book: FactBook, scope: str, label: str, work: Iterable[Work], hidden: Audience
) -> None:
    listed = list(work)
    if listed:
        book.add(
            "estimate-hours",
            PROPOSAL,
            scope,
            sum((one.hours.value for one in listed), Decimal(0)),
            label=label,
            operation="sum" if len(listed) > 1 else "read",
            where=_places(listed),
            audience=hidden,
        )


def _add_grades(book: FactBook, offer: Offer, hidden: Audience, title: str) -> None:
    """Add each grade's hours at each of its rates; on a fixed fee they are the firm's own."""
    work = [one for stage in offer.stages for one in stage.work]
    named = {(one.grade, one.rate.value): one.name for one in work if one.name}
    taken: set[str] = set()
    for (grade, at), name in named.items():
        own = [one for one in work if (one.grade, one.rate.value) == (grade, at)]
        key = free_key(grade, taken)
        taken.add(key)
        scope, rate = f"grade:{key}", own[0].rate
        for measure, value, where in (
            ("grade", name.text, name.where),
            ("rate", rate.value, rate.where),
        ):
            book.add(measure, PROPOSAL, scope, value, label=name.text, where=where, audience=hidden)
        _add_hours(book, scope, name.text, own, hidden)
    _add_hours(book, "matter", title, work, hidden)


# --- the whole --------------------------------------------------------------------------------


def _add_service(book: FactBook, offer: Offer, subject: Subject) -> None:
    words = service_words(offer, subject)
    _add(book, "service", "matter", words.text, subject.matter.title, words.where)
    if offer.service:
        at = f"{_service_place(offer, subject)}.basis"
        where = (subject.prices_span(at),)
        _add(book, "basis", "matter", _BASIS[offer.basis], subject.matter.title, where)


def service_words(offer: Offer, subject: Subject) -> Words:
    """What is proposed, in the price list's words or else the matter's title."""
    if offer.service:
        at = f"{_service_place(offer, subject)}.name"
        return Words(offer.service.name, (subject.prices_span(at),))
    return title_words(subject)


def title_words(subject: Subject) -> Words:
    """The matter's title and where it stands."""
    origin = subject.origins.get("matter-title")
    own = (origin,) if origin else ()
    if not own and not subject.deal:
        own = (subject.register_span(f"{subject.matter_place}.title"),)
    return Words(subject.matter.title, own)


def _service_place(offer: Offer, subject: Subject) -> str:
    listed = subject.prices.services if subject.prices else ()
    return f"services[{listed.index(offer.service)}]" if offer.service in listed else ""


def _add_discount(book: FactBook, offer: Offer, discount: Discount, title: str) -> None:
    """Add the row of what is taken off, and what the whole costs before it."""
    if offer.before is None:
        return
    stages = [fact for stage in offer.stages if (fact := _fee_of(book, f"stage:{stage.key}"))]
    whole = book.sum_of("fee-before-discount", PROPOSAL, "matter", stages, title)
    _add(book, "stage", _DISCOUNT, _CALLED, _CALLED, discount.where)
    row = _taken_off(book, offer, discount, "fee", _DISCOUNT, -discount.amount)
    _add_vat(book, row)
    given = _taken_off(book, offer, discount, "discount", "matter", discount.amount)
    if whole.number:
        _add_percent(book, discount, (given, whole))


def _taken_off(  # noqa: PLR0913, PLR0917 - a fact has that many parts
    book: FactBook, offer: Offer, discount: Discount, measure: str, scope: str, value: Decimal
) -> Fact:
    """The amount as it was stated, or as a percentage of what the stages cost."""
    by_percent = discount.percent is not None
    of_stages = [span for stage in offer.stages if stage.price for span in stage.price.where]
    where = [*discount.where, *(of_stages if by_percent else ())]
    return book.add(
        measure,
        PROPOSAL,
        scope,
        value,
        label=_CALLED,
        operation="product" if by_percent else "read",
        where=tuple(dict.fromkeys(where)),
    )


def _add_percent(book: FactBook, discount: Discount, of: tuple[Fact, Fact]) -> None:
    stated = discount.percent is not None
    book.add(
        "discount-percent",
        PROPOSAL,
        "matter",
        discount.share_of(of[1].number),
        label=_CALLED,
        operation="read" if stated else "share",
        where=discount.where if stated else (),
        inputs=() if stated else of,
    )


def _add_end(book: FactBook, offer: Offer, subject: Subject) -> None:
    """Add the day on which the last stage is to end; none where a stage has no day."""
    aims = [stage.aim for stage in offer.stages if stage.aim]
    if aims and len(aims) == len(offer.stages):
        last = max(aims, key=lambda aim: aim.day)
        book.add(
            "target-date",
            PROPOSAL,
            "matter",
            last.day,
            label=subject.matter.title,
            operation=last.operation,
            where=last.where,
        )


def _add_totals(book: FactBook, offer: Offer, subject: Subject) -> None:
    """Add the sums of the rows; a total over a row that is not known would be wrong."""
    if offer.fee is None:
        return
    scopes = [f"stage:{stage.key}" for stage in offer.stages]
    scopes += [_DISCOUNT] if offer.discount else []
    sums: list[Fact] = []
    for measure in ("fee", "fee-vat"):
        parts = [fact for scope in scopes if (fact := book.get(measure, PROPOSAL, scope))]
        if len(parts) == len(scopes):
            title = subject.matter.title
            sums.append(book.sum_of(measure, PROPOSAL, "matter", parts, title))
    if len(sums) > 1:
        book.sum_of("fee-total", PROPOSAL, "matter", sums, subject.matter.title)


def _fee_of(book: FactBook, scope: str) -> Fact | None:
    return book.get("fee", PROPOSAL, scope)


def _places(work: Iterable[Work]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(span for one in work for span in one.hours.where))


def _add(  # noqa: PLR0913, PLR0917 - a fact has that many parts
    book: FactBook,
    measure: str,
    scope: str,
    value: Decimal | str,
    label: str,
    where: tuple[Span, ...],
) -> None:
    book.add(measure, PROPOSAL, scope, value, label=label, where=where)
