"""What holds of any sentence of a report, whatever was said."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.models.house.reading import PassageLine, has_digits
from engross.models.house.reporting import report
from engross.records import without_slots
from engross.uk.figures import worded_numbers
from unit.models.house.reporting.speakers import PEOPLE, reader, spoken

KINDS = ("action", "instruction", "decision", "question", "risk", "background")
OPENERS = ("", "So ", "Yeah, ", "Um, ", "And ", "Right, ", "But ", "No, ")
BEGINNINGS = (
    "I'll", "we'll", "I will not", "we won't", "I can", "can you", "could you please", "please",
    "please don't", "we're agreed that", "we've agreed to", "the yard", "the bank has not",
    "I have", "we haven't", "you", "there is no", "do you", "who will", "it might", "they",
    "our stores team may",
)  # fmt: skip
MIDDLES = (
    "send you the sheets", "send us the sheets", "never count the lines", "count the eleven lines",
    "move the start from 2 November to 16 November", "pay invoice 4452", "signed the lease",
    "not been told", "be ready", "file the return without the sheets", "ask Dan to ring me",
    "check that nobody has changed the codes", "keep my notes", "need two people",
)  # fmt: skip
ENDS = (
    ".",
    " by Friday.",
    " by 6 November.",
    "?",
    " if you agree.",
    " and let you know.",
    "…",
    ", I think.",
)
NEGATED = re.compile(
    r"\b(?:not|cannot|never|no|nobody|nothing|without|none)\b|n't\b", re.IGNORECASE
)

passages = st.builds(
    lambda who, kind, *words: spoken(who, kind, "{}{} {}{}".format(*words)),
    st.sampled_from([who for who in PEOPLE if who]),
    st.sampled_from(KINDS),
    st.sampled_from(OPENERS),
    st.sampled_from(BEGINNINGS),
    st.sampled_from(MIDDLES),
    st.sampled_from(ENDS),
)
anything = st.builds(
    spoken,
    st.sampled_from([who for who in PEOPLE if who]),
    st.sampled_from(KINDS),
    st.text(min_size=1, max_size=80),
)


@given(passages)
def test_no_negation_is_added_or_lost(passage: PassageLine) -> None:
    told = report(passage, reader())
    said = len(NEGATED.findall(passage.text.removeprefix("No, ")))

    assert told.quoted or len(NEGATED.findall(told.text)) == said


@given(passages | anything)
def test_no_figure_stands_outside_a_slot(passage: PassageLine) -> None:
    text = report(passage, reader()).text

    assert not has_digits(text)
    assert not worded_numbers(without_slots(text))


@given(passages | anything)
def test_the_same_passage_is_always_told_the_same(passage: PassageLine) -> None:
    assert report(passage, reader()) == report(passage, reader())


@given(passages | anything)
def test_a_sentence_is_whole_and_nobodys_i(passage: PassageLine) -> None:
    told = report(passage, reader())

    assert told.text[0] == "[" or told.text[0].isupper()
    assert told.quoted or told.text.endswith(".")
    assert told.quoted or not re.search(r"\b(?:I|me|my|mine)\b", without_slots(told.text))


@given(passages)
def test_what_somebody_may_or_might_do_is_no_more_certain_afterwards(passage: PassageLine) -> None:
    told = report(passage, reader())
    hedged = re.findall(r"\b(?:may|might)\b", passage.text)

    assert told.quoted or re.findall(r"\b(?:may|might)\b", told.text) == hedged


@pytest.mark.parametrize("kind", KINDS)
def test_some_passages_of_each_kind_are_told(kind: str) -> None:
    """Otherwise the properties above would hold of quotations alone."""
    said = {
        "action": "I'll send you the sheets.",
        "instruction": "Please send us the sheets.",
        "decision": "We've agreed to count the lines again.",
        "question": "Do you need the July sheets?",
        "risk": "Our stores team may not be ready.",
        "background": "We have signed the lease.",
    }

    assert not report(spoken("ruth", kind, said[kind]), reader()).quoted
