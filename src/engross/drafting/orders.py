"""What a remark is certain to ask for; the phrases are in `orders.toml`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple, cast

from engross.records.redrafts import RemarkOrder

Scope = Literal["words", "sentence", "paragraph"]
"""What `this` is: the words that the remark is on, their sentence, or their paragraph."""

_POLITE = re.compile(r"\b(?:please|pls|kindly|thanks|thank you|many thanks)\b")
_EDGES = " \t\n.!,;:-\N{EN DASH}\N{EM DASH}"
_QUOTES = str.maketrans({"\N{RIGHT SINGLE QUOTATION MARK}": "'"})


class Asked(NamedTuple):
    """What a remark asks for."""

    order: RemarkOrder
    scope: Scope


NOTHING_CERTAIN = Asked("", "words")
"""What any other remark asks for."""


def asked_by(text: str) -> Asked:
    """What a remark asks for, if the whole of it is a known phrase."""
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    words = " ".join(_POLITE.sub(" ", plain).strip(_EDGES).split())
    return _phrases().get(words.strip(_EDGES), NOTHING_CERTAIN)


@cache
def _phrases() -> dict[str, Asked]:
    file = tomllib.loads(
        resources.files("engross.drafting").joinpath("orders.toml").read_text("utf-8")
    )
    standing = [("words", "")]
    standing += [(scope, words) for scope, listed in file["this"].items() for words in listed]
    return {
        " ".join(phrase.replace("{this}", words).split()): Asked(
            cast("RemarkOrder", order), cast("Scope", scope)
        )
        for order, phrases in file["orders"].items()
        for phrase in phrases
        for scope, words in standing
    }
