"""Words near to a client's name."""

from __future__ import annotations

import pytest

from engross.intake import Subject
from engross.intake.near_clients import ANOTHER, NearClients


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We rang Rackline about it.", [("Rackline", "Wrackline Boatyard Limited")]),
        ("Rack Line Boatyard paid.", [("Rack Line Boatyard", "Wrackline Boatyard Limited")]),
        ("Copper Beech asked too.", [("Copper Beech", ANOTHER)]),
        ("Wrackline and Wrackline Yard, and Copperbeech Nurseries.", []),
        ("The Boatyard was busy on Wednesday. Parking was hard.", []),
    ],
)
def test_a_name_that_is_nearly_a_clients_is_found_and_a_right_one_is_not(
    subject: Subject, text: str, found: list[tuple[str, str]]
) -> None:
    assert [tuple(near) for near in NearClients(subject).near(text)] == found
