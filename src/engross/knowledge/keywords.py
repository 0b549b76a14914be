"""Words without their endings, so that `invoices` in a question meets `invoice` in a text."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")

_STOP_WORDS = frozenset(
    """a about after again all also am an and any are as at be because been before being between
    both but by can could did do does doing down during each few for from further had has have
    having he her here hers him his how i if in into is it its itself just let may me might more
    most must my no nor not of off on once only or other our ours out over own please same shall
    she should so some such than that the their theirs them then there these they this those
    through to too under until up us very was we were what when where which while who whom why
    will with would you your yours""".split()  # noqa: SIM905 - words read best as words
)

_SHORTEST = 3
"""A stem keeps at least so many letters."""

_ENDINGS = tuple(
    """ations ating ators ation ingly ities ments ated ator edly ings ment ness ate ers ied ies ing
    ity ors al ed er es ly or e i s y""".split()  # noqa: SIM905 - words read best as words
)
"""Endings that are taken off, the first that fits; two rounds at most."""


def stems(text: str) -> list[str]:
    """The text's words without their endings and without stop words, in order, repeats kept."""
    words = (match.group().lower() for match in _WORD.finditer(text.replace("\u2019", "'")))
    return [_stem(word) for word in words if word not in _STOP_WORDS]


def shared(question: str, text: str) -> float:
    """Which part of the question's different words the text has too, from 0 to 1."""
    asked = set(stems(question))
    return len(asked & set(stems(text))) / len(asked) if asked else 0.0


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for _ in range(2):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                word = word.removesuffix(ending)
                break
    return _single_end(word)


def _single_end(word: str) -> str:
    """`plann` as `plan`, so that `planning` and `plan` meet."""
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] in "bcdfghjklmnpqrstvwxyz":
        return word[:-1]
    return word
