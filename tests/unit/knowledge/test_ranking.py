from __future__ import annotations

import pytest

from engross.knowledge.ranking import ranked, score
from engross.records.ports import KnowledgeText, Match


def match(identifier: str, nearness: float, words: float = 0.0, file: str = "faq.md") -> Match:
    text = KnowledgeText(identifier, identifier, file, "paragraph 1", "", "")
    return Match(text, nearness, words)


def names(matches: list[Match]) -> list[str]:
    return [found.text.id for found, _ in ranked(matches)]


def test_the_best_comes_first() -> None:
    assert names([match("k1", 0.3), match("k2", 0.6), match("k3", 0.3, 0.9)]) == ["k3", "k2", "k1"]


@pytest.mark.parametrize(
    ("nearness", "words", "expected"),
    [
        (0.0, 0.0, 0.0),
        (0.5, 0.0, 0.5),
        (0.0, 0.5, 0.5),
        (0.5, 0.5, 0.75),
        (1.0, 0.2, 1.0),
        (-0.4, 0.2, 0.2),
        (1.0000001, 0.0, 1.0),
        (0.12345, 0.0, 0.12),
    ],
)
def test_a_score_is_a_chance_by_meaning_or_by_words(
    nearness: float, words: float, expected: float
) -> None:
    assert score(match("k1", nearness, words)) == expected


def test_equal_scores_come_in_the_order_of_their_ids() -> None:
    assert names([match("k3", 0.501), match("k1", 0.499), match("k2", 0.5)]) == ["k1", "k2", "k3"]


def test_a_text_at_two_places_comes_once_where_it_fits_best() -> None:
    found = ranked([match("k1", 0.4), match("k1", 0.7, file="rates.md"), match("k2", 0.5)])

    assert [(one.text.file, value) for one, value in found] == [("rates.md", 0.7), ("faq.md", 0.5)]


def test_nothing_is_ranked_of_nothing() -> None:
    assert ranked([]) == []
