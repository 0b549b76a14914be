"""Whose side somebody is on, and who has to act on what was said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from engross.models.house.reading import FactLine, PassageLine, words_in
from engross.models.house.word_lists import CLIENT, FIRM, FORMS
from engross.records import Side

_LEAST_NAME = 3
_OTHER: dict[str, Side] = {"firm": "client", "client": "firm", "": ""}


@dataclass(frozen=True)
class People:
    """Words that give away whose side somebody is on."""

    firm: frozenset[str]
    client: frozenset[str]

    def side(self, name: str) -> Side:
        """Whose side the person or body is on."""
        words = words_in(name)
        if words & (self.firm | FIRM):
            return "firm"
        return "client" if words & (self.client | CLIENT) else ""


def people(facts: Iterable[FactLine]) -> People:
    """Who is who, from the register's facts and the names of those who recorded time."""
    names: dict[str, set[str]] = {"firm": set(), "client": set()}
    for fact in facts:
        if fact.measure in {"firm-name", "signatory", "manager", "person"}:
            names["firm"] |= _name_words(fact.display)
        elif fact.measure in {"client-name", "client-short-name", "client-contact"}:
            names["client"] |= _name_words(fact.display)
    firm, client = frozenset(names["firm"]), frozenset(names["client"])
    return People(firm - client, client - firm)


def acting(passage: PassageLine, who: People) -> Side:
    """Who has to act on it: the owner, or the side that did not ask.

    A question in our own notes is one for the client.
    """
    speaker = _side(passage.side) or who.side(passage.speaker)
    if passage.kind == "question":
        return _OTHER[speaker if passage.speaker else "firm"]
    if passage.owner_side or passage.owner:
        return _side(passage.owner_side) or who.side(passage.owner)
    return speaker if passage.speaker else who.side(" ".join(passage.text.split()[:2]))


def _side(name: str) -> Side:
    return cast("Side", name) if name in _OTHER else ""


def _name_words(name: str) -> set[str]:
    return {word for word in words_in(name) if len(word) >= _LEAST_NAME} - FORMS
