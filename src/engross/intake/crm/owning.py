"""Who of a deal's people and accounts the register knows: by exact names only."""

from __future__ import annotations

from engross.intake.crm.chosen import ChosenDeal
from engross.intake.crm.records import Account
from engross.intake.crm.titles import parted
from engross.intake.people import who
from engross.workspace.register import Client, Contact, Firm, Person


def owner_of(chosen: ChosenDeal, firm: Firm) -> Person | None:
    """The person of firm.yaml who has the deal, by name, e-mail address or name in records."""
    user = chosen.crm.user_of(chosen.deal)
    told = [chosen.crm.owner_name(chosen.deal), user.email.value if user and user.email else ""]
    numbers = (who(firm, name).registered for name in told if name)
    return next((firm.people[number] for number in numbers if number is not None), None)


def registered_clients(firm: Firm, account: Account) -> tuple[Client, ...]:
    """The clients that the account's name and legal name are exactly, in capitals or not."""
    told = {name.value.strip().casefold() for name in (account.name, account.legal_name) if name}
    return tuple(
        client
        for client in firm.clients
        if told & {name.casefold() for name in (client.name, *client.names_in_records)}
    )


def registered_contact(client: Client, chosen: ChosenDeal) -> Contact | None:
    """The only one of the client's contacts who is called as the deal's contact is."""
    if chosen.contact is None:
        return None
    meant = _untitled(chosen.contact.name)
    found = [
        one
        for one in client.contacts
        if meant in {_untitled(name) for name in (one.name, *one.names_in_records)}
    ]
    return found[0] if len(found) == 1 else None


def _untitled(name: str) -> str:
    """`Ms Ruth Adeyemi` as `ruth adeyemi`."""
    return parted(name)[1].casefold()
