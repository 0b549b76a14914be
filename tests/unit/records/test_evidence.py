from __future__ import annotations

import pytest

from engross.records import Passage, Span


@pytest.mark.parametrize(
    ("withheld", "secret"),
    [
        ("", False),
        ("not sorted", False),
        ("after the day of the report", False),
        ("marked internal", True),
        ("side remark", True),
        ("another client is named", True),
    ],
)
def test_what_is_only_unsorted_gives_nothing_away(withheld: str, secret: bool) -> None:  # noqa: FBT001 - the expected answer
    span = Span(source="0" * 64, file="notes.md", place="line 1")

    passage = Passage(id="p1", text="Second oven line", span=span, withheld=withheld)

    assert passage.secret is secret
