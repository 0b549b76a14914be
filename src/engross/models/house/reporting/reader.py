"""For whom a report is written, and whose names can be written as slots."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from engross.models.house.reading import FactLine, PassageLine, words_in
from engross.models.house.reporting.lists import words

_FIRM = ("firm-name", "signatory", "manager", "person")
_CLIENT = ("client-name", "client-short-name", "client-contact")
_ADDRESSEE = "client-contact/register/client"
_LEAST_NAME = 3
"""Letters; shorter parts of a name are initials."""


@dataclass(frozen=True)
class Reader:
    """Who is `you` and who is `we` in a report; nobody is known when it is empty."""

    addressees: frozenset[str] = frozenset()
    """Ids of the facts that hold the addressee's name."""
    addressee: str = ""
    """The addressee's name as the register writes it, with its title."""
    client: frozenset[str] = frozenset()
    """The names of the client and its people, as the register writes them."""
    companies: frozenset[str] = frozenset()
    """The client's own names among them, the short one too."""
    firm: frozenset[str] = frozenset()
    """The names of the firm and its people, as the register writes them."""
    firms: frozenset[str] = frozenset()
    """The firm's own names among them."""
    days: frozenset[tuple[str, str]] = frozenset()
    """The facts of the days of conversations, each with the day as it is printed."""
    with_others: frozenset[str] = frozenset()
    """The facts of the days on which people of neither side spoke too: `you` may be them."""

    @cached_property
    def client_words(self) -> frozenset[str]:
        """Words of the client's names that nobody of the firm has."""
        return _name_words(self.client) - _name_words(self.firm)

    @cached_property
    def firm_words(self) -> frozenset[str]:
        """Words of the firm's names that nobody of the client has."""
        return _name_words(self.firm) - _name_words(self.client)

    @cached_property
    def addressee_words(self) -> frozenset[str]:
        """Words that name the reader, or the client, where a report says `you`."""
        contacts = _name_words([self.addressee, *self.companies])
        return contacts - _name_words(self.firm)

    @cached_property
    def named(self) -> frozenset[str]:
        """Words of the reader's own name."""
        return _name_words([self.addressee])

    @cached_property
    def called(self) -> tuple[str, ...]:
        """How a text may name the addressee so that it is nobody else, the longest form first.

        `Ms Ruth Adeyemi`, `Ruth Adeyemi`, `Ms Adeyemi`; a name without a title only as it stands.
        """
        title, _, full = self.addressee.partition(" ")
        if not full or title.rstrip(".").casefold() not in words("nobody", "titles"):
            return (self.addressee,) if self.addressee else ()
        names = {self.addressee, full, f"{title} {full.split()[-1]}"}
        return tuple(sorted(names, key=lambda name: (-len(name), name)))

    def is_addressee(self, fact: str) -> bool:
        """Whether the person whose name that fact holds is the one who reads the report.

        A speaker whom the register does not name, or a register that names no addressee, leaves
        the reader as the client as a whole.
        """
        return not fact or not self.addressees or fact in self.addressees


def reader_of(facts: Iterable[FactLine], passages: Iterable[PassageLine] = ()) -> Reader:
    """Who is who, from the register's facts, and who else spoke, from the passages."""
    known = list(facts)
    addressee = {fact.display for fact in known if fact.id == _ADDRESSEE}
    contacts = [fact for fact in known if fact.measure == "client-contact"]
    return Reader(
        addressees=frozenset(fact.id for fact in contacts if fact.display in addressee),
        addressee=next(iter(addressee), ""),
        companies=frozenset(f.display for f in known if f.measure in _CLIENT[:2]),
        client=frozenset(fact.display for fact in known if fact.measure in _CLIENT),
        firm=frozenset(fact.display for fact in known if fact.measure in _FIRM),
        firms=frozenset(f.display for f in known if f.measure == "firm-name"),
        days=frozenset((f.id, f.display) for f in known if f.measure == "said-on"),
        with_others=frozenset(p.said_on_fact for p in passages if p.speaker and not p.side),
    )


def _name_words(names: Iterable[str]) -> frozenset[str]:
    proper = (name for name in names if not name.startswith("the "))
    return frozenset(
        word for name in proper for word in words_in(name) if len(word) >= _LEAST_NAME
    ) - words("nobody", "forms")
