from __future__ import annotations

import pytest

from engross.intake.alike import alike, named_in, names_in


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Wrackline Boatyard", "wrackline  boatyard", "the same name"),
        (
            "Wrackline Boatyard Ltd",
            "Wrackline Boatyard Limited",
            "the same but for spaces, capitals, a title or the legal form",
        ),
        (
            "Copper Beech Nurseries",
            "Copperbeech Nurseries Limited",
            "the same but for spaces, capitals, a title or the legal form",
        ),
        (
            "Alan Whitcombe",
            "Mr Alan Whitcombe",
            "the same but for spaces, capitals, a title or the legal form",
        ),
        ("Whitcombe, Alan", "Alan Whitcombe", "the same words in another order"),
        ("Alan Whitcomb", "Alan Whitcombe", "one letter apart"),
        ("A Whitcombe", "Alan Whitcombe", "the same surname and initial"),
        ("Wrackline Holdings plc", "Wrackline Boatyard Limited", "it begins alike"),
        (
            "Bj\u00f6rn Aune",
            "Bjorn Aune",
            "the same but for spaces, capitals, a title or the legal form",
        ),
    ],
)
def test_names_that_may_be_one_are_alike(one: str, other: str, how: str) -> None:
    assert alike(one, other) == how
    assert alike(other, one) == how


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alan Whitcombe", "Anna Whitcombe"),
        ("Bob Smith", "Anna Smith"),
        ("Quay 17 Limited", "Quay 71 Limited"),
        ("Global Trading Ltd", "Global Estates Ltd"),
        ("Tidewell Dental", "Wrackline Boatyard"),
        ("", "Wrackline"),
    ],
)
def test_names_of_two_are_not(one: str, other: str) -> None:
    assert alike(one, other) is None


def test_a_name_is_found_within_a_text_without_its_legal_form() -> None:
    assert named_in("Wrackline Boatyard Limited", "We rent a berth of Wrackline Boatyard, Exeter.")
    assert not named_in("Wrackline Boatyard Limited", "We rent a berth of a boatyard.")


def test_a_list_gives_each_name_and_the_whole() -> None:
    found = list(names_in("Alan Whitcombe; Jo Bloggs and Ann Other\nTidewell Ltd"))

    assert {"Alan Whitcombe", "Jo Bloggs", "Ann Other", "Tidewell Ltd"} <= set(found)


def test_a_comma_before_a_legal_form_parts_no_name() -> None:
    assert "Saltmarsh Ceramics, Ltd" in list(names_in("Saltmarsh Ceramics, Ltd"))
    assert "Ltd" not in list(names_in("Saltmarsh Ceramics, Ltd"))


@pytest.mark.parametrize(
    "value",
    [
        "Brackley & Moor, Example Street, Exeter",
        "Brackley & Moor, 4 Quay Hill, Exeter, EX1 1AA",
        "Brackley & Moor, EX1 1AA",
    ],
)
def test_an_address_behind_a_name_is_no_name(value: str) -> None:
    assert list(names_in(value)) == ["Brackley & Moor", "Brackley", "Moor"]


@pytest.mark.parametrize("name", ["Jane Hill", "Jane Street", "Hill and Close"])
def test_somebody_called_like_a_street_is_still_a_name(name: str) -> None:
    assert name in names_in(f"Alan Whitcombe, {name}")
    assert name in names_in(f"Alan Whitcombe, {name}, Bob Rowe")
