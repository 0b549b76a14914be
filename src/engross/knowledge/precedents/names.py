"""The names that the firm's register knows, and the placeholder for each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Final, NamedTuple

from engross.knowledge.precedents.section import Replaced
from engross.workspace.register import Client, Contact, Firm, Matter, Person

ORDINARY: Final = tomllib.loads(
    resources.files("engross.knowledge.precedents").joinpath("ordinary.toml").read_text("utf-8")
)
"""`ordinary.toml`."""

CLIENT, SHORT, ADDRESS = "[name of the client]", "[name of the client, short]", "[address]"
CONTACT, MATTER, WORKSTREAM = (
    "[name of the contact]",
    "[name of the matter]",
    "[name of the workstream]",
)
FEE_EARNER: Final = "[fee-earner]"

_ENDING = re.compile(
    rf"[\s,]+(?:{'|'.join(map(re.escape, ORDINARY['endings']))})\.?$", re.IGNORECASE
)
_TITLE = re.compile(rf"(?:{'|'.join(ORDINARY['titles'])})\.?\s+", re.IGNORECASE)
_SHORTEST = 2
_SHORTEST_PART = 3
"""Letters of a first name or surname that is looked for by itself."""
_SHORTEST_OF_ADDRESS = 6
"""Letters of a part of an address."""
_BETWEEN = r"[\s_\u2010-\u2015-]+"
_BEFORE, _BEHIND = r"(?<![^\W_])", r"(?i:e?s)?(?![^\W_])"
"""A name begins and ends where letters do, or with the ending of a plural or possessive."""


class Name(NamedTuple):
    """A name, and what stands for it."""

    words: str
    placeholder: str
    exact: bool = False
    """Whether only these capitals are the name: `Tom`, `SS`; not `tom` and `ss`."""


class Names:
    """Finds the register's names in a text."""

    def __init__(self, firm: Firm, client: Client) -> None:
        """`client` is the one whose workstreams are looked for too; others' are ordinary words."""
        found = dict.fromkeys(_usable(_all(firm, client)))
        ordered = sorted(found, key=lambda name: -len(name.words))
        self._placeholders = [name.placeholder for name in ordered]
        self._pattern = re.compile("|".join(f"({_pattern(name)})" for name in ordered))

    def replaced(self, text: str) -> tuple[str, tuple[Replaced, ...]]:
        """The text with a placeholder for every name, and what was replaced."""
        done: list[Replaced] = []

        def instead(match: re.Match[str]) -> str:
            placeholder = self._placeholders[(match.lastindex or 1) - 1]
            done.append(Replaced(match.group(), placeholder))
            return placeholder

        return self._pattern.sub(instead, text), tuple(done)


def name_words(firm: Firm) -> frozenset[str]:
    """The single words of every client's and contact's name, but for what every name may end in."""
    names = [c.name for c in firm.clients]
    names += [contact.name for client in firm.clients for contact in client.contacts]
    words = {word for name in names for word in re.findall(r"[^\W\d_]{4,}", _ENDING.sub("", name))}
    return frozenset(words - set(ORDINARY["titles"]))


def _all(firm: Firm, client: Client) -> Iterator[Name]:
    for one in firm.clients:
        yield from _of_client(one)
    for stream in (s for matter in client.matters for s in matter.workstreams):
        yield Name(stream.name, WORKSTREAM)
        yield from (Name(word, WORKSTREAM, exact=True) for word in stream.names_in_records)
    for person in firm.people:
        yield from _of_person(person)


def _of_client(client: Client) -> Iterator[Name]:
    for name in (client.name, _ENDING.sub("", client.name), client.key):
        yield Name(name, CLIENT)
    yield from (Name(name, CLIENT, exact=_is_code(name)) for name in client.names_in_records)
    if client.short_name not in ORDINARY["short_names"]:
        yield Name(client.short_name, SHORT, exact=True)
    yield Name(client.address, ADDRESS)
    for part in client.address.split(","):
        if len(part.strip()) >= _SHORTEST_OF_ADDRESS:
            yield Name(part.strip(), ADDRESS)
    for contact in client.contacts:
        yield from _of_contact(contact)
    for matter in client.matters:
        yield from _of_matter(matter)


def _of_matter(matter: Matter) -> Iterator[Name]:
    yield Name(matter.reference, MATTER)
    yield Name(matter.title, MATTER)
    yield from (Name(name, MATTER, exact=_is_code(name)) for name in matter.names_in_records)
    if re.search(r"[\d-]", matter.key):  # `advisory` is an ordinary word
        yield Name(matter.key, MATTER)


def _of_contact(contact: Contact) -> Iterator[Name]:
    yield Name(contact.email, CONTACT)
    yield from _of_somebody(contact.name, contact.names_in_records, CONTACT)


def _of_person(person: Person) -> Iterator[Name]:
    yield Name(person.email, FEE_EARNER)
    yield from _of_somebody(person.name, person.names_in_records, FEE_EARNER)


def _of_somebody(name: str, also: Iterable[str], placeholder: str) -> Iterator[Name]:
    """The whole name, with a title and without, each of its parts, and how records write it."""
    bare = _TITLE.sub("", name, count=1) if _TITLE.match(name) else name
    yield Name(name, placeholder)
    yield Name(bare, placeholder)
    for part in (*also, *bare.split()):
        if len(part) >= _SHORTEST_PART or part in also:
            yield Name(part, placeholder, exact=_is_a_word_too(part))


def _usable(names: Iterable[Name]) -> Iterator[Name]:
    return (name for name in names if len(name.words.strip()) >= _SHORTEST)


def _is_a_word_too(name: str) -> bool:
    """Whether in small letters it may be no name: `Will`, `HP`."""
    return name.isupper() or name.casefold() in ORDINARY["names_too"]


def _is_code(name: str) -> bool:
    return " " not in name and name.isupper()


def _pattern(name: Name) -> str:
    """The name whole, however it is spaced, hyphenated or quoted, after a title or not."""
    words = [re.escape(word) for word in re.split(r"[\s\u2010-\u2015-]+", name.words) if word]
    joined = _BETWEEN.join(words).replace("'", "['\u2019]").replace("\u2019", "['\u2019]")
    title = _TITLE.pattern if name.placeholder in {CONTACT, FEE_EARNER} else ""
    titled = f"(?:(?i:{title}))?" if title else ""
    body = joined if name.exact else f"(?i:{joined})"
    return rf"{titled}{_BEFORE}{body}{_BEHIND}"
