"""A deal of a CRM export as what a run is about: its client, its work, and who is to sign."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Final

from engross.errors import UsageError
from engross.intake.crm import printed
from engross.intake.crm.cached import crm_of
from engross.intake.crm.choosing import (
    chosen_deal,
    deals_called,
    only_reference_of,
    reference_of,
)
from engross.intake.crm.chosen import ChosenDeal
from engross.intake.crm.owning import owner_of, registered_clients, registered_contact
from engross.intake.crm.picture import Crm
from engross.intake.crm.printed import Printed
from engross.intake.crm.records import Account, Deal
from engross.intake.crm.words import squeezed
from engross.intake.forms.classing import consumer_of_type, type_in, type_of_name
from engross.intake.given import GivenFile
from engross.intake.streams import slug
from engross.pipeline.given_files import kept_files, open_files
from engross.pipeline.names import OwnSubject
from engross.pipeline.orders import Order
from engross.pipeline.services import Services
from engross.pipeline.subjects import own_subject
from engross.records import Run, Span
from engross.records.measures import MEASURES
from engross.rendering.slots import to_confirm
from engross.workspace.packs import Consumer
from engross.workspace.register import Client, Contact, Firm, Matter, Person
from engross.workspace.specs import CrewSpec

_KIND: Final = "crm"
_LISTED: Final = 8
_PERSON: Final = "individual"
"""The legal form of a client that may be a consumer for certain."""
_COMPANIES: Final = ("limited", "ltd", "plc", "cic")
"""Legal forms of a company, which documents call `the Company`."""


def deal_subject(
    services: Services, spec: CrewSpec, order: Order, files: Sequence[GivenFile]
) -> tuple[str, OwnSubject]:
    """The deal, as the run keeps it, with its client and work.

    Raises:
        UsageError: no deal, or not one alone, is meant; its account is two clients of firm.yaml; or
            nobody may sign.
        InputError: a file of the export cannot be read.
    """
    crm = _crm(services, spec, order, files)
    deal = _find(crm, order.deal)
    chosen = chosen_deal(crm, deal, services.workspace.prices)
    firm = services.workspace.firm
    registered = _registered(firm, chosen)
    matter, of_matter = _matter(chosen, _signatory(firm, spec, order, chosen))
    of_client: dict[str, Span] = {}
    if registered is None:
        client, of_client = _prospect(firm, chosen, matter)
    else:
        client = _with_contact_first(registered, chosen)
    return only_reference_of(crm, deal), OwnSubject(
        client=client,
        prospect=registered is None,
        matter=matter,
        origins={**of_client, **of_matter},
        service=chosen.service.key if chosen.service else "",
        consumer=_consumer(chosen.account) if chosen.account else "",
    )


def deals_of(
    services: Services, order: Order, *, stage: str = "", everything: bool = False
) -> tuple[str, ...]:
    """The deals of the order's export, each by what `--deal` takes, in the export's order.

    Those at that stage, as the export writes it; or every one of them. A deal that another shares
    its id with is named once: a run for it is refused, and says how to name one of them.

    Raises:
        UsageError: no deal is at that stage.
        InputError: a file of the export cannot be read.
    """
    spec = services.workspace.crews[order.crew]
    crm = _crm(services, spec, order, open_files(spec, order.files, order.kept))
    found = crm.deals if everything else _at(crm, stage)
    return tuple(dict.fromkeys(reference_of(deal) for deal in found))


# --- the deal ---------------------------------------------------------------------------------


def _crm(services: Services, spec: CrewSpec, order: Order, files: Sequence[GivenFile]) -> Crm:
    of_crm = [file for file in files if file.kind == _KIND]
    of_crm += kept_files(services, spec, order.kept, _KIND)
    return crm_of(of_crm, services.workspace.firm.column_maps)


def _find(crm: Crm, wanted: str) -> Deal:
    found = deals_called(crm, wanted) if wanted else crm.deals
    if len(found) == 1:
        return found[0]
    if not crm.deals:
        raise UsageError(
            "No deals were found in the CRM export.",
            remedy="`engross map` shows what its columns are taken for; give the table of deals.",
        )
    if wanted and found:
        rows = " or ".join(f"--deal '{deal.place}'" for deal in found[:_LISTED])
        raise UsageError(
            f"The CRM export has {len(found)} deals called {wanted!r}.",
            remedy=f"Merge them in the CRM, or say which row is meant: {rows}.",
        )
    wrong = f"The CRM export has no deal {wanted!r}." if wanted else "Say which deal is meant."
    raise UsageError(wrong, remedy=f"Give --deal one of: {_some_of(crm.deals)}.")


def _some_of(deals: Sequence[Deal]) -> str:
    listed = list(dict.fromkeys(reference_of(deal) for deal in deals))
    more = f" and {len(listed) - _LISTED:,} more" if len(listed) > _LISTED else ""
    return ", ".join(listed[:_LISTED]) + more


def _at(crm: Crm, stage: str) -> tuple[Deal, ...]:
    found = tuple(
        deal
        for deal in crm.deals
        if deal.stage and deal.stage.value.strip().casefold() == stage.strip().casefold()
    )
    if not found:
        stages = dict.fromkeys(deal.stage.value for deal in crm.deals if deal.stage)
        known = ", ".join(stages) or "the export names none"
        raise UsageError(f"No deal is at the stage {stage!r}.", remedy=f"The stages are: {known}.")
    return found


# --- its client -------------------------------------------------------------------------------


def _registered(firm: Firm, chosen: ChosenDeal) -> Client | None:
    """The client of the register that the account is, by its exact name."""
    found = registered_clients(firm, chosen.account) if chosen.account else ()
    if len(found) > 1:
        both = " and ".join(client.name for client in found)
        raise UsageError(
            f"The account of the deal {reference_of(chosen.deal)} is two clients of firm.yaml: "
            f"{both}.",
            remedy="Correct its name or legal name in the CRM, or names_in_records in firm.yaml.",
        )
    return found[0] if found else None


def _with_contact_first(client: Client, chosen: ChosenDeal) -> Client:
    """The registered client, addressed to the deal's contact where it is one of its own."""
    meant = registered_contact(client, chosen)
    others = [one for one in client.contacts if one is not meant]
    first = (meant,) if meant else ()
    return client.model_copy(update={"contacts": (*first, *others)})


