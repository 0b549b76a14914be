"""Questions in other words than the knowledge base has, with the built-in embedding."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engross.adapters.chroma import ChromaIndex
from engross.adapters.embedding import MiniLMEmbedding
from engross.knowledge import KnowledgeItem, search, sync
from engross.testing import HashedEmbedding

KNOWLEDGE = [
    KnowledgeItem(
        "faq.md",
        b"""# Questions that clients ask

## Do you record calls?
Only if everybody on the call agrees.

## How can an invoice be queried?
Write to the partner on your matter and name the invoice.

## May we pay an invoice in parts?
Ask the partner first.

## Who do we talk to if we are not happy?
The complaints partner named in your engagement letter.

## What if our stock figure is not ready?
We use an estimate and correct it in the month after the count.

## Can we show your report to our bank?
Ask us first; others should not rely on it.

## Where is reference ZX-4471 filed?
With the deeds of the boathouse.
""",
    )
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaIndex]:
    opened = ChromaIndex(tmp_path_factory.mktemp("chroma"), MiniLMEmbedding())
    sync(opened, KNOWLEDGE)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Are our telephone conversations taped?", "Only if everybody"),
        ("How do we dispute a bill of yours?", "Write to the partner"),
        ("Is paying by instalments possible?", "Ask the partner first"),
        ("How do I make a complaint?", "The complaints partner"),
        ("We haven't finished counting the goods in the warehouse.", "We use an estimate"),
        ("May I pass your paper on to our lender?", "Ask us first"),
        ("ZX-4471", "With the deeds"),
    ],
)
def test_a_question_in_other_words_finds_its_answer_among_the_first_two(
    index: ChromaIndex, question: str, answer: str
) -> None:
    found = search(index, ["firm"], question, 2)

    assert any(passage.text.startswith(answer) for passage, _ in found)
    assert all(0.28 <= score <= 1 for _, score in found)


@pytest.mark.parametrize(
    "question",
    [
        "How do penguins raise their chicks?",
        "When is the next train to Leeds?",
        "How long does it take to boil an egg?",
        "Who won the cricket on Saturday?",
        "the of and",
    ],
)
def test_a_question_about_something_else_finds_nothing(index: ChromaIndex, question: str) -> None:
    assert search(index, ["firm"], question) == []


def test_the_words_themselves_score_nearly_one(index: ChromaIndex) -> None:
    ((_, score), *_) = search(
        index,
        ["firm"],
        "Questions that clients ask > Do you record calls?, Only if everybody on the call agrees.",
    )

    assert score == 1.0


def test_an_index_of_another_embedding_is_made_again(tmp_path: Path) -> None:
    first = ChromaIndex(tmp_path, HashedEmbedding())
    sync(first, KNOWLEDGE)
    before = (tmp_path / "firm" / "current").read_text()
    first.close()
    second = ChromaIndex(tmp_path, MiniLMEmbedding())
    sync(second, KNOWLEDGE)
    found = search(second, ["firm"], "Are our telephone conversations taped?")
    second.close()

    assert (tmp_path / "firm" / "current").read_text() != before
    assert found[0][0].text.startswith("Only if everybody")
