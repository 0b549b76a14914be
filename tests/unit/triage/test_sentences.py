from __future__ import annotations

import pytest

from engross.triage.sentences import sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two? three! Four", ["One.", "Two?", "three!", "Four"]),
        ("Mr. Lowe and Dr. Rao rang.", ["Mr. Lowe and Dr. Rao rang."]),
        ("It is £1.50 in all.", ["It is £1.50 in all."]),
        ("Is it due?And when?", ["Is it due?", "And when?"]),
        ("  ", []),
    ],
)
def test_a_paragraph_is_parted_where_sentences_end(text: str, parts: list[str]) -> None:
    assert list(sentences(text)) == parts
