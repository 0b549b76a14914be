"""Transcripts into turns and passages."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from types import SimpleNamespace

import docx
import pytest

from engross.adapters.embedding import MiniLMEmbedding
from engross.errors import InputError
from engross.intake import GivenFile, Subject, read_evidence
from engross.intake.notes import read_notes
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


def test_an_embedding_is_not_loaded_for_notes(subject: Subject, make: SimpleNamespace) -> None:
    def load() -> MiniLMEmbedding:
        pytest.fail("it was loaded")

    notes = read_notes(make.notes("Decision: we wait."), subject, load)

    assert [passage.text for passage in notes.passages] == ["we wait."]


def test_an_embedding_is_loaded_for_a_transcript(subject: Subject, make: SimpleNamespace) -> None:
    loaded: list[str] = []

    def load() -> MiniLMEmbedding:
        loaded.append("once")
        return MiniLMEmbedding()

    read_notes(make.notes(ZOOM, "call.vtt"), subject, load)

    assert loaded == ["once"]


def test_two_speakers_in_one_cue_are_told_apart(read: Read, make: SimpleNamespace) -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nHelen Pike: Good.\nRuth Adeyemi: Thank you.\n\n"
        "00:03.000 --> 00:04.000\nRuth Adeyemi: Is it counted?\n\n"
        "00:05.000 --> 00:06.000\nRuth Adeyemi: Yes. Helen Pike: No.\n\n"
        "00:07.000 --> 00:08.000\nHelen Pike: Not yet.\n"
    )

    assert [(p.speaker, p.text) for p in read(make.notes(text, "call.vtt")).passages] == [
        ("Helen Pike", "Good."),
        ("Ruth Adeyemi", "Thank you. Is it counted? Yes."),
        ("Helen Pike", "No. Not yet."),
    ]


def test_a_name_that_holds_a_colon_is_whole(read: Read, make: SimpleNamespace) -> None:
    text = "WEBVTT\n\n" + "".join(
        f"00:0{n}.000 --> 00:0{n}.900\nRuth: Wrackline Boatyard: {said}\n\n"
        f"00:1{n}.000 --> 00:1{n}.900\nSpeaker 1: Item {n}: the count.\n\n"
        for n, said in ((1, "Good morning."), (2, "We wait."))
    )

    assert [(p.speaker, p.text) for p in read(make.notes(text, "call.vtt")).passages] == [
        ("Ruth: Wrackline Boatyard", "Good morning."),
        ("Speaker 1", "Item 1: the count."),
        ("Ruth: Wrackline Boatyard", "We wait."),
        ("Speaker 1", "Item 2: the count."),
    ]


SPOKEN = [
    ("Helen Pike", "00:00:03", "Good morning."),
    ("Ruth Adeyemi", "00:00:12", "We agreed to wait for the count."),
    ("Helen Pike", "01:01:05", "I'll send the list today."),
]


OTTER = """Call of 7 October 2026

Helen Pike   0:03
Good morning.

Ruth Adeyemi   0:12
We agreed to wait
for the count.

Helen Pike   1:01:05
I'll send the list today.

Transcribed by https://otter.ai
"""
CAPTIONS = """[Helen Pike] 00:00:03
Good morning.
[Ruth Adeyemi] 00:00:12
We agreed to wait for the count.
[Helen Pike] 01:01:05
I'll send the list today.
"""
REV = """Helen Pike (00:03):
Good morning.

Ruth Adeyemi (00:12):
We agreed to wait for the count.

Helen Pike (1:01:05):
I'll send the list today.
"""
SRT = """1
00:00:03,000 --> 00:00:04,000
Helen Pike: Good morning.

2
00:00:12,000 --> 00:00:13,000
Ruth Adeyemi: We agreed to wait for the count.

3
01:01:05,000 --> 01:01:06,000
Helen Pike: I'll send the list today.
"""


@pytest.mark.parametrize("text", [OTTER, CAPTIONS, REV, SRT])
def test_a_transcript_in_a_plain_text_is_recognised(
    read: Read, make: SimpleNamespace, text: str
) -> None:
    passages = read(make.notes(text, "2026-10-07 call.txt")).passages

    assert [(p.speaker, p.span.place.removesuffix(".000"), p.text) for p in passages] == SPOKEN
    assert [p.kind for p in passages] == ["background", "decision", "action"]
    assert passages[0].said_on == dt.date(2026, 10, 7)


@pytest.mark.parametrize("stamp", ["[00:0{n}] {name}: {said}", "{name} (00:0{n}): {said}"])
def test_names_and_times_before_the_words_are_recognised(
    read: Read, make: SimpleNamespace, stamp: str
) -> None:
    said = [("Helen Pike", "Good."), ("Ruth Adeyemi", "Fine.")] * 2
    lines = (stamp.format(n=n, name=name, said=words) for n, (name, words) in enumerate(said))
    passages = read(make.notes("\n".join(lines), "call.txt")).passages

    assert [(p.speaker, p.text) for p in passages] == said
    assert passages[3].span.place == "00:00:03"


MEET = """Attendees
Helen Pike, Ruth Adeyemi
00:00:00

Helen Pike: Good morning.
Ruth Adeyemi: We need the list.
Helen Pike: I'll send it by Friday.
Ruth Adeyemi: Fine.
00:05:00
Helen Pike: We agreed to wait for the count.
Ruth Adeyemi: Yes, thanks.
"""


def test_names_before_the_words_with_times_between_are_recognised(
    read: Read, make: SimpleNamespace
) -> None:
    passages = read(make.notes(MEET, "call.txt")).passages

    assert [(p.speaker, p.span.place) for p in passages][3:5] == [
        ("Ruth Adeyemi", "line 8"),
        ("Helen Pike", "line 10"),
    ]
    assert passages[4].kind == "decision"


@pytest.mark.parametrize(
    "text",
    [
        "Decision: we wait.\nAction: ring the bank.\nRisk: it may slip.\n" * 3,
        "Engines: counted.\nSpars: not yet.\nSails: counted.\n" * 3,
        "09:15 Helen rang the yard.\n10:05 Ruth rang back.\n11:00 The bank was closed.\n",
    ],
)
def test_lists_and_minutes_are_no_transcript(read: Read, make: SimpleNamespace, text: str) -> None:
    evidence = read(make.notes(text, "note.txt"))

    assert evidence.sources[0].method == "text, utf-8"


def test_a_transcript_in_a_word_file_is_recognised(read: Read) -> None:
    document = docx.Document()
    for name, time, said in SPOKEN:
        paragraph = document.add_paragraph(f"{name}   {time}")
        paragraph.add_run().add_break()
        paragraph.add_run(said)
    document.add_paragraph("Helen Pike stopped transcription")
    buffer = io.BytesIO()
    document.save(buffer)
    file = GivenFile(role="notes", kind="notes", name="call.docx", data=buffer.getvalue())
    evidence = read(file)

    assert [(p.speaker, p.span.place, p.text) for p in evidence.passages] == SPOKEN
    assert evidence.sources[0].method == "transcript, Word, every change accepted"
