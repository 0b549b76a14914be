"""Written notes into passages."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from types import SimpleNamespace

import docx
import pytest

from engross.errors import InputError
from engross.intake import GivenFile
from engross.records import Evidence

Read = Callable[..., Evidence]

NOTE = """# File note: call with Wrackline Boatyard Limited

Date: 7 October 2026
Present: Ruth Adeyemi, Helen Pike

## Work done
- The VAT return was filed on 28 September.

## Decisions
- We agreed to count the 11 lines again.
- Decision: the second transfer is extra work.

## Next
- Action (Martin Oke, by 23 October): send the revised
  timetable.
- Helen to ring the bank by Friday.
- Risk: the count may slip. Owner: the Company.
- Ms Adeyemi asked us to move the start to 16 November.
- Who signs off purchase orders?

## Internal, not for the client
- Our recovery is poor.

### A deeper heading
- Still ours.

## After
- Between us: the yard manager may be leaving.
  - He told Helen so.
- Back to business.
"""


def passages(evidence: Evidence) -> list[tuple[str, str, str, str]]:
    return [(p.kind, p.text, p.owner, p.due) for p in evidence.passages if not p.withheld]


def test_a_note_becomes_passages_by_heading_label_and_words(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(make.notes(NOTE))

    assert passages(evidence) == [
        ("background", "The VAT return was filed on 28 September.", "", ""),
        ("decision", "We agreed to count the 11 lines again.", "", ""),
        ("decision", "the second transfer is extra work.", "", ""),
        ("action", "send the revised timetable.", "Martin Oke", "23 October"),
        ("action", "Helen to ring the bank by Friday.", "Helen", "Friday"),
        ("risk", "the count may slip. Owner: the Company.", "the Company", ""),
        ("instruction", "Ms Adeyemi asked us to move the start to 16 November.", "", ""),
        ("question", "Who signs off purchase orders?", "", ""),
    ]


def test_a_passage_carries_its_line_its_day_and_the_firms_word(
    read: Read, make: SimpleNamespace
) -> None:
    passage = read(make.notes(NOTE)).passages[3]

    assert (passage.id, passage.span.file) == ("p4", "call-notes.md")
    assert (passage.span.place, passage.tier) == ("lines 14 to 15", "firm")
    assert passage.said_on == dt.date(2026, 10, 7)


def test_what_is_marked_internal_is_withheld_with_everything_under_it(
    read: Read, make: SimpleNamespace
) -> None:
    withheld = [(p.text, p.withheld) for p in read(make.notes(NOTE)).passages if p.withheld]

    assert withheld == [
        ("Our recovery is poor.", "marked internal"),
        ("Still ours.", "marked internal"),
        ("Between us: the yard manager may be leaving.", "marked internal"),
        ("He told Helen so.", "marked internal"),
        ("Back to business.", "not sorted"),
    ]


@pytest.mark.parametrize(
    ("header", "said"),
    [("Client: Copperbeech Nurseries Limited", "line 1"), ("Matter: COP001", "line 1")],
)
def test_notes_of_another_client_are_refused(
    read: Read, make: SimpleNamespace, header: str, said: str
) -> None:
    with pytest.raises(InputError, match="which is not Wrackline") as caught:
        read(make.notes(f"{header}\nDate: 7 October 2026\n\nWe agreed it."))

    assert caught.value.place == said


def test_notes_of_this_matter_and_of_no_registered_one_are_read(
    read: Read, make: SimpleNamespace
) -> None:
    for header in ("Matter: WRA001", "Client: Wrackline Boatyard Limited", "Client: Ruth's yard"):
        evidence = read(make.notes(f"{header}\n\nWe agreed it."))

        assert [p.text for p in evidence.passages] == ["We agreed it."]


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("Monday 7 October 2026", "is a Wednesday"),
        ("31 September 2026", "no day 31"),
        ("7 October", "whole date"),
    ],
)
def test_a_note_whose_date_cannot_be_right_is_pointed_out(
    read: Read, make: SimpleNamespace, date: str, said: str
) -> None:
    evidence = read(make.notes(f"Date: {date}\n\nWe agreed it."))
    (finding,) = [f for f in evidence.findings if f.rule == "dates-valid"]

    assert (finding.place, said in finding.message) == ("call-notes.md, line 1", True)


def test_plain_text_headings_and_numbered_lists_work_too(read: Read, make: SimpleNamespace) -> None:
    text = (
        "CALL NOTE\n\nACTIONS\n1. Martin Oke: send the timetable by Monday 19 October\n"
        "2) Ring the bank\n\nIssues:\nThe count is late.\n"
    )
    evidence = read(make.notes(text, "note.txt"))

    assert passages(evidence) == [
        ("action", "send the timetable by Monday 19 October", "Martin Oke", "Monday 19 October"),
        ("action", "Ring the bank", "", ""),
        ("risk", "The count is late.", "", ""),
    ]


def test_a_registered_name_before_words_is_a_speaker_or_an_owner(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(make.notes("Ruth: we will pay on Friday.\n\nActions:\n- Helen: ring the bank"))
    spoken, action = evidence.passages

    assert (spoken.speaker, spoken.text, spoken.tier) == (
        "Ruth",
        "we will pay on Friday.",
        "client",
    )
    assert (action.owner, action.speaker, action.text) == ("Helen", "", "ring the bank")


def test_long_paragraphs_are_parted_between_sentences(read: Read, make: SimpleNamespace) -> None:
    text = " ".join(f"The stock line number {n} agreed with the count sheet." for n in range(30))
    evidence = read(make.notes(text))

    assert len(evidence.passages) > 2
    assert all(len(p.text) <= 420 and p.text.endswith(".") for p in evidence.passages)
    assert " ".join(p.text for p in evidence.passages) == text


def test_a_word_file_is_read_by_its_styles(read: Read) -> None:
    document = docx.Document()
    document.add_heading("Decisions", level=2)
    document.add_paragraph("We start on 16 November.", style="List Bullet")
    document.add_heading("Internal notes", level=2)
    document.add_paragraph("Go gently on the fee.")
    buffer = io.BytesIO()
    document.save(buffer)
    evidence = read(
        GivenFile(role="notes", kind="notes", name="2026-10-07 note.docx", data=buffer.getvalue())
    )

    assert passages(evidence) == [("decision", "We start on 16 November.", "", "")]
    assert evidence.passages[0].span.place == "paragraph 2"
    assert evidence.passages[0].said_on == dt.date(2026, 10, 7)
    assert evidence.passages[1].withheld == "marked internal"


def test_invisible_characters_are_left_out(read: Read, make: SimpleNamespace) -> None:
    evidence = read(make.notes("We\u200b agreed\x07 it\u202e now."))

    assert evidence.passages[0].text == "We agreed it now."


def test_a_note_without_words_is_refused(read: Read, make: SimpleNamespace) -> None:
    with pytest.raises(InputError, match="no words"):
        read(make.notes("Date: 7 October 2026\n\n---\n"))


def test_a_capital_letter_at_the_start_of_a_line_makes_no_owner(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(
        make.notes(
            "Present: Joss Penberthy, Helen Pike\n\n"
            "- Senior to review the file by Friday.\n"
            "- Joss to list the bins by Friday.\n"
            "- Helen to ring the bank by Friday.\n"
        )
    )

    assert [(p.kind, p.owner) for p in evidence.passages] == [
        ("action", ""),
        ("action", "Joss"),
        ("action", "Helen"),
    ]


def test_names_within_a_paragraph_change_the_speaker(read: Read, make: SimpleNamespace) -> None:
    evidence = read(make.notes("Ruth: we will pay. Dr. No: never. Helen: I'll write it down."))

    assert [(p.speaker, p.text) for p in evidence.passages] == [
        ("Ruth", "we will pay. Dr. No: never."),
        ("Helen", "I'll write it down."),
    ]


def test_names_within_an_action_are_its_owners(read: Read, make: SimpleNamespace) -> None:
    evidence = read(make.notes("Actions:\n- Helen: ring the bank. Ruth: send the list."))

    assert [(p.owner, p.text) for p in evidence.passages] == [
        ("Helen", "ring the bank."),
        ("Ruth", "send the list."),
    ]


def test_a_paragraph_below_a_list_is_not_of_the_list(read: Read, make: SimpleNamespace) -> None:
    text = "## Actions\n- Ring the bank.\n\nThe yard was busy.\n\n- Send the list.\n"
    plain = "Actions:\n- Ring the bank.\n\nThe yard was busy.\n\n- Send the list.\n"

    assert [(p.kind, p.withheld) for p in read(make.notes(text)).passages] == [
        ("action", ""),
        ("background", "not sorted"),
        ("action", ""),
    ]
    assert [(p.kind, p.withheld) for p in read(make.notes(plain)).passages] == [
        ("action", ""),
        ("background", "not sorted"),
        ("background", "not sorted"),
    ]


def test_a_paragraph_below_a_list_of_work_is_for_the_client_too(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(make.notes("## Work done\n- We filed it.\n\nThe count went well.\n"))

    assert [p.withheld for p in evidence.passages] == ["", ""]


def test_a_paragraph_below_an_internal_list_stays_internal(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(make.notes("## Internal\n- Go gently.\n\nThe fee is high.\n"))

    assert [p.withheld for p in evidence.passages] == ["marked internal"] * 2


def test_a_table_of_actions_in_a_word_file_is_read_as_actions(read: Read) -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    texts = ("Action", "Owner", "Due", "Ring the bank", "Helen Pike", "Friday 9 October")
    for cell, text in zip((c for row in table.rows for c in row.cells), texts, strict=True):
        cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    evidence = read(
        GivenFile(role="notes", kind="notes", name="2026-10-07.docx", data=buffer.getvalue())
    )

    assert passages(evidence) == [("action", "Ring the bank", "Helen Pike", "Friday 9 October")]
    assert evidence.passages[0].span.place == "table 1, row 2"
