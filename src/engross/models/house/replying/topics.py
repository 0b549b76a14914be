"""What a question is about in two or three words, for a sentence that hands it to somebody."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Final

from engross.models.house.reading import FactLine
from engross.uk.dates import MONTHS

_FILE: Final = tomllib.loads(
    resources.files("engross.models.house.replying").joinpath("topics.toml").read_text("utf-8")
)
_MOST: Final = 2
"""Of more things nobody can tell which is meant."""
_KIND: Final = "|".join((*_FILE["kinds"], *MONTHS))
_ONE, _MANY = "|".join(_FILE["one"]), "|".join(_FILE["many"])
_THING: Final = re.compile(
    rf"\b(?:(?P<whose>our|my|your|the|an?) )?"
    rf"(?P<thing>(?:(?:{_KIND}) )*(?:(?P<one>{_ONE})|{_MANY}))\b"
    r"(?:,? (?P<number>[\w/-]*\d[\w/-]*))?",
    re.IGNORECASE,
)
_OURS: Final = {"your": "our", "our": "your", "my": "your"}
"""Whose it is, as the reader must read it."""


def topic(text: str, known: Sequence[FactLine]) -> str:
    """`your VAT return`, `invoice [[fact:...]]`, `our invoices and VAT`; empty where it is open."""
    found = list(dict.fromkeys(_things(text, known)))
    return " and ".join(found) if all(found) and len(found) <= _MOST else ""


def _things(text: str, known: Sequence[FactLine]) -> Iterator[str]:
    numbers = {f.display.casefold(): f.id for f in known if f.measure == "number"}
    for match in _THING.finditer(text):
        number, whose = (match["number"] or "").casefold(), (match["whose"] or "").lower()
        if number in numbers:
            yield f"invoice [[fact:{numbers[number]}]]"
        elif number or (match["one"] and not whose):
            yield ""
        else:
            yield f"{_OURS.get(whose, whose)} {match['thing']}".strip()
