"""The phrases of `phrases.toml` as compiled patterns."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

_NAME = re.compile(r"\{([a-z_]+)\}")


@cache
def phrases(group: str, name: str) -> re.Pattern[str]:
    """A pattern that finds any phrase of that entry as whole words, in any case."""
    return re.compile(rf"(?<!\w)(?:{source(group, name)})(?!\w)", re.IGNORECASE)


@cache
def source(group: str, name: str) -> str:
    """The entry's phrases as one alternative, for use in a larger pattern."""
    return "|".join(_expanded(phrase) for phrase in _file()[group][name])


def words(group: str, name: str) -> tuple[str, ...]:
    """The entry's words, in order, for an entry that is no more than words."""
    return tuple(" ".join(_file()[group][name]).split())


def names(group: str) -> tuple[str, ...]:
    """The entries of a group, in order."""
    return tuple(_file()[group])


def plain(text: str) -> str:
    """The text with straight apostrophes, as the phrases have them; no character moves."""
    return text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


@cache
def _file() -> dict[str, Any]:
    text = resources.files("engross.intake").joinpath("phrases.toml").read_text("utf-8")
    return tomllib.loads(text)


def _expanded(phrase: str) -> str:
    words = _file()["words"]
    while _NAME.search(phrase):
        phrase = _NAME.sub(lambda match: f"(?:{words[match[1]]})", phrase)
    return phrase.replace(" ?", r"\s*").replace(" ", r"\s+")
