"""Whether a sender is who the register has: fails closed, as anybody can write any address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from engross.intake.forms.vocabulary import listed
from engross.intake.incoming.addresses import Mailbox, domain_of, mailboxes, one_mailbox
from engross.intake.incoming.authentication import vouched
from engross.records import Trust
from engross.sources.documents import DocumentRead
from engross.workspace.register import Client, Contact, Firm

TWO_SENDERS = "mail-two-senders"
"""The rule of the reader's remark on a mail that says twice whom it is from."""


class Trusted(NamedTuple):
    """Who sent a mail, and how far that is certain."""

    sender: Mailbox
    reply_to: str
    """The address that it wants its answer sent to, where that is another."""
    trust: Trust
    reason: str
    """In a sentence for people."""
    client: str = ""
    """The key of a verified sender's client."""
    contact: str = ""
    """A verified sender's registered name."""


def trusted(document: DocumentRead, firm: Firm) -> Trusted:
    """Who sent the mail; verified only where the register and the firm's own server say so."""
    headers = document.headers
    stated = headers.get("from", "")
    only = one_mailbox(stated)
    sender = only or next(iter(mailboxes(stated)), Mailbox("", ""))
    reply_to = _elsewhere(headers.get("reply-to", ""), sender.address)
    known = _registered(firm, sender.address)
    if not known:
        reason = f"firm.yaml has no contact with the address {sender.address or '(none)'}."
        return Trusted(sender, reply_to, "stranger", reason)
    doubled = only is None or any(remark.rule == TWO_SENDERS for remark in document.remarks)
    if against := _against(firm, known, headers.get("authentication-results", ""), sender.address):
        return Trusted(sender, reply_to, "unverified", against)
    if doubled:
        reason = "It does not say plainly whom it is from, so nothing that is said of it counts."
        return Trusted(sender, reply_to, "unverified", reason)
    if reply_to:
        reason = f"It wants its answer sent to another address, {reply_to}."
        return Trusted(sender, reply_to, "unverified", reason)
    client, contact = _meant(known, sender.name)
    told = vouched(headers["authentication-results"], firm.mailbox.server, sender.address)
    reason = f"{contact.name} of {client.name}: {told.reason}."
    return Trusted(sender, "", "verified", reason, client.key, contact.name)


def is_own(firm: Firm, address: str) -> bool:
    """Whether the address is the firm's: its office's, its people's, or of the same domain.

    Never by its domain where others have addresses there too, or where it is a contact's.
    """
    own = {firm.particulars.email.lower(), *(person.email.lower() for person in firm.people)}
    own |= {each.lower() for each in (*firm.mailbox.addresses, firm.mailbox.from_address) if each}
    if address in own or _registered(firm, address):
        return address in own
    return domain_of(address) in {_office(firm)} - {""}


def is_own_list(firm: Firm, stated: str) -> bool:
    """Whether a `List-ID:` (RFC 2919) is of a list of the firm's own, such as its group address."""
    name = re.sub(r".*<|>.*", "", stated).strip().lower()
    office = _office(firm)
    return bool(office) and (name == office or name.endswith(f".{office}"))


def _office(firm: Firm) -> str:
    """The firm's own domain; empty where a provider gives addresses at it to anybody."""
    office = domain_of(firm.particulars.email)
    return "" if office in listed("mail", "providers") else office


def _against(firm: Firm, known: Sequence[tuple[Client, Contact]], stated: str, address: str) -> str:
    """Why a mail with a registered address is not taken for its owner's; empty for nothing."""
    clients = list(dict.fromkeys(client.name for client, _ in known))
    if len(clients) > 1:
        return f"Its address is a contact's of {' and of '.join(clients)}: whose mail is it?"
    told = vouched(stated, firm.mailbox.server, address)
    if not told.fine:
        return f"It bears a registered address, but {told.reason}."
    return "" if address.isascii() else "Its address has letters that look like others."


def _registered(firm: Firm, address: str) -> list[tuple[Client, Contact]]:
    return [
        (client, contact)
        for client in firm.clients
        for contact in client.contacts
        if address and contact.email.lower() == address
    ]


def _meant(known: Sequence[tuple[Client, Contact]], name: str) -> tuple[Client, Contact]:
    """Whoever of one client's contacts with that address bears the name; else the first."""
    plain = name.casefold()
    for client, contact in known:
        if plain in {each.casefold() for each in (contact.name, *contact.names_in_records)}:
            return client, contact
    return known[0]


def _elsewhere(stated: str, address: str) -> str:
    """The first address that answers are wanted at and that is not the sender's own."""
    if not stated:
        return ""
    found = [each.address for each in mailboxes(stated)] or [" ".join(stated.split())[:200]]
    return next((each for each in found if each != address), "")
