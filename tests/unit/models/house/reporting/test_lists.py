"""The word lists and frames that people edit."""

from __future__ import annotations

import re

import pytest

from engross.models.house.reporting.lists import any_of, frames, names, table, words


@pytest.mark.parametrize("name", names("doubts"))
def test_every_list_of_doubts_is_a_pattern_that_finds_its_words(name: str) -> None:
    plain = [word for word in words("doubts", name) if re.fullmatch(r"[\w ']+", word)]

    assert all(any_of("doubts", name).search(f"and {word} too") for word in plain)


def test_the_frames_have_only_the_parts_that_are_filled() -> None:
    parts = {part for text in frames() for part in re.findall(r"\{(\w+)\}", text)}

    assert parts == {
        *("on", "who", "whom", "modal", "does", "to_do", "that", "quote", "day"),
        *("what", "asked", "told"),
    }


def test_a_short_form_is_written_out_without_one() -> None:
    assert not [long for long in table("expanded").values() if "'" in long]
