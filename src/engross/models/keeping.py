"""Whether a small model's sentence keeps to the passage that it was written on.

A first guard, word by word, for models that slip: a word that was not said, a negation or a modal
more or less, a figure or half of what was said left out. It cannot see every change of meaning; it
is strict because a refused sentence costs nothing: the house model's stands in its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache
from itertools import chain

from engross.models.house.reporting.cleaning import written_out
from engross.models.house.reporting.lists import words
from engross.models.house.reporting.pronouns import TOKEN
from engross.records.slots import BRACKETS

_ENDING = re.compile(r"(?:'s|ing|ed|es|s|e)$")
_PERSONS = frozenset({"he", "her", "hers", "him", "his", "she"})
_KEPT = 0.6
"""The least share of a passage's own words that a sentence on it has."""


def added(sentence: str, told: str) -> str:
    """The first word of the sentence that says something and that was not told; empty if none."""
    known = {_stem(word) for word in _words(told)} | _small()
    return next((word for word in _words(sentence) if not {word, _stem(word)} & known), "")


def has_verb(text: str) -> bool:
    """Whether it has a form of `be`, `have`, `do` or `will`, as a clause of its own has."""
    return any(word in words("grammar", "finite") for word in _words(text))


def strays(
    sentence: str, said: str, opening: str, blanks: Collection[str], *, shortened: bool
) -> str:
    """Why the sentence does not keep to what was said; empty when it does.

    All are with blanks in place of figures and names; `blanks` are those that the sentence must
    have, unless it is `shortened`.
    """
    own, source = _words(sentence.removeprefix(opening)), _words(said)
    faults = _changed(own, source, opening)
    if not shortened:
        faults = chain(faults, _left_out(sentence, own, source, opening, blanks))
    return next(faults, "")


def _changed(own: list[str], source: list[str], opening: str) -> Iterator[str]:
    if new := added(" ".join(own), f"{' '.join(source)} {opening}"):
        yield f"“{new}” was not said"
    if _among(own, "negations") != _among(source, "negations"):
        yield "a negation was added or lost"
    if "you" in source and _PERSONS & {*own, *source}:
        yield "whom a pronoun means is uncertain"
    if _among(own, "modal") - _among(source, "modal") - _will():
        yield "what may, must or can be was changed"


def _left_out(
    sentence: str, own: list[str], source: list[str], opening: str, blanks: Collection[str]
) -> Iterator[str]:
    found = BRACKETS.findall(sentence)
    yield from (f"{blank} was left out" for blank in blanks if blank not in found)
    if _among(source, "modal") - _among(own, "modal") - _will():
        yield "what may, must or can be was changed"
    wanted = {_stem(word) for word in source if word not in _small()}
    had = wanted & {_stem(word) for word in (*own, *_words(opening))}
    if len(had) < _KEPT * len(wanted):
        yield "much was left out"


def _words(text: str) -> list[str]:
    plain = written_out(BRACKETS.sub(" ", text))
    return [match.group().casefold() for match in TOKEN.finditer(plain)]


def _stem(word: str) -> str:
    return _ENDING.sub("", word) or word


def _among(found: list[str], name: str) -> Counter[str]:
    return Counter(word for word in found if word in words("grammar", name))


def _will() -> Counter[str]:
    """`Will` and `shall` come and go with the form of a sentence."""
    return Counter(dict.fromkeys(("will", "would", "shall"), 99))


@cache
def _small() -> frozenset[str]:
    """Words that a sentence may add, for they say nothing by themselves."""
    return frozenset().union(
        words("grammar", "before_nouns"),
        words("grammar", "finite"),
        words("grammar", "prepositions") - words("grammar", "negations"),
        words("grammar", "subordinators"),
        words("grammar", "dropped"),
        words("pronouns", "becoming"),
    )
