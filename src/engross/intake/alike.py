"""Whether two names may be the same person's or business's: for a search that must miss none.

A person looks at what is found, so it is better to find too much: nothing is matched or merged by
what stands here.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import Final, Literal

from engross.intake.crm.likeness import one_letter_apart
from engross.intake.crm.words import written

How = Literal[
    "the same name",
    "the same but for spaces, capitals, a title or the legal form",
    "the same words in another order",
    "one letter apart",
    "the same surname and initial",
    "it begins alike",
    "it is named there",
]
"""In what way two names are alike, the nearest first."""

_LEAST: Final = 6
"""Letters from which on one other letter leaves a name near, and a beginning tells something."""
_SHORTEST: Final = 4
"""Letters of a name that is looked for within a longer text."""
_WORD: Final = re.compile(r"[^\W_]+")
_LINES: Final = re.compile(r"[;\n\r|]")
_APART: Final = re.compile(r"[;\n\r|]|,(?!\s*(?:ltd|limited|llp|plc|inc|co)\b)", re.IGNORECASE)
_AND: Final = re.compile(r"\s+(?:and|&|/|\+)\s+", re.IGNORECASE)
_NUMBERED: Final = re.compile(
    r"\d+[a-z]?\s+\S.*|.*\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}", re.IGNORECASE
)
_STREET: Final = re.compile(
    r".*\s(?:street|road|avenue|crescent|terrace|parade|mews)", re.IGNORECASE
)
"""With no number only what is hardly a surname, and a town behind it: `Jane Hill` is somebody."""
_TOWN: Final = re.compile(r"[^\W\d_]+|.*\d.*")
_MOST_WORDS: Final = 10
_ORGANISATION: Final = 2


def alike(one: str, other: str) -> How | None:
    """How the two names are alike; `None` when they are not."""
    if " ".join(one.casefold().split()) == " ".join(other.casefold().split()):
        return "the same name"
    mine, its = words_of(one), words_of(other)
    return (_the_same(mine, its) or _nearly(mine, its)) if mine and its else None


def named_in(name: str, text: str) -> bool:
    """Whether the text has the name's words, one after the other and without its legal form."""
    wanted = words_of(name)
    if len("".join(wanted)) < _SHORTEST or (len(wanted) == 1 and wanted[0] in _listed("generic")):
        return False
    return f" {' '.join(wanted)} " in f" {' '.join(_plain_words(text))} "


def names_in(value: str) -> Iterator[str]:
    """The names that a field may list: the whole, its parts, and what stands about an `and`."""
    seen: dict[str, None] = {}
    without = "\n".join(_without_address(line) for line in _LINES.split(value))
    for part in (without, *_APART.split(without)):
        for name in (part, *_AND.split(part)):
            tidy = " ".join(name.split())
            if tidy and len(tidy.split()) <= _MOST_WORDS and any(c.isalpha() for c in tidy):
                seen.setdefault(tidy)
    yield from seen


def _without_address(line: str) -> str:
    """The line up to the first comma behind which there is nothing but an address."""
    parts = [part.strip() for part in _APART.split(line)]
    for start in range(1, len(parts)):
        first, towns = parts[start], parts[start + 1 :]
        street = bool(towns) and _STREET.fullmatch(first)
        if (street or _NUMBERED.fullmatch(first)) and all(map(_TOWN.fullmatch, towns)):
            return ", ".join(parts[:start])
    return line


@lru_cache(maxsize=100_000)
def words_of(name: str) -> tuple[str, ...]:
    """The name's words in small letters, without accents, titles and legal form."""
    every = _plain_words(name)
    found = [word for word in every if word not in _listed("titles")] or list(every)
    while len(found) > 1 and found[-1] in _forms():
        found.pop()
    return tuple(found)


@cache
def _listed(key: str) -> frozenset[str]:
    file = resources.files("engross.intake").joinpath("alike.toml")
    return frozenset(tomllib.loads(file.read_text("utf-8"))[key])


@cache
def _forms() -> frozenset[str]:
    return frozenset(form.casefold() for form in written("businesses", "forms"))


@lru_cache(maxsize=100_000)
def _plain_words(text: str) -> tuple[str, ...]:
    folded = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    letters = "".join(c for c in folded if not unicodedata.combining(c) and c not in "'\u2019.")
    return tuple(_WORD.findall(letters))


def _the_same(mine: tuple[str, ...], its: tuple[str, ...]) -> How | None:
    if "".join(mine) == "".join(its):
        return "the same but for spaces, capitals, a title or the legal form"
    if len(mine) > 1 and sorted(mine) == sorted(its):
        return "the same words in another order"
    return None


def _nearly(mine: tuple[str, ...], its: tuple[str, ...]) -> How | None:
    if _near("".join(mine), "".join(its)) or _near("".join(sorted(mine)), "".join(sorted(its))):
        return "one letter apart"
    if _same_surname(mine, its):
        return "the same surname and initial"
    return "it begins alike" if _begins_alike(mine, its) else None


def _near(one: str, other: str) -> bool:
    figures = [re.sub(r"\D", "", text) for text in (one, other)]
    long_enough = min(len(one), len(other)) >= _LEAST
    return long_enough and figures[0] == figures[1] and one_letter_apart(one, other)


def _same_surname(mine: tuple[str, ...], its: tuple[str, ...]) -> bool:
    """`A Whitcombe` and `Alan Whitcombe`; not two whole first names that differ."""
    if len(mine) < _ORGANISATION or len(its) < _ORGANISATION or mine[-1] != its[-1]:
        return False
    return mine[0][0] == its[0][0] and 1 in {len(mine[0]), len(its[0])}


def _begins_alike(mine: tuple[str, ...], its: tuple[str, ...]) -> bool:
    """Two of a group: `Wrackline Boatyard` and `Wrackline Holdings`."""
    first = mine[0]
    return first == its[0] and len(first) >= _LEAST and first not in _listed("generic")
