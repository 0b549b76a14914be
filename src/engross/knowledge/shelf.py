"""Puts the knowledge base behind its walls and finds what answers a question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from engross.knowledge.pieces import KnowledgeItem, pieces
from engross.records.evidence import Passage
from engross.records.ports import PassageIndex

FIRM = "firm"
"""The wall that every run may look behind."""


def walls(client: str, matter: str) -> tuple[str, str, str]:
    """The walls that a run for that client and matter may look behind, by their keys.

    A matter's wall names its client too, because two clients' matters may have one key.
    """
    return FIRM, f"client-{client}", f"matter-{client}.{matter}"


def sync(index: PassageIndex, items: Iterable[KnowledgeItem], wall: str = FIRM) -> None:
    """Make the items the whole content behind that wall; costs little when it is so already.

    Raises:
        InputError: a file is no text.
    """
    index.replace(wall, pieces(items))


def search(
    index: PassageIndex, walls: Sequence[str], question: str, limit: int = 5
) -> Sequence[tuple[Passage, float]]:
    """The passages that answer the question best, with a score from 0 to 1; none when none does."""
    if not question.strip() or limit < 1:
        return ()
    return index.search(walls, question, limit)


def overdue(items: Iterable[KnowledgeItem], today: dt.date) -> tuple[KnowledgeItem, ...]:
    """The items that somebody should have read again before today."""
    return tuple(item for item in items if item.review_by is not None and item.review_by < today)
