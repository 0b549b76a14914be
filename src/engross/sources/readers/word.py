"""A Word file into blocks, as its reader sees it after accepting every change."""

from __future__ import annotations

import re

from engross.ooxml.text import read_text
from engross.sources.documents import BlockRead, DocumentRead
from engross.sources.file import SourceFile
from engross.sources.texts import clean

_HEADING = re.compile(r"(?:heading|title|überschrift)\s*([1-9])?", re.IGNORECASE)
_LIST = re.compile(r"list", re.IGNORECASE)
_DEPTH = re.compile(r"([2-9])\s*$")
_ELSEWHERE = ("header", "footer")
"""What stands on every page is about the document and says nothing of its own."""


def read(file: SourceFile) -> DocumentRead:
    """The document's headings, list items, paragraphs and table cells, in Word's own order.

    Raises:
        InputError: it cannot be read as a Word document without macros.
    """
    blocks = tuple(
        BlockRead(
            clean(block.text).strip(),
            block.place,
            level=_level(block.style),
            indent=_indent(block.style),
        )
        for block in read_text(file.data, file.name)
        if not block.place.startswith(_ELSEWHERE) and clean(block.text).strip()
    )
    return DocumentRead(blocks=blocks, method="Word, every change accepted")


def _level(style: str) -> int:
    heading = _HEADING.match(style)
    return int(heading[1] or 1) if heading else 0


def _indent(style: str) -> int | None:
    """How deep a list item stands: `List Bullet 2` is one step in."""
    if not _LIST.search(style):
        return None
    depth = _DEPTH.search(style)
    return int(depth[1]) - 1 if depth else 0
