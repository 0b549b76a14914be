"""A form from a client of firm.yaml: the register's particulars count, the form's are told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from engross.intake.forms.identity import client_name
from engross.intake.forms.told import FieldTold, Told
from engross.intake.given import Subject
from engross.records import Finding
from engross.workspace.register import Client, Contact

_RULE: Final = "client-known"
_SAID: Final = {
    "legal-name": "name",
    "address": "address",
    "contact-name": "contact",
    "contact-role": "contact's role",
    "contact-email": "contact's e-mail address",
    "contact-telephone": "contact's telephone number",
}


def by_register(told: Told, subject: Subject) -> Told:
    """The entry with a client's own particulars in place of the form's; anybody else's as it is.

    What firm.yaml does not have of a client stays empty.
    """
    client = subject.registered
    if client is None:
        return told
    span = subject.register_span(subject.client_place)
    ours = {
        key: FieldTold(value, "firm.yaml" if value else "", "", (span,))
        for key, value in _particulars(client, told).items()
    }
    return replace(told, fields={**told.fields, **ours})


def register_notices(told: Told, subject: Subject) -> Iterator[Finding]:
    """What the form says otherwise than firm.yaml, and a client by nothing but its name."""
    client = subject.registered
    if client is None:
        return
    ours = _particulars(client, told)
    said = {key: told.value(key) for key in _SAID} | {"legal-name": client_name(told.value)}
    differing = [
        f"another {what}"
        for key, what in _SAID.items()
        if said[key] and said[key].casefold() != ours[key].casefold()
    ]
    if differing:
        yield _finding(
            told,
            f"The form has {', '.join(differing)} than firm.yaml has of {client.name}. "
            "It was not taken over.",
            "Ask the client, at an address that you know, and correct firm.yaml if it is right.",
        )
    if not _confirmed(client, told):
        yield _finding(
            told,
            f"Only the name says that the form is from {client.name}: neither its company number "
            "nor a registered e-mail address is in it.",
            "Find out from the client, at an address that you know, whether the form is theirs.",
            block=True,
        )


def _confirmed(client: Client, told: Told) -> bool:
    number = bool(client.number) and told.value("company-number") == client.number
    email = told.value("contact-email").casefold()
    return number or bool(email and any(c.email.casefold() == email for c in client.contacts))


def _particulars(client: Client, told: Told) -> dict[str, str]:
    contact = _contact(client, told)
    return {
        "legal-name": client.name,
        "address": client.address,
        "contact-name": contact.name if contact else "",
        "contact-role": contact.role if contact else "",
        "contact-email": contact.email if contact else "",
        "contact-telephone": "",
    }


def _contact(client: Client, told: Told) -> Contact | None:
    """The contact whose e-mail address the form has; else the first of firm.yaml."""
    email = told.value("contact-email").casefold()
    named = (one for one in client.contacts if email and one.email.casefold() == email)
    return next(named, client.contacts[0] if client.contacts else None)


def _finding(told: Told, message: str, suggestion: str, *, block: bool = False) -> Finding:
    where = told.entry.place
    return Finding(
        rule=_RULE,
        severity="block" if block else "warn",
        place=f"{where.file} {where.place}",
        message=message,
        suggestion=suggestion,
    )
