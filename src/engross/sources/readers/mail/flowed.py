"""Lines that a mail program broke to send them, joined again (RFC 3676, format=flowed)."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message

from engross.sources.readers.mail.headers import BROKEN
from engross.sources.readers.mail.quotes import Line, lines_of

_SIGNATURE = "--"
_WIDEST = 20_000
"""Characters; a paragraph does not grow beyond."""


def unflowed(text: str, part: Message) -> Iterator[Line]:
    """The lines of a plain text as they were typed."""
    flowed, deleted = _format(part)
    if not flowed:
        yield from lines_of(text)
        return
    raw = text.split("\n")
    waiting: Line | None = None
    for line in lines_of(text):
        signature = line.text.strip() == _SIGNATURE
        soft = raw[line.number - 1].endswith(" ") and not signature
        this = line._replace(text=line.text.removeprefix(" ") if not line.depth else line.text)
        if waiting and waiting.depth == this.depth and not (this.blank or signature):
            this = waiting._replace(text=waiting.text + this.text)
        elif waiting:
            yield _ended(waiting)
        waiting = None
        if soft and not this.blank and len(this.text) < _WIDEST:
            ended = _spaced(raw[line.number - 1], this.text, deleted=deleted)
            waiting = this._replace(text=ended)
        else:
            yield this
    if waiting:
        yield _ended(waiting)


def _spaced(raw: str, text: str, *, deleted: bool) -> str:
    """The text with the spaces at its line's end that are the writer's.

    Of two, one was put there to break the line. Of one alone the standard says the same, but
    programs that do not know it leave the only space between two words.
    """
    spaces = len(raw) - len(raw.rstrip(" "))
    last = text.rsplit(maxsplit=1)[-1]
    if deleted and (spaces > 1 or not last.isascii() or set("/@") & set(last)):
        spaces -= 1
    return text + " " * spaces


def _ended(line: Line) -> Line:
    return line._replace(text=line.text.rstrip())


def _format(part: Message) -> tuple[bool, bool]:
    """Whether the part is flowed, and whether the space at a broken line's end goes away."""
    try:
        flowed = str(part.get_param("format") or "").lower() == "flowed"
        return flowed, str(part.get_param("delsp") or "").lower() == "yes"
    except BROKEN:
        return False, False
