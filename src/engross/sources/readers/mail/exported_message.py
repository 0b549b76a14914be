"""A message of a JSON export as a mail file: its parts found by what exports call them.

The names stand in `exports.toml`. What servers wrote of a mail's origin is carried over from a mail
service's own message alone, and only where the firm vouches for the file: another's may repeat what
a stranger wrote there himself.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from email import utils
from functools import cache
from importlib import resources
from typing import Any, Final

from engross.sources.readers.mail.composing import Correspondent, Letter, composed
from engross.sources.readers.mail.headers import BROKEN, without_proof

_SERVERS: Final = {
    "authentication-results": "Authentication-Results",
    "received": "Received",
    "auto-submitted": "Auto-Submitted",
    "precedence": "Precedence",
    "list-id": "List-Id",
    "list-unsubscribe": "List-Unsubscribe",
    "return-path": "Return-Path",
    "x-auto-response-suppress": "X-Auto-Response-Suppress",
    "x-engross-draft": "X-Engross-Draft",
}
"""Header lines that are carried over where an export lists a mail's header lines as they were."""
_OWN_HEADERS: Final = {
    "message-id": "message_id",
    "in-reply-to": "in_reply_to",
    "references": "references",
    "reply-to": "reply_to",
    "subject": "subject",
    "date": "date",
    "from": "from",
    "to": "to",
    "cc": "cc",
}
_PROOF: Final = "authentication-results"
_MILLISECONDS: Final = 100_000_000_000
"""A time above it counts thousandths of seconds."""
_TAGS: Final = re.compile(r"<(?:p|div|br|html|body|table|span|a)\b[^>]*>", re.IGNORECASE)
_HERE: Final = "engross.sources.readers.mail"
_DEEPEST: Final = 20
"""Parts inside parts of a mail."""

Said = Mapping[str, Any]
"""A JSON object by its names' small letters and digits."""

_LINES: Final = "servers' lines"
"""The name, which no export can have, of the header lines that servers wrote."""


def as_mail(said: Said, *, proves: bool = False) -> tuple[bytes, str]:
    """The message as a mail file, and what is wrong with it.

    `proves` is whether what servers wrote of its origin is kept.
    """
    if whole := _raw(said):
        return whole if proves else without_proof(whole), ""
    said = _with_headers(said, proves=proves)
    sender = _people(said, "from")
    text, html = _words(said)
    if not sender:
        return b"", "The export does not say who sent it. Export it with the sender's address."
    if not (text or html or text_of(said, "subject")):
        return b"", "The export holds no word of it. Export it with its text."
    name = sender[0].name or text_of(said, "from_name")
    letter = Letter(
        sender=sender[0]._replace(name=name),
        to=_people(said, "to"),
        cc=_people(said, "cc"),
        reply_to=_people(said, "reply_to"),
        subject=text_of(said, "subject"),
        date=_date(said),
        message_id=_id(text_of(said, "message_id")),
        in_reply_to=_id(text_of(said, "in_reply_to")),
        references=_references(said),
        servers=said.get(_LINES, ()),
        text=text,
        html=html,
        attachments=_files(said),
    )
    return composed(letter), ""


def is_of_a_service(said: Said) -> bool:
    """Whether it is a message as the Gmail API or Microsoft Graph gives it, and no thread."""
    threads = (*names()["of_a_thread"], *names()["first"])
    if any(isinstance(said.get(name), list | dict) for name in threads):
        return False
    sender = said.get("from")
    graph = (
        isinstance(said.get("internetmessageheaders"), list)
        and isinstance(said.get("internetmessageid"), str)
        and isinstance(sender, dict)
        and isinstance(by_name(sender).get("emailaddress"), dict)
    )
    payload = said.get("payload")
    whole = isinstance(said.get("raw"), str) or (
        isinstance(payload, dict) and isinstance(by_name(payload).get("headers"), list)
    )
    own = ("id", "threadid", "internaldate")
    return graph or (whole and all(isinstance(said.get(name), str) for name in own))


def _raw(said: Said) -> bytes:
    """A mail that the export holds whole, as it is or in base64."""
    text = text_of(said, "raw")
    if ":" in text.partition("\n")[0]:
        return text.encode("utf-8", "replace")
    return _unpacked(text) if text else b""


def _unpacked(text: str) -> bytes:
    """The bytes of a text in base64 or its form for addresses; nothing of any other text."""
    plain = text.translate(str.maketrans("-_", "+/", " \r\n"))
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _with_headers(said: Said, *, proves: bool) -> Said:
    """With what its header lines say, where the export lists them, and its payload's parts."""
    payload = next((said[n] for n in fields("payload") if isinstance(said.get(n), dict)), None)
    inside = by_name(payload) if payload else said
    named = next((n for n in fields("headers") if n in inside), "")
    lines = list(_header_lines(inside.get(named)))
    servers = tuple(
        (_SERVERS[name], value)
        for name, value in lines
        if name in _SERVERS and (proves or name != _PROOF)
    )
    own: dict[str, Any] = {}
    for name, value in lines:
        if name in _OWN_HEADERS:
            own.setdefault(fields(_OWN_HEADERS[name])[0], value)
    parts = {kind: text for kind, text in _payload_texts(inside, 0) if text} if payload else {}
    return {**parts, **said, **own, _LINES: servers}


