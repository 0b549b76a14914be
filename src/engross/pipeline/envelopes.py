"""From whom a run's mail is, to whom, and which mail it answers."""

from __future__ import annotations

from typing import NamedTuple

from engross.pipeline import names
from engross.pipeline.services import Services
from engross.pipeline.subjects import crew_of, subject_of
from engross.records import IncomingMail, Run
from engross.rendering.mail_file import Envelope, is_address, reply_subject
from engross.workspace.register import Client


class _Addressee(NamedTuple):
    """Whom a mail is for."""

    address: str = ""
    """Empty where no address is certain."""
    name: str = ""


def envelope_of(services: Services, run: Run) -> Envelope:
    """The head of the run's mail.

    It goes to the registered address of a sender who is certainly that contact, and to the address
    that a mail came from otherwise: never to where a mail merely asks for its answer. Without a
    mail that it answers it goes to the client's first contact.
    """
    firm = services.workspace.firm
    client, matter, _ = subject_of(services, run)
    mail = answered_mail(services, run)
    to = _sender(client, mail) if mail else _contact(client)
    return Envelope(
        run=run.id,
        sender=firm.mailbox.from_address or firm.particulars.email,
        sender_name=firm.particulars.name,
        to=to.address,
        to_name=to.name,
        subject=reply_subject(mail.subject)
        if mail
        else f"{crew_of(services, run).title}: {matter.title}",
        in_reply_to=mail.message_id if mail else "",
        references=_thread(mail) if mail else (),
        at=run.started_at,
    )


def answered_mail(services: Services, run: Run) -> IncomingMail | None:
    """The mail that the run answers; `None` for one that answers none."""
    if not services.records.has(run.id, names.MAIL):
        return None
    return services.records.load(run.id, names.MAIL, IncomingMail)


def _sender(client: Client, mail: IncomingMail) -> _Addressee:
    if mail.trust == "verified":
        known = (c for c in client.contacts if c.email.lower() == mail.from_address.lower())
        if contact := next(known, None):
            return _Addressee(contact.email, contact.name)
    return _Addressee(mail.from_address)


def _contact(client: Client) -> _Addressee:
    reached = (c for c in client.contacts if is_address(c.email))
    first = next(reached, None)
    return _Addressee(first.email, first.name) if first else _Addressee()


def _thread(mail: IncomingMail) -> tuple[str, ...]:
    """The mails before it and the mail itself; one without references knows whom it answers."""
    before = mail.references or ((mail.in_reply_to,) if mail.in_reply_to else ())
    return (*before, mail.message_id)
