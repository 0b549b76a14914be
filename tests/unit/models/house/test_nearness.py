from __future__ import annotations

from engross.models.house.nearness import Nearness, overlap
from engross.testing import HashedEmbedding


class Counted:
    """How often the embedding is loaded, and the texts that it embeds."""

    def __init__(self) -> None:
        self.loads = 0
        self.embedded: list[str] = []

    def __call__(self) -> Counted:
        self.loads += 1
        return self

    name = "counted"
    dimensions = HashedEmbedding().dimensions

    def embed(self, texts: list[str]) -> object:
        self.embedded += texts
        return HashedEmbedding().embed(texts)


def test_the_embedding_is_loaded_when_first_needed_and_once() -> None:
    load = Counted()
    nearness = Nearness(load)
    before = load.loads
    nearness.scores("the stock count", ["the count of the stock"])
    nearness.scores("the stock count", ["the payroll"])

    assert (before, load.loads) == (0, 1)


def test_no_text_is_embedded_twice() -> None:
    load = Counted()
    nearness = Nearness(load)
    nearness.scores("the stock count", ["the payroll", "the VAT return"])
    nearness.scores("the stock count", ["the VAT return", "the lease"])

    assert sorted(load.embedded) == [
        "the VAT return",
        "the lease",
        "the payroll",
        "the stock count",
    ]


def test_scores_have_two_decimals_and_are_never_below_nought() -> None:
    scores = Nearness(HashedEmbedding).scores("stock count", ["the stock count", "a lease", ""])

    assert all(score == round(score, 2) and 0 <= score <= 1 for score in scores)
    assert scores[0] > scores[1]


def test_without_an_embedding_words_are_counted() -> None:
    assert Nearness().scores("count the stock", ["the stock was counted"]) == (1.0,)
    assert overlap("", "the stock") == 0


def test_the_same_told_twice_is_alike_and_a_denial_is_not() -> None:
    note = "Ms Adeyemi asked us to move the start of the stock system to November."
    said = "Could you move the start of the stock system to November?"

    assert Nearness().alike(said, note, told_twice=True)
    assert not Nearness().alike("Never " + said, note, told_twice=True)


def test_statements_that_share_some_words_are_kept_apart() -> None:
    first = "send the revised timetable for the stock system"
    second = "send the revised estimate for the stock system"

    assert not Nearness().alike(first, second)


def test_a_statement_with_a_figure_of_its_own_is_never_dropped_for_another() -> None:
    nearness = Nearness(HashedEmbedding)
    july = "The July management accounts were issued on 14 August, within ten working days."
    august = "The August management accounts were issued on 11 August, within ten working days."

    assert not nearness.alike(august, july)
    assert nearness.alike(july, july)
