"""What firm.yaml and the run itself say: names, reference, terms, dates."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.records import Span


def add_register_facts(book: FactBook, subject: Subject) -> None:
    """Add the facts of period `register`."""
    _names(book, subject)
    _dates(book, subject)


def _names(book: FactBook, subject: Subject) -> None:
    firm, client, matter = subject.firm, subject.client, subject.matter
    at_client, at_matter = subject.client_place, subject.matter_place
    texts = [
        ("client-name", "client", client.name, f"{at_client}.name"),
        ("client-short-name", "client", client.short_name, f"{at_client}.short_name"),
        ("matter-title", "matter", matter.title, f"{at_matter}.title"),
        ("matter-reference", "matter", matter.reference, f"{at_matter}.reference"),
        ("firm-name", "firm", firm.particulars.name, "particulars.name"),
    ]
    if client.contacts:
        texts.append(
            ("client-contact", "client", client.contacts[0].name, f"{at_client}.contacts[0].name")
        )
    for measure, email in (("signatory", matter.partner), ("manager", matter.manager)):
        if person := firm.person(email):
            place = f"people[{firm.people.index(person)}].name"
            texts.append((measure, "matter", person.name, place))
    labels = {"client": client.name, "matter": matter.title, "firm": firm.particulars.name}
    for measure, scope, text, place in texts:
        where = (subject.register_span(place),)
        book.add(measure, "register", scope, text, label=labels[scope], where=where)
    book.add(
        "engagement-end",
        "register",
        "matter",
        subject.engagement.end,
        label=matter.title,
        operation="assumed",
        where=(subject.register_span(f"{at_matter}.year_starts"),),
    )
    book.add(
        "payment-terms",
        "register",
        "matter",
        Decimal(matter.terms_days),
        label=matter.title,
        where=(subject.register_span(f"{at_matter}.terms_days"),),
    )


def _dates(book: FactBook, subject: Subject) -> None:
    values: dict[str, tuple[str | dt.date, str]] = {
        "period-label": (subject.period.label, "period"),
        "next-period-label": (subject.period.next().label, "period"),
        "period-end": (subject.period.end, "period"),
        "as-at": (subject.as_at, "as at"),
        "report-date": (subject.as_at, "as at"),
    }
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
