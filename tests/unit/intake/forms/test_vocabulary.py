from __future__ import annotations

import pytest

from engross.intake.forms.answers import KINDS
from engross.intake.forms.people_headings import PersonAsked, people_asked
from engross.intake.forms.vocabulary import fields, meaning_of, table


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("1. What is the registered name of your company? *", "legal-name"),
        ("Company registration number (if applicable)", "company-number"),
        ("Previous accountant's email", "predecessor"),
        ("Email", "contact-email"),
        ("VAT no.", "vat-number"),
        ("company_name", "legal-name"),
        ("Which services are you interested in?", "service"),
    ],
)
def test_a_heading_is_known_by_its_longest_phrase(heading: str, key: str) -> None:
    meaning = meaning_of(heading)

    assert meaning is not None
    assert (meaning.group, meaning.key) == ("field", key)


@pytest.mark.parametrize(
    "heading",
    ["Director 2 date of birth", "Your email and password", "National Insurance number", "IBAN"],
)
def test_what_is_never_taken_counts_before_everything_else(heading: str) -> None:
    meaning = meaning_of(heading)

    assert meaning is not None
    assert meaning.group == "never"


def test_a_question_that_is_not_known_means_nothing() -> None:
    assert meaning_of("Favourite biscuit") is None


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("Director 1 - Full name", PersonAsked("director", 1, "name")),
        ("Owner 2 shareholding (%)", PersonAsked("owner", 2, "share")),
        ("Full names of all directors", PersonAsked("director", 0)),
        ("Beneficial owners (over 25%)", PersonAsked("owner", 0)),
        ("Trustees (one per line)", PersonAsked("trustee", 0)),
        ("Favourite biscuit", None),
    ],
)
def test_headings_ask_for_people_one_by_one_or_all(heading: str, asked: PersonAsked | None) -> None:
    assert people_asked(heading) == asked


def test_every_field_is_read_in_a_way_that_there_is() -> None:
    assert [about.key for about in fields().values() if about.kind not in KINDS] == []


def test_every_type_of_client_has_a_title() -> None:
    assert set(table("types")) == set(table("type-titles"))
