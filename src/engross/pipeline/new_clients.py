"""The client that a signed and released onboarding makes, ready for the register."""

from __future__ import annotations

from engross.errors import RefusedError, Tampered, UsageError, WrongState
from engross.intake.forms import ClientRecord, matches, record_of
from engross.intake.streams import slug
from engross.pipeline import names
from engross.pipeline.known_clients import registered_clients
from engross.pipeline.services import Services
from engross.pipeline.subjects import crew_of, own_subject
from engross.pipeline.verifying import verify_file
from engross.records import Evidence, Run
from engross.records.slots import OPEN
from engross.release import RELEASED
from engross.workspace.register import Client


def client_of(
    services: Services, run: Run, *, reference: str, key: str = "", title: str = ""
) -> Client:
    """The client as firm.yaml is to have it; `title` is the matter's, where the form names none.

    Raises:
        UsageError: the run is about no form, or something is to be confirmed that nobody gave.
        WrongState: the letter is not signed and released.
        RefusedError: the register has the client, or one that it may be.
        Tampered: the record, or what was released, is not what was signed.
    """
    own = own_subject(services, run)
    if crew_of(services, run).subject != "form" or own is None:
        raise UsageError(f"{run.id} takes nobody on as a client.")
    if run.state != "released":
        raise WrongState(
            f"{run.id} is {run.state}: a client is added when the letter is signed and released.",
            remedy=f"See what it waits for: engross show {run.id}",
        )
    if not own.prospect:
        raise RefusedError(f"{own.client.name} is a client of firm.yaml already.")
    record = _unchanged(services, run)
    _refuse_known(services, record)
    matter = own.matter.model_copy(
        update={
            "key": own.service or slug(reference),
            "reference": reference,
            "title": title or own.matter.title[:1].upper() + own.matter.title[1:],
        }
    )
    client = own.client.model_copy(
        update={"key": key or own.client.key.removeprefix("prospect-"), "matters": (matter,)}
    )
    _refuse_open(client)
    return client


def note_added(services: Services, run: Run, client: Client, by: str) -> None:
    """The line of the ledger that says that the client was added, and by whom."""
    services.ledger.record(
        "client-added",
        run=run.id,
        actor=by or "engross",
        subject=client.key,
        payload=client.model_dump(mode="json"),
    )


def _unchanged(services: Services, run: Run) -> ClientRecord:
    """The record, which is the evidence's, of a release that is what was signed."""
    verified = verify_file(services, services.outputs / run.id / RELEASED)
    record = services.records.load(run.id, names.RECORD, ClientRecord)
    evidence = services.records.load(run.id, names.EVIDENCE, Evidence)
    problems = [*verified.problems]
    if record != record_of(evidence):
        problems.append(f"The client record of {run.id} is not what its form said.")
    if problems:
        raise Tampered(" ".join(problems), remedy="Add the client by hand, once that is clear.")
    return record


def _refuse_known(services: Services, record: ClientRecord) -> None:
    found = matches(record.identity, registered_clients(services.workspace.firm))
    if found:
        first = found[0]
        raise RefusedError(
            f"It may be {first.known.identity.name} ({first.known.where}): {first.why}.",
            remedy="If they are two, add the new one to firm.yaml by hand.",
        )


def _refuse_open(client: Client) -> None:
    """Nothing that is still to be confirmed comes into the register."""
    for what, text in (
        ("name", client.name),
        ("address", client.address),
        ("matter's title", client.matters[0].title),
    ):
        if not text or OPEN in text:
            raise UsageError(
                f"The client's {what} is still to be confirmed.",
                remedy="Give --title TITLE for the matter; for the rest, correct the form's export "
                "and start the run again, or add the client to firm.yaml by hand.",
            )
