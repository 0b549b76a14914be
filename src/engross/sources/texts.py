"""Text out of bytes: the encoding found without guessing much, control characters left out."""

from __future__ import annotations

import re
from typing import NamedTuple

from engross.errors import InputError
from engross.sources.file import SourceFile

# C0 and C1 controls (tab and line ends stay), zero-width and direction marks, lone surrogates.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
)
_SAMPLE = 4096
_MOSTLY = 0.7
"""The share of every second byte that is nought in UTF-16 of a Western language."""
_MAC_NO_BREAK_SPACE = b"\xca"
"""In the encoding of the classic Macintosh; in that of Windows it is a rare letter."""


class Text(NamedTuple):
    """A file's text."""

    text: str
    encoding: str
    """`utf-8`, `utf-8-sig`, `utf-16`, `utf-16-le`, `utf-16-be`, `mac-roman`, `utf-8 and cp1252`
    for lines of both, or `cp1252`, which is what is left when no other fits."""


def decode(file: SourceFile) -> Text:
    """The file's text: UTF-8, UTF-16, otherwise an old Macintosh's or Windows' own.

    UTF-16 without its mark is known by its noughts, a Macintosh's text by its line ends (a
    carriage return alone) together with its no-break space.

    Raises:
        InputError: it is none of these.
    """
    if file.data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Text(_decoded(file, "utf-16"), "utf-16")
    if unmarked := _utf_16(file.data[:_SAMPLE]):
        return Text(_decoded(file, unmarked), unmarked)
    encoding = "utf-8-sig" if file.data.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        return Text(clean(file.data.decode(encoding)), encoding)
    except UnicodeDecodeError:
        return _not_utf_8(file)


def clean(text: str) -> str:
    """The text without characters that nobody sees, each line ended alike."""
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """The text with every run of space made one."""
    return " ".join(text.split())


def _utf_16(sample: bytes) -> str:
    """Which half of each pair of bytes is nought; empty for a text of single bytes."""
    half = len(sample) // 2
    if not half or b"\0" not in sample:
        return ""
    first, second = (sample[at::2].count(0) / half for at in (0, 1))
    if second >= _MOSTLY and not first:
        return "utf-16-le"
    return "utf-16-be" if first >= _MOSTLY and not second else ""


def _not_utf_8(file: SourceFile) -> Text:
    if b"\r" in file.data and b"\n" not in file.data and _MAC_NO_BREAK_SPACE in file.data:
        return Text(_decoded(file, "mac-roman"), "mac-roman")
    lines = file.data.splitlines(keepends=True)
    read = [_line(line) for line in lines]
    if any(text is not None and not text.isascii() for text in read):
        pairs = zip(lines, read, strict=True)
        texts = (_decoded(file, "cp1252", line) if text is None else text for line, text in pairs)
        return Text(clean("".join(texts)), "utf-8 and cp1252")
    return Text(_decoded(file, "cp1252"), "cp1252")


def _line(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _decoded(file: SourceFile, encoding: str, data: bytes | None = None) -> str:
    try:
        text = (file.data if data is None else data).decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            file.name,
            "its characters cannot be read as UTF-8, UTF-16 or Windows text.",
            remedy="Save it again as UTF-8.",
        ) from error
    # A piece of a text is cleaned with the rest: its line may end in half of a line end.
    return clean(text) if data is None else text
