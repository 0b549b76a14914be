"""By what somebody may be known again: names, numbers and e-mail addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from engross.intake.crm.likeness import bare
from engross.intake.crm.words import squeezed
from engross.intake.forms.answers import read_answer
from engross.intake.forms.classing import title_of_type
from engross.intake.forms.traders import PERSONS, SOLE_TRADER, apart, trading_as, untitled
from engross.intake.forms.vocabulary import listed
from engross.records import Record

_FORMS: Final = {
    "limited": ("limited", "ltd"),
    "llp": ("llp",),
    "plc": ("plc",),
    "cic": ("cic",),
    "lp": ("lp",),
    "cio": ("cio",),
}
"""Legal forms, each with how names write it."""


class Identity(Record):
    """What is known of who somebody is."""

    name: str
    names: tuple[str, ...] = ()
    """Other names: trading, former, those in records."""
    number: str = ""
    """At Companies House."""
    foreign_number: str = ""
    """In the register of another country, if what the client says of the country is right."""
    charity_number: str = ""
    emails: tuple[str, ...] = ()
    incorporated: bool = False
    """Whether its name is registered, so that no other has it."""

    @property
    def canonical_name(self) -> str:
        """The name squeezed, its legal form folded: `wrackline boatyard` for Ltd and Limited."""
        return bare(self.name)

    @property
    def numbers(self) -> frozenset[str]:
        """Every number that may be one of Companies House, whatever country was said with it."""
        foreign = read_answer("company-number", self.foreign_number).value
        return frozenset({self.number, foreign} - {""})

    @property
    def form(self) -> str:
        """The legal form that the name ends in, folded; empty for none."""
        return form_of(self.name)

    @property
    def domains(self) -> frozenset[str]:
        """The domains of its e-mail addresses that are not a provider's."""
        found = {email.rpartition("@")[2].casefold() for email in self.emails}
        return frozenset(found - set(listed("mail", "providers")) - {""})


def form_of(name: str) -> str:
    """The legal form that a name ends in: `limited` for `Ltd` and `Limited`; empty for none."""
    last = squeezed(name.rsplit(maxsplit=1)[-1]) if name.strip() else ""
    return next((form for form, written in _FORMS.items() if last in written), "")


def client_name(value: Callable[[str], str]) -> str:
    """The client's name, a sole trader's with that of the business.

    A contact's stands in for it only where a person is the client in law.
    """
    kind = value("client-type")
    person = kind in map(title_of_type, PERSONS) or not (
        kind or value("company-number") or value("charity-number")
    )
    name = value("legal-name") or (untitled(value("contact-name")) if person else "")
    trades = kind == title_of_type(SOLE_TRADER)
    return trading_as(name, value("trading-name")) if name and trades else name


def identity_of(value: Callable[[str], str]) -> Identity:
    """Who a client is, by what its record has for each key of `fields.toml`."""
    name = client_name(value)
    others = (*apart(name), value("trading-name"), *value("former-names").split(";"))
    return Identity(
        name=name,
        names=tuple(dict.fromkeys(filter(None, (other.strip() for other in others)))),
        number=value("company-number"),
        foreign_number=value("foreign-number"),
        charity_number=value("charity-number"),
        emails=tuple(filter(None, (value("contact-email"),))),
        incorporated=bool(form_of(name) or value("company-number")),
    )
