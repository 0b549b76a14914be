"""What notes say of lines of the accounts, beside the accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from engross.intake import Subject
from engross.intake.accounts import compare_told
from engross.intake.withholding import OUR_AFFAIRS
from engross.records import Finding, Passage, Span

if TYPE_CHECKING:
    from conftest import Accounts

Take = Callable[..., "Accounts"]

MONTHS = """
Wrackline Boatyard Limited
|Jul-26|Aug-26|Sep-26
Turnover
Yard|50000|50000|50000
Overheads
Wages|9000|9000|9000
Sundry|4|4|4
Bad debts|0|0|-450
"""


@pytest.fixture
def told(take: Take, subject: Subject) -> Callable[..., list[Finding]]:
    def telling(text: str, withheld: str = "") -> list[Finding]:
        span = Span(source="1" * 64, file="call.md", place="line 4")
        passage = Passage(id="p1", text=text, span=span, withheld=withheld)
        return list(compare_told(take(MONTHS).book, (passage,), subject))

    return telling


def test_a_figure_that_the_accounts_do_not_have_is_asked_about(
    told: Callable[..., list[Finding]],
) -> None:
    (found,) = told("Sundry was £12,000 because of the show.")

    assert found.place == "call.md, line 4"
    assert "“Sundry” was £12,000. The accounts have £12 for it in Q3 2026" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "Sundry was £12 as ever.",
        "The wages were £27,000 this quarter.",
        "Wages were £9,000 in July.",
        "Bad debts were £450, a credit.",
        "Wages were £1,200 below budget.",
        "Wages are £400 a week for the apprentice.",
        "Wages rose because £300 of overtime was paid.",
        "The grant was £5,000.",
    ],
)
def test_what_agrees_or_is_another_figure_is_not_asked_about(
    told: Callable[..., list[Finding]], text: str
) -> None:
    assert told(text) == []


def test_a_note_on_a_line_that_was_held_back_is_told(told: Callable[..., list[Finding]]) -> None:
    (found,) = told("Bad debts: we wrote off the hours of May.", OUR_AFFAIRS)

    assert "A note on “Bad debts” was taken for the firm's own affairs" in found.message


def test_what_was_held_back_for_another_reason_stays_so(
    told: Callable[..., list[Finding]],
) -> None:
    assert told("Sundry was £12,000, but do not tell the client.", "marked internal") == []
