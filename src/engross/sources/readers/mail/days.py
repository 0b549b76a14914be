"""The day on which a mail came in, told from its header lines alone, before it is read."""

from __future__ import annotations

import datetime as dt
import re
from email import utils
from typing import Final

from engross.sources.readers.mail.headers import BROKEN

_HEADER: Final = re.compile(
    rb"^(received|date)[ \t]*:((?:.*)(?:\r?\n[ \t].*)*)", re.IGNORECASE | re.MULTILINE
)
_END: Final = re.compile(rb"\r?\n\r?\n|\r\r")
_LONGEST: Final = 1_000_000
"""Bytes of a mail's header that are looked at."""


def day_of(mail: bytes) -> dt.date | None:
    """The day of the newest server's line, else of the mail's own date; `None` without either."""
    head = mail[:_LONGEST]
    end = _END.search(head)
    found: dict[str, dt.date] = {}
    for match in _HEADER.finditer(head[: end.start()] if end else head):
        name = match[1].lower().decode("ascii")
        day = _day(match[2].decode("latin-1"), after_semicolon=name == "received")
        if day is not None:
            found.setdefault(name, day)
    return found.get("received") or found.get("date")


def _day(text: str, *, after_semicolon: bool) -> dt.date | None:
    moment = text.rpartition(";")[2] if after_semicolon else text
    try:
        return utils.parsedate_to_datetime(" ".join(moment.split())).date()
    except BROKEN:
        return None
