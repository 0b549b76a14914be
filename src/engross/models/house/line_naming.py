"""Which line of a client's accounts a sentence is about: one whose whole name it says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from engross.models.house.word_lists import SUBORDINATING

_PARTED = re.compile(r"\s[-\N{EN DASH}\N{EM DASH}]\s|[:,;()/&]|\band\b", re.IGNORECASE)
"""What parts a name into phrases that may stand apart: `Wages - packing shed`."""
_OPENING = re.compile(r"\W*(?:(?:the|our|their|its)\s+)?", re.IGNORECASE)
_BESIDE = re.compile(r"(?:[.,;:]|\band|\bbut|\bor)\s+(?:(?:the|our|their|its)\s+)?$", re.IGNORECASE)
"""What stands before the name of a line that is spoken of as well."""

Spans = frozenset[tuple[int, int]]


def line_about(text: str, names: Mapping[str, str]) -> str:
    """The key of the one name that the text is about; empty where that is not clear.

    A longer name goes before one that it holds. Of several that are said, the one is meant that
    the text begins with, where the others are no more than part of the reason.
    """
    said = {key: spans for key, name in names.items() if (spans := _said(name, text))}
    meant = [key for key in said if not any(_holds(other, said[key]) for other in said.values())]
    if len(meant) == 1:
        return meant[0]
    return _subject(text, {key: said[key] for key in meant})


def begins_with(text: str, name: str) -> bool:
    """Whether the name, or the first part of it, is what the text begins with."""
    return any(start == 0 for start, _ in _said(name, text))


def _said(name: str, text: str) -> Spans:
    """Where the phrases of a name stand; nothing unless all of them do."""
    found: set[tuple[int, int]] = set()
    for phrase in filter(None, (part.strip() for part in _PARTED.split(name))):
        spans = [match.span() for match in _finder(phrase).finditer(text)]
        if not spans:
            return frozenset()
        found.update(spans)
    return frozenset(found)


def _holds(longer: Spans, spans: Spans) -> bool:
    """Whether one name stands wherever the other does, and says more."""
    held = all(any(a <= start and end <= b for a, b in longer) for start, end in spans)
    return held and longer != spans


def _subject(text: str, meant: Mapping[str, Spans]) -> str:
    """The name that the text begins with, unless another is spoken of beside it."""
    opening = _OPENING.match(text)
    begun = opening.end() if opening else 0
    first = [key for key, spans in meant.items() if min(spans)[0] <= begun]
    if len(first) != 1:
        return ""
    starts = [start for key, spans in meant.items() if key != first[0] for start, _ in spans]
    if any(_BESIDE.search(text, 0, start) for start in starts):
        return ""
    reason = _reason(text)
    return first[0] if reason is not None and reason <= min(starts) else ""


def _reason(text: str) -> int | None:
    """Where the text begins to say why."""
    found = re.search(rf"\b(?:{'|'.join(map(re.escape, SUBORDINATING))})\b", text, re.IGNORECASE)
    return found.start() if found else None


@cache
def _finder(phrase: str) -> re.Pattern[str]:
    """The phrase as whole words in any case, each with or without the `s` of several."""
    words = r"\s+".join(re.escape(word.removesuffix("s")) + "s?" for word in phrase.split())
    return re.compile(rf"(?<![\w-]){words}(?![\w-])", re.IGNORECASE)
