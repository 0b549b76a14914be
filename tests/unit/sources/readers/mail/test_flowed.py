"""Lines that were broken to be sent, whole again."""

from __future__ import annotations

from email.message import Message

import pytest

from engross.sources.readers.mail.flowed import unflowed


def joined(text: str, parameters: str = "; format=flowed") -> list[str]:
    part = Message()
    part["Content-Type"] = f"text/plain{parameters}"
    return [line.text for line in unflowed(text, part)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one \ntwo\nthree", ["one two", "three"]),
        ("one \n\ntwo", ["one", "", "two"]),
        ("one \n> two \n> three", ["one", "two three"]),
        ("one \n-- \ntwo", ["one", "--", "two"]),
        (" From one \ntwo", ["From one two"]),
        ("one ", ["one"]),
    ],
)
def test_a_space_at_the_end_joins_lines_of_one_depth(text: str, lines: list[str]) -> None:
    assert joined(text) == lines


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("one  \ntwo", "one two"),
        ("one \ntwo", "one two"),
        ("https://a.example/lo \nng", "https://a.example/long"),
        ("日本 \n語", "日本語"),
    ],
)
def test_the_space_that_broke_the_line_goes_and_the_writers_stays(text: str, line: str) -> None:
    assert joined(text, "; format=flowed; delsp=yes") == [line]


def test_other_text_keeps_its_lines() -> None:
    assert joined("one \ntwo", "") == ["one", "two"]
    assert joined("one \ntwo", "; format*=x''%ff") == ["one", "two"]
