"""What is not to be answered ends at triage, with nothing drafted and nobody superseded twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest

from engross.errors import WorkspaceError
from engross.pipeline import names, stages, triaging
from engross.pipeline.orders import Order
from engross.pipeline.services import Services
from engross.pipeline.stages import ANSWER, PRODUCE, read, workflows
from engross.pipeline.starting import start
from engross.pipeline.triaging import routing_of, triage
from engross.records import Clock, Evidence, Finding, Routing, Run
from engross.triage import kept_head

MailOrder = Callable[..., Order]
Kinds = Callable[[], list[str]]

HELEN = "helen.pike@penhallowreeve.example"
ANSWERED = Routing(outcome="answer", intent="deadline", reason="A reply is drafted.")
ROUTED = Routing(
    outcome="routed",
    handler=HELEN,
    reason="Helen Pike sees to this mail.",
    clocks=(
        Clock(
            name="Answer it",
            started=dt.date(2026, 10, 14),
            due=dt.date(2026, 11, 11),
            source="the law",
        ),
    ),
)


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Callable[[Routing], None]:
    """Lets triage say that of every mail, without head or model."""

    def said(routing: Routing) -> None:
        monkeypatch.setattr(triaging, "_routed", lambda *_: routing)

    return said


def triaged(services: Services, order: Order) -> Run:
    run = start(services, order)
    read(services, run)
    triage(services, run)
    return services.runs.get(run.id)


def test_a_mail_that_is_answered_goes_on(
    services: Services, mail_order: MailOrder, says: Callable[[Routing], None], kinds: Kinds
) -> None:
    says(ANSWERED)

    run = triaged(services, mail_order())

    assert (run.state, run.reason) == ("running", "")
    assert routing_of(services, run) == ANSWERED
    assert kinds()[-1] == "triaged"


@pytest.mark.parametrize(
    ("routing", "state"),
    [
        (ROUTED, "routed"),
        (Routing(outcome="abstained", reason="Nothing could tell."), "abstained"),
        (Routing(outcome="closed", reason="A program sent it."), "abstained"),
    ],
)
def test_any_other_ends_with_its_reason(
    services: Services,
    mail_order: MailOrder,
    says: Callable[[Routing], None],
    routing: Routing,
    state: str,
) -> None:
    says(routing)

    run = triaged(services, mail_order())

    assert (run.state, run.reason) == (state, routing.reason)


def test_nothing_more_is_made_of_a_mail_that_went_to_a_person(
    services: Services, mail_order: MailOrder, says: Callable[[Routing], None], kinds: Kinds
) -> None:
    says(ROUTED)
    run = start(services, mail_order())

    for _, step in workflows(services)["answer"]:
        step(run.id)

    found = services.runs.get(run.id)
    assert (found.state, found.stage) == ("routed", "triage.1")
    kept = (names.RESULT, names.RENDERED, names.REPORT, names.HELD)
    assert [name for name in kept if services.records.has(run.id, name)] == []
    assert kinds() == ["run-started", "stage-finished", "triaged", "stage-finished"]
    assert not (services.outputs / run.id).exists()


def test_it_is_found_out_once(
    services: Services, mail_order: MailOrder, says: Callable[[Routing], None]
) -> None:
    says(ROUTED)
    run = start(services, mail_order())
    steps = dict(workflows(services)["answer"])
    for name in ("read.1", "triage.1", "triage.1"):
        steps[name](run.id)

    assert [line.kind for line in services.ledger.lines()].count("triaged") == 1


def test_where_new_words_and_quoted_ones_cannot_be_told_apart_a_person_looks(
    services: Services, mail_order: MailOrder, says: Callable[[Routing], None]
) -> None:
    says(ANSWERED)
    run = start(services, mail_order())
    read(services, run)
    evidence = services.records.load(run.id, names.EVIDENCE, Evidence)
    unclear = Finding(
        rule="mail-quotes-unclear",
        severity="warn",
        place="mail.eml, message, line 4",
        message="It cannot be told.",
    )
    found = evidence.model_copy(update={"findings": (*evidence.findings, unclear)})
    services.records.save(run.id, names.EVIDENCE, found)

    triage(services, run)

    ended = services.runs.get(run.id)
    assert ended.state == "abstained"
    assert ended.reason.endswith("from message, line 4 on.")


def test_a_mail_of_which_a_sentence_is_doubted_is_left_to_a_person(
    services: Services,
    mail_order: MailOrder,
    says: Callable[[Routing], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    says(ANSWERED)
    doubting = SimpleNamespace(doubted=lambda _mail: True)
    monkeypatch.setattr(triaging, "_watch", lambda _services: doubting)

    run = triaged(services, mail_order())

    assert run.state == "abstained"
    assert run.reason.startswith("Not all that it says is plain;")


def test_a_mail_that_says_nothing_new_is_answered_by_nobody(
    services: Services, mail_order: MailOrder, says: Callable[[Routing], None]
) -> None:
    says(ANSWERED)

    run = triaged(services, mail_order("Regards\nRuth\n"))

    assert run.state == "abstained"


def test_a_draft_that_is_gone_over_again_is_not_triaged_anew(
    services: Services, mail_order: MailOrder, says: Callable[[Routing], None]
) -> None:
    says(ANSWERED)
    first = triaged(services, mail_order())
    says(ROUTED)

    again = triaged(services, mail_order().model_copy(update={"redraft_of": first.id}))

    assert again.state == "running"


def test_what_was_made_before_waits_for_nobody_once_it_is_routed(
    services: Services, mail_order: MailOrder, says: Callable[[Routing], None]
) -> None:
    says(ROUTED)
    first = triaged(services, mail_order())

    again = triaged(services, mail_order().model_copy(update={"supersedes": first.id}))

    assert services.runs.get(first.id).superseded_by == again.id


def test_a_complaint_is_routed_by_rule_and_no_model_is_asked(
    services: Services, mail_order: MailOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    untrained = SimpleNamespace(choices=lambda _text: (), threshold=1.0)
    monkeypatch.setattr(kept_head, "head_for", lambda *_: untrained)
    order = mail_order("I want to make a formal complaint about the delay.", Subject="Delay")

    run = triaged(services, order)

    assert run.state == "routed"
    routing = routing_of(services, run)
    assert routing
    assert routing.decided_by == "rules"
    assert routing.handler == HELEN


def test_without_the_firms_files_nothing_is_guessed(
    services: Services, mail_order: MailOrder
) -> None:
    bare = replace(services, workspace=services.workspace.model_copy(update={"triage": None}))

    with pytest.raises(WorkspaceError, match="knowledge/triage"):
        triaged(bare, mail_order())


def test_a_mails_workflow_is_the_others_with_triage_before_the_draft() -> None:
    stages_of_others = [name for name, _ in PRODUCE]

    assert [name for name, _ in ANSWER] == ["read.1", "triage.1", *stages_of_others[1:]]
    assert stages.RELEASE[0][0] == "release.1"
