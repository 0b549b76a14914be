from __future__ import annotations

import datetime as dt

import pytest

from engross.records import IncomingMail, MailLine
from engross.triage.near_deadlines import Near, near_deadline
from engross.triage.said import said_in
from engross.workspace.register import Deadline, Matter

WEDNESDAY = dt.date(2026, 10, 14)


def _near(text: str, subject: str = "", matter: Matter | None = None) -> Near | None:
    line = MailLine(text=text, place="message, line 1")
    mail = IncomingMail(message_id="a@example", subject=subject, lines=(line,))
    return near_deadline(said_in(mail), WEDNESDAY, matter)


@pytest.mark.parametrize(
    "text",
    [
        "The VAT return is due on Friday.",
        "Our tax return has to be in by the 21st.",
        "The limitation period ends on 19 October.",
        "Has the return gone? It must be in tomorrow.",
        "The confirmation statement must be delivered no later than Monday 19th.",
        "The accounts were due last week.",
        "We only have three days to lodge the appeal.",
        "We opted to tax in by 19th Oct.",
        "Option to tax by 19th",
        "The payroll declaration has to reach HMRC by Monday.",
        "We need the VAT return off by the weekend.",
        "The FPS has not been sent and pay day was yesterday.",
        "The regulator gives us to 20 October for the re-declaration.",
        "The renewal notice must be served by Monday.",
    ],
)
def test_a_date_within_five_working_days_or_past_is_near(text: str) -> None:
    near = _near(text)

    assert near is not None


@pytest.mark.parametrize(
    "text",
    [
        "The VAT return is due on 7 November.",
        "When is the VAT return due?",
        "The return was filed on 7 October.",
        "Could we move tomorrow's call about the VAT return?",
        "Could you send me the VAT return by Friday?",
        "Joss asked me today when the CT600 is due.",
        "Will the management accounts be in on time for Friday?",
        "The skip is due on Friday.",
        "I shall send the VAT papers by post on Friday.",
        "Our weekend was lovely, and the accounts look good.",
        "The tax return is due by 22 October.",
    ],
)
def test_other_days_are_not(text: str) -> None:
    assert _near(text) is None


def test_the_subject_may_say_what_is_due() -> None:
    near = _near("It has to be in on Friday.", subject="CT600")

    assert near is not None
    assert near.day == dt.date(2026, 10, 16)


def _matter(due: dt.date) -> Matter:
    deadline = Deadline(what="the VAT return for the quarter to 30 June 2026", due=due)
    return Matter(
        key="vat",
        reference="V1",
        title="VAT",
        partner="helen.pike@penhallowreeve.example",
        deadlines=(deadline,),
    )


def test_a_day_kept_for_the_matter_counts_where_the_mail_asks_after_it() -> None:
    near = _near("When is our VAT return due?", matter=_matter(dt.date(2026, 10, 16)))

    assert near is not None
    assert near.day == dt.date(2026, 10, 16)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("When is our VAT return due?", dt.date(2026, 11, 7)),
        ("When is our VAT return due?", dt.date(2026, 5, 7)),
        ("When are the accounts due?", dt.date(2026, 10, 16)),
        ("Thank you for the VAT return.", dt.date(2026, 10, 16)),
    ],
)
def test_a_day_kept_for_the_matter_does_not_count_otherwise(text: str, due: dt.date) -> None:
    assert _near(text, matter=_matter(due)) is None
