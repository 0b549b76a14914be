"""What a person is called who is the client in law: a private client, or whoever trades alone."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from engross.intake.crm.titles import parted
from engross.intake.crm.words import squeezed
from engross.intake.forms.vocabulary import plain

SOLE_TRADER: Final = "sole-trader"
"""The type of client that trades under a name of its own and is a person all the same."""
PERSONS: Final = frozenset({"individual", SOLE_TRADER})
"""The types of client that are a person in law."""

_AS: Final = re.compile(r"\s+(?:t/a|trading\s+as)\s+", re.IGNORECASE)
_OWNS: Final = frozenset({"owner", "proprietor", "proprietress", "principal", "founder", "trader"})
"""Words of a role that say that somebody trades for themselves."""
_BESIDE: Final = frozenset(
    {"the", "sole", "business", "company", "founding", "managing"}
    | {"director", "manager", "operator", "self", "employed"}
)
"""Words that may stand beside those; any other may say that it is somebody else."""
_PARTS: Final = re.compile(r"[,;/&+()]|\band\b", re.IGNORECASE)
_OTHERS: Final = frozenset({"to", "of", "for", "s"})
"""Words before which somebody else is named: `assistant to the owner`, `Sam's`."""
_OF_WHAT: Final = re.compile(r" (?:of|at) .*")


class Trader(NamedTuple):
    """Who a sole trader is."""

    person: str
    """Without a title; empty where the form does not say."""
    business: str
    """The name that they trade under; empty for none."""


def untitled(name: str) -> str:
    """`Jane Doe` for `Mrs Jane Doe`: a title is no part of a name in law."""
    return parted(name)[1]


def trading_as(person: str, business: str) -> str:
    """`Jane Doe trading as Doe Plumbing`; the person alone who trades under no other name."""
    if not business or parts_of(person).business or squeezed(person) == squeezed(business):
        return person
    return f"{person} trading as {business}"


def parts_of(name: str) -> Trader:
    """Person and business of `Jane Doe t/a Doe Plumbing`; all of any other name as the person's."""
    found = _AS.search(name)
    return Trader(name[: found.start()], name[found.end() :]) if found else Trader(name, "")


def apart(name: str) -> tuple[str, ...]:
    """Both names of somebody who trades under another; nothing of any other name."""
    both = parts_of(name)
    return tuple(both) if both.business else ()


def trader_in(name: str, trading: str, contact: str, role: str) -> Trader:
    """Who the sole trader is, by what the form has for each.

    Many write the name of the business where the registered name is asked for. Then the trader is
    the contact, if their role says so or the form asks for none.
    """
    person, said = parts_of(name)
    person, contact, business = untitled(person), untitled(contact), said or trading
    alone = squeezed(person) in {"", squeezed(business)}
    # `Doe Plumbing` is no person where `Doe Plumbing Services` is what they trade under.
    if business and not alone and (said or not within(person, business)):
        return Trader(person, business)
    if person and _one_surname(person, contact):
        return Trader(person, business)
    return Trader(contact, business or person) if contact and _owns(role) else Trader("", trading)


def within(name: str, other: str) -> bool:
    """Whether each word of the name stands in the other."""
    return bool(name) and {*map(squeezed, name.split())} <= {*map(squeezed, other.split())}


def _one_surname(one: str, other: str) -> bool:
    mine, its = (squeezed(name.rpartition(" ")[2]) for name in (one, other))
    return mine == its


def _owns(role: str) -> bool:
    """Whether the role is that of an owner, and not of somebody who works or speaks for one."""
    parts = [_OF_WHAT.sub("", plain(part)).split() for part in _PARTS.split(role)]
    listed = plain(role).split()
    first = next((place for place, word in enumerate(listed) if word in _OWNS), len(listed))
    return not role or (
        _OTHERS.isdisjoint(listed[:first])
        and any(_OWNS & {*part} and not {*part} - _OWNS - _BESIDE for part in parts)
    )
