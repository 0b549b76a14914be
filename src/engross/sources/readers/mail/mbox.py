"""Mailbox files (RFC 4155): the mails in one, as they stand there.

Between two mails stands a line such as “From pike@firm.example Wed Oct 14 09:30:00 2026”. Programs
write it in many ways, and some leave a line of a mail's own that begins with “From ” as it is. So
a line counts that says when, with a header line below it, one that every mail has where no blank
line stands above; or one that says nothing of when, after a blank line and with two such below.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import IO, Final

_BEGINNING: Final = b"From "
_MARK: Final = b"\xef\xbb\xbf"
_WHEN: Final = re.compile(
    rb"(?:\b\d{1,2}:\d\d(?::\d\d)?\b.*\b(?:19|20)\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d)"
)
_HEADER: Final = re.compile(rb"[!-9;-~]+[ \t]*:")
_USUAL: Final = re.compile(
    rb"(?:from|to|cc|subject|date|sender|received|return-path|delivered-to|message-id|"
    rb"mime-version|content-type|envelope-to|dkim-signature|arc-seal|status|x-[a-z0-9-]+)[ \t]*:",
    re.IGNORECASE,
)
_AHEAD: Final = 3
"""Lines that are looked at before it is said what a line is."""
_FEWEST: Final = 2
"""Header lines below a line that says nothing of when."""


def begins_mbox(data: bytes) -> bool:
    """Whether a file that begins so is a mailbox file."""
    return data.removeprefix(_MARK).lstrip().startswith(_BEGINNING)


def mails_of(file: IO[bytes]) -> Iterator[bytes]:
    """The mails of a mailbox file in its order, without the lines between them.

    One mail at a time is in memory. What stands before the first such line is a mail too, unless it
    is blank.
    """
    mail: list[bytes] = []
    blank_before = True
    for line, following in _with_following(file):
        if line.startswith(_BEGINNING) and _parts(line, following, blank_before=blank_before):
            yield from _whole(mail)
            mail = []
        else:
            mail.append(line)
        blank_before = not line.strip()
    yield from _whole(mail)


def _with_following(file: IO[bytes]) -> Iterator[tuple[bytes, tuple[bytes, ...]]]:
    """Each line with the few that follow it; a byte order mark at the start is left out."""
    lines: deque[bytes] = deque()
    first = True
    for read in file:
        lines.append(read.removeprefix(_MARK) if first else read)
        first = False
        if len(lines) > _AHEAD:
            yield lines.popleft(), tuple(lines)
    while lines:
        yield lines.popleft(), tuple(lines)


def _parts(line: bytes, following: tuple[bytes, ...], *, blank_before: bool) -> bool:
    """Whether the line stands between two mails."""
    if _WHEN.search(line) and following:
        below = _HEADER if blank_before else _USUAL
        return below.match(following[0]) is not None
    usual = [_USUAL.match(each) is not None for each in following[:_FEWEST]]
    return blank_before and len(usual) == _FEWEST and all(usual)


def _whole(lines: list[bytes]) -> Iterator[bytes]:
    """The mail of these lines, without the blank line that ends it; none of nothing but blanks."""
    if not any(line.strip() for line in lines):
        return
    if len(lines) > 1 and not lines[-1].strip():
        lines = lines[:-1]
    yield b"".join(lines)
