"""Where the CRM has a client."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from engross.intake.crm.chosen import ChosenDeal
from engross.intake.crm.locating import of_place
from engross.intake.given import Subject
from engross.intake.sheets import Sheet

DEALS = "Deal ID|Deal Name|Account|Deal Stage|Amount"
ACCOUNTS = "Account|Sector|Street|City|County|Postcode|Country"

Said = Callable[..., list[str]]


@pytest.fixture
def said(
    a_choice: Callable[..., ChosenDeal],
    a_sheet: Callable[..., Sheet],
    a_deal_subject: Callable[..., Subject],
) -> Said:
    def made(account: str, client: str = "") -> list[str]:
        name = account.split("|", maxsplit=1)[0]
        chosen = a_choice(
            a_sheet("deals.csv", DEALS, f"D1|One|{name}|Open|900"),
            a_sheet("accounts.csv", ACCOUNTS, account),
        )
        subject = a_deal_subject(client)
        clients = tuple(
            one.model_copy(update={"address": "The Old Slipway, Example Creek, EX0 1XX"})
            for one in subject.firm.clients
        )
        firm = subject.firm.model_copy(update={"clients": clients})
        return [one.message for one in of_place(chosen, replace(subject, firm=firm))]

    return made


@pytest.mark.parametrize(
    ("account", "differs"),
    [
        ("Wrackline Boatyard Limited||The Old Slipway|Example Creek||EX0 1XX|", False),
        ("Wrackline Boatyard Limited||THE OLD SLIPWAY,|||ex01xx|UK", False),
        ("Wrackline Boatyard Limited||99 Wrong Street|||EX0 1XX|", True),
        ("Wrackline Boatyard Limited|||||EX0 9ZZ|", True),
        ("Wrackline Boatyard Limited||||||", False),
    ],
)
def test_another_address_than_the_registers_is_told(
    said: Said, account: str, *, differs: bool
) -> None:
    messages = said(account, "wrackline")

    assert any("another address for Wrackline" in one for one in messages) is differs


def test_a_prospect_has_no_other_address(said: Said) -> None:
    assert said("Larchmoor||99 Wrong Street|||EX0 1XX|") == []


@pytest.mark.parametrize(
    ("account", "named"),
    [
        ("Larchmoor||4 Example Yard|Jersey|||Jersey", "(Jersey)"),
        ("Larchmoor||4 Example Yard|Jersey|||", "(Jersey)"),
        ("Larchmoor||4 Example Yard|||JE0 1XX|", "(JE0 1XX)"),
        ("Larchmoor||4 Example Yard||||United States", "(United States)"),
        ("Larchmoor||4 Example Yard||||not here (80%)", "outside the United Kingdom."),
    ],
)
def test_a_client_outside_the_united_kingdom_is_asked_about_for_vat(
    said: Said, account: str, named: str
) -> None:
    (message,) = said(account)

    assert named in message
    assert "VAT" in message
    assert "80" not in message


@pytest.mark.parametrize("country", ["", "UK", "united kingdom", "England", "U.K."])
def test_a_client_within_it_is_not(said: Said, country: str) -> None:
    assert said(f"Larchmoor||4 Example Yard|Example Town||EX0 9ZZ|{country}") == []
