"""A mail as it came in, and what became of its reply."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from engross.records.base import Record

Trust = Literal["verified", "unverified", "stranger"]
"""`verified`: a registered contact's address, and the firm's own mail server says that the mail
really came from there. `unverified`: it bears a registered address, and nothing proves it.
`stranger`: firm.yaml has no such address. Only a verified sender is told anything of the record."""


class MailLine(Record):
    """A paragraph of the newest message."""

    text: str
    place: str
    """Where it stands in the mail: `message, line 12`."""


class IncomingMail(Record):
    """The newest message of a mail, with whose it is; what it quotes is not among it."""

    message_id: str
    """As the mail has it, without `<` and `>`; made of the mail's bytes where it has none."""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    """The mails of its thread, oldest first."""
    from_name: str = ""
    from_address: str = ""
    """In small letters; empty where the mail names none."""
    reply_to: str = ""
    """The address that it wants answers sent to, where that is another."""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    subject: str = ""
    sent: dt.datetime | None = None
    """As the mail says, with its offset."""
    received: dt.datetime | None = None
    """When the firm's own server took it in; clocks of the law start here. `sent` where no server
    says."""
    lines: tuple[MailLine, ...] = ()
    """The newest message, in order, without greeting, signature, disclaimer and quotes."""
    rest: tuple[MailLine, ...] = ()
    """What else is new in it: greeting, signature, whatever stands around a disclaimer, and what it
    passes on. It is looked through for what must go to a person, and nothing is drafted by it."""
    attachments: tuple[str, ...] = ()
    """The names of the files inside it; none of them is read."""
    trust: Trust = "stranger"
    trust_reason: str = ""
    """Why, in a sentence for people."""
    automatic: bool = False
    """Whether a program sent it (out of office, delivery failure, a list); it is never answered."""
    own: bool = False
    """Whether the firm itself sent it."""
    client: str = ""
    """Key of the client whose contact a verified sender is; empty otherwise."""
    contact: str = ""
    """That contact's registered name."""
    matter: str = ""
    """Key of the matter that it is certainly about; empty where that is open."""

    @property
    def thread(self) -> str:
        """The Message-ID of the mail that its thread began with."""
        return (*self.references, self.in_reply_to, self.message_id)[0] or self.message_id

    @property
    def every_line(self) -> tuple[MailLine, ...]:
        """The newest message, then the rest of what is new."""
        return (*self.lines, *self.rest)

    @property
    def words(self) -> str:
        """Subject and newest message, for classing."""
        return "\n".join((self.subject, *(line.text for line in self.lines))).strip()


class SentReply(Record):
    """The mail that was really sent in answer, beside the draft that was signed."""

    message_id: str
    """Of the mail that was sent."""
    sent: dt.datetime | None = None
    similarity: float = Field(ge=0, le=1)
    """How alike draft and sent mail are in their words: 1 is word for word the same."""
    words_drafted: int
    words_sent: int
