"""Sensitive columns: the firm's figures and words about itself, by name and by meaning."""

from __future__ import annotations

import pytest

from engross.intake.exports import exports
from engross.intake.kinds import kinds, normal
from engross.intake.vocabulary import vocabulary


@pytest.mark.parametrize(
    "heading",
    [
        "Cost Rate",
        "Cost rate (internal)",
        "Cost Amount (GBP)",
        "Gross margin %",
        "Profit (GBP)",
        "Internal notes",
        "Private note",
        "Write-off reason",
        "Reason for write-off",
        "Utilisation %",
        "Staff performance",
        "Risk rating",
        "Recovery %",
        "Realisation",
        "Lock-up days",
    ],
)
def test_a_column_that_was_taken_for_nothing_is_sensitive_by_its_words(heading: str) -> None:
    assert vocabulary().is_sensitive(normal(heading))


@pytest.mark.parametrize(
    "heading",
    ["Charge rate", "Net", "Narrative", "Forecast to complete", "Discovery", "Brisk", "Project"],
)
def test_an_ordinary_column_is_not(heading: str) -> None:
    assert not vocabulary().is_sensitive(normal(heading))


def test_the_meaning_of_a_column_says_more_than_its_words() -> None:
    known = vocabulary()

    assert known.is_sensitive("cost", "cost")
    assert not known.is_sensitive("cost", "net")
    assert not known.is_sensitive("notes", "description")


@pytest.mark.parametrize("meaning", ["cost_rate", "cost", "margin", "notes"])
def test_what_the_firm_keeps_to_itself_is_sensitive_in_every_kind(meaning: str) -> None:
    assert all(
        vocabulary().is_sensitive("", meaning) for kind in kinds() if meaning in kind.columns
    )


def test_the_cost_columns_of_programs_are_sensitive() -> None:
    known = vocabulary()
    cost = [
        (e.name, m) for e in exports() for m in e.columns if m in {"cost", "cost_rate", "margin"}
    ]

    assert cost
    assert all(known.is_sensitive("", meaning) for _, meaning in cost)


def test_words_are_written_as_headings_are_compared() -> None:
    known = vocabulary()
    listed = [*known.sensitive.values(), *known.bases.values(), tuple(known.vague)]

    assert all(normal(word) == word for words in listed for word in words)


def test_a_shape_is_of_a_meaning_that_there_is() -> None:
    meanings = {meaning for kind in kinds() for meaning in kind.columns}

    assert set(vocabulary().shapes) <= meanings
    assert {m for kind in kinds() for m in kind.wants} <= meanings
