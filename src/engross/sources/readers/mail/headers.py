"""The header lines of a mail, decoded, whatever is wrong with them (RFC 5322, RFC 2047)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from email import errors, header, message, message_from_bytes, policy, utils

from engross.sources.texts import clean, one_line

_OF_MAILS = ("from", "to", "cc", "subject", "message-id")
_OF_THREADS = ("reply-to", "in-reply-to", "references")
_OF_SERVERS = ("received", "authentication-results", "return-path")
_OF_PROGRAMS = (
    "auto-submitted",
    "precedence",
    "list-id",
    "x-autoreply",
    "x-autorespond",
    "content-type",
)
SHOWN = (*_OF_MAILS, *_OF_THREADS, *_OF_SERVERS, *_OF_PROGRAMS)
"""The header lines that are handed on."""
_STARTS = (
    *_OF_MAILS,
    "date",
    "received",
    "mime-version",
    "content-type",
    "return-path",
    "bcc",
)
"""Any of these makes a file a mail."""
_PROOF = re.compile(rb"authentication-results(?=[ \t]*:)", re.IGNORECASE)
_NO_PROOF = b"X-Unproven-Results"
_HEAD_ENDS = re.compile(rb"(?:\r\n|\r(?!\n)|\n)(?:\r\n|\r|\n)")
_LONGEST = 4_000
"""Characters of a header line; nobody reads more."""

BROKEN = (
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    AssertionError,
    OverflowError,
    errors.MessageError,
)
"""What the standard library raises on headers and parts that are not as the standards want."""


def taken_apart(data: bytes) -> message.Message:
    """The mail; by the library's older rules, which decode less, if its newer ones fail on it."""
    try:
        return message_from_bytes(data, policy=policy.default)
    except BROKEN:
        return message_from_bytes(data, policy=policy.compat32)


def without_proof(data: bytes) -> bytes:
    """The mail without the lines by which a server vouches for its sender: they have another name.

    For a mail that came out of a file in which anybody may have written them.
    """
    start = len(data) - len(data.lstrip())
    end = _HEAD_ENDS.search(data, start)
    stop = end.start() if end else len(data)
    return data[:start] + _PROOF.sub(_NO_PROOF, data[start:stop]) + data[stop:]


def headers_of(mail: message.Message) -> dict[str, str]:
    """The header lines that are handed on; one that is given twice by its first."""
    found = {name: one_line(clean(header_of(mail, name)))[:_LONGEST] for name in SHOWN}
    return {name: text for name, text in found.items() if text}


def counted(mail: message.Message, name: str) -> int:
    """How many header lines of that name there are; `from` and `date` may stand there once."""
    return sum(key.lower() == name for key, _ in mail.raw_items())


def is_mail(mail: message.Message) -> bool:
    """Whether there is any line that a mail begins with."""
    names = {name.lower() for name, _ in mail.raw_items()}
    return not names.isdisjoint(_STARTS)


def header_of(mail: message.Message, name: str) -> str:
    """The header's text; empty without one. A broken one is taken as its characters stand."""
    if not isinstance(mail, message.EmailMessage):
        return _raw(mail, name)
    try:
        return str(mail[name] or "")
    except BROKEN:
        return _raw(mail, name)


def sent_on(mail: message.Message) -> dt.datetime | None:
    """When the mail says that it was sent; `None` when it does not say so in a way that is known.

    A time without an offset is taken as universal time.
    """
    text = one_line(header_of(mail, "date"))
    for parse in (utils.parsedate_to_datetime, dt.datetime.fromisoformat):
        if (moment := _parsed(parse, text)) is not None:
            return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return None


def _parsed(parse: Callable[[str], dt.datetime], text: str) -> dt.datetime | None:
    try:
        return parse(text)
    except BROKEN:
        return None


def _raw(mail: message.Message, name: str) -> str:
    raw = next((str(value) for key, value in mail.raw_items() if key.lower() == name), "")
    try:
        return str(header.make_header(header.decode_header(raw)))
    except BROKEN:
        return raw
