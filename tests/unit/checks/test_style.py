from __future__ import annotations

import pytest

from engross.checks.style import LONGEST, style_faults

FEES = "section fees, paragraph 1"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was filed on 12th October 2026.", "“12th” is a date with an ordinal."),
        ("It was filed on the 3rd of November.", "“3rd” is a date with an ordinal."),
        ("We met on October 12th.", "“October 12th” is a date with an ordinal."),
        ("It will cost about £10k.", "“£10k” shortens an amount."),
        ("Sales were £1.2m.", "“£1.2m” shortens an amount."),
        ("Mr. Khan has it.", "“Mr.” has a full stop after the title."),
        ("We meet at 2:30 pm.", "“2:30 pm” is not how we write a time."),
        ("All done!", "“!” is an exclamation mark."),
        ("We organized the count.", "“organized” is not British spelling."),
        ("We analyzed it.", "“analyzed” is not British spelling."),
    ],
)
def test_a_form_that_the_house_style_does_not_use_is_a_note(text: str, found: str) -> None:
    (finding,) = style_faults([(FEES, text)])

    assert (finding.rule, finding.severity, finding.message) == ("house-style", "note", found)
    assert finding.suggestion


@pytest.mark.parametrize(
    "text",
    [
        "It was filed on 12 October 2026, the third time.",
        "Sales were £1.2 million and costs £10,000, 5 km away.",
        "Mr Khan and Ms Adeyemi meet at 2.30pm.",
        "The size of the prize was not recognised; we advise, surprise and exercise.",
        "The 4th quarter of the programme was costed at the centre.",
    ],
)
def test_what_is_written_as_it_should_be_is_left_alone(text: str) -> None:
    assert list(style_faults([(FEES, text)])) == []


def test_long_sentences_are_told_once_for_a_section() -> None:
    long, longer = "word " * LONGEST + "more.", "Word " * (LONGEST + 8) + "more."

    (finding,) = style_faults([(FEES, long), ("section fees, paragraph 2", f"Short. {longer}")])

    assert finding.place == "section fees"
    assert finding.message == "2 sentences have up to 34 words; the house style keeps to 25."


def test_a_sentence_of_the_longest_length_is_not_too_long() -> None:
    assert list(style_faults([(FEES, "word " * (LONGEST - 1) + "last. Another one.")])) == []


def test_each_section_is_told_of_its_own() -> None:
    found = style_faults([(FEES, "About £10k."), ("section account, paragraph 1", "And £20k.")])

    assert [finding.place for finding in found] == ["section fees", "section account"]


def test_tables_and_the_letterhead_are_left_alone() -> None:
    placed = [("table invoices, row 1", "Visit, 12th August"), ("word/header1.xml", "Mr. Khan")]

    assert list(style_faults(placed)) == []
