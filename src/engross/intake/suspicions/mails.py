"""A mail without the lines that tell a suspicion."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from pathlib import PurePath
from typing import Final

from engross.intake.suspicions.cuts import Cut, Left
from engross.intake.suspicions.lines import cut_lines
from engross.intake.suspicions.words import tells_suspicion

_HEADERS: Final = ("subject", "comments", "keywords")
_TAG: Final = re.compile(r"<[^>]{0,2000}>")


ToldIn = Callable[[str, bytes], tuple[Cut, ...]]
"""What a file of that name and those bytes tells."""


def cut_mail(data: bytes, told_in: ToldIn, *, bare: bool = False) -> Left:
    """The mail put together again without them.

    A part in HTML goes as a whole when its words tell one, as plain text stands beside it in nearly
    every mail; so does a file inside the mail. With `bare`, every file goes that is no text: nobody
    reads it for the form, and not each can be looked into.
    """
    mail = message_from_bytes(data, policy=policy.default)
    files = list(_files(mail))
    cuts = [cut for part in files for cut in _told_by(part, told_in)]
    gone = [part for part in files if bare or _told_by(part, told_in)]
    for part in gone:
        _take_out(mail, part)
    left = mail.as_bytes(policy=policy.SMTP) if gone else data
    for part in mail.walk():
        cuts += _cut_headers(part)
        if part.get_content_maintype() == "text" and isinstance(part, EmailMessage):
            cuts += _cut_part(part)
    if not any(cut.says_something for cut in cuts):
        return Left(left, ())
    return Left(mail.as_bytes(policy=policy.SMTP), tuple(cuts))


def _files(mail: Message) -> Iterator[Message]:
    """The parts that are no text, and no mail inside the mail."""
    for part in mail.walk():
        if not part.is_multipart() and part.get_content_maintype() not in {"text", "message"}:
            yield part


def _told_by(part: Message, told_in: ToldIn) -> tuple[Cut, ...]:
    name = part.get_filename() or ""
    if tells_suspicion(PurePath(name).stem):
        return (Cut("the name of a file in the mail", name),)
    data = part.get_payload(decode=True)
    cuts = told_in(name, data) if isinstance(data, bytes) and name else ()
    return tuple(cut._replace(place=f"{name} {cut.place}") for cut in cuts)


def _take_out(mail: Message, gone: Message) -> None:
    for part in mail.walk():
        inside = part.get_payload()
        if isinstance(inside, list) and gone in inside:
            part.set_payload([one for one in inside if one is not gone])
            return
    if isinstance(mail, EmailMessage):  # a mail that is nothing but the file
        mail.set_content("")


def _cut_headers(part: Message) -> Iterator[Cut]:
    for name in _HEADERS:
        said = str(part.get(name, ""))
        if tells_suspicion(said):
            del part[name]
            yield Cut(name, said)


def _cut_part(part: EmailMessage) -> tuple[Cut, ...]:
    text = _text_of(part)
    if part.get_content_subtype() == "html":
        told = " ".join(html.unescape(_TAG.sub(" ", text)).split())
        if not tells_suspicion(told):
            return ()
        part.set_content("", subtype="html", cte="quoted-printable")
        return (Cut("the mail in HTML", told),)
    left, cuts = cut_lines(text.replace("\r\n", "\n"))
    if cuts:
        part.set_content(left, subtype=part.get_content_subtype(), cte="quoted-printable")
    return cuts


def _text_of(part: EmailMessage) -> str:
    try:
        return str(part.get_content())
    except (LookupError, KeyError):  # a set of characters that nobody knows
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
