"""What a client is in law, whether it is a consumer, and which service is meant: by words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from engross.intake.crm.words import squeezed
from engross.intake.forms.vocabulary import table
from engross.workspace.price_list import PriceList, Service

_PREFIX: Final = re.compile(r"[A-Z]{2}")
_ENDINGS: Final = {
    "cic": ("c.i.c", "cic", "community interest company"),
    "charity": ("cio",),
    "llp": ("llp", "limited liability partnership"),
    "company": ("limited", "ltd", "plc", "public limited company"),
}
"""Endings of names that say what is registered under them."""
PEOPLE_BEHIND: Final = frozenset({"company", "llp", "cic", "charity", "partnership", "trust"})
"""The types of client that have people behind them."""
_ALWAYS_BUSINESS: Final = frozenset({
    "company", "llp", "cic", "charity", "partnership", "sole-trader",
})  # fmt: skip
_PARTS: Final = re.compile(r"[;\n|]|,\s+")
_JOINED: Final = re.compile(r"\s+(?:and|plus)\s+|\s+&\s+")


def type_in(text: str) -> str:
    """The type of client that the words name, by its key; empty for none."""
    said = f" {_words(text)} "
    for key, phrases in table("types").items():
        if any(f" {phrase} " in said for phrase in phrases):
            return key
    return ""


def type_of_name(name: str) -> str:
    """The type that the name's ending says; empty where it says none."""
    plain = _words(name)
    for key, endings in _ENDINGS.items():
        if any(plain == end or plain.endswith(f" {end}") for end in map(_words, endings)):
            return key
    return ""


def type_of_number(number: str) -> str:
    """The type that the beginning of a company number says; empty where it says none."""
    found = _PREFIX.match(number)
    for key, prefixes in table("prefixes").items():
        if found and found.group() in prefixes:
            return key
    return ""


def title_of_type(key: str) -> str:
    """What people call a type of client: `Limited company`."""
    titles: dict[str, str] = dict(table("type-titles"))
    return titles.get(key, "")


def consumer_in(text: str) -> str:
    """`Business` or `Consumer`; empty where the words say neither, or both."""
    said = f" {_words(text)} "
    found = {
        key
        for key, phrases in table("consumers").items()
        if any(f" {phrase} " in said for phrase in phrases)
    }
    return found.pop().capitalize() if len(found) == 1 else ""


def consumer_of_type(kind: str) -> str:
    """What a client of that type deals as; empty where only the client can say."""
    return "Business" if kind in _ALWAYS_BUSINESS else ""


def services_in(text: str, prices: PriceList | None) -> tuple[tuple[Service, ...], tuple[str, ...]]:
    """The services of the price list that the answer names, and what it names besides."""
    services = prices.services if prices else ()
    found: dict[str, Service] = {}
    others: list[str] = []
    for part in filter(None, (part.strip(" .") for part in _PARTS.split(text))):
        named = _called_so(part, services) or [
            service for each in _JOINED.split(part) for service in _called_so(each, services)
        ]
        found |= {service.key: service for service in named}
        others += [] if named else [part]
    return tuple(found.values()), tuple(others)


def _called_so(text: str, services: Sequence[Service]) -> list[Service]:
    return [service for service in services if squeezed(text) in _names(service)]


def _names(service: Service) -> frozenset[str]:
    return frozenset(squeezed(name) for name in _called(service))


def _called(service: Service) -> Iterator[str]:
    yield from (service.key, service.name, *service.names_in_records)


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold()))
