"""Whose a row is, where our client is addressed to another contact than the register has first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engross.intake.belonging import Whose
from engross.intake.given import Subject
from engross.intake.sections import Sections
from engross.workspace.register import Contact


@pytest.fixture
def readdressed(subject: Subject) -> Subject:
    """The same client, with a second contact before the first."""
    joss = Contact(name="Mr Joss Penrose")
    client = subject.client.model_copy(update={"contacts": (joss, *subject.client.contacts)})
    return replace(subject, client=client)


def test_a_row_of_our_client_is_ours_whoever_it_is_addressed_to(readdressed: Subject) -> None:
    client, matter = readdressed.client, readdressed.matter
    whose = Whose(readdressed.firm, client, matter)

    assert whose.of(client.name, matter.reference).answer == "ours"
    assert whose.of(client.name, matter.reference, client.names_in_records[0]).answer == "ours"


def test_our_clients_name_between_rows_is_nobody_elses(readdressed: Subject) -> None:
    client = readdressed.client
    sections = Sections(readdressed.firm, client, readdressed.matter)

    assert client.name not in set(sections._others())
