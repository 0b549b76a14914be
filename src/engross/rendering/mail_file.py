"""A mail as a file (RFC 5322), marked as unsent: a mail program opens it to be looked at and sent.

Its bytes follow from its words and its envelope alone. It names nobody in secret, carries no file
and asks for no receipt.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import quopri
import re
from collections.abc import Iterator, Sequence
from email.header import Header
from email.utils import format_datetime, formataddr
from typing import Final

from engross.records import Record
from engross.rendering.mail_words import MailWords
from engross.rendering.values import cleaned

MARK: Final = "X-Engross-Draft"
"""The header that names the run whose draft it is."""
MAX_REFERENCES: Final = 20
"""Earlier mails of a thread that are named; the first one is always among them."""

_ADDRESS: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_MESSAGE_ID: Final = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]{1,900}")
_REPLY: Final = re.compile(r"(?:(?:re|aw|sv|antw|fwd?|wg)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_LONGEST_SUBJECT: Final = 200
_UNNAMED: Final = "your e-mail"


class Envelope(Record):
    """From whom, to whom, about what, in answer to which mail."""

    run: str
    """The run whose draft it is."""
    sender: str
    """The firm's address that it comes from."""
    sender_name: str = ""
    to: str = ""
    """Empty where nobody's address is certain: whoever sends it fills it in."""
    to_name: str = ""
    subject: str
    in_reply_to: str = ""
    """The Message-ID of the mail that it answers, without `<` and `>`."""
    references: tuple[str, ...] = ()
    """The mails of its thread, oldest first, the one that it answers among them."""
    at: dt.datetime
    """The moment that it names as its own; fixed, so that bytes can be repeated."""


def reply_subject(subject: str) -> str:
    """`Re: VAT return`, whatever marks of an answer stood before; of none, `Re: your e-mail`."""
    words = (
        _REPLY.sub("", cleaned(subject), count=1)
        if _REPLY.match(cleaned(subject))
        else cleaned(subject)
    )
    return f"Re: {words[:_LONGEST_SUBJECT].strip() or _UNNAMED}"


def is_address(text: str) -> bool:
    """Whether it is a plain address that a header can hold."""
    return _ADDRESS.fullmatch(text) is not None


def mail_file(words: MailWords, envelope: Envelope) -> bytes:
    """The mail, its lines ended as RFC 5322 has them."""
    boundary = (
        "engross-" + hashlib.sha256(f"{envelope.run}\n{words.html}".encode()).hexdigest()[:32]
    )
    head = [
        *_headers(envelope),
        "MIME-Version: 1.0",
        f'Content-Type: multipart/alternative; boundary="{boundary}"',
        "",
        "",
    ]
    parts = (_part("plain", words.plain), _part("html", words.html))
    body = b"".join(f"--{boundary}\r\n".encode() + part + b"\r\n" for part in parts)
    return "\r\n".join(head).encode("ascii") + body + f"--{boundary}--\r\n".encode()


def _headers(envelope: Envelope) -> Iterator[str]:
    yield "X-Unsent: 1"
    yield f"{MARK}: {envelope.run}"
    yield f"Date: {format_datetime(envelope.at)}"
    yield f"From: {_mailbox(envelope.sender_name, envelope.sender)}"
    if is_address(envelope.to):
        yield f"To: {_mailbox(envelope.to_name, envelope.to)}"
    yield f"Subject: {_encoded(envelope.subject, 'Subject')}"
    if _MESSAGE_ID.fullmatch(envelope.in_reply_to):
        yield f"In-Reply-To: <{envelope.in_reply_to}>"
    if thread := _thread(envelope.references):
        yield "References: " + "\r\n ".join(f"<{one}>" for one in thread)


def _mailbox(name: str, address: str) -> str:
    """`Helen Pike <helen@...>`, the name encoded where it needs to be."""
    return formataddr((cleaned(name)[:_LONGEST_SUBJECT], cleaned(address)), charset="utf-8")


def _encoded(text: str, header: str) -> str:
    """The text as a header can hold it: on one line, without control characters, folded."""
    text = cleaned(text)
    plain = text.isascii() and "=?" not in text
    made = Header(text, "us-ascii" if plain else "utf-8", maxlinelen=76, header_name=header)
    return made.encode(linesep="\r\n")


def _thread(references: Sequence[str]) -> list[str]:
    """The first and the newest of the thread's mails, as far as they can be named."""
    known = [one for one in dict.fromkeys(references) if _MESSAGE_ID.fullmatch(one)]
    return known if len(known) <= MAX_REFERENCES else [known[0], *known[1 - MAX_REFERENCES :]]


def _part(kind: str, text: str) -> bytes:
    encoded = quopri.encodestring(text.encode()).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    head = (
        f'Content-Type: text/{kind}; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    return head.encode("ascii") + encoded
