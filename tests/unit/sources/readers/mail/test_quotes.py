"""Which lines repeat an earlier message: never one of the newest."""

from __future__ import annotations

import pytest

from engross.sources.readers.mail.quotes import lines_of, split


def new_and_old(
    text: str, subject: str = "", *, replies: bool | None = None
) -> tuple[list[str], list[str]]:
    lines = lines_of(text)
    found = split(lines, subject, replies=replies)
    new, old = list[str](), list[str]()
    for line, quoted in zip(lines, found.quoted, strict=True):
        if not line.blank:
            (old if quoted else new).append(line.text.strip())
    return new, old


@pytest.mark.parametrize(
    "above",
    [
        "On Tue, 6 Oct 2026 at 17:01, Helen Pike <helen@penhallow.example> wrote:",
        "On 6 Oct 2026, at 17:01, Helen Pike <helen@penhallow.example>\nwrote:",
        "Helen Pike wrote:",
        "Am 06.10.2026 um 17:01 schrieb Helen Pike <helen@penhallow.example>:",
        "2026-10-06 17:01 GMT+01:00 Helen Pike <helen@penhallow.example>:",
    ],
)
def test_marked_lines_and_the_line_above_them_are_quoted(above: str) -> None:
    new, old = new_and_old(f"Yes, please do.\n\n{above}\n\n> Shall we?\n>\n> Helen\n\n-- \nRuth")

    assert new == ["Yes, please do.", "--", "Ruth"]
    assert old == [*above.split("\n"), "Shall we?", "Helen"]


def test_answers_between_quoted_lines_are_new() -> None:
    new, old = new_and_old("> Is it counted?\nNot yet.\n> By Friday?\n\nNo, by Monday.\n")

    assert (new, old) == (["Not yet.", "No, by Monday."], ["Is it counted?", "By Friday?"])


OUTLOOK = """________________________________
From: Helen Pike <helen@penhallow.example>
Sent: 06 October 2026 17:01
To: Ruth Adeyemi
Subject: Stock

Shall we?
"""


@pytest.mark.parametrize(
    "below",
    [
        OUTLOOK,
        f"-----Original Message-----\n{OUTLOOK}",
        OUTLOOK.replace("From", "Von").replace("Sent", "Gesendet").replace("To:", "An:"),
        OUTLOOK.replace("\n", "\n\n"),
        "On Tue, 6 Oct 2026 at 17:01, Helen Pike <helen@penhallow.example>\nwrote:\n\nShall we?\n",
    ],
)
def test_what_stands_below_the_head_of_an_earlier_message_is_quoted_without_marks(
    below: str,
) -> None:
    new, old = new_and_old(f"Yes, please do.\n\nRuth\n\n{below}")

    assert new == ["Yes, please do.", "Ruth"]
    assert old[-1] == "Shall we?"


@pytest.mark.parametrize(
    "above",
    [
        "",
        "Dear Helen,",
        "Please see my comments in red below.",
        "I have answered below.",
        "See my answers inline.",
    ],
)
def test_where_the_answers_may_stand_below_nothing_is_taken_away(above: str) -> None:
    text = f"{above}\n\n{OUTLOOK}"
    found = split(lines_of(text))

    assert not any(found.quoted)
    assert found.unclear == 2


@pytest.mark.parametrize(
    "text",
    [
        "On the other hand, we wait.\nOn average it works.",
        "The data comes From: our database, not To: others, on the Date: given.",
        "From: Exeter\nTo: Bristol\nDate: Friday 9 October 2026",
        "On 6 October 2026 at 17:01 you wrote:\nShall we?\nYes, we shall.",
        "Meeting 12 May 2026 10:00\nruth@wrackline.example\nAgenda:\nThe count.",
        "He wrote:\nWe should wait.",
        ">From here on we wait.",
    ],
)
def test_words_that_only_look_like_the_head_of_a_quote_are_new(text: str) -> None:
    _, old = new_and_old(text)

    assert old == []


def test_a_sentence_above_the_line_that_names_the_writer_stays_new() -> None:
    new, _ = new_and_old("On Monday we met 3 people. It rained.\nHelen wrote:\n> Shall we?\n")

    assert new == ["On Monday we met 3 people. It rained."]


def test_marks_in_a_mail_that_answers_nothing_are_the_writers_own() -> None:
    text = "Click\n> Settings\n> VAT\n"

    assert new_and_old(text, "How to", replies=False)[1] == []
    assert new_and_old(text, "Re: How to", replies=True)[1] == ["Settings", "VAT"]


@pytest.mark.parametrize(
    "head",
    ["---------- Forwarded message ---------", "Begin forwarded message:"],
)
def test_a_message_passed_on_is_content_and_what_it_quotes_is_not(head: str) -> None:
    text = (
        f"See this.\n\n{head}\nFrom: HMRC <x@hmrc.example>\nDate: 3 October 2026\nSubject: Notice\n"
        "\nPlease pay.\n\nOn 1 Oct 2026, at 10:00, Ruth <r@w.example> wrote:\n> When is it due?\n"
    )
    new, old = new_and_old(text)

    assert new[-1] == "Please pay."
    assert old == ["On 1 Oct 2026, at 10:00, Ruth <r@w.example> wrote:", "When is it due?"]


def test_a_marked_message_passed_on_loses_one_mark() -> None:
    text = (
        "See this.\n\nBegin forwarded message:\n\n> From: HMRC <x@hmrc.example>\n> Date: today\n"
        "> Subject: Notice\n>\n> Please pay.\n>> When?\n"
    )
    new, old = new_and_old(text)

    assert (new[-1], old) == ("Please pay.", ["When?"])


def test_the_head_of_an_outlook_message_is_passed_on_when_the_subject_says_so() -> None:
    lines = lines_of(f"For you.\n\n{OUTLOOK}")
    found = split(lines, "FW: Stock")

    assert not any(found.quoted)
    assert found.headings == (range(2, 7),)
