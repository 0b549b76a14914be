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


class Text(NamedTuple):
    """A file's text."""

    text: str
    encoding: str
    """`utf-8`, `utf-8-sig`, `utf-16` or `cp1252`; the last is what is left when no other fits."""


def decode(file: SourceFile) -> Text:
    """The file's text: UTF-8, UTF-16 with its mark, otherwise Windows-1252.

    Raises:
        InputError: it is none of these.
    """
    if file.data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Text(_decoded(file, "utf-16"), "utf-16")
    encoding = "utf-8-sig" if file.data.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        return Text(clean(file.data.decode(encoding)), encoding)
    except UnicodeDecodeError:
        return Text(_decoded(file, "cp1252"), "cp1252")


def clean(text: str) -> str:
    """The text without characters that nobody sees, each line ended alike."""
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """The text with every run of space made one."""
    return " ".join(text.split())


def _decoded(file: SourceFile, encoding: str) -> str:
    try:
        return clean(file.data.decode(encoding))
    except UnicodeDecodeError as error:
        raise InputError(
            file.name,
            "its characters cannot be read as UTF-8, UTF-16 or Windows text.",
            remedy="Save it again as UTF-8.",
        ) from error
