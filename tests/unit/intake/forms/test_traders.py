from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.intake.forms import Told
from engross.intake.forms.identity import client_name, identity_of
from engross.intake.forms.needing import lacking
from engross.intake.forms.traders import apart, trader_in, trading_as, untitled

Understood = Callable[..., Told]
BOTH = ("Jane Doe", "Doe Plumbing")


@pytest.mark.parametrize(
    ("name", "trading", "contact", "role", "trader"),
    [
        ("Jane Doe", "Doe Plumbing", "Jane Doe", "", BOTH),
        ("Mrs Jane Doe", "Doe Plumbing", "Mrs Jane Doe", "Owner", BOTH),
        ("Jane Doe", "Doe Plumbing", "Sam Other", "Bookkeeper", BOTH),
        ("Jane Doe t/a Doe Plumbing", "", "Sam Other", "Bookkeeper", BOTH),
        ("Jane Doe trading as Doe Plumbing", "Doe Plumbing", "", "", BOTH),
        ("Doe Plumbing", "", "Ms Jane Doe", "Owner", BOTH),
        ("Doe Plumbing", "Doe Plumbing", "Jane Doe", "Sole proprietor", BOTH),
        ("", "Doe Plumbing", "Jane Doe", "", BOTH),
        ("Jane Doe t/a Jane Doe Co", "Jane Doe Co", "Sam Other", "", ("Jane Doe", "Jane Doe Co")),
        ("Jane Doe", "Jane Doe Plumbing", "Jane Doe", "", ("Jane Doe", "Jane Doe Plumbing")),
        (
            "Doe Plumbing",
            "Doe Plumbing Co",
            "Mrs Jane Doe",
            "Owner",
            ("Jane Doe", "Doe Plumbing Co"),
        ),
        ("Doe Plumbing", "Doe Plumbing Co", "Sam Other", "Bookkeeper", ("", "Doe Plumbing Co")),
        ("Jane Mary Doe", "", "Jane Doe", "", ("Jane Mary Doe", "")),
        ("Jane Doe", "", "Jane Doe", "Bookkeeper", ("Jane Doe", "")),
        ("Doe Plumbing", "", "Sam Other", "Bookkeeper", ("", "")),
        ("Doe Plumbing", "", "", "", ("", "")),
    ],
)
def test_a_sole_trader_is_the_person(
    name: str, trading: str, contact: str, role: str, trader: tuple[str, str]
) -> None:
    found = trader_in(name, trading, contact, role)

    assert (found.person, found.business) == trader


@pytest.mark.parametrize(
    ("role", "person"),
    [
        ("owner/manager", "Jane Doe"),
        ("Plumber and owner", "Jane Doe"),
        ("The sole proprietor", "Jane Doe"),
        ("Owner of Doe Plumbing", "Jane Doe"),
        ("Owner (plumber)", "Jane Doe"),
        ("Assistant to the owner", ""),
        ("Wife of the owner", ""),
        ("Secretary for manager & owner", ""),
        ("Sam's bookkeeper / owner", ""),
        ("Owner\u2019s husband", ""),
        ("Owner's assistant", ""),
        ("Former owner", ""),
    ],
)
def test_only_an_owner_s_own_role_makes_a_contact_the_client(role: str, person: str) -> None:
    found = trader_in("Doe Plumbing", "", "Jane Doe", role)

    assert found.person == person


def test_both_names_are_told_once() -> None:
    assert trading_as(*BOTH) == "Jane Doe trading as Doe Plumbing"
    assert trading_as("Jane Doe", "") == "Jane Doe"
    assert trading_as("Jane Doe", "JANE DOE") == "Jane Doe"
    assert trading_as(trading_as(*BOTH), "Doe Plumbing") == trading_as(*BOTH)
    assert apart(trading_as(*BOTH)) == BOTH
    assert apart("Doe Plumbing Ltd") == ()


@pytest.mark.parametrize("name", ["Dr Jane Doe", "Prof. Dr Jane Doe", "Jane Doe"])
def test_a_title_is_no_part_of_a_name(name: str) -> None:
    assert untitled(name) == "Jane Doe"


def test_the_record_of_a_sole_trader_has_the_person_and_the_business(told: Understood) -> None:
    found = told(
        {
            "Registered name": "Hollow Lane Books",
            "Type of business": "Sole trader",
            "Your full name": "Ms Priyanka Deol",
            "Your role": "Owner",
        }
    )

    assert found.value("legal-name") == "Priyanka Deol"
    assert found.fields["legal-name"].checked == "the type of client"
    assert found.spans("legal-name")[0].place == "Your full name"
    assert found.value("trading-name") == "Hollow Lane Books"
    assert found.spans("trading-name")[0].place == "Registered name"
    assert found.value("contact-name") == "Ms Priyanka Deol"
    assert client_name(found.value) == "Priyanka Deol trading as Hollow Lane Books"
    assert set(identity_of(found.value).names) == {"Priyanka Deol", "Hollow Lane Books"}


@pytest.mark.parametrize("heading", ["Your name", "Full legal name"])
def test_a_title_is_no_part_of_a_private_client_s_name(told: Understood, heading: str) -> None:
    found = told({heading: "Mr Yusuf Karaman", "Client type": "Individual"})

    assert found.value("legal-name") == "Yusuf Karaman"


def test_a_title_in_a_company_s_name_stays(told: Understood) -> None:
    assert told({"Company name": "Dr Quill Ltd"}).value("legal-name") == "Dr Quill Ltd"


def test_a_sole_trader_who_is_nowhere_named_is_asked_for(told: Understood) -> None:
    answers = {
        "Registered name": "Doe Plumbing",
        "Type of business": "Sole trader",
        "Your full name": "Sam Other",
        "Your role": "Bookkeeper",
    }
    unnamed, named = told(answers), told({**answers, "Your role": "Owner"})

    assert unnamed.value("legal-name") == "Doe Plumbing"
    assert "who the sole trader is" in [lack.what for lack in lacking(unnamed, "accountants")]
    assert "who the sole trader is" not in [lack.what for lack in lacking(named, "accountants")]


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("Owner", "Jane Doe trading as Harbour Plumbing Services"),
        ("Bookkeeper", "Harbour Plumbing Services"),
    ],
)
def test_a_business_is_no_person_under_the_beginning_of_its_name(
    told: Understood, role: str, name: str
) -> None:
    found = told(
        {
            "Registered name": "Harbour Plumbing",
            "Trading name": "Harbour Plumbing Services",
            "Type of business": "Sole trader",
            "Your full name": "Mrs Jane Doe",
            "Your role": role,
        }
    )

    assert client_name(found.value) == name
    assert found.trader_unnamed == (role == "Bookkeeper")
