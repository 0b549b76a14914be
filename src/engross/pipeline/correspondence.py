"""A mail as what a run is about: its sender, the matter it belongs to, and who is to sign."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from engross.errors import UsageError
from engross.intake import GivenFile
from engross.intake.incoming import incoming_mail
from engross.pipeline.deals import signers
from engross.pipeline.given_files import kept_files
from engross.pipeline.names import OwnSubject
from engross.pipeline.orders import Order
from engross.pipeline.services import Services
from engross.pipeline.threads import matter_of_thread
from engross.records import IncomingMail
from engross.rendering.slots import to_confirm
from engross.workspace.register import Client, Contact, Firm, Matter, find_matter
from engross.workspace.specs import CrewSpec

_KIND: Final = "mail"
_GENERAL: Final = "correspondence"
"""Key of the matter of a mail of which it is open what it is about."""
_TITLE: Final = "General correspondence"
_NAMES: Final = ("client-name", "client-short-name", "client-contact")
_WORDS: Final = range(2, 6)
"""How many words what somebody calls themselves may have, for a letter to begin with it."""
_IN_NAMES: Final = frozenset(".'-\N{RIGHT SINGLE QUOTATION MARK}")


def mail_subject(
    services: Services, spec: CrewSpec, order: Order, files: Sequence[GivenFile]
) -> tuple[IncomingMail, OwnSubject]:
    """The mail that is answered, with whom and what it is for.

    A verified sender gets their client, and its matter where that is certain. Anybody else gets a
    client made up of the mail, behind the firm's wall alone.

    Raises:
        UsageError: there is not one mail alone, or nobody may sign a reply.
        InputError: the mail cannot be read.
    """
    given = [file for file in files if file.kind == _KIND]
    given += kept_files(services, spec, order.kept, _KIND)
    if len(given) != 1:
        raise UsageError(
            f"{spec.title} answers one mail, not {len(given)}.",
            remedy="Give a single .eml; many at once: --mailbox PATH.",
        )
    file = given[0]
    firm = services.workspace.firm
    mail = incoming_mail(file, firm)
    client = firm.client(mail.client) if mail.client else None
    if client is None:
        return mail, _of_a_sender(firm, spec, order.crew, file, mail)
    if not mail.matter and (earlier := matter_of_thread(services, order.crew, mail)):
        mail = mail.model_copy(update={"matter": earlier})
    return mail, _of_a_client(client, mail)


def _of_a_client(client: Client, mail: IncomingMail) -> OwnSubject:
    """The sender's client, addressed to them."""
    first = sorted(client.contacts, key=lambda contact: contact.name != mail.contact)
    client = client.model_copy(update={"contacts": tuple(first)})
    matter = find_matter(client, mail.matter) if mail.matter else None
    if matter is not None:
        return OwnSubject(client=client, matter=matter, registered_matter=True)
    like = client.matters[0]
    return OwnSubject(client=client, matter=_general(client, like.partner, like.manager))


def _general(client: Client | None, partner: str, manager: str = "") -> Matter:
    """What a mail is about of which that is open; no matter of the register."""
    taken = {matter.key for matter in client.matters} if client else set()
    key = next(one for one in (_GENERAL, f"{_GENERAL}-mail") if one not in taken)
    return Matter(key=key, reference=_TITLE, title=_TITLE, partner=partner, manager=manager)


def _of_a_sender(
    firm: Firm, spec: CrewSpec, crew: str, file: GivenFile, mail: IncomingMail
) -> OwnSubject:
    """A client made up of the mail: nothing that firm.yaml knows of anybody is in it."""
    signatory = _signatory(firm, spec, crew)
    matter = _general(None, signatory, firm.handling.default if firm.handling else signatory)
    name = _own_name(firm, mail.from_name)
    told = name or to_confirm("who wrote the mail")
    return OwnSubject(
        client=Client(
            key=_sender_key(firm, mail),
            name=told,
            short_name=told,
            contacts=(Contact(name=told, email=mail.from_address),),
            matters=(matter,),
        ),
        prospect=True,
        matter=matter,
        origins=dict.fromkeys(_NAMES, file.span("from")) if name else {},
    )


def _own_name(firm: Firm, stated: str) -> str:
    """What a sender calls themselves, if it is a name and nobody's whom firm.yaml has."""
    last, comma, first = stated.partition(",")
    words = f"{first} {last}".split() if comma else stated.split()
    if len(words) not in _WORDS or not all(set(_letterless(word)) <= _IN_NAMES for word in words):
        return ""
    name = " ".join(words)
    return "" if name.casefold() in _registered_names(firm) else name


def _letterless(word: str) -> str:
    return "".join(letter for letter in word if not letter.isalpha())


def _registered_names(firm: Firm) -> set[str]:
    contacts = [contact for client in firm.clients for contact in client.contacts]
    names = [firm.particulars.name, firm.particulars.trading_as]
    names += [name for one in firm.people for name in (one.name, *one.names_in_records)]
    names += [name for one in firm.clients for name in (one.name, *one.names_in_records)]
    names += [name for one in contacts for name in (one.name, *one.names_in_records)]
    return {name.casefold() for name in names}


def _sender_key(firm: Firm, mail: IncomingMail) -> str:
    """`sender-` and twelve hex digits of the address, so that a thread's runs are told together."""
    told = mail.from_address or mail.message_id
    key = f"sender-{hashlib.sha256(told.encode()).hexdigest()[:12]}"
    return f"{key}-mail" if any(client.key == key for client in firm.clients) else key


def _signatory(firm: Firm, spec: CrewSpec, crew: str) -> str:
    """Whoever sees to what nobody is named for, if they may sign; else the first who may."""
    among = [person.email for person in signers(firm, spec, crew)]
    if not among:
        raise UsageError(
            f"Nobody in firm.yaml may sign documents of the kind {crew}.",
            remedy=f"Give somebody `signs: [{crew}]` there.",
        )
    default = firm.handling.default if firm.handling else ""
    return default if default in among else among[0]
