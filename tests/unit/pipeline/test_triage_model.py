from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping

import pytest

from engross.models.gateway import Gateway
from engross.pipeline.services import Services
from engross.pipeline.triage_model import model_for
from engross.records import (
    AgentFindings,
    ChatRequest,
    IncomingMail,
    IntentAnswer,
    MailLine,
    Message,
    Record,
    Run,
)
from engross.records.ports import TaskKit, Tool
from engross.records.routing import UNSURE
from engross.testing.models import ScriptedModel, says

RUN = Run(
    id="support-20261014-0a1b2c",
    crew="support_reply",
    client="wrackline",
    matter="accounts-2026",
    period="",
    as_at=dt.date(2026, 10, 14),
    inputs=(),
    started_at=dt.datetime(2026, 10, 14, 9, 0, tzinfo=dt.UTC),
)
MAIL = IncomingMail(
    message_id="1@wracklineboatyard.example",
    subject="Thursday",
    lines=(MailLine(text="Can we speak?", place="message, line 1"),),
)
SPEAK = IntentAnswer(intent="meeting", because="Can we speak?")


@dataclasses.dataclass
class OneCall:
    """A runner that puts one question to the task's model and hands back an answer."""

    gateway: Gateway
    answer: Record
    kits: list[str] = dataclasses.field(default_factory=list)

    def run(
        self,
        _run: Run,
        kits: Mapping[str, TaskKit],
        tools: Mapping[str, Tool],
        _progress: Callable[[str], None],
    ) -> Mapping[str, Record]:
        (task,) = kits
        self.kits = [task, *tools]
        line = self.gateway.line(task, "triager", "tell what a mail wants")
        line.complete(ChatRequest(messages=(Message(role="user", content="What is it?"),)))
        return {task: self.answer}


def answering(services: Services, answer: Record) -> tuple[Services, list[OneCall]]:
    """The services with a triager that answers that, and the runners that they made."""
    made: list[OneCall] = []

    def runner(gateway: Gateway) -> OneCall:
        made.append(OneCall(gateway, answer))
        return made[-1]

    models = {"triager": ScriptedModel([says(SPEAK)])}
    return dataclasses.replace(services, crew_runner=runner, models=lambda _: models), made


def test_the_crews_triage_task_is_asked_with_its_own_tools_and_a_line_in_the_ledger(
    services: Services,
) -> None:
    services, made = answering(services, SPEAK)
    answer = model_for(services, RUN, MAIL)(MAIL)
    (line,) = services.ledger.lines()

    assert answer == SPEAK
    assert made[0].kits == ["support_triage", "intents", "read_mail"]
    assert (line.kind, line.actor, line.run) == ("model-called", "triager", RUN.id)


def test_nothing_is_opened_before_somebody_asks(services: Services) -> None:
    services, made = answering(services, SPEAK)
    model_for(services, RUN, MAIL)

    assert made == []


@pytest.mark.parametrize(
    "answer",
    [
        IntentAnswer(intent=UNSURE),
        IntentAnswer(intent="gossip", because="Can we speak?"),
        IntentAnswer(intent="meeting", because="We must meet."),
    ],
)
def test_what_cannot_be_relied_on_is_nothing_said(services: Services, answer: IntentAnswer) -> None:
    services, _ = answering(services, answer)

    assert model_for(services, RUN, MAIL)(MAIL) is None


def test_another_mail_than_the_runs_is_not_asked_about(services: Services) -> None:
    services, made = answering(services, SPEAK)
    other = MAIL.model_copy(update={"message_id": "2@wracklineboatyard.example"})

    assert model_for(services, RUN, MAIL)(other) is None
    assert made == []


def test_a_runner_that_hands_back_another_record_is_a_fault(services: Services) -> None:
    services, _ = answering(services, AgentFindings())

    with pytest.raises(TypeError, match="AgentFindings"):
        model_for(services, RUN, MAIL)(MAIL)
