"""One deal of an export, found by exactly its id, its name or its row, with what belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from engross.intake.crm.chosen import ChosenDeal
from engross.intake.crm.currencies import one_of
from engross.intake.crm.fields import Field
from engross.intake.crm.picture import Crm, reference
from engross.intake.crm.records import (
    Account,
    Activity,
    Contact,
    Deal,
    LineItem,
    Product,
    Text,
)
from engross.intake.crm.titles import parted
from engross.intake.crm.words import squeezed
from engross.intake.exports import is_sterling
from engross.workspace.price_list import PriceList


def reference_of(deal: Deal) -> str:
    """How people name the deal: by its id, else by its name, else by its first cell."""
    told = deal.id or deal.name
    return told.value if told else str(deal.place)


def only_reference_of(crm: Crm, deal: Deal) -> str:
    """The same, or the first cell where that alone tells it from another deal."""
    told = reference_of(deal)
    return told if len(deals_called(crm, told)) == 1 else str(deal.place)


def deals_called(crm: Crm, wanted: str) -> tuple[Deal, ...]:
    """The deals with exactly that id; without any, with that name; else the one at that cell.

    `deals.csv A14` is the deal in row 14, and the way to name one whose id another has too.
    """
    ways: tuple[Callable[[Deal], bool], ...] = (
        lambda deal: deal.id is not None and deal.id.value == wanted,
        lambda deal: deal.name is not None and deal.name.value == wanted,
        lambda deal: str(deal.place) == wanted,
    )
    found = (tuple(deal for deal in crm.deals if is_meant(deal)) for is_meant in ways)
    return next(filter(None, found), ())


def chosen_deal(crm: Crm, deal: Deal, prices: PriceList | None) -> ChosenDeal:
    """The deal with its account, contact, product and service; what is not certain is left out."""
    lines = tuple(_in_its_currency(line, deal) for line in crm.lines_of(deal))
    named = deal.product or _only_product(lines)
    account, contact = _account(crm, deal), _contact(crm, deal)
    return ChosenDeal(
        crm=crm,
        deal=deal,
        account=account,
        contact=contact,
        product=named,
        service=prices.service(named.value) if prices and named else None,
        listed=_listed(crm, named, deal.currency),
        lines=lines,
        activities=tuple(_activities(crm, deal, account, contact)),
    )


def contacts_of(crm: Crm, account: Account) -> tuple[Contact, ...]:
    """The contacts that the export gives to the account, by its id or exactly its name."""
    return tuple(one for one in crm.contacts if _belongs(one, account))


def _account(crm: Crm, deal: Deal) -> Account | None:
    """The account of the list; without one there, what the deal itself calls it."""
    if listed := crm.account_of(deal):
        return listed
    return Account(place=deal.account.place, name=deal.account) if deal.account else None


def _contact(crm: Crm, deal: Deal) -> Contact | None:
    """The contact by its id, or the only one of that name; else what the deal calls it."""
    if listed := crm.contact_of(deal):
        return listed
    if deal.contact is None:
        return None
    alike = list(_of_that_name(crm, deal))
    if len(alike) == 1:
        return alike[0]
    return Contact(
        place=deal.contact.place, name=deal.contact.value, name_places=(deal.contact.place,)
    )


def _of_that_name(crm: Crm, deal: Deal) -> Iterator[Contact]:
    """Contacts of the deal's account whom it may mean; of no account only where it has none.

    A deal may call them with the title that the list of contacts has beside the name.
    """
    account = _account(crm, deal)
    for contact in crm.contacts:
        is_called_so = deal.contact is not None and _is_called(contact, deal.contact.value)
        if is_called_so and (account is None or _belongs(contact, account)):
            yield contact


def _is_called(contact: Contact, told: str) -> bool:
    if contact.name == told:
        return True
    title, name = parted(told)
    own_title, own_name = parted(contact.name)
    if contact.salutation and not own_title:
        own_title = contact.salutation.value
    agree = not title or not own_title or squeezed(title) == squeezed(own_title)
    return name == own_name and agree


def _belongs(contact: Contact, account: Account) -> bool:
    if contact.account_id and account.id:
        return reference(contact.account_id) == account.id.value
    return _says_the_same(contact.account, account.name)


def _activities(
    crm: Crm, deal: Deal, account: Account | None, contact: Contact | None
) -> Iterator[Activity]:
    yield from crm.activities_of(deal)
    for one in crm.activities:
        if one.deal_id is None and (
            _says_the_same(one.deal, deal.name)
            or (one.deal is None and _is_of(one, account, contact))
        ):
            yield one


def _is_of(activity: Activity, account: Account | None, contact: Contact | None) -> bool:
    of_account = account is not None and (
        _refers(activity.account_id, account.id) or _says_the_same(activity.account, account.name)
    )
    return of_account or (contact is not None and _refers(activity.contact_id, contact.id))


def _refers(one: Text, other: Text) -> bool:
    return one is not None and other is not None and reference(one) == other.value


def _says_the_same(one: Text, other: Text) -> bool:
    return one is not None and other is not None and one.value == other.value


def _only_product(lines: Sequence[LineItem]) -> Text:
    """What the only line is about; `None` for several lines."""
    return lines[0].product if len(lines) == 1 else None


def _listed(crm: Crm, named: Field[str] | None, currency: str) -> Product | None:
    """The only product of exactly that name in the export's own list.

    None whose price is in no currency that is said, where the deal's is not in pounds.
    """
    alike = [one for one in crm.products if _says_the_same(one.name, named)]
    if len(alike) != 1 or (currency and not is_sterling(currency) and not alike[0].currency):
        return None
    return alike[0]


def _in_its_currency(line: LineItem, deal: Deal) -> LineItem:
    """The line in the deal's currency where it says none; in neither where the two differ."""
    return replace(line, currency=one_of((line.currency, deal.currency)))
