from __future__ import annotations

import pytest

from engross.intake.forms import Identity, Known, matches

CLIENT = Known(
    "wrackline",
    Identity(
        name="Wrackline Boatyard Limited",
        names=("WRA", "Wrackline Boatyard"),
        number="99000107",
        emails=("ruth.adeyemi@wrackline.example",),
        incorporated=True,
    ),
    "firm.yaml clients[0]",
    registered=True,
)


def asking(name: str, number: str = "", email: str = "") -> Identity:
    return Identity(
        name=name,
        number=number,
        emails=(email,) if email else (),
        incorporated=name.endswith(("Ltd", "Limited", "LLP", "LTD")) or bool(number),
    )


@pytest.mark.parametrize(
    ("who", "strength"),
    [
        (asking("WRACKLINE BOATYARD LTD"), "exact"),
        (asking("Wrackline Boatyard Limited", "99000107"), "exact"),
        (asking("Wrackline Boatyard", email="Ruth.Adeyemi@wrackline.example"), "exact"),
        (asking("Wrackline Boatyard"), "likely"),
        (asking("Wrackline Boatyard LLP"), "likely"),
        (asking("Wrackline Boatyard Ltd", "99000999"), "likely"),
        (asking("Wracklin Boatyard Limited"), "likely"),
        (asking("Wracklin Boatyard Limited", "99000107"), "exact"),
        (asking("Gullrock Architects LLP", email="joss@wrackline.example"), "likely"),
        (asking("Gullrock Architects LLP", "99000107"), "number"),
    ],
)
def test_somebody_is_the_client_likely_to_be_or_has_its_number(
    who: Identity, strength: str
) -> None:
    assert [match.strength for match in matches(who, [CLIENT])] == [strength]


@pytest.mark.parametrize(
    "who",
    [
        asking("Gullrock Architects LLP"),
        asking("Wrackline Sailing School Limited"),
        asking("Boatyard Limited"),
    ],
)
def test_nobody_is_near_who_is_not(who: Identity) -> None:
    assert matches(who, [CLIENT]) == ()


def test_an_address_at_a_provider_says_nothing() -> None:
    known = Known("rao", Identity(name="Nisha Rao", emails=("n.rao@gmail.com",)), "clients[1]")

    assert matches(asking("Yusuf Karaman", email="y.karaman@gmail.com"), [known]) == ()


def test_two_people_of_one_name_are_not_taken_for_one() -> None:
    known = Known("smith", Identity(name="Jane Smith"), "clients[1]")

    assert [match.strength for match in matches(asking("Jane Smith"), [known])] == ["likely"]
