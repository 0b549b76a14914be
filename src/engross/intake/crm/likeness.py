"""Names that are near to one another and not the same: proposed to a person, never changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

from engross.intake.crm.words import squeezed, words

_SHORTEST = 6
"""Letters of a name from which on one wrong letter makes it near; `Konex` and `Konix` are two."""
_DIGITS = re.compile(r"[0-9]+")

Difference = Literal["spaces, capitals or punctuation", "its legal form", "one letter"]
"""What two near names differ in."""


class Likeness:
    """Finds, among known names, those that are near to a name.

    One letter too many, too few, other or swapped is found without comparing all pairs: near
    names have a form in common when one letter is struck from each.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._by_form: dict[str, list[str]] = {}
        for name in dict.fromkeys(names):
            for form in _forms(name):
                self._by_form.setdefault(form, []).append(name)

    def near(self, name: str) -> tuple[tuple[str, Difference], ...]:
        """Each near name with what it differs in, the nearest first."""
        found: dict[str, Difference] = {}
        for form in _forms(name):
            for other in self._by_form.get(form, ()):
                difference = None if other == name else difference_of(name, other)
                if difference:
                    found[other] = difference
        return tuple(sorted(found.items(), key=lambda pair: (_ORDER.index(pair[1]), pair[0])))


_ORDER: tuple[Difference, ...] = ("spaces, capitals or punctuation", "its legal form", "one letter")


def difference_of(name: str, other: str) -> Difference | None:
    """What the two differ in; `None` when they are not near, or their figures differ."""
    one, two = squeezed(name), squeezed(other)
    if not one or not two:
        return None
    if one == two:
        return "spaces, capitals or punctuation"
    if bare(name) == bare(other):
        return "its legal form"
    if _DIGITS.findall(one) != _DIGITS.findall(two) or min(len(one), len(two)) < _SHORTEST:
        return None
    return "one letter" if one_letter_apart(one, two) else None


@lru_cache(maxsize=100_000)
def bare(name: str) -> str:
    """A business's name squeezed, without its legal form: `wrackline` of `Wrackline Ltd`."""
    parts = name.split()
    while len(parts) > 1 and squeezed(parts[-1]) in words("businesses", "forms"):
        parts.pop()
    return squeezed(" ".join(parts))


def one_letter_apart(one: str, two: str) -> bool:
    """Whether one letter added, left out, changed or swapped with its neighbour makes them equal.

    The restricted edit distance of Damerau and Levenshtein is one.
    """
    if one == two or abs(len(one) - len(two)) > 1:
        return False
    start = next(
        (at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b),
        min(len(one), len(two)),
    )
    rest, other = one[start:], two[start:]
    if len(one) != len(two):
        longer, shorter = (rest, other) if len(one) > len(two) else (other, rest)
        return longer[1:] == shorter
    return rest[1:] == other[1:] or (rest[:2] == other[1::-1] and rest[2:] == other[2:])


def _forms(name: str) -> Iterator[str]:
    """Keys that near names share: squeezed, bare, and squeezed with each one letter struck.

    The figures go before, as names with other figures are never near: `Mooring 17`, `Mooring 71`.
    """
    whole = squeezed(name)
    yield whole
    yield f"={bare(name)}"
    if len(whole) >= _SHORTEST - 1:
        figures = ",".join(_DIGITS.findall(whole))
        yield f"{figures}:{whole}"
        yield from {f"{figures}:{whole[:at]}{whole[at + 1 :]}" for at in range(len(whole))}
