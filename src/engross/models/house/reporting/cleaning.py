"""Spoken words made plain enough to be looked at: straight, written out, without fillers."""

from __future__ import annotations

import re
from functools import cache

from engross.models.house.reporting.lists import alternatives, any_of, table

_BROKEN = re.compile(
    r"…|\.\.|--|[\u2013\u2014]|>>|[\[\]{}<>()\"“”@#*_|/\\;:=+~^]|\bhttp|,\s*$|\b(\w+)[ ,]+\1\b",
    re.IGNORECASE,
)
"""Where somebody breaks off, says a word twice, or a sign stands that no sentence wants."""

_CUT_OFF = re.compile(
    r"\b(?:a|an|and|as|at|because|but|by|for|from|if|in|into|like|my|next|of|or|our|so|than|that"
    r"|the|their|through|to|when|which|with|your)[\s.,;!?]*$",
    re.IGNORECASE,
)
"""How a sentence ends that goes on in the next cue."""

_SHORT_FORM = re.compile(
    r"(?<!s)'(?!s\b)|\b(?:he|here|how|it|nobody|she|that|what|when|where|who)'s\b"
    r"|\w's (?:a|an|at|been|going|got|in|not|on|still|the|to)\b"
    r"|\bthere is (?:been|got|had|become|come|gone)\b",
    re.IGNORECASE,
)
"""A short form that is none of the known ones, or stands for `has` where `is` was written out."""

_TRAILING = re.compile(
    r"(?:,\s*(?:yeah|yep|yes|okay|ok|all right|alright|cheers|thanks|thank you|please|then|sure))+"
    r"(?=[.!?]*$)",
    re.IGNORECASE,
)
_LETTERS = str.maketrans({"\u2019": "'", "\u2018": "'", "\u00a0": " "})


def plain(text: str) -> str:
    """One line with straight apostrophes."""
    return " ".join(text.translate(_LETTERS).split())


def is_broken(text: str) -> bool:
    """Whether a plain text breaks off, stumbles or holds signs that a sentence has no use for."""
    return any(form.search(text) for form in (_BROKEN, _CUT_OFF, _SHORT_FORM))


def cleaned(text: str) -> str:
    """A plain text without what people say while they think, short forms written out."""
    for form, replacement in _fillers():
        text = form.sub(replacement, text)
    while (match := _opener().match(text)) and match.end() < len(text):
        text = text[match.end() :]
    text = _TRAILING.sub("", text)
    return " ".join(written_out(text).split())


def written_out(text: str) -> str:
    """With `I will` for `I'll`."""
    text = text.translate(_LETTERS)
    return _short_forms().sub(lambda match: table("expanded")[match.group().casefold()], text)


@cache
def _fillers() -> tuple[tuple[re.Pattern[str], str], ...]:
    anywhere = any_of("fillers", "anywhere").pattern
    between = any_of("fillers", "between_commas").pattern
    return (
        (re.compile(rf",\s*{anywhere}\s*,", re.IGNORECASE), ""),
        (re.compile(rf",\s*{between}\s*,", re.IGNORECASE), ""),
        (re.compile(rf",?\s*{anywhere}\s*,?", re.IGNORECASE), " "),
        (re.compile(r"\s+(?=[.,?!])"), ""),
    )


@cache
def _opener() -> re.Pattern[str]:
    bare, with_comma = alternatives("openers", "bare"), alternatives("openers", "with_comma")
    return re.compile(
        rf"[\s,.!]*(?:(?:{bare})(?![\w'])[\s,.!]*|(?:{with_comma})\s*[,.!][\s,.!]*)", re.IGNORECASE
    )


@cache
def _short_forms() -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(table("expanded"), key=len, reverse=True))
    return re.compile(rf"(?<![\w'])(?:{forms})(?![\w'])", re.IGNORECASE)
