"""Whether somebody who filled in a form is known already: told, and never merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from engross.intake.crm.likeness import difference_of
from engross.intake.forms.identity import Identity

Strength = Literal["exact", "likely", "number"]
"""`exact`: the same registered name, or the same name and number or address, and nothing against
it. `likely`: near in name, or with an e-mail address of theirs. `number`: the company number is
another's, whose name is not this one."""

_ORDER: Final[tuple[Strength, ...]] = ("exact", "number", "likely")


class Known(NamedTuple):
    """Somebody who is known: a client of firm.yaml, or the subject of an earlier run."""

    key: str
    identity: Identity
    where: str
    """Where people find them: `firm.yaml clients[0]`, `onboarding-20261118-3fa29c`."""
    registered: bool = False
    """Whether firm.yaml has them as a client."""


class Match(NamedTuple):
    """Somebody known who may be the same."""

    strength: Strength
    known: Known
    why: str
    """In words: `the same name, but for its legal form`."""


def matches(asking: Identity, known: Sequence[Known]) -> tuple[Match, ...]:
    """Everybody known who may be the same, the surest first."""
    found = [match for one in known for match in _match(asking, one)]
    return tuple(sorted(found, key=lambda match: _ORDER.index(match.strength)))


def _match(asking: Identity, known: Known) -> Iterator[Match]:
    """The strongest reason why the two may be one."""
    other = known.identity
    alike = _alike(asking, other)
    same_number = other.number in asking.numbers or asking.number in other.numbers
    other_number = bool(asking.number and other.number) and not same_number
    if same_number and not alike:
        yield Match("number", known, "the same company number under another name")
    elif alike == "the same name" and not other_number and _is_sure(asking, other):
        yield Match("exact", known, "the same company number and name" if same_number else alike)
    elif same_number:
        yield Match("exact", known, f"the same company number, and {alike}")
    elif alike and other_number:
        yield Match("likely", known, f"{alike}, but another company number")
    elif reason := alike or _address(asking, other):
        yield Match("likely", known, reason)


def _is_sure(asking: Identity, other: Identity) -> bool:
    """Two people may have one name; two companies may not."""
    if asking.incorporated and other.incorporated:
        return True
    emails = {email.casefold() for email in other.emails}
    return any(email.casefold() in emails for email in asking.emails)


def _alike(asking: Identity, other: Identity) -> str:
    """In what way two names are alike; empty for not at all."""
    reasons = [_alike_names(asking.name, name) for name in (other.name, *other.names)]
    reasons += [_alike_names(name, other.name) and "a name of theirs" for name in asking.names]
    found = next((reason for reason in (_SAME, *_NEARER) if reason in reasons), "")
    # A name in records has no legal form to differ in; the registered name may.
    return _OTHER_FORM if found == _SAME and len({asking.form, other.form} - {""}) > 1 else found


def _alike_names(one: str, other: str) -> str:
    if not one or not other:
        return ""
    first, second = Identity(name=one), Identity(name=other)
    if first.canonical_name == second.canonical_name:
        forms = {first.form, second.form} - {""}
        return _SAME if len(forms) <= 1 else _OTHER_FORM
    difference = difference_of(one, other)
    if difference is None and difference_of(first.canonical_name, second.canonical_name):
        difference = "one letter"
    return "a name that is one letter apart" if difference else ""


def _address(asking: Identity, other: Identity) -> str:
    emails = {email.casefold() for email in other.emails}
    if any(email.casefold() in emails for email in asking.emails):
        return "the e-mail address of a contact of theirs"
    if asking.domains & other.domains:
        return "an e-mail address at their domain"
    return ""


_SAME: Final = "the same name"
_OTHER_FORM: Final = "the same name with another legal form"
_NEARER: Final = (
    _OTHER_FORM,
    "a name of theirs",
    "a name that is one letter apart",
)
