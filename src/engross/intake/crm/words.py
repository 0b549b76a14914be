"""The words of `words.toml`, ready to be compared."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib import resources

_BESIDE = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=100_000)
def squeezed(text: str) -> str:
    """The text's letters and digits alone, in lower case, without accents: `gtxpro`."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    return _BESIDE.sub("", plain)


@cache
def words(section: str, key: str) -> frozenset[str]:
    """The words of that list, squeezed."""
    return frozenset(squeezed(word) for word in written(section, key))


@cache
def written(section: str, key: str) -> tuple[str, ...]:
    """The words of that list as they are written there; none for a list that is not."""
    text = resources.files("engross.intake.crm").joinpath("words.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)[section].get(key, ()))
