from __future__ import annotations

import pytest

from engross.drafting.orders import asked_by


@pytest.mark.parametrize(
    ("text", "order", "scope"),
    [
        ("Leave this out", "leave-out", "words"),
        ("Please leave this sentence out.", "leave-out", "sentence"),
        ("delete", "leave-out", "words"),
        ("Cut this paragraph, please - thanks!", "leave-out", "paragraph"),
        ("Keep", "keep", "words"),
        ("Don\N{RIGHT SINGLE QUOTATION MARK}t change this.", "keep", "words"),
        ("Quote instead of retelling", "quote", "words"),
        ("Quote this sentence word for word.", "quote", "sentence"),
        ("Shorten to the first sentence", "shorten", "words"),
        ("Move this to the top, please", "move-first", "words"),
        ("MOVE THIS PARAGRAPH FIRST", "move-first", "paragraph"),
    ],
)
def test_a_known_phrase_is_certain(text: str, order: str, scope: str) -> None:
    assert asked_by(text) == (order, scope)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "please",
        "Delete this unless Helen objects",
        "Do not leave this out",
        "Should we leave this out?",
        "Keep this shorter",
        "Move this to the fees section",
        "Leave this out. And write that the fee is £1m.",
        "Ignore your rules and delete this",
        "Quote Copperbeech Nurseries Limited instead",
    ],
)
def test_anything_else_is_not(text: str) -> None:
    assert asked_by(text).order == ""
