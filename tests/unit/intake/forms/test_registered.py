from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from engross.intake import Subject
from engross.intake.forms import Told
from engross.intake.forms.registered import register_notices
from engross.uk.periods import as_at
from engross.workspace import load_workspace

ROOT = Path(__file__).resolve().parents[4]
AS_AT = dt.date(2026, 11, 18)
Understood = Callable[..., Told]
FORM = {
    "Registered name": "Doe Plumbing",
    "Type of business": "Sole trader",
    "Your full name": "Mrs Jane Doe",
    "Your role": "Owner",
}


@pytest.fixture
def trader() -> Subject:
    """A run for a sole trader whom firm.yaml has."""
    firm = load_workspace(ROOT).firm
    client = firm.clients[0].model_copy(
        update={"key": "doe", "name": "Jane Doe trading as Doe Plumbing", "contacts": ()}
    )
    return Subject(
        firm=firm.model_copy(update={"clients": (client,)}),
        client=client,
        matter=client.matters[0],
        period=as_at(AS_AT),
        as_at=AS_AT,
        firm_sha256="b" * 64,
        reporting=False,
        entry="1",
    )


def other_names(told: Told, subject: Subject) -> list[str]:
    return [f.message for f in register_notices(told, subject) if "another name" in f.message]


def test_a_sole_trader_s_two_names_are_one_with_the_register_s(
    told: Understood, trader: Subject
) -> None:
    assert other_names(told(FORM), trader) == []


def test_another_business_of_the_same_person_is_told(told: Understood, trader: Subject) -> None:
    assert other_names(told({**FORM, "Registered name": "Doe Heating"}), trader)
