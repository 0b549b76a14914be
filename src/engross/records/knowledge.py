"""What the knowledge base answered, and what was asked of it in a run."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

from engross.records.base import Record
from engross.records.evidence import Passage

_ID = re.compile(r"k[0-9a-f]{12}")


def knowledge_id(text: str) -> str:
    """The id of a passage of the knowledge base, made of its words: `k` and twelve hex digits."""
    return f"k{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def is_knowledge_id(identifier: str) -> bool:
    """Whether a passage's id says that it is of the knowledge base."""
    return _ID.fullmatch(identifier) is not None


class FoundPassage(Record):
    """A passage of the knowledge base with what a reader must know to rely on it."""

    passage: Passage
    """Its words, its place and who answers for them."""

    score: float
    """How well it fits the question, from 0 to 1, in hundredths."""

    owner: str
    """E-mail address of the person who answers for its file."""

    review_by: dt.date
    """The day by which the owner reads the file again."""

    overdue: bool
    """Whether that day has passed."""


class Answer(Record):
    """What the knowledge base has for a question, or that it has nothing."""

    question: str
    """As it was asked."""

    relevance: float
    """How likely it is that the best passages answer it, from 0 to 1, in hundredths; measured by
    `benchmarks/abstain.py`."""

    passages: tuple[FoundPassage, ...] = ()
    """Best first; none when the knowledge base does not say."""

    nearest: tuple[FoundPassage, ...] = ()
    """Where it does not say: what came nearest, for a person to look at and for no agent."""


class AskedQuestion(Record):
    """A question that a run put to the knowledge base."""

    question: str
    """As the agent or the crew's specification asked it."""

    relevance: float
    """As the answer had it."""

    answered: bool
    """Whether any passage was handed on."""


class AskedQuestions(Record):
    """Every question of one run, each once, in the order asked; kept and erased with the run."""

    questions: tuple[AskedQuestion, ...] = ()
    """Equal questions are kept once, as last answered."""
