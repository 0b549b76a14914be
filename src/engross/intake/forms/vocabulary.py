"""What headings of forms ask, from `fields.toml`, which says how it is written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final, Literal

from engross.intake.kinds import normal

Group = Literal["field", "part", "about", "never"]
"""A field of the record; a part of one; something about the entry; what is never taken."""

_NUMBER: Final = re.compile(r"^(?:q|question)? ?[0-9]{1,3} (?=\D)")
_GROUPS: Final[Mapping[str, Group]] = {
    "fields": "field",
    "parts": "part",
    "about": "about",
    "never": "never",
}


@dataclass(frozen=True)
class Field:
    """A field of the client record."""

    key: str
    title: str
    kind: str
    """How its answer is read: a key of `answers.KINDS`."""
    internal: bool
    of: frozenset[str]
    """The types of client that the record needs it of; `all` is every one."""
    professions: frozenset[str]
    """Whose record needs it; empty is everybody's."""
    ask: str
    """How a letter asks the client for it; empty leaves the gap to the firm."""


@dataclass(frozen=True)
class Meaning:
    """What a heading asks."""

    group: Group
    key: str


@cache
def fields() -> Mapping[str, Field]:
    """The fields by key, in the order of the record."""
    return {
        key: Field(
            key=key,
            title=told["title"],
            kind=told["kind"],
            internal=bool(told.get("internal")),
            of=frozenset(told.get("of", ())),
            professions=frozenset(told.get("profession", ())),
            ask=told.get("ask", ""),
        )
        for key, told in _file()["fields"].items()
    }


@lru_cache(maxsize=10_000)
def meaning_of(heading: str) -> Meaning | None:
    """What the heading asks; `None` when its words are not known, or two fields' alike.

    The longest phrase counts: `Previous accountant's e-mail` asks for the accountant.
    """
    asked = plain(heading)
    whole = {meaning for phrase, meaning in _only() if phrase == asked}
    if len(whole) == 1:
        return whole.pop()
    found = [(len(phrase), m) for phrase, m in _names() if f" {phrase} " in f" {asked} "]
    if not found:
        return None
    longest = max(length for length, _ in found)
    best = {m for length, m in found if length == longest}
    secret = {m for _, m in found if m.group == "never"}
    # What must not be taken is not taken, whatever else its heading asks.
    best = secret or best
    return min(best, key=lambda m: m.key) if len(best) == 1 or secret else None


def is_whole(heading: str) -> bool:
    """Whether the heading is one of the known ones and nothing else."""
    return any(phrase == plain(heading) for phrase, _ in _only())


def plain(heading: str) -> str:
    """The heading as `fields.toml` has its names: without capitals, marks and its own number."""
    asked = normal(heading.replace("-", " ").replace("&", " and "))
    return _NUMBER.sub("", asked)


@cache
def listed(section: str, key: str) -> tuple[str, ...]:
    """A list of `fields.toml`; none for one that is not there."""
    return tuple(_file()[section].get(key, ()))


@cache
def table(section: str, key: str = "") -> Mapping[str, Any]:
    """A table of `fields.toml`, or one inside it."""
    whole: Mapping[str, Any] = _file()[section]
    return whole[key] if key else whole


@cache
def _names() -> tuple[tuple[str, Meaning], ...]:
    return _listed("names")


@cache
def _only() -> tuple[tuple[str, Meaning], ...]:
    return (*_listed("names"), *_listed("only"))


def _listed(under: str) -> tuple[tuple[str, Meaning], ...]:
    return tuple(
        (plain(name), Meaning(group, key))
        for section, group in _GROUPS.items()
        for key, told in _file()[section].items()
        for name in told.get(under, ())
    )


@cache
def _file() -> Mapping[str, Any]:
    text = resources.files("engross.intake.forms").joinpath("fields.toml").read_text("utf-8")
    return tomllib.loads(text)
