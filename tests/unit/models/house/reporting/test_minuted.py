"""What a written note tells of instructions, decisions, questions and risks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engross.models.house.reporting import Reader, ask, report
from unit.models.house.reporting.speakers import SAID_ON, plain, reader, written

ON_THE_DAY = replace(reader(), days=frozenset({(SAID_ON, "7 October 2026")}))

TOLD = (  # kind, the note, as told to Ms Adeyemi, as told after a sentence of the same day
    (
        "instruction",
        "Ms Adeyemi asked us to move the start from 2 November to 16 November.",
        "On DAY you asked us to move the start from #1 to #2.",
        "You also asked us to move the start from #1 to #2.",
    ),
    (
        "instruction",
        "Ms Adeyemi asked us on 7 October to move the start to 16 November.",
        "On DAY you asked us to move the start to #2.",
        "You also asked us to move the start to #2.",
    ),
    (
        "instruction",
        "Ms Ruth Adeyemi asked us on 9 October not to move the start.",
        "On #1 you asked us not to move the start.",
        "On #1 you asked us not to move the start.",
    ),
    (
        "instruction",
        "On 9 October Ruth Adeyemi also asked us to move the start.",
        "On #1 you also asked us to move the start.",
        "On #1 you also asked us to move the start.",
    ),
    (
        "decision",
        "we agreed that the 11 lines will be counted again.",
        "On DAY we agreed that the #1 lines will be counted again.",
        "We agreed that the #1 lines will be counted again.",
    ),
    (
        "decision",
        "We agreed on 9 October to count the 11 lines again",
        "On #1 we agreed to count the #2 lines again.",
        "On #1 we agreed to count the #2 lines again.",
    ),
    (
        "decision",
        "Ms Adeyemi agreed the second transfer, because the parts had been recoded.",
        "On DAY you agreed the second transfer, because the parts had been recoded.",
        "You agreed the second transfer, because the parts had been recoded.",
    ),
    (
        "background",
        "Ms Adeyemi told us on 7 October that the yard and the shop share one set of books.",
        "On DAY you told us that the yard and the shop share one set of books.",
        "You told us that the yard and the shop share one set of books.",
    ),
    (
        "risk",
        "until 31 October it is an estimate, and we will say so. Owner: Penhallow Reeve LLP.",
        "Until #1 it is an estimate, and we will say so. Owner: us.",
        "Until #1 it is an estimate, and we will say so. Owner: us.",
    ),
)


@pytest.mark.parametrize(("kind", "text", "expected", "after"), TOLD)
def test_the_reader_of_a_note_is_you(kind: str, text: str, expected: str, after: str) -> None:
    note = written("", kind, text)

    assert plain(report(note, ON_THE_DAY).text) == expected
    assert plain(report(note, ON_THE_DAY, dated=False, also=True).text) == after
    assert not report(note, ON_THE_DAY).quoted


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("instruction", "Ms Adeyemi asked us to send the summary to the yard as well as to her."),
        ("instruction", "Ms Adeyemi asked us to send it once they have counted."),
        ("instruction", "Ms Adeyemi asked us to tell Mr Adeyemi of the start."),
        ("instruction", "Ms Adeyemi asked us to move the start. The bank is to know."),
        ("instruction", "Mr Pell asked us to move the start."),
        ("instruction", "Ms Adeyemi asked Mr Oke to move the start."),
        ("instruction", "In an e-mail Ms Adeyemi asked us to move the start."),
        ("instruction", "Ms Adeyemi asked us on 7 to move the start."),
        ("instruction", "Ms Adeyemi asked us to write [[fact:cost/2026-Q3/matter]] off."),
        ("decision", "we agreed that Ms Adeyemi will sign the sheets."),
        ("decision", "we agreed that she will sign the sheets."),
        ("decision", "we agreed in part that the start moves."),
        ("decision", "Ms Adeyemi agreed with Mr Oke that the start moves."),
        ("decision", "Ms Adeyemi has not agreed that the start moves."),
        ("background", "Ms Adeyemi told us that he counts the lines."),
        ("background", "Ms Adeyemi told us that the parts are counted twice."),
        ("background", "Mr Pell told us that the yard and the shop share their books."),
        ("risk", "the file may not come by 31 October. Owner: Martin Oke."),
        ("risk", "the recount needs two people. Owner: the Company."),
        ("risk", "the recount needs two people. Owner: Penhallow Reeve LLP and Dan Pell."),
    ],
)
def test_a_note_that_may_mean_somebody_else_stands_word_for_word(kind: str, text: str) -> None:
    told = report(written("", kind, text), ON_THE_DAY)

    assert told.text == "[[quote:p7]]"
    assert told.why_quoted


def test_without_an_addressee_a_note_stands_word_for_word() -> None:
    note = written("", "instruction", "Ms Adeyemi asked us to move the start.")

    assert report(note, Reader()).text == "[[quote:p7]]"


ASKED = (
    (
        "who signs off orders while the manager is on leave from 16 November?",
        "Please tell us who signs off orders while the manager is on leave from #1.",
    ),
    ("Who will count the lines?", "Please tell us who will count the lines."),
    (
        "will the Company approve the estimate?",
        "Please tell us whether the Company will approve the estimate.",
    ),
    ("when can you send the sheets?", "Please tell us when you can send the sheets."),
    ("who does the yard ask?", ""),
    ("who will the yard send?", ""),
    ("who has the key?", ""),
    ("what costs should we show?", ""),
    ("can the groundworks be paid for before the grant is confirmed?", ""),
    ("will the Company's bank approve the estimate?", ""),
    ("who signs? And who counts?", ""),
)


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_a_question_of_a_note_is_a_request_where_its_words_stay(text: str, expected: str) -> None:
    note = written("", "question", text)

    assert plain(ask(note, reader()).text) == (expected or "QUOTE")
    assert report(note, reader()).text == "[[quote:p7]]"
