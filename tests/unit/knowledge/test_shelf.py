from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from engross.knowledge import KnowledgeItem, overdue, search, sync, walls
from engross.records import Passage, Span
from engross.records.ports import KnowledgeText


class Remembering:
    """A `PassageIndex` that remembers what it was asked."""

    def __init__(self) -> None:
        self.walls: dict[str, Sequence[KnowledgeText]] = {}
        self.asked: list[tuple[Sequence[str], str, int]] = []

    def replace(self, wall: str, texts: Sequence[KnowledgeText]) -> None:
        self.walls[wall] = texts

    def search(
        self, walls: Sequence[str], question: str, limit: int
    ) -> Sequence[tuple[Passage, float]]:
        self.asked.append((walls, question, limit))
        span = Span(source="0", file="fees.md", place="paragraph 1")
        return [(Passage(id="k00000000", text="Interest.", span=span, tier="firm"), 0.5)]


def test_a_matter_of_another_client_with_the_same_key_has_another_wall() -> None:
    one, other = walls("wrackline", "advisory"), walls("copperbeech", "advisory")

    assert set(one) & set(other) == {"firm"}


def test_keys_with_hyphens_cannot_run_into_each_other() -> None:
    assert walls("a-b", "c")[2] != walls("a", "b-c")[2]


def test_the_items_become_the_walls_content() -> None:
    index = Remembering()

    sync(index, [KnowledgeItem("fees.md", b"# Fees\nInterest.")])

    assert [(t.place, t.text) for t in index.walls["firm"]] == [("Fees, paragraph 1", "Interest.")]


def test_a_question_is_put_to_the_walls_it_names() -> None:
    index = Remembering()

    (passage, score), *_ = search(index, ["firm"], "interest?", 3)

    assert (passage.text, passage.tier, score) == ("Interest.", "firm", 0.5)
    assert index.asked == [(["firm"], "interest?", 3)]


def test_an_empty_question_is_not_put() -> None:
    index = Remembering()

    assert search(index, ["firm"], "  ") == ()
    assert search(index, ["firm"], "interest", 0) == ()
    assert index.asked == []


def test_items_past_their_review_day_are_named() -> None:
    today = dt.date(2026, 10, 14)
    late = KnowledgeItem("late.md", b"", review_by=dt.date(2026, 10, 13))
    due = KnowledgeItem("due.md", b"", review_by=today)
    free = KnowledgeItem("free.md", b"")

    assert overdue([late, due, free], today) == (late,)
