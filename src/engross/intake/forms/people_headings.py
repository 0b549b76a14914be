"""Headings that ask for the people behind a client, one by one or in a list."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from engross.intake.forms.vocabulary import plain, table


class PersonAsked(NamedTuple):
    """What a heading asks of people."""

    role: str
    """As what: `director`; empty for people of several kinds."""
    number: int
    """Which of them; 0 for a list of all."""
    part: str = "name"
    """What of that one: a key of `people.parts`."""


@lru_cache(maxsize=10_000)
def people_asked(heading: str) -> PersonAsked | None:
    """What the heading asks of people; `None` when it asks something else."""
    asked = plain_of_people(heading)
    if role := _lists().get(asked.removeprefix("of ")):
        return PersonAsked("" if role == "mixed" else role, 0)
    found = _one().fullmatch(asked)
    if found is None:
        return None
    part = _parts().get(found["what"].strip())
    return PersonAsked(_roles()[found["role"]], int(found["number"]), part) if part else None


def is_of_people(heading: str) -> bool:
    """Whether the heading asks for people behind the client."""
    return people_asked(heading) is not None


def plain_of_people(heading: str) -> str:
    """The heading without the signs and small words that forms put around a share."""
    asked = plain(heading).replace("%", " ").replace("including any", " ")
    asked = re.sub(r"\b(?:please|list|enter|give|all|the|one per line|if any)\b", " ", asked)
    return " ".join(asked.split())


@cache
def _lists() -> dict[str, str]:
    lists = table("people", "lists").items()
    return {plain_of_people(phrase): role for role, phrases in lists for phrase in phrases}


@cache
def _roles() -> dict[str, str]:
    return {word: role for role, words in table("people", "roles").items() for word in words}


@cache
def _parts() -> dict[str, str]:
    return {word: part for part, words in table("people", "parts").items() for word in words}


@cache
def _one() -> re.Pattern[str]:
    roles = "|".join(sorted(map(re.escape, _roles()), key=len, reverse=True))
    return re.compile(rf"(?P<role>{roles}) (?:no )?(?P<number>[0-9]{{1,2}})(?P<what>.*)")
