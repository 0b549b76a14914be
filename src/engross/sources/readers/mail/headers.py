"""The header lines of a mail, decoded, whatever is wrong with them (RFC 5322, RFC 2047)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from email import errors, header, message, message_from_bytes, policy, utils

from engross.sources.texts import clean, one_line

SHOWN = ("from", "to", "cc", "subject", "message-id")
"""The header lines that are handed on."""
_STARTS = (*SHOWN, "date", "received", "mime-version", "content-type", "return-path", "bcc")
"""Any of these makes a file a mail."""
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


def headers_of(mail: message.Message) -> dict[str, str]:
    """The header lines that are handed on; one that is given twice by its first."""
    found = {name: one_line(clean(header_of(mail, name)))[:_LONGEST] for name in SHOWN}
    return {name: text for name, text in found.items() if text}


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
