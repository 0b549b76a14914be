"""What a document is, beside its evidence and its draft."""

from __future__ import annotations

import pytest

from engross.rendering.particulars import DocumentParticulars, printed_names


@pytest.fixture
def of_a_day(particulars: DocumentParticulars) -> DocumentParticulars:
    """The same, about its own day alone."""
    changed = {"title": "Proposal", "period": "at-2026-10-14", "period_label": "as at 14 October"}
    return particulars.model_copy(update=changed)


def test_a_report_is_named_by_its_period(particulars: DocumentParticulars) -> None:
    assert particulars.reference == "WRA001/2026-Q3"
    assert particulars.period_in_names == "2026-Q3"
    assert particulars.property_title.endswith("Client report, Q3 2026 (July to September 2026)")


def test_a_document_about_its_own_day_is_named_by_the_day_and_its_matter_alone(
    of_a_day: DocumentParticulars,
) -> None:
    assert of_a_day.reference == "WRA001"
    assert of_a_day.period_in_names == "2026-10-14"
    assert of_a_day.property_title == "Wrackline Boatyard Limited: Proposal, 14 October 2026"


def test_a_private_client_s_name_does_not_stand_below_itself(
    particulars: DocumentParticulars,
) -> None:
    contact = particulars.client.contacts[0].model_copy(update={"name": "Dr Yusuf Karaman"})
    person = particulars.client.model_copy(update={"name": "Yusuf Karaman", "contacts": (contact,)})
    alone = printed_names(particulars.model_copy(update={"client": person}))

    assert printed_names(particulars)["client.organisation"] == "Wrackline Boatyard Limited"
    assert (alone["client.contact"], alone["client.organisation"]) == ("Dr Yusuf Karaman", "")


def test_an_address_and_an_addressee_that_nobody_knows_are_to_be_confirmed(
    particulars: DocumentParticulars,
) -> None:
    nobody = particulars.client.model_copy(update={"contacts": (), "address": ""})

    names = printed_names(particulars.model_copy(update={"client": nobody}))

    assert names["client.address"] == "[to confirm: the client's address]"
    assert names["client.contact"] == "[to confirm: whom it is addressed to]"


def test_a_reply_bears_the_subject_of_the_mail_and_nothing_of_ours(
    of_a_day: DocumentParticulars,
) -> None:
    reply = of_a_day.model_copy(update={"title": "Support reply", "answers": "Re: VAT return"})

    assert printed_names(reply)["document.subject"] == "Re: VAT return"
    assert reply.property_title == "Re: VAT return"


def test_a_document_that_answers_no_mail_is_about_its_matter(
    of_a_day: DocumentParticulars,
) -> None:
    assert of_a_day.subject_line == f"Proposal: {of_a_day.matter.title}"


def test_what_is_of_no_matter_has_no_reference(of_a_day: DocumentParticulars) -> None:
    open_one = of_a_day.model_copy(update={"of_no_matter": True})

    assert printed_names(open_one)["document.reference"] == ""
    assert not open_one.subject
