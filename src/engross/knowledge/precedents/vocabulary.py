"""Which words are ordinary English, and which may be somebody's name under another ending."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from importlib import resources
from typing import Final

ORDINARY_WORDS: Final = frozenset(
    resources.files("engross.knowledge.precedents")
    .joinpath("ordinary_words.txt")
    .read_text("utf-8")
    .split()
)
"""`ordinary_words.txt`: words in small letters that a sentence may begin with.

Each stands there as it is written: `bank`, whose plural is a surname too, does not bring `banks`.
"""

_LETTERS = re.compile(r"[^\W\d_]+")
_INSIDE = re.compile(r"(?<=[a-z,;] )[^\W\d_]{3,}")
_SHORTEST: Final = 3
"""Letters of a name that is looked for by itself."""


def forms(words: Iterable[str]) -> frozenset[str]:
    """The words in small letters, each with the endings of a plural or possessive and without."""
    return frozenset(form for word in words for form in _forms(word.casefold()))


def parts(word: str) -> tuple[str, ...]:
    """The word's runs of letters, and all of them in one: `Copper-beech` is `Copperbeech` too."""
    word = re.split(r"['\u2019]", word)[0]
    found = _LETTERS.findall(word)
    return (*found, "".join(found)) if len(found) > 1 else tuple(found)


def is_ordinary(word: str) -> bool:
    """Whether every part of the word may stand at the beginning of any firm's sentence."""
    small = word.replace("\u2019", "'").casefold()
    bare = small.split("'")[0]
    return not {small, bare}.isdisjoint(ORDINARY_WORDS) or (
        "-" in bare and all(part in ORDINARY_WORDS for part in bare.split("-"))
    )


def is_only_a_word(word: str) -> bool:
    """Whether it stands in small letters and is an ordinary word, under whatever ending."""
    return word.islower() and not ORDINARY_WORDS.isdisjoint(forms([word]) | {word})


def names_in(texts: Collection[str]) -> frozenset[str]:
    """Words that the texts write with a capital, and never without one.

    Where all their capitals begin sentences, ordinary words are left out under whatever ending.
    """
    words = {word for text in texts for word in _LETTERS.findall(text)}
    small = {word for word in words if word.islower()}
    usual = small | ORDINARY_WORDS
    inside = {word for text in texts for word in _INSIDE.findall(text)}
    return frozenset(
        word
        for word in words
        if len(word) >= _SHORTEST and word[0].isupper() and word.lower() not in small
        if word in inside or usual.isdisjoint(forms([word]))
    )


def _forms(small: str) -> set[str]:
    found = {small, small.removesuffix("s"), small.removesuffix("es")}
    if small.endswith("ies"):
        found.add(f"{small.removesuffix('ies')}y")
    return {form for form in found if len(form) >= _SHORTEST}
