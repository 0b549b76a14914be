"""An entry of a form as what a run is about: the client to be, and what is wanted of us."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final, NamedTuple

from engross.errors import UsageError
from engross.intake import GivenFile
from engross.intake.forms import (
    Entry,
    Told,
    entries_of,
    entry_called,
    identity_of,
    record_of,
    reference_of,
    told_in,
)
from engross.intake.forms.identity import client_name
from engross.intake.forms.traders import SOLE_TRADER
from engross.intake.streams import slug
from engross.pipeline import names
from engross.pipeline.deals import signers
from engross.pipeline.given_files import kept_files, open_files
from engross.pipeline.known_clients import known_findings, registered_match
from engross.pipeline.names import OwnSubject
from engross.pipeline.orders import Order
from engross.pipeline.services import Services
from engross.pipeline.suspicions import without_suspicions
from engross.records import Evidence, Run, Span
from engross.rendering.slots import to_confirm
from engross.workspace.register import Client, Contact, Firm, Matter
from engross.workspace.specs import CrewSpec

_KIND: Final = "form"
_LISTED: Final = 8
_UNKNOWN: Final = "the client's registered name"
_SHORT_NAMES: Final = {
    "company": "the Company",
    "cic": "the Company",
    "charity": "the Charity",
    "llp": "the LLP",
    "partnership": "the Partnership",
}
"""What documents call a client of that type."""


class _Chosen(NamedTuple):
    """The entry that is meant."""

    entries: Sequence[Entry]
    entry: Entry
    told: Told


def form_subject(
    services: Services, spec: CrewSpec, order: Order, files: Sequence[GivenFile]
) -> tuple[str, OwnSubject]:
    """The entry as the run keeps it, and whom and what it is for.

    Raises:
        UsageError: no entry, or not one alone, is meant; it is two clients of firm.yaml; or nobody
            may sign.
        InputError: a file cannot be read.
    """
    forms = [file for file in files if file.kind == _KIND]
    forms += kept_files(services, spec, order.kept, _KIND)
    chosen = _chosen(services, spec, forms, order.entry)
    return (
        reference_of(chosen.entries, chosen.entry),
        _subject(services, spec, order, chosen),
    )


def entries_asked(services: Services, order: Order) -> tuple[str, ...]:
    """What `--entry` takes for each entry of the order's form; nothing is kept, and nobody told.

    Raises:
        InputError: a file cannot be read.
    """
    spec = services.workspace.crews[order.crew]
    clean = without_suspicions(services, open_files(spec, order.files, order.kept))
    forms = [file for file in clean.files if file.kind == _KIND]
    forms += kept_files(services, spec, order.kept, _KIND)
    entries = [(found, entry) for file in forms for found in (entries_of(file),) for entry in found]
    return tuple(reference_of(found, entry) for found, entry in entries)


def keep_record(services: Services, run: Run, evidence: Evidence) -> Evidence:
    """The evidence with whom the client may be already; its record is kept in the store."""
    record = record_of(evidence)
    services.records.save(run.id, names.RECORD, record)
    told = known_findings(services, run, record)
    return evidence.model_copy(update={"findings": (*told, *evidence.findings)})


# --- the entry --------------------------------------------------------------------------------


def _chosen(services: Services, spec: CrewSpec, forms: Sequence[GivenFile], wanted: str) -> _Chosen:
    if len(forms) != 1:
        raise UsageError(
            f"{spec.title} is made of one form, not {len(forms)}.",
            remedy="Give the export that has the entry.",
        )
    entries = entries_of(forms[0])
    entry = entry_called(entries, wanted)
    if entry is None:
        wrong = (
            f"{forms[0].name} has no entry {wanted!r}."
            if wanted
            else f"{forms[0].name} has {len(entries)} entries."
        )
        raise UsageError(wrong, remedy=f"Give --entry one of: {_some_of(entries)}.")
    return _Chosen(entries, entry, told_in(entry, services.workspace.prices))


def _some_of(entries: Sequence[Entry]) -> str:
    listed = [str(entry.number) for entry in entries]
    more = f" and {len(listed) - _LISTED:,} more" if len(listed) > _LISTED else ""
    return ", ".join(listed[:_LISTED]) + more


# --- its client and work ----------------------------------------------------------------------


def _subject(services: Services, spec: CrewSpec, order: Order, chosen: _Chosen) -> OwnSubject:
    firm, told = services.workspace.firm, chosen.told
    registered = registered_match(firm, identity_of(told.value))
    partner = _signatory(firm, spec, order, registered)
    matter, of_matter = _matter(firm, chosen, partner, registered)
    if registered is None:
        client, of_client = _prospect(firm, chosen, matter)
    else:
        client, of_client = registered, {}
    return OwnSubject(
        client=client,
        prospect=registered is None,
        matter=matter,
        origins={**of_client, **of_matter},
        service=told.services[0].key if len(told.services) == 1 else "",
    )


def _prospect(firm: Firm, chosen: _Chosen, matter: Matter) -> tuple[Client, dict[str, Span]]:
    """A client made of the form, whose key is nobody's else."""
    told = chosen.told
    name = client_name(told.value)
    contact = told.value("contact-name")
    client = Client(
        key=_prospect_key(firm, chosen, name),
        name=name or to_confirm(_UNKNOWN),
        short_name=_short_name(told, name) or to_confirm(_UNKNOWN),
        number=told.value("company-number"),
        address=told.value("address"),
        contacts=_contacts(told),
        matters=(matter,),
    )
    named = "legal-name" if told.value("legal-name") else "contact-name"
    origins = {"client-name": named, "client-short-name": named} if name else {}
    origins |= {"client-contact": "contact-name"} if contact else {}
    return client, {measure: told.spans(key)[0] for measure, key in origins.items()}


