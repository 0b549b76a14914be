"""The systems that `triage.py` compares: the head as Engross has it, and what else is usual.

Each learns from the same examples and says of every mail which intent it has and how sure it is.
None may name what is out of scope: how well that is told apart is measured by how sure they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import bm25s
import numpy as np
import Stemmer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from engross.records.ports import Embedding
from engross.triage.head import train
from engross.workspace.triage import NO_INTENT, Example

NEIGHBOURS = (1, 5)


class Told(NamedTuple):
    """What a system says of one mail."""

    intent: str
    sure: float


class Answers(NamedTuple):
    """What a system says of all the mails."""

    told: list[Told]
    threshold: float = 0.0
    """The system's own, from which it answers; 0 where it has none."""
    probable: bool = True
    """Whether `sure` means to be a probability."""


System = Callable[[Sequence[Example], Sequence[str]], Answers]


def systems(embedding: Embedding) -> Mapping[str, System]:
    """Every system by its name."""
    return {
        "Engross: head on the embedding": lambda examples, texts: engross(
            examples, texts, embedding
        ),
        "TF-IDF, logistic regression": tf_idf,
        **{
            f"embedding, {count} nearest": lambda examples, texts, count=count: nearest(  # type: ignore[misc]  # a default binds it
                examples, texts, embedding, count
            )
            for count in NEIGHBOURS
        },
        "BM25, 5 best": bm25,
    }


def engross(examples: Sequence[Example], texts: Sequence[str], embedding: Embedding) -> Answers:
    """The head, with its own threshold."""
    head = train(examples, embedding)
    chosen = head.choices_of(embedding.embed(texts).astype(np.float64))
    told = [Told(first.intent, first.confidence) for first, *_ in chosen]
    return Answers(told, head.threshold)


def tf_idf(examples: Sequence[Example], texts: Sequence[str]) -> Answers:
    """scikit-learn's words and pairs of words, and its logistic regression."""
    words = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2))
    learnt = LogisticRegression(C=30, class_weight="balanced", max_iter=300)
    learnt.fit(
        words.fit_transform([one.text for one in examples]), [one.intent for one in examples]
    )
    shares = learnt.predict_proba(words.transform(texts))
    scoped = [place for place, intent in enumerate(learnt.classes_) if intent != NO_INTENT]
    return Answers(
        [
            Told(str(learnt.classes_[scoped[row.argmax()]]), float(row.max()))
            for row in shares[:, scoped]
        ]
    )


def nearest(
    examples: Sequence[Example], texts: Sequence[str], embedding: Embedding, count: int
) -> Answers:
    """The vote of the nearest examples, each by its cosine."""
    known = embedding.embed([one.text for one in examples])
    near = embedding.embed(texts) @ known.T
    best = np.argsort(-near, axis=1, kind="stable")[:, :count]
    rows = zip(near, best, strict=True)
    votes = [[(examples[i].intent, float(row[i])) for i in places] for row, places in rows]
    return Answers([_voted(one) for one in votes], probable=False)


def bm25(examples: Sequence[Example], texts: Sequence[str]) -> Answers:
    """The vote of the five examples that bm25s finds, each by its score."""
    index = bm25s.BM25()
    index.index(_tokens([one.text for one in examples]), show_progress=False)
    found, scores = index.retrieve(_tokens(texts), k=5, show_progress=False)
    votes = [
        [(examples[i].intent, float(score)) for i, score in zip(row, its, strict=True)]
        for row, its in zip(found, scores, strict=True)
    ]
    return Answers([_voted(one) for one in votes], probable=False)


def _tokens(texts: Sequence[str]) -> bm25s.tokenization.Tokenized:
    return bm25s.tokenize(list(texts), stemmer=Stemmer.Stemmer("english"), show_progress=False)


def _voted(votes: Sequence[tuple[str, float]]) -> Told:
    """The intent with most of the votes, as sure as its votes less those out of scope."""
    count: dict[str, float] = defaultdict(float)
    for intent, weight in votes:
        count[intent] += weight
    outside = count.pop(NO_INTENT, 0.0)
    intent = max(count, key=lambda key: count[key], default="")
    return Told(intent, count.get(intent, 0.0) - outside)
