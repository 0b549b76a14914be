"""Asks the knowledge base, and hands on what answers; or nothing, when nothing does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from engross.knowledge.ranking import ranked
from engross.knowledge.relevance import ANSWERS, relevance
from engross.knowledge.shelf import Item, Shelf
from engross.records.evidence import Passage, Span
from engross.records.knowledge import Answer, FoundPassage
from engross.records.ports import KnowledgeText, Match, PassageIndex

CANDIDATES: Final = 50
"""Passages taken from each wall by meaning, and so many by words, before they are ranked."""

WEAKEST: Final = 0.75
"""Part of the best passage's score that another must have to come with it: of the first
five, up to an eighth were below that, and recall lost less than a hundredth without them."""

NEAREST: Final = 3
"""Passages shown to a person when none answers."""


def search(  # noqa: PLR0913 - three things to search, three to search for
    index: PassageIndex,
    shelf: Shelf,
    walls: Sequence[str],
    question: str,
    *,
    today: dt.date,
    limit: int = 5,
) -> Answer:
    """The passages behind those walls that answer the question, best first; or what is nearest.

    A passage whose file is no longer listed, or belongs behind none of those walls any more, is
    left out.

    Raises:
        StorageError: a wall's files cannot be read.
    """
    if not question.strip() or limit < 1:
        return Answer(question=question, relevance=0.0)
    matches = index.matches(walls, question, max(CANDIDATES, 3 * limit))
    best = ranked(match for match in matches if _item(shelf, walls, match))[:limit]
    scores = [score for _, score in best]
    weakest = round(WEAKEST * max(scores, default=0.0), 2)
    found = tuple(
        _found(match.text, score, item, today)
        for match, score in best
        if score >= weakest and (item := _item(shelf, walls, match))
    )
    answers = relevance(scores)
    if answers >= ANSWERS:
        return Answer(question=question, relevance=answers, passages=found)
    return Answer(question=question, relevance=answers, nearest=found[:NEAREST])


def _item(shelf: Shelf, walls: Sequence[str], match: Match) -> Item | None:
    """What the register says of the match's file, if it stands behind one of the walls."""
    item = shelf.items.get(match.text.file)
    return item if item is not None and item.wall in walls else None


def _found(text: KnowledgeText, score: float, item: Item, today: dt.date) -> FoundPassage:
    span = Span(source=text.sha256, file=text.file, place=text.place)
    return FoundPassage(
        passage=Passage(id=text.id, text=text.text, span=span, tier=item.tier),
        score=score,
        owner=item.owner,
        review_by=item.review_by,
        overdue=item.review_by < today,
    )
