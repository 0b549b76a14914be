from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from types import MappingProxyType
from typing import cast

import pytest

from engross.knowledge.searching import search
from engross.knowledge.shelf import Item, Shelf
from engross.records.knowledge import Answer
from engross.records.ports import KnowledgeText, Match, PassageIndex

HELEN = "helen.pike@penhallowreeve.example"
TODAY = dt.date(2026, 11, 22)
ITEMS = (
    Item("faq.md", "firm", HELEN, "firm", dt.date(2027, 1, 31)),
    Item("old.md", "firm", HELEN, "third-party", dt.date(2026, 11, 21)),
    Item("clients/wrackline/note.md", "client-wrackline", HELEN, "client", TODAY),
)


class Shown:
    """A `PassageIndex` that has these matches for every question."""

    def __init__(self, *matches: Match) -> None:
        self.found = matches
        self.asked: list[tuple[Sequence[str], str, int]] = []

    def matches(self, walls: Sequence[str], question: str, limit: int) -> Sequence[Match]:
        self.asked.append((walls, question, limit))
        return self.found


def match(nearness: float, file: str = "faq.md", identifier: str = "") -> Match:
    identifier = identifier or f"k{nearness}"
    text = KnowledgeText(identifier, f"Text {identifier}", file, "paragraph 2", "", "a" * 64)
    return Match(text, nearness, 0.0)


def asked(*matches: Match, walls: Sequence[str] = ("firm",), limit: int = 5) -> Answer:
    items = MappingProxyType({item.file: item for item in ITEMS})
    shelf = cast("Shelf", type("OnlyItems", (), {"items": items})())
    index = cast("PassageIndex", Shown(*matches))
    return search(index, shelf, walls, "Do you record calls?", today=TODAY, limit=limit)


def test_the_passages_that_answer_come_with_who_answers_for_them() -> None:
    answer = asked(match(0.9), match(0.8, "old.md"))

    best, other = answer.passages
    assert (best.score, best.owner, best.overdue) == (0.9, HELEN, False)
    assert (best.passage.tier, best.passage.span.place) == ("firm", "paragraph 2")
    assert (other.passage.tier, other.review_by, other.overdue) == (
        "third-party",
        dt.date(2026, 11, 21),
        True,
    )
    assert answer.nearest == ()
    assert answer.relevance > 0.9


def test_a_file_to_be_reviewed_today_is_not_overdue() -> None:
    answer = asked(match(0.9, "clients/wrackline/note.md"), walls=("firm", "client-wrackline"))

    assert not answer.passages[0].overdue


def test_where_nothing_answers_the_nearest_are_told_apart() -> None:
    answer = asked(match(0.4), match(0.39), match(0.38), match(0.37))

    assert answer.passages == ()
    assert [found.score for found in answer.nearest] == [0.4, 0.39, 0.38]


def test_a_passage_much_weaker_than_the_best_does_not_come_with_it() -> None:
    answer = asked(match(0.8), match(0.6), match(0.59))

    assert [found.score for found in answer.passages] == [0.8, 0.6]


def test_no_more_come_than_were_asked_for() -> None:
    answer = asked(match(0.9), match(0.89), match(0.88), limit=2)

    assert len(answer.passages) == 2


@pytest.mark.parametrize("file", ["gone.md", "clients/wrackline/note.md"])
def test_a_passage_of_a_file_that_is_behind_none_of_the_walls_is_left_out(file: str) -> None:
    answer = asked(match(0.9, file), match(0.7))

    assert [found.score for found in answer.passages] == [0.7]


def test_a_text_at_two_places_is_told_from_the_one_that_is_still_listed() -> None:
    answer = asked(match(0.9, "gone.md", "k1"), match(0.8, "faq.md", "k1"))

    assert [found.passage.span.file for found in answer.passages] == ["faq.md"]


@pytest.mark.parametrize(("question", "limit"), [("  ", 5), ("Fees?", 0)])
def test_nothing_is_searched_for_nothing(question: str, limit: int) -> None:
    index = Shown(match(0.9))
    shelf = cast("Shelf", None)
    answer = search(
        cast("PassageIndex", index), shelf, ("firm",), question, today=TODAY, limit=limit
    )

    assert answer == Answer(question=question, relevance=0.0)
    assert index.asked == []
