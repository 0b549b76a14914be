"""Where the CRM has a client: elsewhere than firm.yaml does, or outside the United Kingdom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from engross.intake.crm.chosen import ChosenDeal
from engross.intake.crm.records import Account, Text
from engross.intake.crm.remarks import why_not_printed
from engross.intake.crm.words import squeezed, words
from engross.intake.given import Subject
from engross.records import Finding

_CROWN_POSTCODE: Final = re.compile(r"(?:JE|GY|IM)\d", re.IGNORECASE)
"""How postcodes of Jersey, Guernsey and the Isle of Man begin."""


def of_place(chosen: ChosenDeal, subject: Subject) -> Iterator[Finding]:
    """The findings on where the client is."""
    account = chosen.account
    if account is not None:
        yield from _other_address(account, subject)
        yield from _abroad(account)


def _other_address(account: Account, subject: Subject) -> Iterator[Finding]:
    """The CRM has a registered client elsewhere than firm.yaml, whose address is printed."""
    client = subject.registered
    told = next((one for one in (account.postcode, account.street) if one), None)
    if client is None or not client.address or told is None:
        return
    ours = squeezed(client.address)
    parts = [squeezed(one.value) for one in (account.street, account.postcode) if one]
    if any(part not in ours for part in parts):
        yield Finding(
            rule="crm-client-unsure",
            severity="warn",
            place=str(told.place),
            message=(
                f"The CRM has another address for {client.name} than firm.yaml. The document has "
                "firm.yaml's."
            ),
            suggestion="Find out which is right, and correct the other one.",
        )


def _abroad(account: Account) -> Iterator[Finding]:
    """A client outside the United Kingdom: its VAT is a question for a person."""
    told = _not_uk(account)
    if told is None:
        return
    named = "" if why_not_printed(told.value, "address") else f" ({told.value})"
    yield Finding(
        rule="crm-client-unsure",
        severity="warn",
        place=str(told.place),
        message=(
            f"The CRM has the client outside the United Kingdom{named}. VAT was worked out as for "
            "a client within it."
        ),
        suggestion="Find out where the client belongs, and whether UK VAT is due.",
    )


def _not_uk(account: Account) -> Text:
    """The cell that says so: a country, a crown dependency in the address, or its postcode."""
    country = account.country
    if country and squeezed(country.value) not in words("places", "uk"):
        return country
    for part in (account.region, account.city):
        if part and squeezed(part.value) in words("places", "crown"):
            return part
    postcode = account.postcode
    return postcode if postcode and _CROWN_POSTCODE.match(squeezed(postcode.value)) else None