def _header_lines(listed: object) -> Iterator[tuple[str, str]]:
    if isinstance(listed, dict):
        for name, value in listed.items():
            values = value if isinstance(value, list) else [value]
            yield from ((str(name).lower(), str(each)) for each in values)
    elif isinstance(listed, list):
        for each in listed:
            line = by_name(each) if isinstance(each, dict) else {}
            if "name" in line and "value" in line:
                yield str(line["name"]).lower(), str(line["value"])


def _payload_texts(part: Said, depth: int) -> Iterator[tuple[str, str]]:
    """The texts of a payload's parts by the name of their field, files left out."""
    kind = {"text/plain": "text", "text/html": "html"}.get(str(part.get("mimetype", "")), "")
    body = part.get("body")
    data = by_name(body).get("data") if isinstance(body, dict) else None
    if kind and isinstance(data, str) and not part.get("filename"):
        yield kind, _unpacked(data).decode("utf-8", "replace")
    inner = part.get("parts")
    if isinstance(inner, list) and depth < _DEEPEST:
        for each in inner:
            if isinstance(each, dict):
                yield from _payload_texts(by_name(each), depth + 1)


def _words(said: Said) -> tuple[str, str]:
    """Its text and its HTML."""
    text, html = text_of(said, "text"), text_of(said, "html")
    for name in fields("either"):
        value = said.get(name)
        body = by_name(value) if isinstance(value, dict) else {"content": value}
        words = body.get("content") or body.get("text") or body.get("plain")
        if not isinstance(words, str):
            html = html or str(body.get("html") or "")
        elif str(body.get("contenttype", "")).lower() == "html" or _TAGS.search(words):
            html = html or words
        else:
            text = text or words
    return text, html


def _people(said: Said, field: str) -> tuple[Correspondent, ...]:
    found = next((p for n in fields(field) if (p := tuple(_persons(said.get(n))))), ())
    if found or field != "from":
        return found
    via = said.get("via")
    source = by_name(via).get("source") if isinstance(via, dict) else None
    return tuple(_persons(by_name(source).get("from"))) if isinstance(source, dict) else ()


def _persons(value: object) -> Iterator[Correspondent]:
    """The people of a text, an object, or a list of either."""
    if isinstance(value, list):
        for each in value:
            yield from _persons(each)
    elif isinstance(value, dict):
        said = by_name(value)
        name = next((str(said[n]) for n in names()["people"]["name"] if said.get(n)), "")
        for key in names()["people"]["address"]:
            inner = list(_persons(said.get(key)))
            if inner:
                yield from (each._replace(name=each.name or name) for each in inner)
                return
    elif isinstance(value, str):
        for name, address in utils.getaddresses([value]):
            if "@" in address:
                yield Correspondent(address, name)


def _references(said: Said) -> str:
    """The mails of its thread; an export that only numbers its threads gives one made of that."""
    found = next((said[n] for n in fields("references") if said.get(n)), "")
    told = " ".join(map(str, found)) if isinstance(found, list) else str(found)
    if told or text_of(said, "in_reply_to"):
        return told
    number = next((said[n] for n in fields("thread") if isinstance(said.get(n), str | int)), "")
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", str(number))
    return f"<{plain}@thread.invalid>" if plain else ""


def _id(text: str) -> str:
    return f"<{text}>" if text and "<" not in text else text


def _date(said: Said) -> str:
    """When it was sent, as a mail has it; empty where that cannot be told."""
    for name in fields("date"):
        if (moment := _moment(said.get(name))) is not None:
            return utils.format_datetime(moment)
    return ""


def _moment(value: object) -> dt.datetime | None:
    try:
        if isinstance(value, int | float) or (isinstance(value, str) and value.isdigit()):
            seconds = float(value)
            seconds = seconds / 1000 if seconds > _MILLISECONDS else seconds
            return dt.datetime.fromtimestamp(seconds, dt.UTC)
        if not isinstance(value, str):
            return None
        moment = _parsed_date(value.strip())
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    except (*BROKEN, OSError):
        return None


def _parsed_date(text: str) -> dt.datetime:
    iso = re.match(r"\d{4}-\d{2}-\d{2}", text) is not None
    return dt.datetime.fromisoformat(text) if iso else utils.parsedate_to_datetime(text)


def _files(said: Said) -> tuple[str, ...]:
    lists = (said[n] for n in fields("attachments") if isinstance(said.get(n), list))
    found: Sequence[object] = next(lists, ())
    inner = (by_name(each) if isinstance(each, dict) else {"name": each} for each in found)
    names = (each.get("filename") or each.get("name") or each.get("contenturl") for each in inner)
    return tuple(str(name) for name in names if name)


def text_of(said: Said, field: str) -> str:
    """What the message has under the first of that field's names; empty without any."""
    found = (said.get(name) for name in fields(field))
    return next((str(each) for each in found if isinstance(each, str | int) and str(each)), "")


def by_name(said: Mapping[str, Any]) -> dict[str, Any]:
    """The object by its names' small letters and digits."""
    return {re.sub(r"[^a-z0-9]+", "", str(name).lower()): value for name, value in said.items()}


def fields(field: str) -> Sequence[str]:
    """What exports call that field."""
    found: Sequence[str] = names()["fields"][field]
    return found


@cache
def names() -> Mapping[str, Any]:
    """`exports.toml`."""
    return tomllib.loads((resources.files(_HERE) / "exports.toml").read_text("utf-8"))
