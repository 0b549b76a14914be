"""Other accounts of a CRM export in the notes: what is said of them is no business of this run's.

A firm's registered clients are kept apart by their names in firm.yaml. Those of an export are
prospects, which may be called anything: in prose only a name of a business, of two words or more
and with its legal form, is held to be one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from engross.uk.legal_forms import without_form

_LEAST_WORDS: Final = 2
_WORD: Final = re.compile(r"\w+")


def names_stranger(text: str, strangers: frozenset[str]) -> bool:
    """Whether the text names one of those accounts, which are given in small letters."""
    if not strangers:
        return False
    said = _folded(text)
    by_first = _by_first_word(strangers)
    return any(
        name.search(said)
        for word in set(_WORD.findall(said)) & by_first.keys()
        for name in by_first[word]
    )


@lru_cache(maxsize=4)
def _by_first_word(strangers: frozenset[str]) -> Mapping[str, list[re.Pattern[str]]]:
    """Patterns of the names with and without their legal form, by the word that they begin with."""
    found: dict[str, list[re.Pattern[str]]] = {}
    for name in sorted({_folded(name) for name in strangers}):
        short = without_form(name)
        if short != name:
            kept = short if len(short.split()) >= _LEAST_WORDS else name
            first = _WORD.search(kept)
            if first:
                pattern = re.compile(rf"(?<!\w){re.escape(kept)}(?!\w)")
                found.setdefault(first.group(), []).append(pattern)
    return found


def _folded(text: str) -> str:
    """In small letters, on one line, with one sign each for "and" and the apostrophe."""
    plain = text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace("&", " and ")
    return " ".join(plain.split())
