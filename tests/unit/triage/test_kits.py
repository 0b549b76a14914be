from __future__ import annotations

import json

import pytest

from engross.records import IncomingMail, IntentAnswer, MailLine
from engross.records.routing import UNSURE
from engross.triage.kits import NoArguments, kit, toolbox, verdict
from engross.workspace.triage import IntentSpec, TriageFiles

SPEC = IntentSpec(
    title="Deadline",
    meaning="Asks for a day.",
    queue="client work",
    reply="draft",
    reply_contains="The date.",
)
FILES = TriageFiles(
    intents={"deadline": SPEC},
    examples_by_intent={"deadline": tuple(f"When is it due, {n}?" for n in range(9))},
)
MAIL = IncomingMail(
    message_id="1@tidewell.example",
    subject="VAT return",
    lines=(
        MailLine(text="Could you tell me\nwhen it is due?", place="message, line 3"),
        MailLine(text="Nothing else.", place="message, line 5"),
    ),
)


def run(name: str, mail: IncomingMail = MAIL) -> dict[str, object]:
    return dict(toolbox(mail, FILES)[name].run(NoArguments()))


def test_intents_tells_keys_meanings_and_a_few_examples() -> None:
    (told,) = run("intents")["intents"]  # type: ignore[misc]  # JSON

    assert told["intent"] == "deadline"
    assert told["meaning"] == "Asks for a day."
    assert len(told["examples"]) == 4


def test_read_mail_tells_subject_and_newest_message_and_nothing_of_the_sender() -> None:
    mail = MAIL.model_copy(update={"from_address": "nisha.rao@tidewell.example", "client": "tid"})

    assert run("read_mail", mail) == {
        "subject": "VAT return",
        "message": ["Could you tell me\nwhen it is due?", "Nothing else."],
        "more": False,
    }


def test_a_very_long_mail_is_shown_in_part_and_says_so() -> None:
    line = MailLine(text="word " * 2_000, place="message, line 1")
    told = run("read_mail", MAIL.model_copy(update={"lines": (line, line, line)}))

    assert told["more"] is True
    assert len(json.dumps(told)) < 13_000


@pytest.mark.parametrize(
    "answer",
    [
        IntentAnswer(intent="deadline", because="VAT return"),
        IntentAnswer(intent="deadline", because="Could you tell me when it is due?"),
        IntentAnswer(intent=UNSURE),
    ],
)
def test_an_intent_of_the_firm_with_words_of_the_mail_is_accepted(answer: IntentAnswer) -> None:
    assert kit(MAIL, FILES).guard(answer).accepted


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (IntentAnswer(intent="gossip", because="VAT return"), "no intent `gossip`"),
        (IntentAnswer(intent="deadline"), "not in the mail"),
        (IntentAnswer(intent="deadline", because="It is plainly a deadline."), "not in the mail"),
    ],
)
def test_an_unknown_intent_or_words_that_are_not_in_the_mail_are_refused(
    answer: IntentAnswer, said: str
) -> None:
    told = verdict(answer, MAIL, FILES)

    assert not told.accepted
    assert said in told.reasons[0]
