"""A last look at a sentence beside what was said: nothing new, nothing lost that turns it round."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from engross.models.house.reporting.cleaning import written_out
from engross.models.house.reporting.lists import frames, names, words
from engross.models.house.reporting.pronouns import TOKEN
from engross.records import slots, without_slots

_ENDING = re.compile(r"(?:'s|ing|ed|es|s|e)$")
_ONE = "one"
"""Without its ending it would be another word, `on`."""
_GOING_TO = re.compile(r"\b(?:am|is|are) going to\b", re.IGNORECASE)
_SAME_MODAL = {"would": "will", "cannot": "can", "shall": "will"}
_MOST_WORDS = 35


def check(sentence: str, said: str, who: str, *, figures: int, asks: bool) -> str:
    """Why the sentence does not keep to what was said; empty when it does.

    `said` is the passage without its figures, `who` the names that the sentence may have or not.
    Every word of it is in the passage or a frame, no negation is added or lost, what may or must
    be still may or must, and each of the `figures` is there once. `asks` is for requests, whose
    polite `could` goes.
    """
    own = _words(without_slots(sentence))
    source = _words(_GOING_TO.sub("will", written_out(said)))
    if lost := _lost(own + _words(who), source):
        return f"“{lost}” would be lost"
    if len(sentence.split()) > _MOST_WORDS:
        return "the sentence would be long"
    if not _nothing_new(own, source + _words(who)):
        return "the sentence would have a word that was not said"
    if Counter(_negations(own)) != Counter(_negations(source)):
        return "a negation would be added or lost"
    if not asks and _modals(own) != _modals(source):
        return "what may, must or will be would change"
    return "" if _figures(sentence) == figures else "a figure would be added or lost"


def _lost(own: list[str], source: list[str]) -> str:
    """A word that was said and that the sentence has less often; empty when it has them all."""
    more = Counter(_stem(word) for word in source) - Counter(_stem(word) for word in own)
    kept = (word for word in source if more[_stem(word)] and word not in _dropped())
    return next(kept, "")


@cache
def _dropped() -> frozenset[str]:
    said = [
        word
        for group in ("openers", "fillers")
        for name in names(group)
        for word in words(group, name)
    ]
    plain = (part for word in said for part in _words(word))
    return frozenset().union(
        words("pronouns", "becoming"),
        words("pronouns", "personal"),
        words("grammar", "dropped"),
        plain,
    )


def _figures(sentence: str) -> int:
    found = slots(sentence)
    parts = [slot for slot in found if slot.kind == "quote" and slot.part]
    return len(parts) + sum(slot.id.startswith("action-due/") for slot in found)


def _nothing_new(own: list[str], source: list[str]) -> bool:
    allowed = {_stem(word) for word in source} | _frame_words() | words("pronouns", "becoming")
    return all(word in allowed or _stem(word) in allowed for word in own)


def _words(text: str) -> list[str]:
    return [match.group().casefold() for match in TOKEN.finditer(text)]


def _negations(found: list[str]) -> list[str]:
    return [word for word in found if word in words("grammar", "negations")]


def _modals(found: list[str]) -> Counter[str]:
    modals = (word for word in found if word in words("grammar", "modal"))
    return Counter(_SAME_MODAL.get(word, word) for word in modals)


def _stem(word: str) -> str:
    return word if word == _ONE else _ENDING.sub("", word) or word


@cache
def _frame_words() -> frozenset[str]:
    return frozenset(word for text in frames() for word in _words(re.sub(r"\{\w+\}", " ", text)))
