"""A mail as a file, made of what an export says of it; equal words give equal bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from email import charset, header, policy, utils
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import Final, NamedTuple

from engross.sources.texts import clean, one_line

_NOT_THERE: Final = "This file is not in the export that the mail was read from.\n"
_LETTERS: Final = 24
_UTF_8: Final = charset.Charset("utf-8")


class Correspondent(NamedTuple):
    """Somebody's address, with the name that goes with it."""

    address: str
    name: str = ""


@dataclass(frozen=True)
class Letter:
    """What an export says of a mail; what it leaves out is empty."""

    sender: Correspondent
    to: tuple[Correspondent, ...] = ()
    cc: tuple[Correspondent, ...] = ()
    reply_to: tuple[Correspondent, ...] = ()
    subject: str = ""
    date: str = ""
    """As a mail has it (RFC 5322)."""
    message_id: str = ""
    in_reply_to: str = ""
    references: str = ""
    servers: tuple[tuple[str, str], ...] = ()
    """Header lines that servers wrote, in their order."""
    text: str = ""
    html: str = ""
    attachments: tuple[str, ...] = ()
    """Names of files that the export speaks of and does not hold."""


def composed(letter: Letter) -> bytes:
    """The mail's bytes."""
    mail = _body(letter)
    for name, value in _headers(letter):
        if value:
            mail[name] = value
    return mail.as_bytes(policy=policy.compat32.clone(linesep="\r\n"))


def _headers(letter: Letter) -> Sequence[tuple[str, str]]:
    """Every value without line ends: what a stranger wrote must not begin a header of its own."""
    return [
        *((name, one_line(clean(value))) for name, value in letter.servers),
        ("From", _people([letter.sender])),
        ("To", _people(letter.to)),
        ("Cc", _people(letter.cc)),
        ("Reply-To", _people(letter.reply_to)),
        ("Subject", _encoded(letter.subject)),
        ("Date", one_line(clean(letter.date))),
        ("Message-ID", one_line(clean(letter.message_id))),
        ("In-Reply-To", one_line(clean(letter.in_reply_to))),
        ("References", one_line(clean(letter.references))),
    ]


def _people(people: Sequence[Correspondent]) -> str:
    return ", ".join(
        utils.formataddr((one_line(clean(each.name)), address), _UTF_8)
        for each in people
        if (address := one_line(clean(each.address))) and address.isascii()
    )


def _encoded(text: str) -> str:
    plain = one_line(clean(text))
    return plain if plain.isascii() else header.Header(plain, "utf-8").encode(linesep="\r\n")


def _body(letter: Letter) -> Message:
    texts = [
        MIMEText(clean(text), kind, "utf-8")
        for text, kind in ((letter.text, "plain"), (letter.html, "html"))
        if text
    ] or [MIMEText("", "plain", "utf-8")]
    whole = texts[0] if len(texts) == 1 else _together("alternative", texts, letter)
    files = [_attached(name) for name in letter.attachments]
    return _together("mixed", [whole, *files], letter) if files else whole


def _together(kind: str, parts: Sequence[Message], letter: Letter) -> Message:
    digest = hashlib.sha256(f"{kind} {letter!r}".encode("utf-8", "replace")).hexdigest()
    return MIMEMultipart(kind, f"=_{digest[:_LETTERS]}", list(parts))


def _attached(name: str) -> Message:
    part = MIMEText(_NOT_THERE, "plain", "utf-8")
    part.add_header(
        "Content-Disposition", "attachment", filename=("utf-8", "", one_line(clean(name)))
    )
    return part
