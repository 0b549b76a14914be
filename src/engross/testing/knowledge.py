"""Answers of a knowledge base that is not there."""

from __future__ import annotations

import datetime as dt

from engross.records import Answer, FoundPassage, Passage, Span, Tier, knowledge_id

LAST_DAY = dt.date(9999, 12, 31)


def found_passage(  # noqa: PLR0913 - what a passage carries
    text: str,
    *,
    score: float = 0.75,
    tier: Tier = "firm",
    file: str = "faq.md",
    withheld: str = "",
    overdue: bool = False,
) -> FoundPassage:
    """A passage with those words, as a search would hand it on."""
    span = Span(source="c" * 64, file=file, place="paragraph 1")
    return FoundPassage(
        passage=Passage(id=knowledge_id(text), text=text, span=span, tier=tier, withheld=withheld),
        score=score,
        owner="helen.pike@penhallowreeve.example",
        review_by=dt.date(2026, 1, 31) if overdue else LAST_DAY,
        overdue=overdue,
    )


def answer(question: str, *found: FoundPassage) -> Answer:
    """The passages as the answer to any question; nothing relevant when there are none."""
    return Answer(question=question, relevance=0.9 if found else 0.1, passages=found)
