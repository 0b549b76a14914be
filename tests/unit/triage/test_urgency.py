from __future__ import annotations

import datetime as dt

import pytest

from engross.records import Clock, Escalation, EscalationKind, IncomingMail, MailLine, Urgency
from engross.triage.urgency import HowSoon, urgency_of

WEDNESDAY = dt.date(2026, 10, 14)


def _soon(text: str, *kinds: EscalationKind, due: dt.date | None = None) -> HowSoon:
    line = MailLine(text=text, place="message, line 1")
    mail = IncomingMail(message_id="a@example", lines=(line,))
    escalations = [Escalation(kind=kind, place="subject", words="") for kind in kinds]
    clocks = [Clock(name="Answer", started=WEDNESDAY, due=due, source="A rule")] if due else []
    return urgency_of(mail, escalations, clocks, WEDNESDAY)


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("This is urgent.", "today"),
        ("Please ring me as soon as possible.", "today"),
        ("Could you ring me this afternoon?", "today"),
        ("Could you reply by tomorrow?", "soon"),
        ("Can we speak on Friday?", "soon"),
        ("Could you reply by 30 October?", "normal"),
        ("It is not urgent, but could you send it?", "normal"),
        ("We paid it today.", "normal"),
        ("Paid today, please confirm.", "normal"),
        ("Please copy her in from now on.", "normal"),
        ("Could you send it when you have a moment?", "normal"),
    ],
)
def test_the_senders_own_words_say_how_soon(text: str, urgency: Urgency) -> None:
    assert _soon(text).urgency == urgency


def test_the_reason_quotes_the_words_of_haste() -> None:
    assert _soon("This is urgent.").reason == "The sender writes “urgent”."


@pytest.mark.parametrize("kind", ["threat", "vulnerability", "data-breach", "deadline-near"])
def test_where_a_day_may_matter_it_is_today(kind: EscalationKind) -> None:
    assert _soon("Hello.", kind).urgency == "today"


def test_other_escalations_are_soon_and_their_reason_names_no_kind() -> None:
    found = _soon("Hello.", "source-of-funds")

    assert found == HowSoon("soon", "A person must see to it.")


@pytest.mark.parametrize(
    ("due", "urgency"), [(dt.date(2026, 10, 16), "today"), (dt.date(2026, 11, 11), "soon")]
)
def test_a_legal_clock_makes_it_soon_and_today_near_its_end(due: dt.date, urgency: Urgency) -> None:
    assert _soon("Hello.", "data-request", due=due).urgency == urgency
