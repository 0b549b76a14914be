"""Who speaks and who is meant: registered people and contacts by the names records use for them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from engross.intake.given import Subject
from engross.intake.streams import slug
from engross.records import Side, Tier
from engross.workspace.register import Client, Contact, Person

TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir"}
_LIKE_A_NAME = 0.8
"""How alike a name and a registered one must be to be taken for a mishearing of it."""
_LIKE_A_WORD = 0.6
"""How alike each of their words must be at the least."""
_LIKE_A_SURNAME = 0.7
"""How alike a surname must be that has the same title before it."""


class Known(NamedTuple):
    """Somebody the register knows."""

    side: Side
    fact: str
    """The fact that holds the registered name."""
    name: str
    """The registered name."""


def contact_fact(contact: Contact) -> str:
    """The fact that holds a contact's registered name."""
    return f"client-contact/register/contact:{slug(contact.name)}"


def person_fact(person: Person) -> str:
    """The fact that holds the registered name of somebody at the firm."""
    return f"person/register/fee-earner:{slug(person.name)}"


class Speakers:
    """Tells the firm's people and the client's contacts apart by name."""

    def __init__(self, subject: Subject) -> None:
        self._known: dict[str, Known | None] = {}
        """By every name that the register has; `None` for one that means several people."""
        self._short: dict[str, Known | None] = {}
        """By first name alone, and by title and surname."""
        self._others = {
            _plain(contact.name)
            for client in subject.firm.clients
            if client.key != subject.client.key
            for contact in client.contacts
        }
        for known, names in _registered(subject):
            for name in names:
                _enter(self._known, _plain(name), known)
            for short in _short_names(known.name):
                _enter(self._short, short, known)
        self._own = _own_names(subject.client)
        self._firm = {_plain(subject.firm.particulars.name), "the firm"}

    def side(self, name: str) -> Side:
        """Whose side a speaker is on; a title or a company in brackets makes no difference."""
        known = self.speaker(name)
        return known.side if known else ""

    def speaker(self, name: str) -> Known | None:
        """Whom a transcript means by a speaker's name; `None` when the register does not have it.

        The name must be registered as it stands: whose words they are is never guessed.
        """
        return self._known.get(_plain(name))

    def meant(self, name: str) -> Known | None:
        """Whom somebody means by `Martin`, `Ms Adeyemi`, `the Company`; `None` when not certain."""
        plain = _plain(name)
        if plain in self._own:
            return Known("client", "client-name/register/client", name)
        if plain in self._firm:
            return Known("firm", "firm-name/register/firm", name)
        return self.person(name)

    def person(self, name: str) -> Known | None:
        """Which registered person is meant by a name, a first name, or a title and surname."""
        plain = _plain(name)
        if plain in self._known:
            return self._known[plain]
        return self._short.get(" ".join(name.casefold().replace(".", " ").split()))

    def tier(self, name: str) -> Tier:
        """Who answers for what somebody said; on a call nobody speaks for the firm's approval."""
        return "client" if self.side(name) else "third-party"

    def misheard(self, name: str) -> Known | None:
        """Whose registered name this is near to and not equal; `None` if nobody's or several's."""
        plain = _plain(name)
        if not plain or plain in self._known or plain in self._others or self.meant(name):
            return None
        if plain != name.casefold() and " " not in plain:
            return self._misheard_surname(name)
        near = {
            known
            for each, known in self._known.items()
            if known and " " in each and "@" not in each and _alike(plain, each)
        }
        return near.pop() if len(near) == 1 else None

    def _misheard_surname(self, name: str) -> Known | None:
        """`Mr Kahn` for Mr Khan: a title and a surname near to one that has that title."""
        words = name.casefold().replace(".", " ").split()
        near = {
            known
            for each, known in self._short.items()
            if known
            and len(words) == len(each.split()) == 2  # noqa: PLR2004 - title and surname
            and words[0] == each.split()[0]
            and _ratio(words[1], each.split()[1]) >= _LIKE_A_SURNAME
        }
        return near.pop() if len(near) == 1 else None


def _registered(subject: Subject) -> Iterator[tuple[Known, Iterable[str]]]:
    for person in subject.firm.people:
        known = Known("firm", person_fact(person), person.name)
        yield known, (person.name, person.email, *person.names_in_records)
    for contact in subject.client.contacts:
        known = Known("client", contact_fact(contact), contact.name)
        yield known, (contact.name, contact.email, *contact.names_in_records)


def _enter(names: dict[str, Known | None], name: str, known: Known) -> None:
    if name:
        names[name] = known if names.get(name, known) == known else None


def _short_names(registered: str) -> Iterator[str]:
    """`Ms Ruth Adeyemi` is also `ruth` and `ms adeyemi`."""
    words = registered.casefold().replace(".", " ").split()
    title = words.pop(0) if words and words[0] in TITLES else ""
    if len(words) > 1:
        yield words[0]
        titles = [title] if title else sorted(TITLES)
        yield from (f"{each} {words[-1]}" for each in titles)


def _own_names(client: Client) -> set[str]:
    names = {client.name, client.short_name, *client.names_in_records}
    return {_plain(name) for name in names} | {"the client"}


def _alike(name: str, registered: str) -> bool:
    """Whether every word of the one is near to its word of the other: `Ruth Adeyami`."""
    words, known = name.split(), registered.split()
    if len(words) != len(known) or _ratio(name, registered) < _LIKE_A_NAME:
        return False
    return all(_ratio(*pair) >= _LIKE_A_WORD for pair in zip(words, known, strict=True))


def _ratio(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def _plain(name: str) -> str:
    words = name.partition("(")[0].partition("|")[0].casefold().replace(".", " ").split()
    if words and words[0] in TITLES:
        words = words[1:]
    return " ".join(words)
