"""Other accounts of a CRM export in the notes."""

from __future__ import annotations

import pytest

from engross.intake.strangers import names_stranger

STRANGERS = frozenset(
    {
        "larchmoor homes limited",
        "fenwick ltd",
        "tide & co ltd",
        "o'hare and sons ltd",
        "sage",
        "green lane",
    }
)


@pytest.mark.parametrize(
    "text",
    [
        "For Larchmoor Homes Limited we quoted less.",
        "LARCHMOOR HOMES has the same question.",
        "Fenwick Ltd asked too.",
        "Tide and  Co has\nasked.",
        "O\N{RIGHT SINGLE QUOTATION MARK}Hare & Sons wants one too.",
    ],
)
def test_a_business_of_the_export_is_known_by_its_name(text: str) -> None:
    assert names_stranger(text, STRANGERS)


@pytest.mark.parametrize(
    "text",
    [
        "Larchmoor Joinery Limited keeps its books in Sage.",
        "Turn into Green Lane at Fenwick.",
        "The larchmoor homestead is let.",
    ],
)
def test_what_may_be_anything_else_is_not(text: str) -> None:
    assert not names_stranger(text, STRANGERS)


def test_without_an_export_there_are_none() -> None:
    assert not names_stranger("Larchmoor Homes Limited", frozenset())
