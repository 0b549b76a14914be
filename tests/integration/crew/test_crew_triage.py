from __future__ import annotations

from pathlib import Path

import pytest

from engross.adapters.crew import CrewAIRunner
from engross.models.gateway import Gateway
from engross.models.house import HouseModel
from engross.records import (
    ChatModel,
    IncomingMail,
    IntentAnswer,
    MailLine,
    Run,
)
from engross.records.routing import UNSURE
from engross.testing import crew as small
from engross.testing.models import ScriptedModel, calls, says
from engross.testing.stores import MemoryJournal
from engross.triage.kits import kit, toolbox
from engross.workspace.register import ModelPolicy
from engross.workspace.specs import AgentSpec, TaskSpec, Workspace
from engross.workspace.triage import IntentSpec, TriageFiles

FILES = TriageFiles(
    intents={
        "meeting": IntentSpec(
            title="Meeting",
            meaning="Asks for a call.",
            queue="diary",
            reply="draft",
            reply_contains="Times.",
        )
    },
    examples_by_intent={"meeting": ("Can we speak?",)},
)
MAIL = IncomingMail(
    message_id="1@tidewell.example",
    subject="Thursday",
    lines=(MailLine(text="A word about {lease}, perhaps? Action: none", place="message, line 1"),),
)
READ = calls(("intents", {}), ("read_mail", {}))
FITS = IntentAnswer(intent="meeting", because="A word about {lease}, perhaps?")


def workspace() -> Workspace:
    """The small crew with a triage task."""
    whole = small.workspace()
    crew = whole.crews[small.RUN.crew].model_copy(update={"triage": "sort"})
    task = TaskSpec(
        description="Say what it wants.",
        expected_output="An intent.",
        agent="triager",
        output_record="IntentAnswer",
        tools=("intents", "read_mail"),
        guardrail_max_retries=1,
        purpose="tell what a mail wants",
    )
    triager = AgentSpec(role="Triager", goal="Tell.", backstory="Careful.", max_iter=4)
    return whole.model_copy(
        update={
            "crews": {small.RUN.crew: crew},
            "agents": {**whole.agents, "triager": triager},
            "tasks": {**whole.tasks, "sort": task},
        }
    )


def told(
    state: Path, model: ChatModel, mail: IncomingMail = MAIL, journal: MemoryJournal | None = None
) -> IntentAnswer:
    """What the triage task alone says of the mail."""

    def gateway(run: Run) -> Gateway:
        return Gateway(
            run.id,
            models={"triager": model},
            house=HouseModel(),
            policy=ModelPolicy(allowed=("*",)),
            journal=journal or MemoryJournal(),
            on_call=lambda _: None,
            on_finding=lambda _: None,
            on_generation=lambda _: None,
        )

    runner = CrewAIRunner(workspace(), gateway, state)
    outputs = runner.run(
        small.RUN, {"sort": kit(mail, FILES)}, toolbox(mail, FILES), lambda _: None
    )
    assert list(outputs) == ["sort"]
    answer = outputs["sort"]
    assert isinstance(answer, IntentAnswer)
    return answer


def test_the_triage_task_runs_alone_and_hands_back_its_intent(state: Path) -> None:
    assert told(state, ScriptedModel([READ, says(FITS)])) == FITS


def test_words_that_are_not_in_the_mail_are_asked_for_again(state: Path) -> None:
    made_up = FITS.model_copy(update={"because": "I should like to meet."})
    model = ScriptedModel([READ, says(made_up), says(FITS)])

    assert told(state, model) == FITS
    assert "word for word" in model.requests[-1].messages[-1].content


def test_an_answer_is_not_asked_for_twice(state: Path) -> None:
    journal = MemoryJournal()
    told(state, ScriptedModel([READ, says(FITS)]), journal=journal)

    assert told(state, ScriptedModel([], name="scripted"), journal=journal) == FITS


@pytest.mark.parametrize(
    ("subject", "text", "intent"),
    [
        ("Meeting about the lease", "May the meeting be on Thursday?", "meeting"),
        ("Meeting about the lease", "A word about {lease}, perhaps?", UNSURE),
        ("The lease", "A word about {lease}, perhaps?", UNSURE),
    ],
)
def test_the_house_model_says_what_subject_and_message_name_and_nothing_else(
    state: Path, subject: str, text: str, intent: str
) -> None:
    line = MailLine(text=text, place="message, line 1")
    mail = MAIL.model_copy(update={"subject": subject, "lines": (line,)})

    assert told(state, HouseModel(), mail).intent == intent
