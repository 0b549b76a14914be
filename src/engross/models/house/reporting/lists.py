"""The words of `words.toml` and the sentences of `frames.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

_HERE = "engross.models.house.reporting"


@cache
def words(group: str, name: str) -> frozenset[str]:
    """The words of that entry, in small letters."""
    return frozenset(_file("words.toml")[group][name])


@cache
def any_of(group: str, name: str) -> re.Pattern[str]:
    """A pattern that finds any word or phrase of that entry whole, in any case."""
    return re.compile(rf"(?<![\w'])(?:{alternatives(group, name)})(?![\w'])", re.IGNORECASE)


@cache
def alternatives(group: str, name: str) -> str:
    """The entry as one alternative, longest first, for use in a larger pattern."""
    return "|".join(sorted(_file("words.toml")[group][name], key=len, reverse=True))


def table(group: str) -> Mapping[str, str]:
    """A group of words that stand for others."""
    return dict(_file("words.toml")[group])


def pronoun(kind: str, word: str) -> str | None:
    """What a pronoun in the mouth of that kind of speaker is to the reader; `None` if uncertain."""
    table: Mapping[str, str] = _file("words.toml")["pronouns"].get(kind, {})
    return table.get(word)


def names(group: str) -> tuple[str, ...]:
    """The entries of a group, in order."""
    return tuple(_file("words.toml")[group])


def frame(voice: str, name: str) -> str:
    """The sentence into which that kind of speaker's words are put; empty when there is none."""
    return str(_file("frames.toml")[voice].get(name, ""))


def frames() -> tuple[str, ...]:
    """Every sentence of `frames.toml`."""
    return tuple(text for group in _file("frames.toml").values() for text in group.values())


@cache
def _file(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(_HERE).joinpath(name).read_text("utf-8"))
