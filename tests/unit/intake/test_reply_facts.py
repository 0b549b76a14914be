from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from engross.intake.factbook import FactBook
from engross.intake.given import Subject
from engross.intake.reply_facts import add_reply_facts
from engross.records import IncomingMail, MailLine
from engross.workspace.mail_desk import Mailbox
from engross.workspace.register import Deadline

from .conftest import with_matter


def facts(subject: Subject) -> dict[str, object]:
    book = FactBook()
    add_reply_facts(book, subject)
    return {fact.id: fact.value for fact in book.facts}


def test_a_deadline_that_is_to_come_is_a_fact_with_its_place_in_the_register(
    subject: Subject,
) -> None:
    coming = Deadline(what="the VAT return", due=dt.date(2026, 11, 7))
    about = with_matter(subject, deadlines=(coming,))

    book = FactBook()
    add_reply_facts(book, about)

    assert facts(about) == {
        "deadline-name/register/deadline:the-vat-return": "the VAT return",
        "deadline/register/deadline:the-vat-return": dt.date(2026, 11, 7),
    }
    assert book.facts[1].spans[0].place == "clients[0].matters[0].deadlines[0].due"


def test_a_deadline_that_is_past_is_told_by_a_person(subject: Subject) -> None:
    late = Deadline(what="the VAT return", due=dt.date(2026, 10, 7))

    assert facts(with_matter(subject, deadlines=(late,))) == {}


def test_another_clients_deadline_is_no_fact(subject: Subject) -> None:
    coming = Deadline(what="the VAT return", due=dt.date(2026, 11, 7))
    theirs = subject.firm.clients[1].matters[0].model_copy(update={"deadlines": (coming,)})

    assert facts(replace(subject, matter=theirs)) == {}


def test_a_person_answers_within_the_working_days_that_the_firm_names(subject: Subject) -> None:
    firm = subject.firm.model_copy(update={"mailbox": Mailbox(answer_within=5)})

    assert facts(replace(subject, firm=firm)) == {
        "answer-by/register/matter": dt.date(2026, 10, 21)
    }
    assert facts(subject) == {}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Could we meet about it?", 15),
        ("It must be in by 19th Oct.", 15),
        ("It must be in by 30 October.", 21),
        ("The quarter to 30 June is done.", 21),
    ],
)
def test_nobody_answers_after_the_day_that_the_mail_is_about(
    subject: Subject, words: str, day: int
) -> None:
    firm = subject.firm.model_copy(update={"mailbox": Mailbox(answer_within=5)})
    mail = IncomingMail(message_id="<a@b.example>", lines=(MailLine(text=words, place="line 1"),))

    assert facts(replace(subject, firm=firm, mail=mail)) == {
        "answer-by/register/matter": dt.date(2026, 10, day)
    }
