"""What is doubtful about a deal: names that differ, a deal that is over, oddities of the export."""

from __future__ import annotations

from collections.abc import Iterator

from engross.intake.crm import printed
from engross.intake.crm.chosen import ChosenDeal
from engross.intake.crm.likeness import Likeness
from engross.intake.crm.locating import of_place
from engross.intake.crm.owning import owner_of, registered_contact
from engross.intake.crm.titles import in_capitals, parted
from engross.intake.given import Subject
from engross.records import Finding

_ABOUT_NAMES = ("crm-name-variant", "crm-not-listed", "crm-duplicate", "crm-value-odd")
"""Rules whose findings quote the names that they are about."""


def doubts(chosen: ChosenDeal, subject: Subject) -> Iterator[Finding]:
    """The findings, whom the document is for first."""
    yield from _account_differs(chosen)
    yield from _near_client(chosen, subject)
    yield from _contact_differs(chosen, subject)
    yield from of_place(chosen, subject)
    yield from _contact_written_otherwise(chosen)
    yield from _currency_contradicted(chosen)
    yield from _over(chosen)
    yield from _owner(chosen, subject)
    yield from _of_the_export(chosen)


def _account_differs(chosen: ChosenDeal) -> Iterator[Finding]:
    account, said = chosen.account, chosen.deal.account
    name = account.name if account else None
    if said and name and said.value != name.value:
        yield Finding(
            rule="crm-client-unsure",
            severity="warn",
            place=str(said.place),
            message=(
                f"The deal calls its account otherwise than the list of accounts does "
                f"({name.place}), to which its id leads. The list's name was used."
            ),
            suggestion="Check that the deal is that account's.",
        )


def _near_client(chosen: ChosenDeal, subject: Subject) -> Iterator[Finding]:
    """A prospect whose name is nearly a registered client's: it may be that client."""
    name = printed.account_name(chosen)
    if subject.registered or not name.text:
        return
    known = {
        written: client
        for client in subject.firm.clients
        for written in (client.name, *client.names_in_records)
    }
    for near, difference in Likeness(known).near(name.text):
        yield Finding(
            rule="crm-client-unsure",
            severity="warn",
            place=str(name.places[0]),
            message=(
                f"The account “{name.text}” may be our client {known[near].name}: it differs in "
                f"{difference} from “{near}”. It was taken for a prospect."
            ),
            suggestion=(
                f"If they are the same, add “{name.text}” to names_in_records of "
                f"{known[near].key} in firm.yaml and start the run again."
            ),
        )
        return


def _contact_differs(chosen: ChosenDeal, subject: Subject) -> Iterator[Finding]:
    """The deal's contact is none that firm.yaml has: it was not written to in their name."""
    contact, client = chosen.contact, subject.registered
    if contact is None or client is None:
        return
    if registered_contact(client, chosen) is None:
        addressee = subject.client.contacts[0].name if subject.client.contacts else "nobody"
        yield Finding(
            rule="crm-client-unsure",
            severity="warn",
            place=str(contact.place),
            message=(
                f"The deal's contact is none of {client.name}'s contacts in firm.yaml. The "
                f"document is addressed to {addressee}."
            ),
            suggestion="Add the contact to firm.yaml if they may receive it.",
        )


def _contact_written_otherwise(chosen: ChosenDeal) -> Iterator[Finding]:
    """A name in capitals, which a letter writes otherwise or as it stands."""
    contact, name = chosen.contact, printed.contact_name(chosen)
    if contact is None or not name.text or not in_capitals(parted(contact.name)[1]):
        return
    yield Finding(
        rule="crm-value-odd",
        severity="note",
        place=str(name.places[-1]),
        message=(
            f"The contact's name is in capitals in the CRM. The document has it as “{name.text}”."
        ),
        suggestion="Check how they write it, and correct it in the CRM.",
    )


def _currency_contradicted(chosen: ChosenDeal) -> Iterator[Finding]:
    deal = chosen.deal
    if "/" not in deal.currency:
        return
    yield Finding(
        rule="crm-currencies",
        severity="warn",
        place=str(deal.amount.place if deal.amount else deal.place),
        message=f"The CRM says of several currencies that the deal is in them: {deal.currency}.",
        suggestion="Say in the CRM which is right, and export again.",
    )


def _over(chosen: ChosenDeal) -> Iterator[Finding]:
    deal = chosen.deal
    if deal.outcome == "open":
        return
    ended = "closed" if deal.outcome == "closed" else f"closed as {deal.outcome}"
    yield Finding(
        rule="crm-deal-over",
        severity="warn",
        place=str(deal.stage.place if deal.stage else deal.place),
        message=f"The CRM has this deal as {ended}.",
        suggestion="Is a document for it still wanted?",
    )


def _owner(chosen: ChosenDeal, subject: Subject) -> Iterator[Finding]:
    """Somebody else than the deal's owner is to sign, or nobody has the deal."""
    owner, signatory = owner_of(chosen, subject.firm), subject.firm.person(subject.matter.partner)
    if signatory is None or owner == signatory:
        return
    if owner:
        who = f"{owner.name} has the deal in the CRM"
    elif chosen.crm.owner_name(chosen.deal):
        who = "firm.yaml does not have the deal's owner in the CRM"
    else:
        who = "Nobody has the deal in the CRM"
    place = chosen.deal.owner or chosen.deal.owner_id
    yield Finding(
        rule="crm-owner",
        severity="note",
        place=str(place.place if place else chosen.deal.place),
        message=f"{who}; the document is {signatory.name}'s to sign.",
        suggestion="If somebody else is to sign, start the run again with --responsible EMAIL.",
    )


def _of_the_export(chosen: ChosenDeal) -> Iterator[Finding]:
    """The export's own findings that quote a name which this document rests on."""
    account = chosen.account
    told = (
        account.name if account else None,
        account.country if account else None,
        chosen.product,
        chosen.deal.product,
    )
    names = {f"“{name.value}”" for name in told if name}
    for finding in chosen.crm.findings:
        if finding.rule in _ABOUT_NAMES and any(name in finding.message for name in names):
            yield finding
