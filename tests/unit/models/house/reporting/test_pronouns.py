"""I, we and you, by who speaks."""

from __future__ import annotations

import pytest

from engross.models.house.reporting.pronouns import turned
from engross.models.house.reporting.voices import Kind, Voice


@pytest.mark.parametrize(
    ("kind", "said", "read"),
    [
        ("client", "send you my notes", "send us your notes"),
        ("client", "tell me what you have", "tell you what we have"),
        ("client", "the lines you will count", "the lines we will count"),
        ("client", "I am ready and was not told", "you are ready and was not told"),
        ("client", "our sheets and your invoice", "your sheets and our invoice"),
        ("client", "the list we made", None),
        ("client", "our next meeting", None),
        ("client", "the lines you counted", None),
        ("client", "send both of you the list", None),
        ("client", "send you and me the list", None),
        ("contact", "send us the list", "send you the list"),
        ("contact", "send me the list", None),
        ("firm", "send you my notes", "send you our notes"),
        ("firm", "I was told", "we were told"),
        ("firm", "do it myself", None),
        ("person", "send you our notes", "send you our notes"),
        ("person", "send you my notes", None),
        ("other", "send you the notes", None),
        ("other", "send the notes", "send the notes"),
    ],
)
def test_a_pronoun_is_turned_for_the_reader_or_is_not_certain(
    kind: Kind, said: str, read: str | None
) -> None:
    assert turned(said, Voice(kind, "Dan")) == read
