"""A paragraph of a mail parted into sentences, however carelessly it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_END: Final = re.compile(r"(?:[!?]+[\"')]*\s+|[.…]+[\"')]*\s+(?=[\"'(]?[A-Z0-9£])|\n+|\?(?=[A-Z]))")
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Ltd|Co|Inc|plc|vs|etc|approx|e\.g|i\.e|inv|ref|para|tel"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z])\.)\s*$"
)
_MARKS: Final = 8
"""Characters before a full stop that may be an abbreviation."""


def sentences(text: str) -> Iterator[str]:
    """The sentences in order, without the space around them; word for word as they stand."""
    start = 0
    for match in _END.finditer(text):
        if _ABBREVIATED.search(text[max(start, match.start() - _MARKS) : match.end()]):
            continue
        yield from _kept(text[start : match.end()])
        start = match.end()
    yield from _kept(text[start:])


def _kept(text: str) -> Iterator[str]:
    if kept := text.strip():
        yield kept
