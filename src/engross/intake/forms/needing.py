"""What the record of such a client needs, and what a letter asks for because the form lacks it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from engross.intake.forms.classing import PEOPLE_BEHIND
from engross.intake.forms.told import Told
from engross.intake.forms.vocabulary import Field, fields

_PEOPLE: Final = "people"


class Lack(NamedTuple):
    """Something that the record needs and the form does not have."""

    key: str
    what: str
    """As a sentence has it: `the company number`."""
    ask: str
    """How a letter asks for it; empty where only the firm can fill it."""


_OF_PEOPLE: Final = Lack(
    _PEOPLE,
    "the people behind the client",
    "The full name of each director, partner or trustee, and of everybody who owns or controls "
    "more than a quarter",
)
_OF_CONSUMER: Final = Lack(
    "consumer",
    "whether the client deals with us as a consumer",
    "Whether this is for a business or profession of yours, or for you personally",
)
_OF_TRADER: Final = Lack(
    "trader",
    "who the sole trader is",
    "Your own full name, beside the name that you trade under",
)
_OF_VAT: Final = Lack("vat-number", "the VAT number", "Your VAT number")


def lacking(told: Told, profession: str) -> Iterator[Lack]:
    """What a record of that type of client needs and the entry has not, in the record's order."""
    for about in fields().values():
        if is_needed(about, told, profession) and not told.value(about.key):
            yield Lack(about.key, _inside(about.title), about.ask)
    if told.value("vat-registered") == "Yes" and not told.value("vat-number"):
        yield _OF_VAT
    if told.trader_unnamed:
        yield _OF_TRADER
    if told.kind in PEOPLE_BEHIND and not told.people:
        yield _OF_PEOPLE
    if told.kind and not told.value("consumer"):
        yield _OF_CONSUMER


def is_needed(about: Field, told: Told, profession: str) -> bool:
    """Whether the record of such a client needs the field."""
    if told.abroad and about.key == "company-number":
        return False
    if about.key == "foreign-number":
        return told.abroad
    if about.professions and profession not in about.professions:
        return False
    return "all" in about.of or told.kind in about.of


def _inside(title: str) -> str:
    """The title inside a sentence: `the company number`, `the PAYE reference`, `who may ...`."""
    if title[:2].isupper():
        return f"the {title}"
    small = title[:1].lower() + title[1:]
    return small if small.startswith(("who ", "how ", "business or ")) else f"the {small}"
