"""The words of `words.toml`: what tells a suspicion, and what is only called one."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import Final

_APART: Final = re.compile(r"[\s_/\\|·]+|(?<=[a-z])(?=[A-Z])")
_DASHES: Final = re.compile("[\u2010-\u2015\u2212]")
_QUOTES: Final = re.compile("[\u2018\u2019\u02bc]")
_DOTTED: Final = re.compile(r"(?<![\w.])(?:[A-Za-z]\.){2,}[A-Za-z]?(?!\w)")
_SPACED: Final = re.compile(r"(?<!\w)[A-Za-z](?:[ -][A-Za-z]){3,}(?!\w)")
"""`S.A.R.`, and `s u s p i c i o n s`."""
_LONGEST_NAME: Final = 200
"""Characters of a heading; a longer text is no name of a field, and is judged by its words."""


def tells_suspicion(text: str) -> bool:
    """Whether the text tells a suspicion, or that one was or may be reported."""
    plain = _plain(text)
    if _pattern("never_ordinary").search(plain):
        return True
    return _pattern("words").search(_ordinary().sub(" ", plain)) is not None


def names_suspicion(name: str) -> bool:
    """Whether a field, column or question of that name asks for one."""
    plain = _ordinary().sub(" ", _plain(name))
    if len(plain) > _LONGEST_NAME:
        return tells_suspicion(name)
    return _pattern("names").search(plain) is not None or tells_suspicion(name)


def _plain(text: str) -> str:
    """One line, with simple dashes and quotation marks, and words of a key or in letters."""
    simple = unicodedata.normalize("NFKC", text)
    simple = _QUOTES.sub("'", _DASHES.sub("-", simple))
    dense = _DOTTED.sub(lambda found: found.group().replace(".", ""), simple)
    line = " ".join(_APART.sub(" ", dense).split())
    return _SPACED.sub(lambda found: re.sub("[ -]", "", found.group()), line)


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_file()[key])})(?!\w)", re.IGNORECASE)


@cache
def _ordinary() -> re.Pattern[str]:
    return _pattern("ordinary")


@cache
def _file() -> dict[str, list[str]]:
    folder = resources.files("engross.intake.suspicions")
    return tomllib.loads(folder.joinpath("words.toml").read_text("utf-8"))
