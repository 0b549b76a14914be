"""Passages tied to the facts they rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from engross.intake import Subject
from engross.intake.speakers import Speakers
from engross.records import Evidence, Passage

Read = Callable[..., Evidence]

CALL = """WEBVTT

00:01.000 --> 00:02.000
Helen Pike: I'll send the timetable by Friday 23 October.

00:03.000 --> 00:04.000
Ruth Adeyemi: Could you send the payroll summary to the yard as well?

00:05.000 --> 00:06.000
Saulius: I will list the bin numbers by next Friday.
"""
NAMED = "2026-10-07 call.vtt"


def one(evidence: Evidence, words: str) -> Passage:
    (found,) = (passage for passage in evidence.passages if words in passage.text)
    return found


def test_a_speaker_of_the_register_has_a_side_and_a_fact(read: Read, make: SimpleNamespace) -> None:
    evidence = read(make.notes(CALL, NAMED))
    ours, theirs = one(evidence, "timetable"), one(evidence, "payroll")

    assert (ours.side, ours.speaker_fact) == ("firm", "person/register/fee-earner:helen-pike")
    assert theirs.side == "client"
    assert evidence.fact(ours.speaker_fact).value == "Helen Pike"
    assert evidence.fact(theirs.speaker_fact).value == "Ms Ruth Adeyemi"


def test_a_stranger_has_neither_and_keeps_the_name(read: Read, make: SimpleNamespace) -> None:
    stranger = one(read(make.notes(CALL, NAMED)), "bin numbers")

    assert (stranger.speaker, stranger.side, stranger.speaker_fact) == ("Saulius", "", "")
    assert (stranger.owner, stranger.owner_side, stranger.owner_fact) == ("Saulius", "", "")


def test_everybody_of_the_firm_and_the_client_is_a_fact_and_nobody_elses_contact(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(make.notes("We agreed it."))
    names = {f.id: f.spans[0].place for f in evidence.facts if f.scope.startswith(("fee", "con"))}

    assert names == {
        "person/register/fee-earner:helen-pike": "people[0].name",
        "person/register/fee-earner:martin-oke": "people[1].name",
        "client-contact/register/contact:ms-ruth-adeyemi": "clients[0].contacts[0].name",
    }


def test_the_day_of_a_call_is_a_fact_with_its_place(read: Read, make: SimpleNamespace) -> None:
    by_name = read(make.notes(CALL, NAMED))
    in_header = read(make.notes(CALL.replace("WEBVTT", "WEBVTT\n\nNOTE 7 October 2026"), "c.vtt"))

    for evidence, place in ((by_name, "the file's name"), (in_header, "before the first cue")):
        fact = evidence.fact(one(evidence, "timetable").said_on_fact)

        assert (fact.value, fact.unit) == (dt.date(2026, 10, 7), "date")
        assert fact.spans[0].place == place


def test_a_note_of_two_days_has_a_fact_for_each(read: Read, make: SimpleNamespace) -> None:
    evidence = read(
        make.notes(
            "Date: 7 October 2026\n\n## Decisions\n- We wait.\n\n## 12 October 2026\n\n"
            "Decision: we go.\n"
        )
    )
    days = [evidence.fact(p.said_on_fact) for p in evidence.passages]

    assert [(f.id, f.value, f.spans[0].place) for f in days] == [
        ("said-on/register/source:call-notes", dt.date(2026, 10, 7), "line 1"),
        ("said-on/register/source:call-notes-2026-10-12", dt.date(2026, 10, 12), "line 6"),
    ]


def test_a_note_without_a_day_has_no_fact_of_one(read: Read, make: SimpleNamespace) -> None:
    evidence = read(make.notes("Decision: we wait."))

    assert evidence.passages[0].said_on_fact == ""
    assert not evidence.select("said-on")


def test_a_certain_deadline_is_an_assumed_fact_resting_on_the_passage(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(make.notes(CALL, NAMED))
    sure, unsure = one(evidence, "timetable"), one(evidence, "bin numbers")
    fact = evidence.fact(sure.due_fact)

    assert fact.id == f"action-due/register/passage:{sure.id}"
    assert (fact.value, fact.operation) == (dt.date(2026, 10, 23), "assumed")
    assert fact.spans == (sure.span,)
    assert (unsure.due, unsure.due_fact) == ("next Friday", "")


def test_nothing_is_made_of_a_withheld_passage(read: Read, make: SimpleNamespace) -> None:
    late = read(make.notes(CALL, "2026-10-20 call.vtt"))

    assert not late.select("action-due")
    assert not late.select("said-on")


@pytest.mark.parametrize(
    ("owner", "side", "fact"),
    [
        ("Martin", "firm", "person/register/fee-earner:martin-oke"),
        ("Ms Adeyemi", "client", "client-contact/register/contact:ms-ruth-adeyemi"),
        ("the Company", "client", "client-name/register/client"),
        ("Penhallow Reeve LLP", "firm", "firm-name/register/firm"),
        ("Yard manager", "", ""),
    ],
)
def test_an_owner_of_a_written_note_is_tied_to_the_register(
    owner: str, side: str, fact: str, read: Read, make: SimpleNamespace
) -> None:
    evidence = read(make.notes(f"Action ({owner}, by Friday): list the bins."))
    passage = evidence.passages[0]

    assert (passage.owner, passage.owner_side, passage.owner_fact) == (owner, side, fact)


def test_we_in_the_firms_own_note_is_the_firm(read: Read, make: SimpleNamespace) -> None:
    evidence = read(make.notes("We will send the accounts by Friday."))

    assert evidence.passages[0].owner_side == "firm"


def test_a_name_that_two_people_have_is_nobodys(subject: Subject) -> None:
    contact = subject.client.contacts[0].model_copy(update={"names_in_records": ("Helen",)})
    client = subject.client.model_copy(update={"contacts": (contact,)})
    speakers = Speakers(
        Subject(
            firm=subject.firm.model_copy(update={"clients": (client, *subject.firm.clients[1:])}),
            client=client,
            matter=subject.matter,
            period=subject.period,
            as_at=subject.as_at,
            firm_sha256=subject.firm_sha256,
        )
    )

    assert speakers.side("Helen") == ""
    assert speakers.side("Helen Pike") == "firm"
    assert speakers.meant("Helen") is None


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Ruth Adeyami", "Ms Ruth Adeyemi"),
        ("Helen Pyke", "Helen Pike"),
        ("Martin Oake", "Martin Oke"),
        ("Ruth Adeyemi", ""),
        ("Ruth", ""),
        ("Ruth Abbott", ""),
        ("Martin Fenn", ""),
        ("Zoom user", ""),
    ],
)
def test_a_name_near_to_a_registered_one_is_noticed(name: str, near: str, subject: Subject) -> None:
    known = Speakers(subject).misheard(name)

    assert (known.name if known else "") == near
