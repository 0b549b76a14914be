"""Two wordings of one question."""

from __future__ import annotations

import pytest

from engross.models.house.replying.repeats import is_same_question

DEADLINE = "What is the deadline for the payroll changes?"


@pytest.mark.parametrize(
    "other",
    [
        "When do payroll changes have to reach you?",
        "By when must you have our payroll changes?",
        "What is the  deadline for the payroll changes?",
    ],
)
def test_by_when_the_same_must_be_done_is_one_question(other: str) -> None:
    assert is_same_question(DEADLINE, other)


@pytest.mark.parametrize(
    "other",
    [
        "When will you process the payroll changes?",
        "How do we send the payroll changes?",
        "What is the deadline for the payroll?",
        "When do payroll changes of November have to reach you?",
        "What is the deadline?",
    ],
)
def test_what_is_only_near_is_another_question(other: str) -> None:
    assert not is_same_question(DEADLINE, other)
