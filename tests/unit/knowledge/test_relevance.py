from __future__ import annotations

from engross.knowledge.relevance import ANSWERS, relevance


def test_a_better_passage_is_likelier_to_answer() -> None:
    found = [relevance([score / 10]) for score in range(11)]

    assert found == sorted(found)
    assert found[0] < 0.01
    assert found[-1] > 0.98


def test_only_the_best_passage_counts() -> None:
    assert relevance([0.3, 0.7, 0.6]) == relevance([0.7])


def test_nothing_found_answers_nothing() -> None:
    assert relevance([]) == 0.0


def test_the_threshold_lies_where_neither_answer_is_sure() -> None:
    assert relevance([0.55]) < ANSWERS < relevance([0.6])
