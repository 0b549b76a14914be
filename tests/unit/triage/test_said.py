from __future__ import annotations

from engross.records import IncomingMail, MailLine
from engross.triage.said import paragraphs, said_in, shown


def _mail(subject: str, *texts: str) -> IncomingMail:
    lines = [MailLine(text=text, place=f"line {n}") for n, text in enumerate(texts, 1)]
    return IncomingMail(message_id="a@example", subject=subject, lines=tuple(lines))


def test_subject_and_message_are_apart_and_each_character_has_its_place() -> None:
    subject, message = said_in(_mail("Re: Fwd: Papers", "It\u2019s here.", "Thanks."))

    assert subject.text == "Papers"
    assert message.text == "It's here.\nThanks."
    assert [message.place_at(at) for at in (0, 9, 11, 17)] == [
        "line 1",
        "line 1",
        "line 2",
        "line 2",
    ]


def test_what_is_empty_is_left_out() -> None:
    assert said_in(_mail("Re: ")) == ()


def test_paragraphs_come_back_with_their_places() -> None:
    (message,) = said_in(_mail("", "One", "", "Three"))

    assert list(paragraphs(message)) == [("One", "line 1"), ("", "line 2"), ("Three", "line 3")]


def test_words_are_shown_in_one_line_and_cut_where_they_run_on() -> None:
    assert shown("a\n b") == "a b"
    assert len(shown("word " * 100)) == 160
    assert shown("word " * 100).endswith("…")
