"""What a mail newly says: never what it quotes, greets or signs with, and no threat is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engross.intake import GivenFile
from engross.intake.incoming.newest import newest
from engross.sources.readers import mail as reader

Mail = Callable[..., GivenFile]


def lines(file: GivenFile) -> list[str]:
    return [line.text for line in newest(reader.read(file)).lines]


def test_greeting_signature_disclaimer_and_quotes_are_left_out(mail: Mail) -> None:
    file = mail(
        "Hi Helen,\n\nWhen is our VAT return due?\n\nKind regards\nRuth Adeyemi\n"
        "Finance Director\nTel: 01632 960200\n\n"
        "This e-mail is confidential and for its addressee only.\n\n"
        "On Fri, 20 Nov 2026 at 10:00, Helen Pike <helen.pike@penhallowreeve.example> wrote:\n"
        "> When can we meet?\n"
    )

    assert lines(file) == ["When is our VAT return due?"]


def test_each_paragraph_has_its_place(mail: Mail) -> None:
    file = mail("Hi,\n\nWhen is it due?\n\nAnd what do you need?\n")

    places = [line.place for line in newest(reader.read(file)).lines]

    assert places == ["message, line 3", "message, line 5"]


@pytest.mark.parametrize(
    "said",
    [
        "I shall make a formal complaint about this.",
        "You will hear from our solicitors on Monday.",
        "PS: please cancel our engagement.",
    ],
)
def test_a_sentence_below_a_signature_is_not_lost(mail: Mail, said: str) -> None:
    file = mail(f"Any news?\n\nRegards\nRuth\n\n{said}\n")

    assert said in lines(file)


@pytest.mark.parametrize(
    "said", ["Registered in England, number 1.", "Sent from my iPhone", "Follow us on the web!"]
)
def test_what_a_signature_says_by_itself_is_left_out(mail: Mail, said: str) -> None:
    file = mail(f"Any news?\n\nRegards\nRuth\n\n{said}\n")

    assert lines(file) == ["Any news?"]


def test_what_is_passed_on_is_not_new(mail: Mail) -> None:
    file = mail(
        "See below, please. Can you deal with it?\n\n"
        "---------- Forwarded message ---------\nFrom: Tom <tom@elsewhere.example>\n"
        "Date: Fri, 20 Nov 2026\nSubject: Bill\nTo: <ruth@wrackline.example>\n\n"
        "When will you pay us?\n"
    )

    assert not any("pay us" in line for line in lines(file))


def test_a_mail_without_words_says_nothing(mail: Mail) -> None:
    assert lines(mail("\n")) == []


@pytest.mark.parametrize(
    "text",
    [
        "When is our VAT return due? {said} This email is confidential.",
        "When is our VAT return due?\n\nThis email is confidential. {said}",
        "When is our VAT return due?\n\nThis email is confidential. {said} Do not copy it.",
        "When is our VAT return due?\n\nKind regards\nRuth\n\n{said}",
        "When is our VAT return due?\n\nKind regards\n\nRuth\n{said}",
    ],
)
@pytest.mark.parametrize(
    "said",
    [
        "I wish to make a formal complaint about how Mr Oke has handled my affairs",
        "This is also a formal complaint about your fees",
        "Our new bank account is 20-11-22 12345678",
        "I am not happy and want to complain",
    ],
)
def test_nothing_new_is_lost_wherever_it_stands(mail: Mail, text: str, said: str) -> None:
    end = "." if "{said} " in text else ""
    found = newest(reader.read(mail(text.format(said=f"{said}{end}"))))

    assert any(said in line.text for line in (*found.lines, *found.rest))


def test_of_a_disclaimer_only_its_own_sentences_are_left_out(mail: Mail) -> None:
    file = mail("When is it due? This email is confidential. Where do we pay?\n")

    found = newest(reader.read(file))

    assert [line.text for line in found.lines] == ["When is it due?"]
    assert [line.text for line in found.rest] == ["Where do we pay?"]


def test_a_sentence_about_oneself_is_no_disclaimer(mail: Mail) -> None:
    said = "This email is confidential and I wish to make a complaint."

    assert lines(mail(said)) == [said]


def test_what_is_passed_on_is_kept_apart_and_what_is_quoted_is_not(mail: Mail) -> None:
    file = mail(
        "See below.\n\n---------- Forwarded message ---------\nFrom: Tom <tom@elsewhere.example>\n"
        "Date: Fri, 20 Nov 2026\nSubject: Bill\nTo: <ruth@wrackline.example>\n\n"
        "I want to complain.\n\n> We are open.\n"
    )

    found = newest(reader.read(file))

    assert [line.text for line in found.passed_on] == ["I want to complain."]
