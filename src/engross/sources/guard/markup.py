"""XML seen with distrust, before any parser: its encoding, its root, and no document type."""

from __future__ import annotations

import codecs
import re
from collections import deque
from collections.abc import Iterator

from engross.sources.file import SourceFile
from engross.sources.guard.refusals import damaged, unsafe

_UTF_16 = {
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
_ORDINARY = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|iso-8859-\d+|windows-125\d", re.IGNORECASE
)
_ENCODING = re.compile(rb"""^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([^"'>]*)""")
# Comments and processing instructions may stand before the root (XML 1.0, production 22).
_PROLOG = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_ROOT = re.compile(rb"<(?:[^\s:<>/!?=]+:)?([^\s:<>/!?=]+)")
_DOCTYPE = re.compile(rb"<!DOCTYPE\s*([\w.:\-]*)", re.IGNORECASE)
_SEEN = 400
_ENOUGH = 64_000
"""Bytes within which the root must begin."""


def markup(file: SourceFile, part: str, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same text in UTF-8 or another encoding of bytes, whatever the part is written in.

    The first chunk is long enough for `root_of`; a part that is no XML gives nothing.

    Raises:
        InputError: it is in an encoding that no spreadsheet or word processor writes.
    """
    first = _beginning(chunks)
    encoding = _UTF_16.get(first[:2])
    if encoding:
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        first = decoder.decode(first).encode("utf-8", "replace")
        chunks = (decoder.decode(chunk).encode("utf-8", "replace") for chunk in chunks)
    first = first.removeprefix(codecs.BOM_UTF8)
    if not first.lstrip().startswith(b"<"):
        if first.strip() and part.lower().endswith((".xml", ".rels")):
            raise damaged(file, "a part is no XML", part)
        deque(chunks, maxlen=0)  # Its size is still checked.
        return
    declared = _ENCODING.match(first[:_SEEN])
    if b"\0" in first[:_SEEN] or (
        declared and not _ORDINARY.fullmatch(declared[1].decode("latin-1"))
    ):
        raise unsafe(file, "a part is written in an unusual encoding", part)
    yield first
    yield from chunks


def root_of(file: SourceFile, part: str, beginning: bytes, *, doctype: bool = False) -> str:
    """The name of the root element without its prefix.

    Args:
        file: What a refusal names.
        part: What a refusal names.
        beginning: The first chunk of `markup`.
        doctype: Whether a document type without declarations of its own may stand there.

    Raises:
        InputError: a document type stands there, or so much that the root is out of sight.
    """
    prolog = _PROLOG.match(beginning)
    at = prolog.end() if prolog else 0
    declared = _DOCTYPE.match(beginning, at)
    if declared:
        # Without declarations of its own it does nothing: an old manifest, a web page brought in.
        web_page = declared[1].lower() == b"html"
        end = beginning.find(b">", at)
        if end > 0 and b"[" not in beginning[at:end] and (doctype or web_page):
            root = root_of(file, part, beginning[end + 1 :])
            if doctype or root.lower() == "html":
                return root
        raise unsafe(file, "a part declares a document type, which can hide entities", part)
    found = _ROOT.match(beginning, at)
    if found is None:
        raise damaged(file, "a part has no beginning that can be made out", part)
    return found[1].decode("utf-8", "replace")


def _beginning(chunks: Iterator[bytes]) -> bytes:
    first = b""
    for chunk in chunks:
        first += chunk
        if len(first) >= _ENOUGH:
            break
    return first
