"""What a document may print of a deal: each name as the export has it, or why it is not printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engross.intake.crm.chosen import ChosenDeal
from engross.intake.crm.fields import Field
from engross.intake.crm.picture import reference
from engross.intake.crm.records import Account, Contact, Text
from engross.intake.crm.remarks import Printable, why_not_printed
from engross.intake.crm.titles import is_title, out_of_capitals, parted
from engross.intake.crm.words import squeezed, words
from engross.intake.sheets import Place, spans
from engross.records import Span

_MOST_PRODUCTS = 4
"""Products of a deal's lines that are named together; more are a list and no title."""


@dataclass(frozen=True)
class Printed:
    """One text for a document."""

    text: str = ""
    """Empty where the export has none, or none that may be printed."""
    places: tuple[Place, ...] = ()
    """The cells that it stands in, also when it is not printed."""
    refused: str = ""
    """Why what stands there is not printed."""

    @property
    def span(self) -> Span | None:
        """Where it was read; `None` for what was not."""
        return next(iter(spans(self.places)), None)


def account_name(chosen: ChosenDeal) -> Printed:
    """The legal name of the deal's account, else its name."""
    account = chosen.account
    return _judged(account.legal_name or account.name if account else None, "account")


def address(chosen: ChosenDeal) -> Printed:
    """The account's address in one line; nothing without a street or a postcode.

    A letter within the United Kingdom does not name it.
    """
    account = chosen.account
    if account is None or not (account.street or account.postcode):
        return Printed()
    country = account.country
    if country and squeezed(country.value) in words("places", "uk"):
        country = None
    told = (account.street, account.city, account.region, account.postcode, country)
    judged = [_judged(part, "address") for part in told if part]
    places = tuple(place for part in judged for place in part.places)
    if refused := next((part.refused for part in judged if part.refused), ""):
        return Printed(places=places, refused=refused)
    return Printed(", ".join(_each_once(part.text for part in judged)), places)


def contact_name(chosen: ChosenDeal) -> Printed:
    """The contact's name, with a title only where the export gives one; not in capitals."""
    contact = chosen.contact
    if contact is None or not contact.name:
        return Printed()
    places = contact.name_places or (contact.place,)
    if refused := why_not_printed(contact.name, "person"):
        return Printed(places=places, refused=refused)
    own, name = parted(contact.name)
    title = _title(contact)
    if own or title is None:
        return Printed(f"{own} {out_of_capitals(name)}".strip(), places)
    said = " ".join(word.rstrip(".") for word in title.value.split())
    return Printed(f"{said} {out_of_capitals(name)}", (title.place, *places))


def contact_role(chosen: ChosenDeal) -> Printed:
    """What the contact is at the client."""
    return _judged(chosen.contact.job_title if chosen.contact else None, "role")


def product(chosen: ChosenDeal) -> Printed:
    """What is proposed, as the price list calls it, else as the deal or its lines do."""
    if chosen.service and chosen.product:
        return Printed(chosen.service.name, (chosen.product.place,))
    if chosen.product:
        return _judged(chosen.product, "product")
    return _products(chosen)


def deal_reference(chosen: ChosenDeal) -> Printed:
    """The deal's id."""
    return _judged(chosen.deal.id, "id")


def is_legal_name(account: Account) -> bool:
    """Whether the export says who the account is in law: a legal name or a legal form."""
    if account.legal_name or account.legal_form:
        return True
    last = account.name.value.split()[-1:] if account.name else []
    return bool(last) and squeezed(last[0]) in words("businesses", "forms")


def account_key(chosen: ChosenDeal) -> str:
    """What tells the account from others in the export: its id, otherwise its name."""
    if chosen.deal.account_id:
        return reference(chosen.deal.account_id)
    account = chosen.account
    told = (account.id or account.name) if account else None
    return told.value if told else ""


def _judged(told: Text, printed_as: Printable) -> Printed:
    if told is None:
        return Printed()
    refused = why_not_printed(told.value, printed_as)
    return Printed("" if refused else told.value, (told.place,), refused)


def _products(chosen: ChosenDeal) -> Printed:
    """The products of several lines, `payroll, VAT returns and tax advice`."""
    told = [_judged(line.product, "product") for line in chosen.lines]
    names = list(_each_once(one.text for one in told if one.text))
    places = tuple(place for one in told for place in one.places)
    refused = next((one.refused for one in told if one.refused), "")
    if refused or not names or len(names) > _MOST_PRODUCTS:
        return Printed(places=places, refused=refused)
    *first, last = names
    return Printed(f"{', '.join(first)} and {last}" if first else last, places)


def _title(contact: Contact) -> Field[str] | None:
    """The title, unless it is none."""
    told = contact.salutation
    return told if told and is_title(told.value) else None


def _each_once(texts: Iterator[str]) -> Iterator[str]:
    yield from dict.fromkeys(texts)
