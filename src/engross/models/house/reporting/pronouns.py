"""I, we and you as the report's reader must read them."""

from __future__ import annotations

import re

from engross.models.house.reporting.lists import pronoun, words
from engross.models.house.reporting.masking import FIGURE
from engross.models.house.reporting.voices import Voice

TOKEN = re.compile(rf"[^\W_]+(?:['-][^\W_]+)*|{FIGURE}")
"""Finds the words of a plain text and what stands for a slot."""

_TURNED_BE = {"am": "are", "was": "were"}


def turned(text: str, voice: Voice) -> str | None:
    """The text with every pronoun as the reader must read it; `None` where one is not certain."""
    found = list(TOKEN.finditer(text))
    small = [match.group().casefold() for match in found]
    parts, end = [], 0
    for number, match in enumerate(found):
        word = _word(small, number, voice)
        if word is None:
            return None
        parts += [text[end : match.start()], word or match.group()]
        end = match.end()
    return "".join([*parts, text[end:]])


def _word(small: list[str], number: int, voice: Voice) -> str | None:
    """What stands there in the report: nothing when it stays, `None` when it is not certain."""
    word = small[number]
    before = small[number - 1] if number else ""
    if word in _TURNED_BE and before == "i":
        return _TURNED_BE[word]
    if word not in words("pronouns", "personal"):
        return ""
    after = small[number + 1] if number + 1 < len(small) else ""
    if _is_joined(small, number) or {before, after} & words("pronouns", "several"):
        return None
    if _is_of_both(small, number, voice):
        return None
    if word == "you" and voice.side == "client":
        return _you(before, after)
    return pronoun(voice.kind, word)


def _is_joined(small: list[str], number: int) -> bool:
    """Whether it is one of two: `you and I`, `Martin and me`."""
    near = (*small[max(0, number - 1) : number], *small[number + 1 : number + 2])
    return small[number] not in {"my", "our", "your"} and bool({"and", "or"} & set(near))


def _is_of_both(small: list[str], number: int, voice: Voice) -> bool:
    """Whether it may mean the two sides together, or some of one."""
    word, before = small[number], small[number - 1] if number else ""
    if word == "we":  # `the list we talked about`
        return bool(number) and voice.side == "client"
    if word == "our":
        return bool(words("pronouns", "shared") & set(small[number + 1 : number + 3]))
    return word in {"us", "you"} and before == "of"


def _you(before: str, after: str) -> str | None:
    """`you` in the client's mouth is the firm: we, or us."""
    acts = after in words("grammar", "finite") or before in words("grammar", "before_subjects")
    done_to = before in words("grammar", "before_objects")
    if acts == done_to:
        return None
    return "we" if acts else "us"
