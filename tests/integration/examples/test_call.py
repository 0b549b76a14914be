"""The example call: what is in it on purpose, and what intake makes of it."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from engross.intake.cues import read_cues
from engross.records import Evidence, Passage

Read = Callable[..., Evidence]

CALL, NOTE = "wrackline-call.vtt", "call-notes.md"
TEXT = Path(__file__).resolve().parents[3] / "examples" / "client_report" / CALL
LEFT = "00:36:32"


@pytest.fixture
def passages(read: Read) -> tuple[Passage, ...]:
    return read("wrackline", CALL).passages


def holding(passages: tuple[Passage, ...], words: str) -> list[Passage]:
    return [passage for passage in passages if words in passage.text]


def test_it_is_forty_minutes_of_five_people_talking() -> None:
    cues = read_cues(TEXT.read_text(encoding="utf-8"))
    words = sum(len(cue.text.split()) for cue in cues)
    places = [cue.place for cue in cues]

    assert {cue.speaker for cue in cues} == {
        *("Helen Pike", "Martin Oke", "Priya Sandhu", "Ruth Adeyemi", "Joss Penberthy (Guest)")
    }
    assert 5000 <= words <= 6000
    assert places == sorted(places)
    assert ("00:00:00" < places[0] < "00:00:10", "00:39:30" < places[-1] < "00:41") == (True, True)


def test_each_cue_ends_after_it_begins_and_people_talk_across_each_other() -> None:
    spans = re.findall(r"^(\S+) --> (\S+)$", TEXT.read_text(encoding="utf-8"), re.MULTILINE)
    crossed = [later for (_, ended), (later, _) in itertools.pairwise(spans) if later < ended]

    assert all(begun < ended for begun, ended in spans)
    assert len(crossed) > 20


def test_its_day_comes_from_the_head_of_the_file(passages: tuple[Passage, ...]) -> None:
    assert {passage.said_on for passage in passages} == {dt.date(2026, 10, 7)}


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("So we've agreed the 16th of November", "decision"),
        ("the 11 lines are counted again before the system starts", "decision"),
        ("keep the old system running, read-only", "decision"),
        ("move the start of the stock system from the 2nd of November", "instruction"),
        ("send the October payroll summary to Joss", "instruction"),
        ("show the workshop labour separately", "instruction"),
        ("write to you with the revised estimate by Friday the 16th of October", "action"),
        ("send you the revised timetable by the 23rd of October", "action"),
        ("send you the two names for the recount by Monday the 19th of October", "action"),
        ("return the signed recount sheets to you by the 6th of November", "action"),
        ("worried about getting two people off the slip", "risk"),
    ],
)
def test_what_was_settled_asked_and_promised_is_understood(
    words: str, kind: str, passages: tuple[Passage, ...]
) -> None:
    (found,) = holding(passages, words)

    assert (found.kind, found.withheld) == (kind, "")


@pytest.mark.parametrize(
    "words", ["put the rates up in January", "do job cards", "interest", "doing away"]
)
def test_a_thought_aloud_is_no_decision_and_no_instruction(
    words: str, passages: tuple[Passage, ...]
) -> None:
    found = holding(passages, words)

    assert not {"decision", "instruction"} & {passage.kind for passage in found}


@pytest.mark.parametrize("words", ["in hospital", "let the young lad in the stores go"])
def test_remarks_about_people_are_withheld(words: str, passages: tuple[Passage, ...]) -> None:
    (found,) = holding(passages, words)

    assert found.secret


def test_all_that_the_firm_said_after_the_client_had_left_is_withheld(
    passages: tuple[Passage, ...],
) -> None:
    after = [passage for passage in passages if passage.span.place > LEFT]

    assert len(after) > 30
    assert [p.text for p in after if not p.secret] == []
    assert {p.speaker for p in after} == {"Helen Pike", "Martin Oke", "Priya Sandhu"}


def test_the_note_says_of_the_same_quarter_what_the_call_says(read: Read) -> None:
    kinds: dict[str, int] = {}
    for passage in read("wrackline", CALL, NOTE).passages:
        if passage.span.file == NOTE and not passage.withheld:
            kinds[passage.kind] = kinds.get(passage.kind, 0) + 1

    assert kinds == {
        "background": 6, "instruction": 3, "decision": 3, "risk": 3, "action": 8, "question": 1,
    }  # fmt: skip
