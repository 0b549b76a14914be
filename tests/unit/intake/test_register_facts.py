"""What firm.yaml and the run itself say, and what a CRM export says in its place."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.intake.register_facts import add_register_facts
from engross.records import Fact, Span
from engross.uk.periods import as_at
from engross.workspace.register import Client, Contact, Matter

CELL = Span(source="a" * 64, file="deals.csv", place="C2")


def _facts(subject: Subject) -> dict[str, Fact]:
    book = FactBook()
    add_register_facts(book, subject)
    return {fact.measure: fact for fact in book.facts}


@pytest.fixture
def of_a_prospect(subject: Subject) -> Subject:
    """Whose name is known and whose reference is made up."""
    day = dt.date(2026, 11, 18)
    matter = Matter(key="deal-d1", reference="R2", title="tax", partner=subject.matter.partner)
    client = Client(
        key="prospect-larchmoor",
        name="Larchmoor",
        short_name="Larchmoor",
        contacts=(Contact(name="Jo Moss"),),
        matters=(matter,),
    )
    return replace(
        subject,
        client=client,
        matter=matter,
        period=as_at(day),
        as_at=day,
        reporting=False,
        deal="D1",
        origins={"client-name": CELL, "matter-title": CELL, "client-contact": CELL},
    )


def test_a_matters_names_come_from_the_register(subject: Subject) -> None:
    facts = _facts(subject)

    places = {key: facts[key].spans[0].place for key in ("client-name", "client-contact")}
    assert places == {
        "client-name": "clients[0].name",
        "client-contact": "clients[0].contacts[0].name",
    }
    assert facts["matter-title"].spans[0].place == "clients[0].matters[0].title"
    assert {"period-label", "period-end", "payment-terms", "engagement-end"} <= facts.keys()


def test_a_prospects_names_come_from_their_cells(of_a_prospect: Subject) -> None:
    facts = _facts(of_a_prospect)

    told = ("client-name", "matter-title", "client-contact")
    assert [facts[key].spans for key in told] == [(CELL,)] * 3
    assert facts["signatory"].spans[0].file == "firm.yaml"


def test_what_nobody_knows_is_no_fact(of_a_prospect: Subject) -> None:
    facts = _facts(of_a_prospect)

    assert not {"client-short-name", "matter-reference"} & facts.keys()


def test_a_document_about_no_period_has_neither_a_period_nor_the_terms_of_a_matter(
    of_a_prospect: Subject,
) -> None:
    facts = _facts(of_a_prospect)

    assert not {"period-label", "next-period-label", "period-end"} & facts.keys()
    assert not {"payment-terms", "engagement-end"} & facts.keys()
    assert facts["as-at"].value == facts["report-date"].value == dt.date(2026, 11, 18)
