"""Who is named to act: somebody who is there or registered, or nobody."""

from __future__ import annotations

import pytest

from engross.intake import Subject
from engross.intake.owners import Owners
from engross.intake.speakers import Speakers


@pytest.fixture
def owners(subject: Subject) -> Owners:
    return Owners(Speakers(subject), ["Helen Pike", "Saulius Petrauskas", "Joss"])


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Helen will send the timetable.", "Helen"),
        ("So Helen Pike is going to ring the bank.", "Helen Pike"),
        ("Ms Adeyemi will return the sheets.", "Ms Adeyemi"),
        ("Martin, could you send it by Friday?", "Martin"),
        ("Could you send the list, Joss?", "Joss"),
        ("Okay, Saulius and Joss will count the bins.", "Saulius"),
        ("I'll ask Martin to check the ledger.", "Martin"),
        ("Action for Joss, find the old sheets.", "Joss"),
    ],
)
def test_somebody_who_is_there_or_registered_is_named(
    sentence: str, name: str, owners: Owners
) -> None:
    assert owners.named(sentence) == name


@pytest.mark.parametrize(
    "sentence",
    [
        "Senior management will review the file.",
        "Monday would be better for the count.",
        "Besu will merge it next week.",
        "Trevor, could you send it?",
        "We will send the timetable.",
        "Stock to be counted again.",
        "The new system will do that.",
    ],
)
def test_a_capital_letter_makes_no_person(sentence: str, owners: Owners) -> None:
    assert owners.named(sentence) == ""


def test_a_first_name_that_two_have_is_nobodys(subject: Subject) -> None:
    owners = Owners(Speakers(subject), ["Saulius One", "Saulius Two"])

    assert owners.named("Saulius will count the bins.") == ""
    assert owners.named("Saulius One will count the bins.") == "Saulius One"
