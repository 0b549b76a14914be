from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from engross.records import Escalation, IncomingMail, IntentAnswer, IntentChoice, MailLine, Routing
from engross.triage.routing import route
from engross.workspace.mail_desk import Handling
from engross.workspace.register import BankDetails, Firm, Particulars, Person
from engross.workspace.triage import IntentSpec, TriageFiles

WEDNESDAY = dt.date(2026, 10, 14)
HELEN = "helen.pike@penhallowreeve.example"
FIRM = Firm(
    particulars=Particulars(
        name="Penhallow Reeve LLP",
        profession="accountants",
        registered_in="England and Wales",
        number="OC000000",
        registered_office="1 Example Quay",
        address="1 Example Quay",
        telephone="01632 960100",
        email="office@penhallowreeve.example",
    ),
    bank=BankDetails(account_name="Office", sort_code="00-00-00", account_number="00000000"),
    clients=(),
    people=(Person(email=HELEN, name="Helen Pike", roles=("fee_earner",)),),
    handling=Handling(default=HELEN),
)


def _spec(title: str, *, person: bool = False, words: tuple[str, ...] = ()) -> IntentSpec:
    return IntentSpec(
        title=title,
        meaning=f"Wants {title}.",
        queue="billing",
        reply="person" if person else "draft",
        reply_contains="An answer.",
        person_when=words,
        threshold=0.8,
    )


FILES = TriageFiles(
    intents={
        "payment": _spec("Payment", words=("twice",)),
        "deadline": _spec("Deadline"),
        "scope": _spec("Scope", person=True),
    },
    examples_by_intent={},
)

AskModel = Callable[[IncomingMail], IntentAnswer | None]


def _says(intent: str) -> AskModel:
    return lambda mail: IntentAnswer(intent=intent, because=mail.words)


def _never(mail: IncomingMail) -> IntentAnswer | None:
    pytest.fail(f"a model was asked about {mail.subject}")


def _route(
    text: str,
    *choices: tuple[str, float],
    ask_model: AskModel = _never,
    automatic: bool = False,
    own: bool = False,
    noticed: Callable[[], Escalation | None] = lambda: None,
) -> Routing:
    lines = (MailLine(text=text, place="message, line 1"),) if text else ()
    mail = IncomingMail(message_id="a@example", lines=lines, automatic=automatic, own=own)
    chosen = [IntentChoice(intent=intent, confidence=sure) for intent, sure in choices]
    return route(
        mail,
        FILES,
        FIRM,
        chosen,
        ask_model=ask_model,
        on=WEDNESDAY,
        matter=None,
        noticed=noticed,
    )


def test_the_examples_answer_where_they_are_sure() -> None:
    routing = _route("Has it come?", ("payment", 0.9), ("deadline", 0.05))

    assert (routing.outcome, routing.intent, routing.decided_by) == (
        "answer",
        "payment",
        "examples",
    )
    assert (routing.confidence, routing.queue, routing.handler) == (0.9, "billing", HELEN)
    assert [other.intent for other in routing.others] == ["deadline"]
    assert [asked.text for asked in routing.asked] == ["Has it come?"]


def test_a_model_is_asked_where_they_are_not() -> None:
    routing = _route("Hm.", ("payment", 0.5), ("deadline", 0.4), ask_model=_says("deadline"))

    assert (routing.outcome, routing.intent, routing.decided_by) == ("answer", "deadline", "model")
    assert routing.confidence == 0.4


@pytest.mark.parametrize("says", ["unsure", "an-intent-nobody-has", ""])
def test_what_neither_can_tell_is_left_to_a_person(says: str) -> None:
    routing = _route("Hm.", ("payment", 0.5), ask_model=_says(says))

    assert (routing.outcome, routing.intent, routing.decided_by) == ("abstained", "", "nobody")
    assert routing.reason == "Nothing could tell what the mail wants; Helen Pike looks at it."


def test_no_model_at_all_leaves_it_to_a_person_too() -> None:
    routing = _route("Hm.", ask_model=lambda _: None)

    assert routing.outcome == "abstained"


def test_an_escalation_is_routed_whatever_the_examples_say() -> None:
    routing = _route("Has it come? I am making a complaint.", ("payment", 0.99))

    assert (routing.outcome, routing.decided_by) == ("routed", "rules")
    assert routing.reason == "A complaint. Helen Pike sees to this mail."
    assert [each.kind for each in routing.escalations] == ["complaint"]
    assert routing.intent == "payment"


def test_an_escalation_is_routed_without_asking_a_model() -> None:
    routing = _route("Delete my data, please.", ("payment", 0.1))

    assert routing.outcome == "routed"
    assert [clock.due for clock in routing.clocks] == [dt.date(2026, 11, 11)]


