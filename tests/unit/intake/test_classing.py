"""What sentences do, by the phrases in the file."""

from __future__ import annotations

from typing import get_args

import pytest

from engross.intake.classing import class_spoken, class_written, due_in, owner_in
from engross.intake.phrases import names
from engross.intake.sentences import sentences
from engross.intake.withholding import heading_withholds, reason_to_withhold
from engross.records import PassageKind


def spoken(sentence: str, *, by_client: bool = False) -> str:
    return class_spoken(sentence, speaker="Helen Pike", by_client=by_client).kind


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("So we agreed to move it to the sixteenth.", "decision"),
        (
            "Okay, so let\N{RIGHT SINGLE QUOTATION MARK}s go with the second option then.",
            "decision",
        ),
        ("We haven't agreed to move it yet.", "background"),
        ("It is not decided whether we go.", "background"),
        ("Have we agreed to move it?", "question"),
        ("Maybe we should go with the second option.", "background"),
        ("I'll send you the timetable tomorrow.", "action"),
        ("I\N{RIGHT SINGLE QUOTATION MARK}m going to check that with the bank.", "action"),
        ("Leave that with me for now.", "action"),
        ("I'll drop the link in the chat.", "background"),
        ("If they ask, I'll send it over.", "background"),
        ("Martin, could you send the summary?", "action"),
        ("Can you hear me all right?", "background"),
        ("When does the new stock system start for us?", "question"),
        ("Any other questions from anybody here?", "background"),
        ("The main risk is the stock count.", "risk"),
        ("Thank you very much indeed.", "background"),
        ("Yes, sure.", "background"),
    ],
)
def test_a_spoken_sentence_is_classed_by_what_it_does(sentence: str, kind: str) -> None:
    assert spoken(sentence) == kind


@pytest.mark.parametrize(
    "sentence",
    ["Could you send it to the yard?", "Please hold off until November.",
     "Go ahead and file it.", "I'd like you to move the start."],
)  # fmt: skip
def test_a_clients_request_is_an_instruction(sentence: str) -> None:
    assert spoken(sentence, by_client=True) == "instruction"


def test_a_request_names_whom_it_asks() -> None:
    classed = class_spoken(
        "Martin, could you send it by Friday?", speaker="Helen Pike", by_client=False
    )

    assert (classed.owner, classed.due) == ("Martin", "Friday")


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("send it by Friday 23 October please", "Friday 23 October"),
        ("by the end of next week at the latest", "the end of next week"),
        ("by 23/10/2026", "23/10/2026"),
        ("before Monday if you can", "before Monday"),
        ("due on 6 November 2026", "6 November 2026"),
        ("in the week of 26 October", "in the week of 26 October"),
        ("I'll do it tomorrow morning", "tomorrow morning"),
        ("by the close of business on Friday", "close of business on Friday"),
        ("by the way, it is nearby", ""),
        ("it may be late", ""),
    ],
)
def test_when_is_taken_in_the_texts_own_words(text: str, due: str) -> None:
    assert due_in(text) == due


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Helen to send the accounts", "Helen"),
        ("Ms Adeyemi will return the sheets", "Ms Adeyemi"),
        ("The Company to pay", "The Company"),
        ("The count is late. Owner: Priya Sandhu.", "Priya Sandhu"),
        ("send the accounts", ""),
    ],
)
def test_who_is_taken_from_the_start_or_a_label(text: str, owner: str) -> None:
    assert owner_in(text) == owner


def test_written_notes_tell_asked_agreed_and_promised_apart() -> None:
    kinds = [
        class_written(text).kind
        for text in (
            "Ruth asked us to move the start.",
            "We agreed the extra work.",
            "It was agreed that we wait.",
            "Helen to send the accounts by Friday.",
            "You told us that sales are up.",
        )
    ]

    assert kinds == ["instruction", "decision", "decision", "action", "background"]


@pytest.mark.parametrize(
    "text",
    ["Internal: go gently.", "[internal] their margin", "Between us, he is leaving.",
     "This is off the record.", "Not for the client: the fee.", "Internal note - poor recovery",
     "Let's keep this to ourselves.", "Just between us, they may sell."],
)  # fmt: skip
def test_a_marked_remark_is_withheld(text: str) -> None:
    assert reason_to_withhold(text) == "marked internal"


@pytest.mark.parametrize(
    "text",
    ["The internal audit starts in May.", "Internal controls are sound.",
     "The split between us and the bank is agreed.", "A record of the count exists."],
)  # fmt: skip
def test_ordinary_words_are_not_withheld(text: str) -> None:
    assert reason_to_withhold(text) == ""


def test_side_remarks_and_suspicion_are_withheld_for_different_people() -> None:
    assert reason_to_withhold("She has been in hospital since May.") == "side remark"
    assert reason_to_withhold("It smells of money laundering.") == "for a person only"


def test_headings_withhold_only_when_they_say_so() -> None:
    assert heading_withholds("Internal, not for the client")
    assert not heading_withholds("Internal audit findings")


def test_sentences_do_not_end_at_titles_and_abbreviations() -> None:
    text = "Mr. Khan paid inv. 44 of Smith Ltd. on time. Did he? “Yes.” Good… Then £5 came."

    assert [s.text for s in sentences(text)] == [
        "Mr. Khan paid inv. 44 of Smith Ltd. on time.",
        "Did he?",
        "“Yes.”",
        "Good…",
        "Then £5 came.",
    ]
    assert all(text[s.start :].startswith(s.text) for s in sentences(text))


def test_the_phrase_files_headings_are_the_kinds_of_passage() -> None:
    assert set(names("headings")) == set(get_args(PassageKind))
