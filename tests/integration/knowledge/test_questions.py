"""Questions in other words than the knowledge base has, with the built-in embedding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest

from engross.adapters.embedding import MiniLMEmbedding
from engross.adapters.passages import ChromaIndex
from engross.knowledge.relevance import ANSWERS
from engross.knowledge.searching import search
from engross.knowledge.shelf import Shelf
from engross.knowledge.syncing import sync
from engross.records.knowledge import Answer
from integration.knowledge import firm_shelves

FAQ = """# Questions that clients ask

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
"""

Ask = Callable[[str], Answer]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    root = tmp_path_factory.mktemp("workspace")
    firm_shelves.put(root, {"faq.md": FAQ})
    shelf = Shelf.of(firm_shelves.workspace(root))
    index = ChromaIndex(root / "chroma", MiniLMEmbedding())
    sync(index, shelf)
    yield lambda question: search(
        index, shelf, ["firm"], question, today=dt.date(2026, 11, 22), limit=2
    )
    index.close()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Are our telephone conversations taped?", "Only if everybody"),
        ("Can I query a bill?", "Write to the partner"),
        ("Can we pay our bill by instalments?", "Ask the partner first"),
        ("We are not satisfied. Whom should we talk to?", "The complaints partner"),
        ("Our stock count isn't finished yet.", "We use an estimate"),
        ("May I show your paper to our lender?", "Ask us first"),
        ("ZX-4471", "With the deeds"),
    ],
)
def test_a_question_in_other_words_is_answered(ask: Ask, question: str, answer: str) -> None:
    found = ask(question)

    assert any(one.passage.text.startswith(answer) for one in found.passages)
    assert found.relevance >= ANSWERS


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How do we dispute a bill of yours?", "Write to the partner"),
        ("Is paying by instalments possible?", "Ask the partner first"),
        ("How do I make a complaint?", "The complaints partner"),
        ("We haven't finished counting the goods in the warehouse.", "We use an estimate"),
    ],
)
def test_what_answers_a_question_in_very_different_words_is_shown_to_a_person_at_least(
    ask: Ask, question: str, answer: str
) -> None:
    found = ask(question)
    shown = [*found.passages, *found.nearest]

    assert any(one.passage.text.startswith(answer) for one in shown)


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
def test_a_question_about_something_else_is_not_answered(ask: Ask, question: str) -> None:
    found = ask(question)

    assert found.passages == ()
    assert found.relevance < ANSWERS


def test_a_question_as_it_stands_there_is_answered_with_certainty(ask: Ask) -> None:
    found = ask("Do you record calls?")

    assert found.passages[0].score == 1.0
    assert found.relevance == 0.99
