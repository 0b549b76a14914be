"""What firm.yaml and the run itself say: names, reference, terms, dates."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from engross.intake.factbook import FactBook
from engross.intake.firm_facts import add_firm_facts
from engross.intake.given import Subject
from engross.records import Span


def add_register_facts(book: FactBook, subject: Subject) -> None:
    """Add the facts of period `register`.

    A name that a CRM export alone knows has its cell for an origin; one that nobody knows is no
    fact. Terms and the engagement year are those of a matter of the register.
    """
    _add_client(book, subject)
    _add_matter(book, subject)
    add_firm_facts(book, subject)
    if subject.of_register:
        _add_terms(book, subject)
    _add_dates(book, subject)


def _add_client(book: FactBook, subject: Subject) -> None:
    client, place = subject.client, subject.client_place
    texts = [
        ("client-name", client.name, f"{place}.name"),
        ("client-short-name", client.short_name, f"{place}.short_name"),
    ]
    if client.contacts:
        first = client.contacts[0]
        at = f"{subject.contact_place(first)}.name" if subject.registered else ""
        texts.append(("client-contact", first.name, at))
    for measure, text, where in texts:
        _add_text(book, measure, "client", text, client.name, subject.origin(measure, where))


def _add_matter(book: FactBook, subject: Subject) -> None:
    firm, matter, place = subject.firm, subject.matter, subject.matter_place
    texts = [
        ("matter-title", matter.title, subject.origin("matter-title", f"{place}.title")),
        (
            "matter-reference",
            matter.reference,
            subject.origin("matter-reference", f"{place}.reference"),
        ),
    ]
    for measure, email in (("signatory", matter.partner), ("manager", matter.manager)):
        if person := firm.person(email):
            where = subject.register_span(f"people[{firm.people.index(person)}].name")
            texts.append((measure, person.name, where))
    for measure, text, origin in texts:
        _add_text(book, measure, "matter", text, matter.title, origin)


def _add_text(  # noqa: PLR0913, PLR0917 - a fact has that many parts
    book: FactBook, measure: str, scope: str, text: str, label: str, origin: Span | None
) -> None:
    if origin:
        book.add(measure, "register", scope, text, label=label, where=(origin,))


def _add_terms(book: FactBook, subject: Subject) -> None:
    label, place = subject.matter.title, subject.matter_place
    book.add(
        "engagement-end",
        "register",
        "matter",
        subject.engagement.end,
        label=label,
        operation="assumed",
        where=(subject.register_span(f"{place}.year_starts"),),
    )
    book.add(
        "payment-terms",
        "register",
        "matter",
        Decimal(subject.matter.terms_days),
        label=label,
        where=(subject.register_span(f"{place}.terms_days"),),
    )


def _add_dates(book: FactBook, subject: Subject) -> None:
    values: dict[str, tuple[str | dt.date, str]] = {}
    if subject.reporting:
        values = {
            "period-label": (subject.period.label, "period"),
            "next-period-label": (subject.period.next().label, "period"),
            "period-end": (subject.period.end, "period"),
        }
    values |= {"as-at": (subject.as_at, "as at"), "report-date": (subject.as_at, "as at")}
    for measure, (value, place) in values.items():
        # Chosen when the run was started, so there is no file to point into.
        where = (Span(source="", file="the run's settings", place=place),)
        book.add(
            measure,
            "register",
            "matter",
            value,
            label=subject.matter.title,
            operation="assumed",
            where=where,
        )
