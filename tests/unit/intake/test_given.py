"""Where names come from: firm.yaml, a CRM export, or nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engross.intake.given import Subject
from engross.records import IncomingMail, Span
from engross.workspace.register import Client, Contact, Matter

CELL = Span(source="a" * 64, file="deals.csv", place="C2")


@pytest.fixture
def of_a_deal(subject: Subject) -> Subject:
    """A registered client's, for work that firm.yaml does not have."""
    matter = Matter(key="deal-d1", reference="D1", title="tax", partner=subject.matter.partner)
    return replace(subject, matter=matter, deal="D1", origins={"matter-title": CELL})


@pytest.fixture
def of_a_prospect(of_a_deal: Subject) -> Subject:
    client = Client(
        key="prospect-larchmoor",
        name="Larchmoor",
        short_name="Larchmoor",
        contacts=(Contact(name="Jo Moss"),),
        matters=(of_a_deal.matter,),
    )
    return replace(of_a_deal, client=client, origins={"client-name": CELL})


def test_what_the_register_has_comes_from_its_place(subject: Subject) -> None:
    assert (subject.client_place, subject.matter_place) == ("clients[0]", "clients[0].matters[0]")
    assert subject.origin("client-name", "clients[0].name") == subject.register_span(
        "clients[0].name"
    )


def test_a_contact_has_its_place_in_the_register_whoever_is_addressed(subject: Subject) -> None:
    first = subject.client.contacts[0]
    other = Contact(name="Mr Joss Penberthy")
    firm = subject.firm.model_copy(
        update={
            "clients": (subject.client.model_copy(update={"contacts": (first, other)}),),
        }
    )
    turned = subject.client.model_copy(update={"contacts": (other, first)})

    about = replace(subject, firm=firm, client=turned)

    assert about.contact_place(turned.contacts[0]) == "clients[0].contacts[1]"


def test_a_deals_work_has_no_place_in_the_register(of_a_deal: Subject) -> None:
    assert (of_a_deal.client_place, of_a_deal.matter_place) == ("clients[0]", "clients[0].matters")
    assert of_a_deal.origin("matter-title", "anywhere") == CELL
    assert of_a_deal.origin("matter-reference", "anywhere") is None
    assert of_a_deal.origin("client-name", "clients[0].name") is not None


def test_a_prospect_has_only_what_the_export_says(of_a_prospect: Subject) -> None:
    assert of_a_prospect.registered is None
    assert of_a_prospect.client_place == "clients"
    assert of_a_prospect.origin("client-name", "clients.name") == CELL
    assert of_a_prospect.origin("client-short-name", "clients.short_name") is None


def test_a_matter_that_was_made_up_for_a_mail_is_not_of_the_register(subject: Subject) -> None:
    mail = IncomingMail(message_id="one@x")
    general = subject.matter.model_copy(update={"key": "correspondence"})
    open_ = replace(subject, mail=mail, matter=general)

    assert (subject.of_register, replace(subject, mail=mail).of_register) == (True, True)
    assert not open_.of_register
    assert open_.origin("matter-title", "clients[0].matters.title") is None
    assert open_.origin("client-name", "clients[0].name")
    assert open_.matter_place == "clients[0].matters"
