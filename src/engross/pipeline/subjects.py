"""Whom and what a run is for, looked up in the register again each time it is needed."""

from __future__ import annotations

from engross.errors import WorkspaceError
from engross.pipeline import names
from engross.pipeline.services import Services
from engross.records import Run
from engross.uk.legal_forms import without_form
from engross.uk.periods import Period
from engross.workspace.packs import Consumer
from engross.workspace.register import Client, Matter, find_matter
from engross.workspace.specs import CrewSpec
from engross.workspace.texts import with_texts


def subject_of(services: Services, run: Run) -> tuple[Client, Matter, Period]:
    """The run's client, matter and period.

    Raises:
        WorkspaceError: the register no longer has them.
    """
    if own := own_subject(services, run):
        now = _client_now(services, run, own)
        return now, _matter_now(run, now, own), Period.parse(run.period)
    client = services.workspace.firm.client(run.client)
    matter = find_matter(client, run.matter) if client else None
    if client is None or matter is None:
        raise _no_longer(run)
    return client, matter, Period.parse(run.period)


def called(services: Services, run: Run) -> tuple[str, str]:
    """The client's name and what its matter is called, for people; by key what is not there.

    It never fails: a run whose client has left the register is listed and released all the same.
    """
    if own := own_subject(services, run):
        return own.client.name, own.matter.reference
    client = services.workspace.firm.client(run.client)
    return client.name if client else run.client, run.matter


def known_as(services: Services, run: Run) -> tuple[str, str]:
    """The keys under which the register has the run's client and matter; empty where it has not.

    They are whose knowledge the run may look at: a prospect has none, and what another made of
    a deal has none of the same key.
    """
    own = own_subject(services, run)
    if own and own.prospect:
        return "", ""
    client = services.workspace.firm.client(run.client)
    registered = own is None or own.registered_matter
    matter = find_matter(client, run.matter) if client and registered else None
    return client.key if client else "", matter.key if matter else ""


def own_subject(services: Services, run: Run) -> names.OwnSubject | None:
    """What the run is for where firm.yaml does not have it; `None` for a matter of the register."""
    if not services.records.has(run.id, names.SUBJECT):
        return None
    return services.records.load(run.id, names.SUBJECT, names.OwnSubject)


def crew_of(services: Services, run: Run) -> CrewSpec:
    """The run's crew, with the firm's texts for it: statements of its pack, words of a service.

    Raises:
        WorkspaceError: the workspace no longer has it.
    """
    spec = services.workspace.crews.get(run.crew)
    if spec is None:
        raise WorkspaceError(
            f"crews/{run.crew}.yaml is no longer there.", remedy="Put it back, or delete the run."
        )
    workspace = services.workspace
    own = own_subject(services, run)
    service = workspace.prices.service(own.service) if own and workspace.prices else None
    return with_texts(spec, workspace.statements, service, consumer_of(services, run))


def consumer_of(services: Services, run: Run) -> Consumer:
    """Whether the run's client is a consumer: a prospect as the export says, others as firm.yaml.

    What neither says is taken from a company number and from the end of the name.
    """
    own, firm = own_subject(services, run), services.workspace.firm
    if own and own.prospect:
        client: Client | None = own.client
    else:
        client = firm.client(own.client.key if own else run.client)
    if own and own.prospect and own.consumer is not None:
        return own.consumer
    if client is None:
        return ""
    if client.consumer is not None:
        return "yes" if client.consumer else "no"
    return "no" if client.number or without_form(client.name) != client.name else ""


def _client_now(services: Services, run: Run, own: names.OwnSubject) -> Client:
    """A prospect as the export has it; a registered client as firm.yaml has it now.

    Whom the document is addressed to stays first among its contacts.
    """
    if own.prospect:
        return own.client
    client = next((c for c in services.workspace.firm.clients if c.key == own.client.key), None)
    if client is None:
        raise _no_longer(run)
    addressee = own.client.contacts[0].name if own.client.contacts else ""
    first = sorted(client.contacts, key=lambda contact: contact.name != addressee)
    return client.model_copy(update={"contacts": tuple(first)})


def _matter_now(run: Run, client: Client, own: names.OwnSubject) -> Matter:
    """One made up as it was made; a registered one as firm.yaml has it now."""
    if not own.registered_matter:
        return own.matter
    matter = find_matter(client, own.matter.key)
    if matter is None:
        raise _no_longer(run)
    return matter


def _no_longer(run: Run) -> WorkspaceError:
    return WorkspaceError(
        f"firm.yaml no longer has the client {run.client!r} with the matter {run.matter!r}.",
        remedy="Put them back, or delete the run.",
    )
