"""The shape of a sentence: its small words in order, with blanks for what it is about.

“I'll send you the timetable” and “I'll send you the valuation” have one shape. That is what tells a
promise from an explanation in a trade that nobody has written examples for.
"""

from __future__ import annotations

import re
from functools import cache

from engross.intake.phrases import plain, words

BLANK, NUMBER, START = "_", "#", "^"
_LONGEST = 3
"""Words in a piece."""
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[0-9]+|\?")


def pieces(sentence: str) -> frozenset[str]:
    """Every run of up to three words or blanks in the sentence's shape, as `^ i'll send`."""
    shape = _shape(sentence)
    found = {
        " ".join(shape[start : start + size])
        for size in range(1, _LONGEST + 1)
        for start in range(len(shape) - size + 1)
    }
    return frozenset(found - {BLANK, START})


def matter(sentence: str) -> frozenset[str]:
    """The words that its shape leaves blank: what the sentence is about."""
    words = (word for word in _WORD.findall(plain(sentence).lower()) if word.isalpha())
    return frozenset(word for word in words if word not in _known())


def _shape(sentence: str) -> list[str]:
    shape = [START]
    for word in _WORD.findall(plain(sentence).lower()):
        seen = word if word == "?" or word in _known() else NUMBER if word.isdigit() else BLANK
        if seen != BLANK or shape[-1] != BLANK:
            shape.append(seen)
    return shape


@cache
def _known() -> frozenset[str]:
    return frozenset(words("shape", "words"))
