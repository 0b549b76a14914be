"""In a run about a deal the client's own word reaches an agent, and no remark about it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest

from engross.intake import Subject
from engross.intake.notes import read_notes
from engross.intake.reported import heading_tells, reason_for
from engross.records import Passage
from engross.records.evidence import JUDGED, NOT_REPORTED, NOT_SORTED, PRICED

Notes = Callable[..., tuple[Passage, ...]]

TOLD = "Present: Lady Orla Finch (Wrackline), Helen Pike\n\n## What they told us\n- {line}\n"
DECIDED = "## Decisions\n- Decision: {line}\n"


@pytest.fixture
def about_deal(subject: Subject) -> Subject:
    return replace(subject, deal="D-1")


@pytest.fixture
def passages(make: SimpleNamespace, about_deal: Subject) -> Notes:
    def read(text: str, name: str = "call.md") -> tuple[Passage, ...]:
        return read_notes(make.notes(text, name), about_deal).passages

    return read


@pytest.mark.parametrize(
    "line",
    [
        "Ruth Adeyemi told us on 6 October that the yard and the shop share one set of books.",
        "Ms Adeyemi said that the counts never agree.",
        "On 6 October Ruth explained that the stores close in August.",
        "Ruth also wants the report to cover tax and the lease.",
        "Wrackline needs the accounts by the end of each month.",
        "Their finance director confirmed that the system has been chosen.",
        "Lady Finch told us that the bank wants a twelve-month forecast by Christmas.",
        "She told us that the workshop counts the sheets of board.",
        "The books are kept on a cloud system, and the bank is reconciled every Friday.",
    ],
)
def test_what_the_client_told_us_is_used(passages: Notes, line: str) -> None:
    (passage,) = passages(TOLD.format(line=line))

    assert (passage.text, passage.withheld) == (line, "")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("I reckon that she signs once we take a tenth off.", JUDGED),
        ("My hunch is that he would go for eight hundred a month.", PRICED),
        ("Keep something in hand for the negotiation and begin high.", PRICED),
        ("A fair prospect, if a bit of a time waster.", JUDGED),
        ("The partner must sign off anything that is under £8,000.", PRICED),
        ("We could do it for a good deal less and still be ahead.", PRICED),
        ("Ruth told us that she might stretch to two and a half thousand.", PRICED),
        ("Ruth told us that the accountant next door charges £1,900.", PRICED),
        ("Ruth told us that we are preferred, at a probability of 80%.", PRICED),
        ("Ruth told us that her bookkeeper is off with stress.", JUDGED),
        ("Ruth would like weekly calls, which we said we would throw in free.", PRICED),
        ("Ruth would take nineteen, and I would go to fifteen per cent off.", PRICED),
        ("They are in a hurry: the other side walks on the 29th.", NOT_REPORTED),
        ("He has sales that stand in no book.", NOT_REPORTED),
        ("Slow, but pleasant.", NOT_REPORTED),
        ("The owner is easily led.", NOT_REPORTED),
        ("The books might be worse than they say.", NOT_REPORTED),
        ("Ruth told us that the books are up to date - they are not.", NOT_REPORTED),
        ("Ruth told us that the books are up to date, which I don't believe.", NOT_REPORTED),
        ("Helen said that the books are a mess.", NOT_REPORTED),
    ],
)
def test_remarks_and_prices_are_held_back_though_a_heading_says_told_us(
    passages: Notes, line: str, reason: str
) -> None:
    found = passages(TOLD.format(line=line))

    assert [(p.text, p.withheld) for p in found] == [(line, reason)]


def test_of_two_sentences_the_remark_alone_is_held_back(passages: Notes) -> None:
    line = "Ruth told us that the counts never agree. A bit slow on the uptake."

    assert [(p.text, p.withheld) for p in passages(TOLD.format(line=line))] == [
        ("Ruth told us that the counts never agree.", ""),
        ("A bit slow on the uptake.", NOT_REPORTED),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("we agreed on 6 October that the first month will be January 2027.", ""),
        ("we agreed to do it for £2,300 plus VAT all in.", PRICED),
        ("we agreed to do the first three months at half price.", PRICED),
        ("open at £11,000 and settle at £9,600.", PRICED),
        ("say nothing yet of the second store.", NOT_REPORTED),
    ],
)
def test_a_decision_is_used_if_both_sides_took_it(passages: Notes, line: str, reason: str) -> None:
    (passage,) = passages(DECIDED.format(line=line))

    assert (passage.kind, passage.withheld) == ("decision", reason)


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("Action (Ruth Adeyemi, by 30 October 2026): send us the trial balance.", ""),
        ("Action (Helen Pike): find out what they can bear.", NOT_REPORTED),
        ("Action: send us the trial balance.", NOT_REPORTED),
        ("Instruction: show the yard and the shop apart.", ""),
        ("Instruction: push her hard.", NOT_REPORTED),
        ("Question: is she a consumer here?", NOT_REPORTED),
        ("Risk: she may change her mind.", NOT_REPORTED),
        ("Risk: her brother may have moved stock.", JUDGED),
    ],
)
def test_a_label_is_enough_for_what_the_client_is_to_do_and_has_asked(
    passages: Notes, label: str, reason: str
) -> None:
    (passage,) = passages(f"## Notes\n- {label}\n")

    assert passage.withheld == reason


def test_only_prices_and_judgements_stand_in_no_document(passages: Notes) -> None:
    found = passages(
        TOLD.format(line="Slow, but pleasant.\n- I reckon that she signs.\n- It is £40 dearer.")
    )

    assert [(p.withheld, p.secret) for p in found] == [
        (NOT_REPORTED, False),
        (JUDGED, True),
        (PRICED, True),
    ]


def test_one_finding_names_every_line_and_quotes_none(
    make: SimpleNamespace, about_deal: Subject
) -> None:
    text = "## Needs\n" + "".join(f"- I reckon that it is {n} apples.\n" for n in range(3, 12))
    findings = read_notes(make.notes(text, "call.md"), about_deal).findings

    (found,) = [one for one in findings if one.rule == "notes-held-back"]
    assert found.severity == "warn"
    assert found.message.startswith("9 of the notes in call.md")
    assert all(f"line {line}" in found.message for line in range(2, 11))
    assert "reckon" not in found.message + found.suggestion


def test_in_a_call_only_the_client_is_heard(passages: Notes) -> None:
    cues = (
        ("Ruth Adeyemi", "The yard and the shop have one set of books and that has to change."),
        ("Helen Pike", "Most boatyards of this size come to us in that state, in my experience."),
        ("Ruth Adeyemi", "The last firm quoted us four thousand pounds for the whole year."),
    )
    text = "WEBVTT\n\n" + "".join(
        f"00:00:{10 + n}.000 --> 00:00:{11 + n}.000\n{who}: {said}\n\n"
        for n, (who, said) in enumerate(cues)
    )

    assert [p.withheld for p in passages(text, "call.vtt")] == ["", NOT_REPORTED, PRICED]


def test_notes_about_a_matter_are_read_as_ever(make: SimpleNamespace, subject: Subject) -> None:
    text = "## Work done\n- The fee of £400 was charged.\n- Slow, but pleasant.\n"

    assert [p.withheld for p in read_notes(make.notes(text, "call.md"), subject).passages] == [
        "",
        "",
    ]


def test_what_nobody_sorted_stays_so(passages: Notes) -> None:
    (passage,) = passages("## Odds and ends\n- Lovely office.\n")

    assert passage.withheld == NOT_SORTED


@pytest.mark.parametrize(
    ("heading", "tells"),
    [
        ("What they told us", True),
        ("Needs", True),
        ("Their needs:", True),
        ("Enquiry", True),
        ("What Ms Adeyemi told us", True),
        ("What we think", False),
        ("Background", False),
        ("Issues", False),
    ],
)
def test_a_heading_tells_if_it_says_that_the_client_spoke(heading: str, *, tells: bool) -> None:
    assert heading_tells(heading) is tells


@pytest.mark.parametrize(
    "words",
    [
        *("£6,000", "1,200", "12%", "12 per cent", "nine hundred a month", "half price", "40k"),
        *("two and a half thousand", "a third off", "ten per cent", "250 a month", "fifty quid"),
    ],
)
def test_an_amount_is_a_price_in_digits_and_in_words(words: str) -> None:
    assert reason_for(f"He told us of {words} or so.") == PRICED


@pytest.mark.parametrize(
    "words",
    [
        "send the trial balance at 31 October 2026",
        "the accounts come eight months after the year end",
        "a cash flow forecast for the bank",
        "fifteen people are on the payroll",
        "two years' VAT returns are late",
        "who is in charge of the stores",
    ],
)
def test_a_day_a_count_and_a_task_are_no_price(words: str) -> None:
    assert not reason_for(f"Ruth told us that {words}.")
