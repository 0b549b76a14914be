"""The parts of a mail: its text in each form it has, the files in it, the mails in it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message

from engross.sources.documents import Attachment
from engross.sources.readers.mail.headers import BROKEN, taken_apart
from engross.sources.texts import clean

MOST_PARTS = 500
"""Parts of a mail that are looked at."""
_LONGEST_NAME = 120
_SMALLER = dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "iso8859-1"), "cp1252")
"""Windows' encoding holds all that these have, and what mail programs write under their names
(WHATWG Encoding Standard, section 4.2)."""
_MAILS = {"message/rfc822", "message/global"}
_BOUNDARY = re.compile(r"^--(\S{1,200})[ \t]*\r?\nContent-", re.MULTILINE | re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\t\n]+')


@dataclass
class Parts:
    """What a mail holds."""

    plain: list[tuple[str, Message]] = field(default_factory=list)
    """Its plain texts, each with its part."""
    html: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    mails: list[Message] = field(default_factory=list)
    """Mails that were passed on whole."""
    encrypted: bool = False
    too_many: bool = False
    undecoded: bool = False
    """Whether a text holds characters that its encoding does not have."""


def parts_of(mail: Message) -> Parts:
    """The parts, in the order that they stand in; of two forms of one text both are given."""
    found = Parts()
    for number, part in enumerate(_leaves(mail), start=1):
        if number > MOST_PARTS:
            found.too_many = True
            break
        _sort(found, part, number)
    return found


def _leaves(mail: Message) -> Iterator[Message]:
    """The parts that hold no parts of this mail; a mail inside it counts as one."""
    waiting = [mail]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart":
            inner = _inner(part) or _inner(_mended(part))
            waiting += reversed(inner)
            if not inner and str(part.get_payload() or "").strip():
                yield part
        else:
            yield part


def _inner(part: Message | None) -> list[Message]:
    inner = part.get_payload() if part and part.is_multipart() else None
    return [each for each in inner if isinstance(each, Message)] if isinstance(inner, list) else []


def _mended(part: Message) -> Message | None:
    """A part of several whose boundary is not the one that its header names, read by that one."""
    text = part.get_payload()
    match = _BOUNDARY.search(text) if isinstance(text, str) else None
    if match is None or not isinstance(text, str):
        return None
    kind = f'Content-Type: multipart/mixed; boundary="{match[1]}"\n\n'
    return taken_apart((kind + text).encode("utf-8", "surrogateescape"))


def _sort(found: Parts, part: Message, number: int) -> None:
    kind = part.get_content_type()
    if kind in {"application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}:
        found.encrypted |= "signed-data" not in str(part.get("content-type", ""))
    if kind in _MAILS and part.is_multipart():
        found.mails += _inner(part)
        return
    whole_text = kind in {"text/plain", "text/html"} or part.get_content_maintype() == "multipart"
    if _is_file(part, first=not (found.plain or found.html)) or not whole_text:
        data = _bytes(part)
        if data.strip():
            found.attachments.append(Attachment(_name(found, part, number), data))
        return
    text, whole = _text(part)
    found.undecoded |= not whole
    if kind == "text/html":
        found.html.append(text)
    else:
        found.plain.append((text, part))


def _is_file(part: Message, *, first: bool) -> bool:
    """Whether a part is a file; a name alone does not make the mail's first text one."""
    try:
        disposition = part.get_content_disposition()
        return disposition == "attachment" or (
            bool(part.get_filename()) and disposition is None and not first
        )
    except BROKEN:
        return False


def _bytes(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except BROKEN:
        payload = None
    if isinstance(payload, bytes):
        return payload
    return (_written(part) or str(part.get_payload() or "")).encode("utf-8", "surrogateescape")


def _written(part: Message) -> str:
    """The parts of a part, as text; empty for those that the library cannot write again."""
    try:
        return "\n".join(str(each) for each in _inner(part))
    except BROKEN:
        return ""


def _text(part: Message) -> tuple[str, bool]:
    """The part's text, and whether its encoding has every character in it."""
    data = _bytes(part)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return clean(data.decode("utf-16", "replace")), True
    for encoding in (_charset(part), "utf-8", "cp1252"):
        try:
            return clean(data.decode(encoding)), True
        except (UnicodeError, LookupError):
            continue
    return clean(data.decode("cp1252", "replace")), False


def _charset(part: Message) -> str:
    try:
        name = str(part.get_content_charset() or "utf-8")
        if name in _SMALLER:
            return _SMALLER[name]
        return name if codecs.lookup(name)._is_text_encoding else "utf-8"  # noqa: SLF001 - the standard library's own test for rot13 and its kind
    except BROKEN:
        return "utf-8"


def _name(found: Parts, part: Message, number: int) -> str:
    """The file's name without folders and without what no file may be called, each name once."""
    try:
        given = part.get_filename() or ""
    except BROKEN:
        given = ""
    plain = re.split(r"[\\/]", clean(given))[-1]
    name = " ".join(_FORBIDDEN.sub(" ", plain).split()).strip(". ")
    name = _short(name) or f"part {number}"
    taken = {attachment.name.casefold() for attachment in found.attachments}
    return name if name.casefold() not in taken else f"part {number} {name}"


def _short(name: str) -> str:
    if len(name) <= _LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    return (
        f"{stem[: _LONGEST_NAME - len(ending) - 1]}{dot}{ending}" if dot else name[:_LONGEST_NAME]
    )
