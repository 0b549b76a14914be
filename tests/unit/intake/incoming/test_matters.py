from __future__ import annotations

import pytest

from engross.intake.incoming.matters import matter_meant
from engross.workspace.register import Client, Firm


def test_a_client_with_one_matter_can_mean_no_other(office: Firm) -> None:
    client = office.clients[0]

    assert matter_meant(client, "When is it due?") == client.matters[0]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("WRA002: when is it due?", "payroll"),
        ("about the monthly PAYROLL", "payroll"),
        ("your ref wra001", "accounts-2026"),
    ],
)
def test_of_several_the_one_that_is_named_is_meant(
    two_matters: Client, words: str, meant: str
) -> None:
    found = matter_meant(two_matters, words)

    assert found
    assert found.key == meant


@pytest.mark.parametrize("words", ["When is it due?", "WRA001 and WRA002", "XWRA002", ""])
def test_it_is_never_guessed(two_matters: Client, words: str) -> None:
    assert matter_meant(two_matters, words) is None
