"""The mail that a run is about into evidence: what is asked, by whom, and when it came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engross.intake.correspondents import Sender
from engross.intake.factbook import FactBook
from engross.intake.given import GivenFile, Subject
from engross.intake.holding import held_findings, without_others
from engross.intake.incoming.reading import document_of
from engross.intake.mails import read_mail
from engross.intake.notes import Notes
from engross.records import Finding, IncomingMail
from engross.uk.dates import format_date, uk_day

_OFFERED = "attachment-offered"
_LONGEST_SUBJECT = 200
"""Characters of a subject that a document may print."""


def take_mail(book: FactBook, file: GivenFile, subject: Subject) -> Notes:
    """The mail's passages, with the facts of it put into the book.

    A verified sender's words are the client's, anybody else's a third party's; what it quotes is
    withheld, and so is what it passes on where that is to be kept.

    Raises:
        ValueError: the run is about no mail.
        InputError: it cannot be read.
    """
    mail = subject.mail
    if mail is None:
        message = "a mail is taken in by a run that is about it"
        raise ValueError(message)
    document = document_of(file)
    read = read_mail(file, document, subject, None, _AsIncoming(mail))
    _add_facts(book, file, subject, mail)
    # It is never too late for the run that is about it, whatever day its sender's clock says.
    passages = without_others(read.passages, subject)
    findings = [each for each in read.findings if each.rule != _OFFERED]
    return Notes(
        file,
        document.method,
        passages,
        read.days,
        (*findings, *held_findings(passages, subject), *_noticed(file, mail)),
        holds=f"mail of {format_date(document.sent.date())}" if document.sent else "mail",
        attachments=mail.attachments,
    )


@dataclass
class _AsIncoming:
    """Whose the mail is, as its run has found out; whom it passes on nobody can vouch for."""

    mail: IncomingMail
    told: bool = False

    def check(self, _file: GivenFile, _headers: Mapping[str, str]) -> None:
        """Nothing: whoever it is from, it is read for them."""

    def sender(self, _file: GivenFile, _stated: str) -> Sender:
        """The mail's own sender, who is asked for first."""
        first, self.told = not self.told, True
        if first and self.mail.trust == "verified":
            return Sender(self.mail.contact, "client")
        return Sender(self.mail.from_address if first else "", "")

    def is_within_firm(self, _headers: Mapping[str, str], _sender: Sender) -> bool:
        """A mail that the firm sent itself gets no reply, whoever it is to."""
        return self.mail.own


def _add_facts(book: FactBook, file: GivenFile, subject: Subject, mail: IncomingMail) -> None:
    said = (
        ("mail-subject", mail.subject[:_LONGEST_SUBJECT], "subject"),
        ("received-on", uk_day(mail.received) if mail.received else None, "received"),
        ("sender", mail.contact or mail.from_name or mail.from_address, "from"),
    )
    for measure, value, place in said:
        if value:
            label = subject.matter.title
            where = (file.span(place),)
            book.add(measure, "register", "matter", value, label=label, where=where)


def _noticed(file: GivenFile, mail: IncomingMail) -> Iterator[Finding]:
    if mail.trust != "verified":
        yield Finding(
            rule="sender-unverified",
            severity="warn",
            place=f"{file.name}, from",
            message=f"{mail.trust_reason} Nothing of the record was used.",
            suggestion="To answer from the record, make sure who it is by a number that you know, "
            "and answer yourself.",
        )
    if mail.reply_to:
        yield Finding(
            rule="reply-to-elsewhere",
            severity="warn",
            place=f"{file.name}, reply-to",
            message=f"It wants its answer sent to {mail.reply_to}; the reply is addressed to "
            f"{mail.from_address or 'nobody'}, which it bears.",
            suggestion="Make sure by a number that you know whose address that is.",
        )
    yield from _attached(file, mail.attachments)


def _attached(file: GivenFile, names: Sequence[str]) -> Iterator[Finding]:
    if not names:
        return
    listed = ", ".join(f"“{name}”" for name in names)
    many = "A file is" if len(names) == 1 else f"{len(names)} files are"
    yield Finding(
        rule=_OFFERED,
        severity="note",
        place=file.name,
        message=f"{many} attached, which nobody has read: {listed}.",
        suggestion="Look at it yourself; the reply says nothing of what is in it.",
    )
