"""`.eml` files: that they are mails, with no more header and parts than a mail program writes."""

from __future__ import annotations

import re

from engross.errors import InputError
from engross.sources.file import SourceFile
from engross.sources.guard.limits import MOST_HEADER_BYTES, MOST_HEADER_LINES, MOST_MAIL_PARTS
from engross.sources.guard.refusals import mistaken, unsafe
from engross.sources.remarks import Remark

_FIRST_LINE = re.compile(rb"(?:\s*\n)?(?:From |[!-9;-~]+[ \t]*:)")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n|\r\r")
_PART = re.compile(rb"^content-type[ \t]*:", re.IGNORECASE | re.MULTILINE)


def check_mail(file: SourceFile) -> tuple[Remark, ...]:
    """Nothing to remark; how parts nest is the reader's to follow, within limits.

    Raises:
        InputError: it is no mail, or has more header or more parts than any mail program writes.
    """
    data = file.data.removeprefix(b"\xef\xbb\xbf")
    if not _FIRST_LINE.match(data):
        raise mistaken(
            file,
            "no mail: it does not begin with lines such as “From:” and “Subject:”",
            "Save the message again as .eml, or its words as .txt.",
        )
    blank = _BLANK_LINE.search(data)
    header = data[: blank.start()] if blank else data
    lines = header.count(b"\n") + header.count(b"\r") - header.count(b"\r\n")
    if len(header) > MOST_HEADER_BYTES or lines > MOST_HEADER_LINES:
        raise unsafe(file, f"{lines + 1:,} lines of header stand before its text")
    parts = len(_PART.findall(data))
    if parts > MOST_MAIL_PARTS:
        raise InputError(
            file.name,
            f"it has {parts:,} parts, one inside the other or one after the other.",
            remedy="Open it in the mail program, and save the newest message alone as .eml or "
            ".txt.",
        )
    return ()
