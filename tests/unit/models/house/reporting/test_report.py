"""Reported speech by table: what is said, and what the report makes of it or leaves as it is."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from engross.models.house.reporting import ask, reader_of, report
from engross.records import slots
from unit.models.house.reporting.speakers import MARTIN, PEOPLE, plain, reader, spoken, written

UTTERANCES = tomllib.loads(Path(__file__).with_name("utterances.toml").read_text("utf-8"))


@pytest.mark.parametrize(("who", "kind", "text", "due", "expected"), UTTERANCES["told"])
def test_what_is_certain_is_told_in_the_reports_own_words(
    who: str, kind: str, text: str, due: str, expected: str
) -> None:
    told = report(spoken(who, kind, text, due), reader())

    assert plain(told.text) == expected
    assert not told.quoted
    assert not told.why_quoted
    assert told.cites == ("p7",)


@pytest.mark.parametrize(("who", "kind", "text", "due"), UTTERANCES["quoted"])
def test_what_is_not_certain_is_quoted_with_the_reason(
    who: str, kind: str, text: str, due: str
) -> None:
    told = report(spoken(who, kind, text, due), reader())

    assert told.quoted
    assert told.why_quoted
    assert [slot.id for slot in slots(told.text) if slot.kind == "quote"] == ["p7"]


@pytest.mark.parametrize(
    ("who", "kind", "text", "expected"),
    [
        ("ruth", "risk", "It might slip.", "On DAY you told us: QUOTE"),
        ("ruth", "question", "Will it slip?", "On DAY you asked: QUOTE"),
        ("ruth", "instruction", "Can you do that?", "On DAY you asked: QUOTE"),
        ("dan", "risk", "It might slip", "On DAY DAN told us: QUOTE."),
        ("helen", "risk", "It might slip.", "On DAY HELEN said: QUOTE"),
        ("helen", "question", "Will it slip?", "On DAY HELEN asked: QUOTE"),
        ("kasia", "risk", "It might slip…", "On DAY Kasia said: QUOTE"),
    ],
)
def test_a_quotation_says_who_spoke_and_when(who: str, kind: str, text: str, expected: str) -> None:
    assert plain(report(spoken(who, kind, text), reader()).text) == expected


@pytest.mark.parametrize("label", ["Speaker 2", "Unknown", "Boardroom iPad", "01632 960100"])
def test_a_label_is_nobodys_name(label: str) -> None:
    passage = replace(spoken("kasia", "action", "I'll check the register."), speaker=label)

    assert plain(report(passage, reader()).text) == (
        "On DAY it was said in the conversation: QUOTE"
    )


def test_without_a_day_or_where_none_is_wanted_the_sentence_has_none() -> None:
    passage = spoken("ruth", "instruction", "Please add Dan to the payroll emails.")

    assert report(passage, reader(), dated=False).text == (
        "You asked us to add Dan to the payroll emails."
    )
    assert report(replace(passage, said_on_fact=""), reader()).text == (
        "You asked us to add Dan to the payroll emails."
    )


def test_the_person_of_the_firm_is_named_where_that_is_wanted() -> None:
    own = spoken("martin", "action", "I'll send you the timetable by Friday.", "Friday")
    ours = spoken("martin", "action", "We'll send you the timetable by Friday.", "Friday")
    note = written("martin", "action", "send the timetable")

    assert (
        plain(report(own, reader(), named=True).text)
        == "MARTIN will send you the timetable by DUE."
    )
    assert (
        plain(report(ours, reader(), named=True).text) == "We will send you the timetable by DUE."
    )
    assert report(note, reader(), named=True).text == f"[[fact:{MARTIN}]] will send the timetable."


ASKED = (
    (
        "ruth",
        "I'll send you the count sheets by Friday.",
        "On DAY you told us that you will send us the count sheets by DUE.",
    ),
    (
        "ruth",
        "I can send you the count sheets by Friday.",
        "You can send us the count sheets by DUE.",
    ),
    (
        "dan",
        "We'll send you the count sheets by Friday.",
        "On DAY DAN told us that you will send us the count sheets by DUE.",
    ),
    (
        "helen",
        "Ruth, could you send us the sheets by Friday?",
        "On DAY we asked you to send us the sheets by DUE.",
    ),
    ("helen", "I'll send you the sheets by Friday.", "We will send you the sheets by DUE."),
)


@pytest.mark.parametrize(("who", "text", "expected"), ASKED)
def test_what_was_only_said_is_never_put_as_please(who: str, text: str, expected: str) -> None:
    assert plain(ask(spoken(who, "action", text, "Friday"), reader()).text) == expected


NOTED = (  # who is to do it, the note, by when, as told, as asked for
    (
        "martin",
        "send the revised timetable",
        "23 October 2026",
        "We will send the revised timetable by DUE.",
        "",
    ),
    (
        "ruth",
        "return the signed sheets.",
        "6 November 2026",
        "You will return the signed sheets by DUE.",
        "Please return the signed sheets by DUE.",
    ),
    (
        "dan",
        "return the signed sheets.",
        "6 November 2026",
        "DAN will return the signed sheets by DUE.",
        "",
    ),
    ("kasia", "check the register", "", "Kasia will check the register.", ""),
    (
        "martin",
        "Martin Oke to revise the timetable by Friday.",
        "Friday",
        "We will revise the timetable by DUE.",
        "",
    ),
    (
        "martin",
        "ask whether the loan can be drawn.",
        "30 October 2026",
        "By DUE we will ask whether the loan can be drawn.",
        "",
    ),
    (
        "ruth",
        "ask the bank to confirm the loan.",
        "30 October 2026",
        "By DUE you will ask the bank to confirm the loan.",
        "By DUE please ask the bank to confirm the loan.",
    ),
    (
        "martin",
        "list the 11 lines for the recount",
        "",
        "We will list the #1 lines for the recount.",
        "",
    ),
    ("ruth", "recount sheets", "6 November 2026", "You have taken this on: QUOTE.", ""),
    ("martin", "send Ms Adeyemi the timetable", "", "We will send you the timetable.", ""),
    ("martin", "ask Wrackline for the timetable", "", "We have taken this on: QUOTE.", ""),
    ("martin", "send the list, once he has seen it", "", "We have taken this on: QUOTE.", ""),
    ("martin", "send it to the yard", "", "We have taken this on: QUOTE.", ""),
    ("", "send the timetable", "", "QUOTE.", ""),
)


@pytest.mark.parametrize(("who", "text", "due", "expected", "asked"), NOTED)
def test_an_action_of_a_note_is_a_whole_sentence(
    who: str, text: str, due: str, expected: str, asked: str
) -> None:
    note = written(who, "action", text, due)

    assert plain(report(note, reader()).text) == expected
    assert plain(ask(note, reader()).text) == (asked or expected)


def test_a_day_beside_a_note_that_is_not_certain_leaves_it_word_for_word() -> None:
    note = written("martin", "action", "send the timetable", "next week", known=False)

    assert plain(report(note, reader()).text) == "We have taken this on: QUOTE."


@pytest.mark.parametrize("kind", ["decision", "risk", "background", "question"])
def test_everything_else_of_a_note_stands_word_for_word(kind: str) -> None:
    note = written("", kind, "Ms Adeyemi asked us on 7 October to move the start.")

    assert report(note, reader()).text == "[[quote:p7]]"


def test_you_is_not_certain_where_others_were_in_the_conversation() -> None:
    said = spoken("martin", "action", "I'll send you the timetable by Friday.", "Friday")
    other = spoken("kasia", "background", "The register is with the bank.")

    assert report(said, reader(said, other)).quoted
    assert not report(said, reader(said)).quoted


def test_a_figure_that_cannot_be_placed_leaves_the_passage_word_for_word() -> None:
    said = spoken("martin", "action", "I'll list the eleven lines for the recount.")

    assert report(replace(said, figures=("twelve",)), reader()).quoted
    assert report(replace(said, figures=()), reader()).quoted
    assert not report(said, reader()).quoted


def test_a_sentence_that_would_be_long_is_quoted() -> None:
    text = "I'll send you the sheets of " + "the yard and of " * 12 + "the store."

    assert report(spoken("martin", "action", text), reader()).quoted


def test_a_register_without_an_addressee_leaves_the_reader_as_the_client() -> None:
    said = spoken("dan", "instruction", "Please add Helen to the payroll emails.")

    assert report(said, reader_of([]), dated=False).text == (
        "You asked us to add Helen to the payroll emails."
    )


OWNED = (  # who speaks, what they say, who owns it, as told, as asked for
    (
        "helen",
        "Martin will send you the list by Friday.",
        "martin",
        "We will send you the list by DUE.",
        "",
    ),
    (
        "ruth",
        "Dan will send you the list by Friday.",
        "dan",
        "DAN will send us the list by DUE.",
        "",
    ),
    (
        "dan",
        "Ruth will send you the list by Friday.",
        "ruth",
        "You will send us the list by DUE.",
        "On DAY DAN told us that you will send us the list by DUE.",
    ),
    ("ruth", "Martin will send us the list by Friday.", "martin", "On DAY you told us: QUOTE", ""),
    ("helen", "Ruth will send us the list by Friday.", "ruth", "On DAY HELEN said: QUOTE", ""),
)


@pytest.mark.parametrize(("who", "text", "owner", "expected", "asked"), OWNED)
def test_what_another_will_do_is_told_by_their_own_side_only(
    who: str, text: str, owner: str, expected: str, asked: str
) -> None:
    _, side, fact = PEOPLE[owner]
    said = replace(
        spoken(who, "action", text, "Friday"),
        owner=text.split(maxsplit=1)[0],
        owner_side=side,
        owner_fact=fact,
    )

    assert plain(report(said, reader()).text) == expected
    assert plain(ask(said, reader()).text) == (asked or expected)


@pytest.mark.parametrize("text", ["Let's move the start.", "Shall we move the start?"])
def test_a_proposal_is_never_told_as_agreed(text: str) -> None:
    assert report(spoken("helen", "decision", text), reader()).quoted
