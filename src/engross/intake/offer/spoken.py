"""Amounts that notes speak of as a price, a fee or a budget, with the sentence that has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from engross.intake.kinds import toml
from engross.uk.money import parse_money

_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+|\n+")
_AMOUNT: Final = re.compile(
    r"£ ?[0-9][0-9,]*(?:\.[0-9]{1,2})?(?: ?(?:k|m|thousand|million)\b)?"
    r"|\b[0-9][0-9,]*(?:\.[0-9]{1,2})? ?(?:k\b|thousand\b|pounds\b|plus vat\b|\+ ?vat\b)"
    r"|\b[0-9]{1,3}(?:,[0-9]{3})+\b",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(r"(?: ?pounds| ?plus vat| ?\+ ?vat)$", re.IGNORECASE)
_RATE: Final = re.compile(
    r"\s*(?:an|per|a|/)\s?(?:hour|hr|day|month|week|head|person|round)\b", re.IGNORECASE
)


class Spoken(NamedTuple):
    """One amount."""

    amount: Decimal
    sentence: str
    """The sentence that it stands in."""
    kind: str
    """`fee` or `budget`."""


def spoken_in(text: str) -> Iterator[Spoken]:
    """The amounts of every sentence that speaks of a fee or of a budget, rates aside."""
    for sentence in _SENTENCE.split(text):
        kind = next((k for k, words in _words().items() if words.search(sentence)), "")
        if not kind:
            continue
        for match in _AMOUNT.finditer(sentence):
            if _RATE.match(sentence, match.end()):
                continue
            try:
                amount = parse_money(_AFTER.sub("", match.group()))
            except ValueError:
                continue  # `1,2,3` and the like are no amounts
            yield Spoken(amount, " ".join(sentence.split()), kind)


@cache
def _words() -> dict[str, re.Pattern[str]]:
    return {
        kind: re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
        for kind, words in toml("offer/spoken.toml")["words"].items()
    }
