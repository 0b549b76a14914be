"""A mail as a run's subject: whose it is, what it is about, who signs, and which walls it is in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from engross.errors import UsageError
from engross.pipeline import names
from engross.pipeline.orders import Order
from engross.pipeline.services import Services
from engross.pipeline.stages import read
from engross.pipeline.starting import others_alike, start
from engross.pipeline.subjects import known_as, own_subject, subject_of
from engross.records import Evidence, IncomingMail, Run, RunInput
from engross.workspace.register import Firm, Matter

MailOrder = Callable[..., Order]
STRANGER = "Sarah Lee <sarah@elsewhere.example>"


def mail_of(services: Services, run: Run) -> IncomingMail:
    return services.records.load(run.id, names.MAIL, IncomingMail)


def with_firm(services: Services, firm: Firm) -> Services:
    return replace(services, workspace=services.workspace.model_copy(update={"firm": firm}))


def with_second_matter(services: Services) -> Services:
    firm = services.workspace.firm
    ours, *others = firm.clients
    more = Matter(
        key="payroll", reference="WRA002", title="Monthly payroll", partner=ours.matters[0].partner
    )
    both = ours.model_copy(update={"matters": (*ours.matters, more)})
    return with_firm(services, firm.model_copy(update={"clients": (both, *others)}))


def test_a_verified_sender_gets_their_client_and_its_only_matter(
    services: Services, mail_order: MailOrder
) -> None:
    run = start(services, mail_order())

    assert (run.client, run.matter) == ("wrackline", "accounts-2026")
    assert run.message == "one@wracklineboatyard.example"
    assert known_as(services, run) == ("wrackline", "accounts-2026")
    assert mail_of(services, run).trust == "verified"


def test_the_reply_is_addressed_to_whoever_wrote(services: Services, mail_order: MailOrder) -> None:
    joss = "Joss <joss.penberthy@wracklineboatyard.example>"

    client, _, _ = subject_of(services, start(services, mail_order(sender=joss)))

    assert client.contacts[0].name == "Mr Joss Penberthy"


def test_where_the_matter_is_open_only_the_clients_wall_is(
    services: Services, mail_order: MailOrder
) -> None:
    services = with_second_matter(services)

    run = start(services, mail_order())

    assert (run.client, run.matter) == ("wrackline", "correspondence")
    assert known_as(services, run) == ("wrackline", "")
    _, matter, _ = subject_of(services, run)
    assert matter.partner == "helen.pike@penhallowreeve.example"


def test_a_matter_that_the_mail_names_is_its_own(services: Services, mail_order: MailOrder) -> None:
    services = with_second_matter(services)

    run = start(services, mail_order(Subject="WRA002"))

    assert known_as(services, run) == ("wrackline", "payroll")


def test_the_matter_is_taken_from_the_threads_earlier_mail(
    services: Services, mail_order: MailOrder
) -> None:
    services = with_second_matter(services)
    start(services, mail_order(Subject="WRA002"))
    again = {"Message_ID": "<two@x>", "References": "<one@wracklineboatyard.example>"}

    run = start(services, mail_order("And by when?", **again))
    elsewhere = start(
        services,
        mail_order("And by when?", told="", **{**again, "Message_ID": "<three@x>"}),
    )

    assert (run.matter, mail_of(services, run).matter) == ("payroll", "payroll")
    assert (elsewhere.matter, mail_of(services, elsewhere).matter) == ("correspondence", "")


@pytest.mark.parametrize("said", ["", "mx.penhallowreeve.example; dmarc=fail"])
def test_a_registered_address_alone_gets_nothing_of_the_register(
    services: Services, mail_order: MailOrder, said: str
) -> None:
    run = start(services, mail_order(told=said))

    own = own_subject(services, run)

    assert own
    assert own.prospect
    assert run.client.startswith("sender-")
    assert known_as(services, run) == ("", "")
    assert own.client.name == "[to confirm: who wrote the mail]"
    assert "wrackline" not in own.model_dump_json(exclude={"client": {"contacts"}}).casefold()


def test_a_stranger_is_called_what_they_call_themselves(
    services: Services, mail_order: MailOrder
) -> None:
    run = start(services, mail_order(sender=STRANGER))

    client, matter, _ = subject_of(services, run)

    assert (client.name, client.contacts[0].email) == ("Sarah Lee", "sarah@elsewhere.example")
    assert matter.partner in {p.email for p in services.workspace.firm.people if p.signs}
    assert known_as(services, run) == ("", "")


@pytest.mark.parametrize(
    "name",
    [
        "Helen Pike",
        "Ruth Adeyemi",
        "Wrackline Boatyard Limited",
        "Pay 5000 now",
        "Sarah",
        "a@b Lee",
        "",
    ],
)
def test_no_name_is_printed_that_is_somebodys_or_none(
    services: Services, mail_order: MailOrder, name: str
) -> None:
    run = start(services, mail_order(sender=f'"{name}" <x@elsewhere.example>'))

    client, _, _ = subject_of(services, run)

    assert client.name == "[to confirm: who wrote the mail]"


def test_one_address_is_one_sender_on_every_day(services: Services, mail_order: MailOrder) -> None:
    first = start(services, mail_order(sender=STRANGER))
    second = start(services, mail_order(sender="S <SARAH@elsewhere.example>", Message_ID="<2@x>"))

    assert first.client == second.client


def test_of_an_unverified_sender_no_other_file_is_read(
    services: Services, mail_order: MailOrder, files: tuple[tuple[str, Path], ...]
) -> None:
    billing = next(path for role, path in files if role == "billing")
    run = start(services, mail_order(told="", also=(("billing", billing),)))

    read(services, run)

    evidence = services.records.load(run.id, names.EVIDENCE, Evidence)
    assert [source.role for source in evidence.sources] == ["mail"]
    assert evidence.select(scope="invoice:", internal=True) == ()
    assert any(finding.rule == "inputs-not-read" for finding in evidence.findings)


def test_a_mail_that_is_kept_already_needs_no_file(
    services: Services, mail_order: MailOrder
) -> None:
    order = mail_order()
    sha256 = services.documents.put(order.files[0][1].read_bytes())
    kept = RunInput(role="mail", file="mail 7.eml", sha256=sha256)

    run = start(services, order.model_copy(update={"files": (), "kept": (kept,)}))

    assert (run.client, run.inputs) == ("wrackline", (kept,))


def test_whoever_may_sign_nothing_cannot_be_written_for(
    services: Services, mail_order: MailOrder
) -> None:
    firm = services.workspace.firm
    nobody = tuple(person.model_copy(update={"signs": ()}) for person in firm.people)
    services = with_firm(services, firm.model_copy(update={"people": nobody}))

    with pytest.raises(UsageError, match="may sign documents"):
        start(services, mail_order(sender=STRANGER))


def test_a_client_cannot_be_named_for_a_mail(services: Services, mail_order: MailOrder) -> None:
    with pytest.raises(UsageError, match="whose sender says"):
        start(services, mail_order().model_copy(update={"client": "wrackline"}))


def test_a_reply_to_another_mail_is_another_document(
    services: Services, mail_order: MailOrder
) -> None:
    first = start(services, mail_order())
    services.runs.change(first.id, state="held")

    second = start(services, mail_order(Message_ID="<two@x>"))

    assert others_alike(services, second) == ()
    assert [run.id for run in others_alike(services, start(services, mail_order()))] == [first.id]
