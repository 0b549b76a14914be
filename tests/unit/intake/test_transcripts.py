"""Transcripts into turns and passages."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from engross.adapters.embedding import MiniLMEmbedding
from engross.errors import InputError
from engross.intake import Subject, read_evidence
from engross.records import Evidence

Read = Callable[..., Evidence]

ZOOM = """WEBVTT

1
00:00:01.000 --> 00:00:04.000
Helen Pike: Good morning. We agreed that the count starts

2
00:00:04.200 --> 00:00:06.000
Helen Pike: on Monday. I'll send the timetable by Friday 23 October.

3
00:00:07.500 --> 00:00:09.000
Ruth Adeyemi: Could you send the payroll summary to the yard as well?

4
00:00:10.000 --> 00:00:12.000
Zoom user: The weather has been kind to the paint.
"""


def lines(evidence: Evidence) -> list[tuple[str, str, str]]:
    return [(p.speaker, p.kind, p.text) for p in evidence.passages]


def test_zoom_cues_of_one_speaker_are_joined_and_parted_by_sentence(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(make.notes(ZOOM, "2026-10-07 call.vtt"))

    assert lines(evidence) == [
        ("Helen Pike", "background", "Good morning."),
        ("Helen Pike", "decision", "We agreed that the count starts on Monday."),
        ("Helen Pike", "action", "I'll send the timetable by Friday 23 October."),
        (
            "Ruth Adeyemi",
            "instruction",
            "Could you send the payroll summary to the yard as well?",
        ),
        ("Zoom user", "background", "The weather has been kind to the paint."),
    ]
    assert [p.span.place for p in evidence.passages] == [
        "00:00:01.000",
        "00:00:01.000",
        "00:00:04.200",
        "00:00:07.500",
        "00:00:10.000",
    ]
    assert [p.tier for p in evidence.passages][2:] == ["client", "client", "third-party"]
    action = evidence.passages[2]
    assert (action.owner, action.due) == ("Helen Pike", "Friday 23 October")
    assert action.said_on is not None


def test_teams_voices_tags_and_entities_are_read(read: Read, make: SimpleNamespace) -> None:
    text = (
        "\ufeffWEBVTT\r\n\r\nNOTE recorded\r\nby Teams\r\n\r\n"
        "00:01.000 --> 00:02.000 align:start\r\n"
        "<v Ruth Adeyemi>Nuts &amp; bolts <i>are</i> counted.</v>\r\n\r\n"
        "00:03.000 --> 00:04.000\r\n<v.loud Helen Pike>Thank you.</v><v Ruth Adeyemi>Fine.</v>\r\n"
    )
    evidence = read(make.notes(text, "call.vtt"))

    assert [(p.speaker, p.text, p.span.place) for p in evidence.passages] == [
        ("Ruth Adeyemi", "Nuts & bolts are counted.", "00:00:01.000"),
        ("Helen Pike", "Thank you.", "00:00:03.000"),
        ("Ruth Adeyemi", "Fine.", "00:00:03.000"),
    ]


def test_srt_is_read_with_its_comma_times(read: Read, make: SimpleNamespace) -> None:
    text = (
        "1\n00:00:01,500 --> 00:00:02,000\nHelen Pike: One more thing.\n\n"
        "2\n01:00:03,000 --> 01:00:04,000\nRuth Adeyemi: Yes?\nOf course.\n"
    )
    evidence = read(make.notes(text, "call.srt"))

    assert [(p.speaker, p.text, p.span.place) for p in evidence.passages] == [
        ("Helen Pike", "One more thing.", "00:00:01.500"),
        ("Ruth Adeyemi", "Yes? Of course.", "01:00:03.000"),
    ]


def test_words_before_a_colon_are_no_speaker(read: Read, make: SimpleNamespace) -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nHelen Pike: Right.\n\n"
        "00:03.000 --> 00:04.000\nand so the answer is this: we wait.\n"
    )
    evidence = read(make.notes(text, "call.vtt"))

    assert lines(evidence) == [
        ("Helen Pike", "background", "Right. and so the answer is this: we wait.")
    ]


def test_a_turn_with_an_off_the_record_remark_is_withheld_whole(
    read: Read, make: SimpleNamespace
) -> None:
    text = ZOOM.replace("Good morning.", "Off the record, they may be sold.")
    evidence = read(make.notes(text, "call.vtt"))

    assert [p.withheld for p in evidence.passages] == ["marked internal"] * 3 + ["", ""]


def test_the_firms_own_talk_after_the_client_left_is_withheld(
    read: Read, make: SimpleNamespace
) -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nRuth Adeyemi: Goodbye.\n\n"
        "00:03.000 --> 00:04.000\nHelen Pike: Right, Ruth has left.\n\n"
        "00:05.000 --> 00:06.000\nMartin Oke: Their margin is thin.\n"
    )
    evidence = read(make.notes(text, "call.vtt"))

    assert [p.withheld for p in evidence.passages] == ["", *["said after the client had left"] * 2]


@pytest.mark.parametrize("text", ["Just some words.", "WEBVTT\n\nNOTE nothing\n"])
def test_a_transcript_without_cues_is_refused(read: Read, make: SimpleNamespace, text: str) -> None:
    with pytest.raises(InputError, match="no transcript"):
        read(make.notes(text, "call.vtt"))


def test_a_broken_transcript_gives_what_it_has(read: Read, make: SimpleNamespace) -> None:
    text = "00:01.000 --> 00:02.000\n00:02.000 --> 00:03.000\nHelen Pike: Still here\n00:0"
    evidence = read(make.notes(text, "call.vtt"))

    assert evidence.passages[0].text.startswith("Still here")


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("So, um, yeah, I'll send the list today.", "I'll send the list today."),
        ("Okay, so I'll send the list today.", "I'll send the list today."),
        ("Um, uh, we agreed to wait for the count.", "we agreed to wait for the count."),
        ("So we agreed to wait for the count.", "So we agreed to wait for the count."),
        ("No, I'll send the list today.", "No, I'll send the list today."),
    ],
)
def test_a_passage_that_does_something_begins_with_its_first_word_of_sense(
    said: str, text: str, read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        make.notes(f"WEBVTT\n\n00:01.000 --> 00:02.000\nHelen Pike: {said}\n", "call.vtt")
    )

    assert [passage.text for passage in evidence.passages] == [text]


def test_the_place_is_where_the_passage_begins_and_not_its_fillers(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        make.notes(
            "WEBVTT\n\n00:01.000 --> 00:02.000\nHelen Pike: So, um,\n\n"
            "00:03.000 --> 00:04.000\nHelen Pike: I'll send the list today.\n",
            "call.vtt",
        )
    )

    assert [(p.text, p.span.place) for p in evidence.passages] == [
        ("I'll send the list today.", "00:00:03.000")
    ]


def test_the_sound_of_a_sentence_is_asked_when_there_is_an_embedding(
    subject: Subject, make: SimpleNamespace
) -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n"
        "Martin Oke: I'm hoping to finish the bin schedule this week and share it.\n"
    )
    file = make.notes(text, "call.vtt")
    plain = read_evidence([file], subject).passages[0]
    heard = read_evidence([file], subject, MiniLMEmbedding()).passages[0]

    assert (plain.kind, heard.kind) == ("background", "action")
    assert (heard.owner, heard.due) == ("Martin Oke", "this week")
