"""Whose a mail is: who wrote it, to whom, and whether it may be read for this client at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import getaddresses

from engross.errors import InputError
from engross.intake.given import GivenFile, Subject
from engross.intake.speakers import Known, Speakers
from engross.records import Finding, Severity, Side
from engross.workspace.register import Contact, Person


@dataclass(frozen=True)
class Sender:
    """Who wrote a mail, as far as that is certain."""

    name: str
    """The registered name; of anybody else the address, as a name there proves nothing."""
    side: Side
    finding: Finding | None = None
    """What a person should know about who it is."""


class Correspondents:
    """Tells a mail's writer and readers apart by address."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._speakers = Speakers(subject)
        self._addresses = {
            person.email.casefold(): person.name for person in _registered(subject) if person.email
        }
        self._others = {
            contact.email.casefold()
            for client in subject.firm.clients
            if client.key != subject.client.key
            for contact in client.contacts
            if contact.email and contact.email.casefold() not in self._addresses
        }
        self._domain = _domain(subject.firm.particulars.email)

    def sender(self, file: GivenFile, stated: str) -> Sender:
        """Who wrote what `From:` states.

        A registered name with another address than the registered one is nobody's: anybody can
        write any name there.
        """
        name, address = _first(stated)
        if known := self._known(name, address):
            if address in self._addresses:
                return Sender(known.name, known.side)
            message = (
                f"firm.yaml has no e-mail address of {known.name}; the mail was taken for theirs "
                "by the name alone."
            )
            return Sender(known.name, known.side, _about_sender(file, "note", message))
        if like := self._speakers.speaker(name):
            message = (
                f"It bears the name {like.name} but comes from {address or 'no address'}, which "
                "is not the address in firm.yaml; its words were taken for a stranger's."
            )
            return Sender(_as_speaker(address), "", _about_sender(file, "warn", message))
        message = (
            f"firm.yaml does not have its writer, {address or name or 'whom it does not name'}; "
            "its words were taken for a stranger's."
        )
        return Sender(_as_speaker(address), "", _about_sender(file, "note", message))

    def is_within_firm(self, headers: Mapping[str, str], sender: Sender) -> bool:
        """Whether it is the firm's own mail that nobody of the client was sent."""
        if sender.side != "firm" and not self._is_firms(headers.get("from", "")):
            return False
        known = [self._known(name, address) for name, address in _recipients(headers)]
        return not any(each and each.side == "client" for each in known)

    def check(self, file: GivenFile, headers: Mapping[str, str]) -> None:
        """Returns unless the mail is from another client of the firm, or to one and not to ours.

        Raises:
            InputError: it is.
        """
        name, address = _first(headers.get("from", ""))
        known = [self._known(name, address)]
        known += [self._known(*each) for each in _recipients(headers)]
        ours = any(each and each.side == "client" for each in known)
        to_others = any(each in self._others for _, each in _recipients(headers))
        if address in self._others or (to_others and not ours):
            raise InputError(
                file.name,
                "the mail is to or from somebody at another client of the firm, not "
                f"{self._subject.client.name}.",
                place="from and to",
                remedy="Give the mails of this client only.",
            )

    def _known(self, name: str, address: str) -> Known | None:
        """The registered person of that address; by the name only one who has no address."""
        if registered := self._addresses.get(address):
            return self._speakers.speaker(registered)
        known = self._speakers.speaker(name) if name else None
        return known if known and known.name not in self._addresses.values() else None

    def _is_firms(self, stated: str) -> bool:
        _, address = _first(stated)
        return bool(self._domain) and _domain(address) == self._domain


def _registered(subject: Subject) -> Iterator[Person | Contact]:
    yield from subject.firm.people
    yield from subject.client.contacts


def _as_speaker(address: str) -> str:
    """A stranger's address; empty for one that could be read as a registered name."""
    return "" if set("(|") & set(address) else address


def _about_sender(file: GivenFile, severity: Severity, message: str) -> Finding:
    return Finding(
        rule="mail-sender",
        severity=severity,
        place=f"{file.name}, from",
        message=message,
        suggestion="Make sure whose mail it is; add the right address in firm.yaml.",
    )


def _first(stated: str) -> tuple[str, str]:
    """The first name and address of a header line."""
    return next(iter(_pairs(stated)), ("", ""))


def _recipients(headers: Mapping[str, str]) -> list[tuple[str, str]]:
    return [pair for name in ("to", "cc") for pair in _pairs(headers.get(name, ""))]


def _pairs(stated: str) -> Iterator[tuple[str, str]]:
    """Names and addresses, these in lower case; what has no `@` is a name."""
    for name, address in getaddresses([stated]):
        if "@" in address:
            yield name, address.casefold()
        elif name or address:
            yield name or stated.strip(), ""


def _domain(address: str) -> str:
    return address.rpartition("@")[2].casefold() if "@" in address else ""
