"""Words typed in Word that speak of a price and that code cannot put a figure on."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from importlib import resources
from typing import Any, Final, NamedTuple

_FILE: Final[dict[str, Any]] = tomllib.loads(
    resources.files("engross.signoff").joinpath("priced_words.toml").read_text("utf-8")
)
_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_ALWAYS: Final = _any_of(_FILE["always"])
_BESIDE_MONEY: Final = _any_of(_FILE["beside_money"])
_MONEY: Final = _any_of(_FILE["money"])
_LOWER: Final = _any_of(_FILE["lower"])
_IN_PER_CENT: Final = _any_of([_FILE["in_per_cent"]])
_ON_TOP: Final = _any_of([_FILE["on_top"]])


class Wording(NamedTuple):
    """A sentence, or a row of a table, that was changed in Word."""

    before: str
    """Empty for a new one."""
    after: str
    """Empty for one that was taken out."""
    row: bool = False
    """Whether it is a row of a table; tabs stand between its cells."""

    @property
    def of_money(self) -> bool:
        """Whether it speaks of money now; a row may, whatever words are in it."""
        return self.row or _MONEY.search(self.after) is not None


def standing(changes: Iterable[Wording]) -> list[Wording]:
    """Of edits made one after the other, what each sentence was at first and is now."""
    found: list[Wording] = []
    for change in changes:
        earlier = next((one for one in found if change.before and one.after == change.before), None)
        if earlier is not None:
            found.remove(earlier)
        first = earlier.before if earlier is not None else change.before
        found.append(change._replace(before=first))
    return [one for one in found if one.before != one.after]


def unpriced(wording: Wording) -> tuple[str, ...]:
    """The words by which it says a price, or changes one, that no figure says."""
    was, now = (" ".join(text.split()) for text in (wording.before, wording.after))
    new = Counter(_said(now, money=wording.of_money))
    new -= Counter(_said(was, money=True))
    gone = Counter(_found(_ON_TOP, was))
    gone -= Counter(_found(_ON_TOP, now))
    priced = _NUMBER.search(now) is not None
    return (*new, *(f"without “{words}”" for words in gone if priced))


def numbers_of_money(wordings: Iterable[Wording]) -> set[Decimal]:
    """The numbers in those of them that speak of money, whatever sign they bear."""
    return {
        Decimal(match.group().replace(",", ""))
        for wording in wordings
        if wording.of_money
        for match in _NUMBER.finditer(wording.after)
    }


def _said(text: str, *, money: bool) -> Iterator[str]:
    yield from _found(_ALWAYS, text)
    if money:
        yield from _found(_BESIDE_MONEY, text)
    if not _IN_PER_CENT.search(text):
        yield from _found(_LOWER, text)


def _found(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return (match.group().strip().casefold() for match in pattern.finditer(text))