def test_an_intent_for_people_is_routed() -> None:
    routing = _route("Could you do our payroll?", ("scope", 0.9))

    assert (routing.outcome, routing.reason) == ("routed", "Scope. Helen Pike sees to this mail.")


def test_a_word_of_the_firms_sends_it_to_a_person() -> None:
    routing = _route("Did I pay it twice?", ("payment", 0.9))

    assert routing.outcome == "routed"
    assert routing.reason == "Payment (“twice”). Helen Pike sees to this mail."


def test_what_a_program_sent_is_closed() -> None:
    routing = _route("I am away until Monday.", ("payment", 0.9), automatic=True)

    assert (routing.outcome, routing.intent) == ("closed", "")


def test_what_a_program_sent_is_routed_when_a_person_must_know() -> None:
    routing = _route("Our mailbox was hacked.", automatic=True)

    assert routing.outcome == "routed"


def test_a_program_is_heard_whatever_its_address() -> None:
    mail = IncomingMail(
        message_id="a@example",
        from_address="no-reply@hmrc.example",
        lines=(
            MailLine(text="The VAT return is due on 16 October 2026.", place="message, line 1"),
        ),
        automatic=True,
    )

    routing = route(mail, FILES, FIRM, [], ask_model=_never, on=WEDNESDAY, matter=None)

    assert (routing.outcome, routing.handler) == ("routed", HELEN)
    assert [each.kind for each in routing.escalations] == ["deadline-near"]


def test_what_the_firm_sent_is_closed() -> None:
    assert _route("See you on Monday.", own=True).outcome == "closed"


def test_a_colleagues_forward_that_a_person_must_see_is_never_closed() -> None:
    routing = _route("I want a copy of all the personal data you hold about me.", own=True)

    assert routing.outcome == "routed"
    assert [each.kind for each in routing.escalations] == ["data-request"]


def test_a_form_on_the_website_is_left_to_a_person() -> None:
    mail = IncomingMail(
        message_id="a@example",
        lines=(MailLine(text="Are you open on Friday?", place="message, line 1"),),
        reply_to="ada@quarrel.example",
        own=True,
    )

    routing = route(mail, FILES, FIRM, [], ask_model=_never, on=WEDNESDAY, matter=None)

    assert (routing.outcome, routing.handler) == ("abstained", HELEN)


def test_a_word_that_wants_a_person_counts_below_the_signature_too() -> None:
    mail = IncomingMail(
        message_id="a@example",
        lines=(MailLine(text="Has it come?", place="message, line 1"),),
        rest=(MailLine(text="PPS we paid twice", place="message, line 4"),),
    )
    sure = [IntentChoice(intent="payment", confidence=0.9)]

    routing = route(mail, FILES, FIRM, sure, ask_model=_never, on=WEDNESDAY, matter=None)

    assert routing.outcome == "routed"


def test_a_mail_without_words_is_left_to_a_person() -> None:
    routing = _route("", ("payment", 0.99))

    assert routing.outcome == "abstained"
    assert routing.reason == "The mail has no words of its own; Helen Pike looks at it."


def test_a_mail_too_long_to_be_looked_through_is_left_to_a_person() -> None:
    def unlooked() -> Escalation:
        pytest.fail("somebody waits for thousands of sentences to be compared")

    routing = _route("word " * 9_000, ("payment", 0.99), noticed=unlooked)

    assert routing.outcome == "abstained"
    assert routing.reason == "The mail is too long to be looked through; Helen Pike reads it."


LIKE_A_REQUEST = Escalation(kind="data-request", place="message, line 1", words="What do you know?")


def test_what_is_like_a_mail_for_people_is_routed_though_no_word_tells_it() -> None:
    routing = _route("What do you know?", ("payment", 0.99), noticed=lambda: LIKE_A_REQUEST)

    assert (routing.outcome, routing.decided_by) == ("routed", "examples")
    assert routing.escalations == (LIKE_A_REQUEST,)
    assert [clock.due for clock in routing.clocks] == [dt.date(2026, 11, 11)]


def test_words_tell_the_kind_where_there_are_any() -> None:
    routing = _route("I am making a complaint.", noticed=lambda: LIKE_A_REQUEST)

    assert [each.kind for each in routing.escalations] == ["complaint"]


def test_what_a_program_sent_is_closed_whatever_it_is_like() -> None:
    routing = _route("Hello.", automatic=True, noticed=lambda: LIKE_A_REQUEST)

    assert routing.outcome == "closed"
