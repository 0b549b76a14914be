"""Who is known already: the clients of firm.yaml, and whom earlier runs were about."""

from __future__ import annotations

from collections.abc import Iterator

from engross.errors import UsageError
from engross.intake.forms import ClientRecord, Identity, Known, Match, matches
from engross.intake.forms.identity import form_of
from engross.intake.forms.traders import apart
from engross.pipeline import names
from engross.pipeline.services import Services
from engross.pipeline.subjects import own_subject
from engross.records import Finding, Run, Severity
from engross.workspace.register import Client, Firm


def registered_match(firm: Firm, asking: Identity) -> Client | None:
    """The client of firm.yaml that somebody certainly is; `None` for nobody, or not for certain.

    Raises:
        UsageError: two of them are.
    """
    found = [
        match for match in matches(asking, registered_clients(firm)) if match.strength == "exact"
    ]
    if len(found) > 1:
        both = " and ".join(match.known.identity.name for match in found)
        raise UsageError(
            f"The form is from two clients of firm.yaml: {both}.",
            remedy="Correct their names, numbers or names_in_records in firm.yaml.",
        )
    return next((c for match in found for c in firm.clients if c.key == match.known.key), None)


def known_clients(services: Services, run: Run | None = None) -> tuple[Known, ...]:
    """Everybody known, without whom the run itself is about."""
    return (*registered_clients(services.workspace.firm), *_of_runs(services, run))


def known_findings(services: Services, run: Run, record: ClientRecord) -> tuple[Finding, ...]:
    """Whom the client of the record may be already, the surest first."""
    found = matches(record.identity, known_clients(services, run))
    return tuple(finding for match in found for finding in _told(match))


def registered_clients(firm: Firm) -> tuple[Known, ...]:
    """The clients of firm.yaml, each with its place there."""
    return tuple(
        Known(client.key, _identity(client), f"firm.yaml clients[{place}]", registered=True)
        for place, client in enumerate(firm.clients)
    )


def _identity(client: Client) -> Identity:
    return Identity(
        name=client.name,
        names=(*apart(client.name), *client.names_in_records),
        number=client.number,
        emails=tuple(contact.email for contact in client.contacts if contact.email),
        incorporated=bool(form_of(client.name) or client.number),
    )


def _of_runs(services: Services, run: Run | None) -> Iterator[Known]:
    """Prospects of earlier runs; whoever writes a mail says nothing of who they are."""
    firm_keys = {client.key for client in services.workspace.firm.clients}
    for other in services.runs.list():
        if other.message or (run and (other.id in {run.id, run.supersedes} or _again(other, run))):
            continue
        own = own_subject(services, other)
        if own and own.prospect and own.client.key not in firm_keys:
            yield Known(own.client.key, _kept(services, other, own), other.id)


def _again(other: Run, run: Run) -> bool:
    """Whether the one is the other's newer or older run of the same entry."""
    return bool(other.superseded_by) and other.crew == run.crew and other.entry == run.entry


def _kept(services: Services, other: Run, own: names.OwnSubject) -> Identity:
    if services.records.has(other.id, names.RECORD):
        return services.records.load(other.id, names.RECORD, ClientRecord).identity
    return _identity(own.client)


# --- what people are told ---------------------------------------------------------------------


def _told(match: Match) -> Iterator[Finding]:
    """An earlier run is named by its id: whoever it is about may have to be erased one day."""
    where, named = match.known.where, f"{match.known.identity.name} ({match.known.where})"
    whom = named if match.known.registered else f"whom the run {where} is about"
    if match.strength == "number":
        yield _finding(
            "client-number-taken",
            "block",
            f"The form's company number is that of {whom}, whose name is another.",
            "Find out at Companies House who it is: the same client under a new name, or a wrong "
            "number. Nothing was merged.",
        )
    elif match.known.registered and match.strength == "exact":
        yield _finding(
            "client-known",
            "warn",
            f"The form is from {named}, a client already: {match.why}. The letter goes by "
            "firm.yaml.",
            "A client needs no welcome letter: is new work meant? firm.yaml was not changed.",
        )
    else:
        whom += ", a client" if match.known.registered else ""
        yield _finding(
            "client-likely",
            "warn",
            f"The form may be from {whom}: {match.why}.",
            "Find out whether they are the same before you sign. They were not merged.",
        )


def _finding(rule: str, severity: Severity, message: str, suggestion: str) -> Finding:
    return Finding(
        rule=rule, severity=severity, place="the form", message=message, suggestion=suggestion
    )
