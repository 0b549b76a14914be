"""Notes as people type them: what is held back, and what is said about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest

from engross.errors import InputError
from engross.intake import Subject
from engross.records import Evidence, Finding
from engross.workspace.register import Contact

Read = Callable[..., Evidence]

TYPED = """Call w/ Ruth Adeyemi (Wrackline) 6/10/26 - Helen, Martin.

- new stock layout signed off by Ruth last week
- Supplier says delivery slipping, 9 Nov instead of 26 Oct
- Ruth asked us to look at the second store too, quote by end of month
- agreed we do 2 more site days in November
- Martin to send revised programme by Fri 16 Oct
- Ruth to confirm electrician
Don't mention the write-off to Ruth yet.
Ruth is a nightmare to deal with, keep it short.
Ruth thinks our fee is steep & may go elsewhere (keep to ourselves).
"""


def used(evidence: Evidence) -> list[tuple[str, str, str]]:
    return [(p.kind, p.text, p.due) for p in evidence.passages if not p.withheld]


def held(evidence: Evidence) -> list[tuple[str, str]]:
    return [(p.text, p.withheld) for p in evidence.passages if p.withheld]


def of_rule(evidence: Evidence, rule: str) -> list[Finding]:
    return [finding for finding in evidence.findings if finding.rule == rule]


@pytest.mark.parametrize("name", ["call.txt", "call.md"])
def test_private_remarks_typed_below_a_list_are_never_used(
    read: Read, make: SimpleNamespace, name: str
) -> None:
    evidence = read(make.notes(TYPED, name))

    assert used(evidence) == [
        ("risk", "Supplier says delivery slipping, 9 Nov instead of 26 Oct", ""),
        (
            "instruction",
            "Ruth asked us to look at the second store too, quote by end of month",
            "",
        ),
        ("decision", "agreed we do 2 more site days in November", ""),
        ("action", "Martin to send revised programme by Fri 16 Oct", "Fri 16 Oct"),
        ("action", "Ruth to confirm electrician", ""),
    ]
    assert held(evidence) == [
        ("new stock layout signed off by Ruth last week", "not sorted"),
        ("Don't mention the write-off to Ruth yet.", "marked internal"),
        ("Ruth is a nightmare to deal with, keep it short.", "side remark"),
        (
            "Ruth thinks our fee is steep & may go elsewhere (keep to ourselves).",
            "marked internal",
        ),
    ]
    assert {p.said_on for p in evidence.passages} == {dt.date(2026, 10, 6)}


def test_lines_that_nobody_sorted_are_counted_with_a_remedy(
    read: Read, make: SimpleNamespace
) -> None:
    lines = "\n".join(f"- The line {n} of the list" for n in range(1, 9))
    (finding,) = of_rule(read(make.notes(lines)), "notes-not-sorted")

    assert (finding.severity, finding.place) == ("warn", "call-notes.md, line 1")
    assert "8 of the notes in call-notes.md" in finding.message
    assert finding.message.endswith("line 4, line 5 and 3 more places.")
    assert "docs/how-to/write-notes.md" in finding.suggestion


@pytest.mark.parametrize("heading", ["## Fees and other things", "Other things:", "OTHER THINGS"])
def test_a_heading_that_is_not_known_sorts_nothing(
    read: Read, make: SimpleNamespace, heading: str
) -> None:
    evidence = read(make.notes(f"Work done\n- Filed the return.\n\n{heading}\n- He is off.\n"))

    assert used(evidence) == [("background", "Filed the return.", "")]
    assert held(evidence) == [("He is off.", "not sorted")]


def test_a_short_line_above_a_list_closes_the_heading_before_it(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(make.notes("Work done\n- Filed it.\nOn Ruth\n- She likes tea.", "call.txt"))

    assert held(evidence) == [("She likes tea.", "not sorted")]


@pytest.mark.parametrize("heading", ["Internal", "Private notes", "Just for us", "Off the record"])
def test_a_line_that_says_internal_and_nothing_else_is_a_heading(
    read: Read, make: SimpleNamespace, heading: str
) -> None:
    evidence = read(make.notes(f"Work done\n- Filed it.\n\n{heading}\n- She likes tea.", "c.txt"))

    assert held(evidence) == [("She likes tea.", "marked internal")]


def test_only_the_sentence_that_does_something_is_used(read: Read, make: SimpleNamespace) -> None:
    evidence = read(make.notes("- Ruth asked us to quote. Bit of a cheek. Who pays?"))

    assert [text for _, text, _ in used(evidence)] == ["Ruth asked us to quote.", "Who pays?"]
    assert held(evidence) == [("Bit of a cheek.", "not sorted")]


def test_a_phrase_that_reaches_over_a_line_end_withholds_both(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(make.notes("Work done\nShe has a new job, keep this\nto ourselves", "c.txt"))

    assert used(evidence) == []


def test_what_is_set_out_under_a_withheld_line_goes_with_it(
    read: Read, make: SimpleNamespace
) -> None:
    text = "## Work done\nDo not forward any of the following points to them at the yard:\n- tea\n"
    evidence = read(make.notes(text + "\nFiled the return."))

    assert [reason for _, reason in held(evidence)] == ["marked internal", "marked internal"]
    assert [words for _, words, _ in used(evidence)] == ["Filed the return."]


@pytest.mark.parametrize(
    "mark",
    ["\n  - keep this to ourselves", "\n- Don't put this in the report", "\nDo not tell Ruth.",
     "\n  - asked Martin\n  - off the record"],
)  # fmt: skip
def test_a_mark_that_stands_alone_is_about_the_line_above(
    read: Read, make: SimpleNamespace, mark: str
) -> None:
    evidence = read(make.notes(f"## Work done\n- Filed it.\n- The yard is for sale.{mark}\n"))

    assert [words for _, words, _ in used(evidence)] == ["Filed it."]


def test_a_name_or_a_day_alone_is_no_passage(read: Read, make: SimpleNamespace) -> None:
    evidence = read(make.notes("Decision: wait.\nWrackline Boatyard Limited\n\n7 October 2026\n"))

    assert [p.text for p in evidence.passages] == ["wait."]


def test_notes_after_the_as_at_day_are_withheld_and_named(
    read: Read, make: SimpleNamespace
) -> None:
    evidence = read(make.notes("Date: 15 October 2026\n\nDecision: wait."))
    (finding,) = of_rule(evidence, "notes-too-late")

    assert held(evidence) == [("wait.", "after the day of the report")]
    assert "dated after the as-at day, 14 October 2026" in finding.message
    assert of_rule(read(make.notes("Date: 14 October 2026\n\nDecision: wait.")), finding.rule) == []


@pytest.mark.parametrize(
    "said", ["Copperbeech Nurseries Limited", "copperbeech nurseries", "COP001", "CBEECH"]
)
def test_a_line_that_names_another_client_is_withheld(
    read: Read, make: SimpleNamespace, subject: Subject, said: str
) -> None:
    other = subject.firm.clients[1].model_copy(update={"names_in_records": ("CBEECH", "COP")})
    about = replace(
        subject, firm=subject.firm.model_copy(update={"clients": (subject.client, other)})
    )
    text = f"## Decisions\n- As we did for {said}.\n- The COP and the Company agreed."
    evidence = read(make.notes(text), about=about)
    (finding,) = of_rule(evidence, "notes-name-another-client")

    assert held(evidence) == [(f"As we did for {said}.", "another client is named")]
    assert finding.message.startswith("One of the notes in call-notes.md names another client")
    assert said not in finding.message


def test_a_note_whose_title_is_of_another_client_is_refused(
    read: Read, make: SimpleNamespace
) -> None:
    with pytest.raises(InputError, match="title names another client"):
        read(make.notes("Call with Copperbeech Nurseries 7/10/26\n\nDecision: wait.", "c.txt"))


def test_a_transcript_is_not_asked_for_headings(read: Read, make: SimpleNamespace) -> None:
    text = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nHelen Pike: The paint is dry.\n"
    evidence = read(make.notes(text, "2026-10-07 call.vtt"))

    assert [words for _, words, _ in used(evidence)] == ["The paint is dry."]
    assert evidence.findings == ()


@pytest.mark.parametrize(
    "name", ["Alan Whitcombe", "alan whitcombe", "Mr Whitcombe", "A Whitcombe"]
)
def test_a_line_that_names_another_clients_contact_is_held_back(
    read: Read, make: SimpleNamespace, subject: Subject, name: str
) -> None:
    evidence = read(
        make.notes(f"## Decisions\n- Decision: we agreed with {name} to buy the scanner.\n"),
        about=_with_contact(subject),
    )

    assert [reason for _text, reason in held(evidence)] == ["another client is named"]


@pytest.mark.parametrize("name", ["Alan", "Whitcombe & Sons", "Ms Whitcombe", "Ruth"])
def test_part_of_a_contacts_name_may_be_anybodys(
    read: Read, make: SimpleNamespace, subject: Subject, name: str
) -> None:
    evidence = read(
        make.notes(f"## Decisions\n- Decision: we agreed with {name} to buy the scanner.\n"),
        about=_with_contact(subject),
    )

    assert held(evidence) == []


def _with_contact(subject: Subject) -> Subject:
    """The same firm, whose other client has a contact."""
    contact = Contact(name="Mr Alan Whitcombe", names_in_records=("A Whitcombe", "Alan"))
    mine, other = subject.firm.clients
    changed = other.model_copy(update={"contacts": (contact,)})
    return replace(subject, firm=subject.firm.model_copy(update={"clients": (mine, changed)}))


def test_what_is_said_on_a_call_about_another_client_is_held_back_and_told(
    read: Read, make: SimpleNamespace
) -> None:
    cues = (
        "WEBVTT\n\n00:00:01.000 --> 00:00:05.000\nHelen Pike: Copperbeech Nurseries had the same "
        "fault.\n\n00:00:06.000 --> 00:00:09.000\nRuth Adeyemi: I see, thank you.\n"
    )

    evidence = read(make.notes(cues, "2026-10-07 call.vtt"))

    assert [reason for _text, reason in held(evidence)] == ["another client is named"]
    assert len(of_rule(evidence, "notes-name-another-client")) == 1