def _short_name(told: Told, name: str) -> str:
    if told.kind == SOLE_TRADER:
        return told.value("trading-name") or name
    return _SHORT_NAMES.get(told.kind, name)


def _contacts(told: Told) -> tuple[Contact, ...]:
    if not told.value("contact-name"):
        return ()
    return (
        Contact(
            name=told.value("contact-name"),
            role=told.value("contact-role"),
            email=told.value("contact-email"),
        ),
    )


def _prospect_key(firm: Firm, chosen: _Chosen, name: str) -> str:
    """`prospect-quillhaven-pottery`; with a mark where another has it, or there is no name."""
    key = f"prospect-{slug(name)}" if name else "prospect"
    others = (told_in(entry) for entry in chosen.entries if entry is not chosen.entry)
    alike = any(slug(client_name(told.value)) == slug(name) for told in others)
    if name and not alike and not any(client.key == key for client in firm.clients):
        return key
    return _marked(key, f"{chosen.entry.place.source} {chosen.entry.number}")


def _marked(key: str, text: str) -> str:
    return f"{key}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _matter(
    firm: Firm, chosen: _Chosen, partner: str, registered: Client | None
) -> tuple[Matter, dict[str, Span]]:
    """The work that is wanted; its number is given when the client is taken on."""
    told = chosen.told
    reference = reference_of(chosen.entries, chosen.entry)
    title = told.wanted
    known = registered.matters[0].manager if registered else ""
    matter = Matter(
        key=_marked("onboarding", f"{chosen.entry.place.source} {reference}"),
        reference=reference,
        title=title or to_confirm("what the client has asked us to do"),
        partner=partner,
        manager=known or _manager(firm),
    )
    return matter, {"matter-title": told.spans("service")[0]} if title else {}


def _manager(firm: Firm) -> str:
    """The first manager of the register; nobody where there is none."""
    return next((one.email for one in firm.people if "manager" in one.roles), "")


def _signatory(firm: Firm, spec: CrewSpec, order: Order, registered: Client | None) -> str:
    """Whoever is named; else the client's partner; else the first who may sign such a letter."""
    may = [person.email for person in signers(firm, spec, order.crew)]
    if not may:
        raise UsageError(
            f"Nobody in firm.yaml may sign documents of the kind {order.crew}.",
            remedy=f"Give somebody `signs: [{order.crew}]` there.",
        )
    if order.responsible and order.responsible not in may:
        raise UsageError(
            f"{order.responsible} may not sign documents of the kind {order.crew}.",
            remedy=f"Give --responsible one of: {', '.join(may)}.",
        )
    known = registered.matters[0].partner if registered and registered.matters else ""
    return order.responsible or (known if known in may else may[0])
