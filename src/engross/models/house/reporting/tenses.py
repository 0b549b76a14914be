"""What was said of the future, as it is reported afterwards."""

from __future__ import annotations

import re

from engross.models.house.reporting.lists import alternatives, words
from engross.models.house.reporting.pronouns import TOKEN

_WILL = re.compile(r"\b(?:will|(?:is|are|am) going to)\b", re.IGNORECASE)


def looking_back(clause: str) -> str:
    """`will` as `would`, where it is the clause's only verb that tells the time."""
    found = _WILL.findall(clause)
    finite = [word for word in _small(clause) if word in words("grammar", "finite")]
    return _WILL.sub("would", clause) if len(found) == len(finite) == 1 else clause


def settled(clause: str) -> str | None:
    """A clause that follows `we agreed that`; `None` when its verb is not certain."""
    finite = [word for word in _small(clause) if word in words("grammar", "finite")]
    if len(finite) == 1 and _WILL.search(clause):
        return looking_back(clause)
    if finite:
        return None
    got = re.compile(
        rf"\bgets? ((?:\w+ed|{alternatives('verbs', 'participles')}))\b", re.IGNORECASE
    )
    return got.sub(r"would be \1", clause) if len(got.findall(clause)) == 1 else None


def _small(text: str) -> list[str]:
    return [match.group().casefold() for match in TOKEN.finditer(text)]
