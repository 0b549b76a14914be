from __future__ import annotations

from pathlib import Path

import pytest

from engross.records import MEASURES, Evidence, IncomingMail, MailLine, Passage, Source, Span, slots
from engross.research import mail_toolbox
from engross.research.arguments import NoArguments
from engross.workspace import load_workspace
from engross.workspace.specs import CrewSpec, InputSpec

ROOT = Path(__file__).resolve().parents[3]
MAIL = "a" * 64
CREW = CrewSpec(
    title="Support reply",
    description="An answer.",
    agents=(),
    tasks=(),
    inputs={"mail": InputSpec(kind="mail", description="The mail.")},
    template="support_reply",
    deliverable="{client}.docx",
    standard_format=(),
)


def test_an_agent_reads_the_newest_message_and_what_it_asks() -> None:
    span = Span(source=MAIL, file="a.eml", place="message, line 3")
    evidence = Evidence(
        sources=(Source(role="mail", file="a.eml", sha256=MAIL, size=1),),
        facts=(),
        passages=(
            Passage(id="p1", text="When is invoice 4452 due?", kind="question", span=span),
            Passage(id="p2", text="Who pays?", kind="question", span=span, withheld="quoted"),
        ),
    )
    mail = IncomingMail(
        message_id="1@example",
        from_address="ruth@example",
        subject="Invoice",
        lines=(MailLine(text="When is invoice 4452 due?", place="message, line 3"),),
        attachments=("list.csv",),
        trust="unverified",
    )

    told = mail_toolbox(mail, evidence, CREW)["read_mail"].run(NoArguments())

    assert told["sender"] == "unverified"
    assert told["attached"] == ["list.csv"]
    assert [(one["id"], one["figures"]) for one in told["asked"]] == [("p1", ["4452"])]
    assert "ruth@example" not in str(told)


@pytest.mark.parametrize("name", ["support_reply_research", "support_reply_draft"])
def test_the_tasks_say_what_is_done_with_each_list_of_the_mail(name: str) -> None:
    told = load_workspace(ROOT).tasks[name].description

    assert all(f"`{word}`" in told for word in ("asked", "said", "verified"))


def test_every_slot_that_the_draft_task_shows_is_of_a_measure_that_there_is() -> None:
    told = load_workspace(ROOT).tasks["support_reply_draft"].description

    measures = {slot.id.partition("/")[0] for slot in slots(told) if "/" in slot.id}

    assert measures >= {"manager", "answer-by", "firm-telephone", "as-at"}
    assert measures <= set(MEASURES)
