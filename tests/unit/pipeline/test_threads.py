"""What came of the earlier mails of a thread is told, and of nobody else's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.pipeline import names
from engross.pipeline.orders import Order
from engross.pipeline.services import Services
from engross.pipeline.stages import read
from engross.pipeline.starting import start
from engross.pipeline.threads import earlier_of_thread, thread_findings
from engross.records import Evidence, IncomingMail, ReleasedDocument, Routing, Run, RunState

MailOrder = Callable[..., Order]
AGAIN = {"Message_ID": "<two@x>", "References": "<one@wracklineboatyard.example>"}


def told(services: Services, run: Run) -> list[str]:
    mail = services.records.load(run.id, names.MAIL, IncomingMail)
    return [finding.message for finding in thread_findings(services, run, mail)]


def test_an_earlier_run_of_the_thread_is_a_finding_of_the_next(
    services: Services, mail_order: MailOrder
) -> None:
    first = start(services, mail_order())
    second = start(services, mail_order("And by when?", **AGAIN))

    read(services, second)

    findings = services.records.load(second.id, names.EVIDENCE, Evidence).findings
    said = [each for each in findings if each.rule == "thread-earlier"]
    assert len(said) == 1
    assert first.id in said[0].message


def test_a_thread_is_known_by_the_mail_that_it_began_with(
    services: Services, mail_order: MailOrder
) -> None:
    root = "<root@x>"
    start(services, mail_order(References=root))
    second = start(services, mail_order(Message_ID="<two@x>", References=root))

    assert len(told(services, second)) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"told": ""},
        {"sender": "Thief <thief@elsewhere.example>"},
    ],
)
def test_nobody_learns_of_another_senders_thread(
    services: Services, mail_order: MailOrder, headers: dict[str, str]
) -> None:
    start(services, mail_order())

    stranger = start(services, mail_order(**headers, **AGAIN))

    assert told(services, stranger) == []


def test_a_mail_that_answers_none_has_no_thread(services: Services, mail_order: MailOrder) -> None:
    start(services, mail_order())
    other = start(services, mail_order(Message_ID="<two@x>"))

    mail = services.records.load(other.id, names.MAIL, IncomingMail)

    assert earlier_of_thread(services, other.crew, other.client, mail, other.id) == []


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("held", "waits for a decision since 14 October 2026"),
        ("routed", "Martin Oke sees to it"),
        ("declined", "the draft was declined"),
        ("released", "released, in outputs/x"),
    ],
)
def test_it_says_what_came_of_it(
    services: Services, mail_order: MailOrder, state: RunState, said: str
) -> None:
    first = start(services, mail_order())
    second = start(services, mail_order("And by when?", **AGAIN))
    services.runs.change(first.id, state=state)
    services.records.save(
        first.id, names.ROUTING, Routing(handler="martin.oke@penhallowreeve.example")
    )
    if state == "released":
        released = ReleasedDocument(
            run=first.id,
            folder="outputs/x",
            manifest_sha256="0" * 64,
            released_at=services.now(),
        )
        services.records.save(first.id, names.RELEASED, released)

    assert said in told(services, second)[0]
