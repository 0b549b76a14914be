"""Text parted into headings, bullets and paragraphs."""

from __future__ import annotations

import pytest

from engross.intake.blocks import Block, blocks_of_text

LONG = "The stock records were transferred twice and agreed with the count"


def texts(text: str) -> list[str]:
    return [block.text for block in blocks_of_text(text)]


def test_an_unindented_line_below_a_bullet_is_a_paragraph_of_its_own() -> None:
    blocks = list(blocks_of_text("- Ruth to confirm electrician\nGo gently.\n- Next\n  goes on"))

    assert blocks == [
        Block("Ruth to confirm electrician", "line 1", indent=0),
        Block("Go gently.", "line 2", joined=True),
        Block("Next goes on", "lines 3 to 4", indent=0, joined=True),
    ]


def test_a_line_no_deeper_than_a_set_in_bullet_does_not_belong_to_it() -> None:
    assert texts("- a\n  - b\n  c\n    d") == ["a", "b", "c", "d"]


def test_lines_that_their_writer_ended_are_paragraphs_of_their_own() -> None:
    text = f"Ruth wants a quote\nGo gently with her\n{LONG} sheets\nGo gently again"

    assert texts(text) == text.split("\n")


@pytest.mark.parametrize(
    "text",
    [f"{LONG}\nsheets of the yard.", f"{LONG} of Ruth\nAdeyemi and of the yard manager, in full."],
)
def test_lines_that_an_editor_broke_are_joined(text: str) -> None:
    assert texts(text) == [text.replace("\n", " ")]


def test_headings_rules_and_headers_stand_alone() -> None:
    assert texts("# One\nDate: 7 October 2026\ntext\n---\nAction: go\n> quoted") == [
        "One",
        "Date: 7 October 2026",
        "text",
        "Action: go",
        "quoted",
    ]