def _prospect(firm: Firm, chosen: ChosenDeal, matter: Matter) -> tuple[Client, dict[str, Span]]:
    name, contact = printed.account_name(chosen), printed.contact_name(chosen)
    client = Client(
        key=_prospect_key(firm, chosen, name),
        name=name.text or to_confirm("the client's name"),
        short_name=_short_name(name.text),
        address=printed.address(chosen).text,
        contacts=(Contact(name=contact.text, role=printed.contact_role(chosen).text),)
        if contact.text
        else (),
        matters=(matter,),
    )
    told = {"client-name": name, "client-short-name": name, "client-contact": contact}
    return client, _origins(told)


def _consumer(account: Account) -> Consumer:
    """Whether the account is a consumer, by its legal form, otherwise by the end of its name."""
    form = type_in(account.legal_form.value) if account.legal_form else ""
    names = (one.value for one in (account.legal_name, account.name) if one)
    registered = any(consumer_of_type(type_of_name(name)) for name in names)
    if form == _PERSON:
        return "" if registered else "yes"
    return "no" if registered or consumer_of_type(form) else ""


def _short_name(name: str) -> str:
    if not name:
        return to_confirm("the client's name")
    return (
        "the Company" if name.rsplit(maxsplit=1)[-1].casefold().strip(".") in _COMPANIES else name
    )


def _prospect_key(firm: Firm, chosen: ChosenDeal, name: Printed) -> str:
    """A key of no registered client's, and of no other account's in the export.

    A name that may hold a remark is in no key.
    """
    account = printed.account_key(chosen) or only_reference_of(chosen.crm, chosen.deal)
    key = f"prospect-{slug(name.text)}" if name.text else _marked("prospect", account)
    alike = {
        one.id.value if one.id else one.name.value
        for one in chosen.crm.accounts
        if one.name and slug(one.name.value) == slug(name.text)
    }
    if len(alike) > 1 or any(client.key == key for client in firm.clients):
        return _marked(key, account)
    return key


def _marked(key: str, text: str) -> str:
    return f"{key}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


# --- its work ---------------------------------------------------------------------------------


def _matter(chosen: ChosenDeal, partner: str) -> tuple[Matter, dict[str, Span]]:
    reference, product = printed.deal_reference(chosen), printed.product(chosen)
    matter = Matter(
        key=_matter_key(chosen, reference),
        reference=reference.text or to_confirm(MEASURES["matter-reference"].label),
        title=product.text or to_confirm("what is proposed"),
        partner=partner,
    )
    return matter, _origins({"matter-reference": reference, "matter-title": product})


def _matter_key(chosen: ChosenDeal, reference: Printed) -> str:
    """`deal-d-104`; of a deal whose id is no id, or is another's but for its letters, with a mark.

    CRMs have ids that differ in capitals alone.
    """
    key = f"deal-{slug(reference.text)}" if reference.text else "deal"
    others = (one for one in chosen.crm.deals if one is not chosen.deal)
    alike = any(one.id and squeezed(one.id.value) == squeezed(reference.text) for one in others)
    if reference.text and not alike:
        return key
    return _marked(key, only_reference_of(chosen.crm, chosen.deal))


def _origins(told: dict[str, Printed]) -> dict[str, Span]:
    return {measure: one.span for measure, one in told.items() if one.text and one.span}


# --- who signs --------------------------------------------------------------------------------


def _signatory(firm: Firm, spec: CrewSpec, order: Order, chosen: ChosenDeal) -> str:
    """Whoever is named; else the deal's owner; else the first who may sign such a document."""
    among = list(signers(firm, spec, order.crew))
    if order.responsible:
        person = firm.person(order.responsible)
        if person not in among:
            known = ", ".join(one.email for one in among) or "nobody in firm.yaml"
            raise UsageError(
                f"{order.responsible} may not sign documents of the kind {order.crew}.",
                remedy=f"Give --responsible one of: {known}.",
            )
        return person.email
    owner = owner_of(chosen, firm)
    if owner in among:
        return owner.email
    if not among:
        raise UsageError(
            f"Nobody in firm.yaml may sign documents of the kind {order.crew}.",
            remedy=f"Give somebody `signs: [{order.crew}]` there.",
        )
    return among[0].email


def signers(firm: Firm, spec: CrewSpec, crew: str) -> Iterator[Person]:
    """Everybody who may sign documents of that kind, in the register's order."""
    for person in firm.people:
        if set(spec.sign_off.roles) & set(person.roles) and person.may_sign(crew):
            yield person


def responsible_again(services: Services, run: Run) -> str:
    """Who was to sign the run's document, if they still may; nobody otherwise."""
    spec = services.workspace.crews.get(run.crew)
    own = own_subject(services, run)
    if spec is None or own is None:
        return ""
    among = signers(services.workspace.firm, spec, run.crew)
    return own.matter.partner if own.matter.partner in {one.email for one in among} else ""
