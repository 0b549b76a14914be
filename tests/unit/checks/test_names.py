from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.records import Finding

Check = Callable[..., tuple[Finding, ...]]


@pytest.mark.parametrize(
    "text",
    [
        "Wrackline Boatyard Limited's accounts are done.",
        "WRACKLINE BOATYARD LIMITED",
        "The Company is well.",
        "Wrackline is well.",
        "Penhallow Reeve LLP prepared it.",
        "Helen Pike and Ms Ruth Adeyemi met; Ms Adeyemi and Ruth agreed.",
        "The Lower Quay is open. Martin will see to it.",
        "Copper pipes and beech trees; a national nursery; a copper beech in the yard.",
        "Alan and Whitcombe Street; Mr Pike and Ms Adeyemi.",
    ],
)
def test_right_names_pass(noticed: Check, text: str) -> None:
    assert noticed("names-as-registered", text) == ()


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("We act for Wrackline Boatyard Ltd.", "Wrackline Boatyard Ltd"),
        ("We act for Wracklin Boatyard Limited now.", "Wracklin Boatyard Limited"),
        ("We act for Wrackline Boat Yard Limited.", "Wrackline Boat Yard Limited"),
        ("Penhallow Reeves LLP wrote it.", "Penhallow Reeves LLP"),
        ("Helen Pyke will sign.", "Helen Pyke"),
        ("Ms Adeyami asked.", "Ms Adeyami"),
        ("Hellen Pike will sign.", "Hellen Pike"),
        ("Mr Okey is away.", "Mr Okey"),
        ("Ruth Adeyemy's note.", "Ruth Adeyemy"),
    ],
)
def test_a_name_that_is_nearly_right_blocks(noticed: Check, text: str, phrase: str) -> None:
    (finding,) = noticed("names-as-registered", text)

    assert finding.severity == "block"
    assert f"“{phrase}”" in finding.message


def test_the_name_without_its_ending_is_a_warning(noticed: Check) -> None:
    (finding,) = noticed("names-as-registered", "We act for Wrackline Boatyard in this.")

    assert finding.severity == "warn"


@pytest.mark.parametrize(
    "text",
    [
        "As for Copperbeech Nurseries Limited, we did well.",
        "As for copperbeech nurseries, we did well.",
        "See COPP01 for this.",
        "See COP001 for this.",
        "As for Copper-beech Nurseries, we did well.",
        "As for Copper beech Nurseries, we did well.",
        "As for \u0421\u043epperbeech Nurseries, we did well.",
        "As for C\u00f6pperbeech\u00a0Nurseries, we did well.",
        "As for Copper\u00adbeech Nurser\u200bies, we did well.",
    ],
)
def test_another_clients_name_blocks(noticed: Check, text: str) -> None:
    (finding,) = noticed("names-as-registered", text)

    assert finding.severity == "block"
    assert "is another client of the firm" in finding.message


def test_the_first_word_of_another_clients_name_is_a_warning(noticed: Check) -> None:
    (finding,) = noticed("names-as-registered", "We did the same for Copperbeech last time.")

    assert finding.severity == "warn"


@pytest.mark.parametrize(
    "text",
    [
        "Alan Whitcombe did the same.",
        "Mr Whitcombe did the same.",
        "Mr. A. Whitcombe's plan.",
        "alan whitcombe did",
        "Alan Whitc\u043embe did the same.",
    ],
)
def test_another_clients_contact_blocks(noticed: Check, text: str) -> None:
    (finding,) = noticed("names-as-registered", text)

    assert finding.severity == "block"
    assert "is a contact of another client of the firm, Copperbeech" in finding.message
