"""The phrases of `phrases.toml` as compiled patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Final

_NAME: Final = re.compile(r"\{([a-z_]+)\}")


@cache
def phrases(group: str, name: str) -> re.Pattern[str]:
    """A pattern that finds any phrase of that entry as whole words, in any case."""
    return whole_words(_file()[group][name], _file()["words"])


@cache
def between(group: str, name: str) -> re.Pattern[str]:
    """The entry's one phrase as it stands, for what is parted by it."""
    return re.compile(_expanded(_file()[group][name], _file()["words"]), re.IGNORECASE)


def whole_words(entries: Sequence[str], words: Mapping[str, str]) -> re.Pattern[str]:
    """A pattern that finds any of the entries as whole words, in any case.

    In them a space stands for any space, and {name} for one of `words`.
    """
    either = "|".join(_expanded(entry, words) for entry in entries)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _expanded(phrase: str, words: Mapping[str, str]) -> str:
    while _NAME.search(phrase):
        phrase = _NAME.sub(lambda match: words[match[1]], phrase)
    return phrase.replace(" ?", r"\s*").replace(" ", r"\s+")


@cache
def _file() -> dict[str, Any]:
    text = resources.files("engross.triage").joinpath("phrases.toml").read_text("utf-8")
    return tomllib.loads(text)
