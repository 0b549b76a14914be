"""A key's fingerprint as words that people can read to each other over the telephone."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

WORDS = 12
"""Ninety-six bits: nobody can make another key with the same words."""


def in_words(fingerprint: str) -> str:
    """Twelve words in three groups, `acorn zebra ...; ...`, for a hex SHA-256: one for each byte.

    The 256 words are far apart: no two are less than three letters different.
    """
    words = [_words()[byte] for byte in bytes.fromhex(fingerprint)[:WORDS]]
    groups = (words[start : start + 4] for start in range(0, WORDS, 4))
    return "; ".join(" ".join(group) for group in groups)


@cache
def _words() -> tuple[str, ...]:
    listed = files("engross.release").joinpath("words.txt").read_text(encoding="utf-8")
    return tuple(listed.split())
