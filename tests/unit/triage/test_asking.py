from __future__ import annotations

import pytest

from engross.records import IncomingMail, MailLine
from engross.triage.asking import asked_in


def _asked(text: str, subject: str = "") -> list[str]:
    lines = tuple(
        MailLine(text=line, place=f"message, line {number}")
        for number, line in enumerate(text.splitlines(), 1)
    )
    mail = IncomingMail(message_id="a@example", subject=subject, lines=lines)
    return [each.text for each in asked_in(mail)]


@pytest.mark.parametrize(
    "request_",
    [
        "When is the return due?",
        "Please let me know whether it has gone.",
        "Could you also send the P60s.",
        "I would be grateful for a copy.",
        "We should like to know who is dealing with it.",
        "I was wondering how it is getting on.",
        "Send me the accounts, please.",
        "Kindly confirm receipt.",
        "Any news on the lease.",
    ],
)
def test_a_request_is_known_with_and_without_a_question_mark(request_: str) -> None:
    found = _asked(f"Thank you for the letter. {request_} Best wishes to all.")

    assert found == [request_]


@pytest.mark.parametrize(
    "text",
    [
        "Please find the statements attached.",
        "Please do not hesitate to ring.",
        "I look forward to seeing you.",
        "Let me know if you need anything else.",
        "I hope this finds you well.",
        "The accounts are signed.",
    ],
)
def test_courtesies_ask_nothing(text: str) -> None:
    found = _asked(text)

    assert found == []


def test_a_second_question_in_a_sentence_is_one_of_its_own() -> None:
    found = _asked("What is invoice 4452 for and how much of it is VAT?")

    assert found == ["What is invoice 4452 for", "how much of it is VAT?"]


def test_a_question_with_one_verb_stays_whole() -> None:
    found = _asked("Is it for accounts and VAT?")

    assert found == ["Is it for accounts and VAT?"]


def test_each_item_of_a_list_that_is_asked_for_is_one() -> None:
    found = _asked("Please send me:\n- the P60s\n- the accounts\nThank you.")

    assert found == ["Please send me:", "the P60s", "the accounts"]


def test_numbered_questions_lose_their_numbers() -> None:
    found = _asked("1. When is it due?\n2) What does it cost?")

    assert found == ["When is it due?", "What does it cost?"]


def test_the_subject_counts_where_the_message_asks_nothing() -> None:
    found = _asked("Thanks, Ruth has it now.", subject="Re: When is our VAT return due?")

    assert found == ["When is our VAT return due?"]


def test_each_has_its_place() -> None:
    mail = IncomingMail(
        message_id="a@example", lines=(MailLine(text="Is it due?", place="message, line 7"),)
    )

    (found,) = asked_in(mail)

    assert found.place == "message, line 7"


def test_words_stand_as_the_sender_wrote_them() -> None:
    found = _asked("Could you tell me what\u2019s  due, please?")

    assert found == ["Could you tell me what\u2019s  due, please?"]
