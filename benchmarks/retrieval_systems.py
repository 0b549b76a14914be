"""The systems that `retrieval.py` compares: Engross as it is, its two parts, and its peers.

Each is given the texts once and then, for every question, puts their stretches in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import bm25s
import chromadb
import numpy as np
import Stemmer
from chromadb.config import Settings
from numpy.typing import NDArray
from retrieval_embedding import RememberingEmbedding
from retrieval_places import placed
from retrieval_sets import RetrievalSet, Stretch

from engross.adapters.passages import ChromaIndex
from engross.knowledge.keywords import stems
from engross.knowledge.pieces import PIECES, pieces
from engross.knowledge.ranking import ranked
from engross.records.ports import KnowledgeText, Match, ReadFile, ShelvedFile

WALL = "firm"
CANDIDATES = 50
"""Passages by meaning and passages by words, as `engross.knowledge.searching` takes."""
DEEP = 100
"""How far the peers' orders go; the first ten documents are measured."""
WINDOW = 800
"""Characters of the fixed windows that Chroma's tutorials cut texts into."""

Orders = Iterator[Sequence[Stretch]]
"""For each question the stretches, best first."""


class Unit(NamedTuple):
    """What a system finds: a document, a window of one, or a passage."""

    text: str
    stretch: Stretch


def documents(texts: RetrievalSet) -> list[Unit]:
    """Each document whole, under its title."""
    return [
        Unit(f"{one.title}\n{one.text}".strip(), Stretch(one.name, 0, len(one.text)))
        for one in texts.documents
    ]


def windows(texts: RetrievalSet) -> list[Unit]:
    """Each document cut at every 800 characters."""
    return [
        Unit(
            f"{one.title}\n{one.text[start : start + WINDOW]}".strip(),
            Stretch(one.name, start, min(start + WINDOW, len(one.text))),
        )
        for one in texts.documents
        for start in range(0, len(one.text), WINDOW)
    ]


class Cut(NamedTuple):
    """The documents as the knowledge base cuts them."""

    texts: Mapping[str, Sequence[KnowledgeText]]
    """By file."""
    stretches: Mapping[KnowledgeText, Stretch]

    @classmethod
    def of(cls, texts: RetrievalSet) -> Cut:
        """Each document is a file. Where stretches answer, each passage is found again in it."""
        cut: dict[str, Sequence[KnowledgeText]] = {}
        stretches: dict[KnowledgeText, Stretch] = {}
        for one in texts.documents:
            file = f"{one.name}.md"
            cut[file] = pieces(file, one.markdown)
            found = (
                placed(one.name, one.text, cut[file])
                if texts.by_stretch
                else [Stretch(one.name, 0, len(one.text))] * len(cut[file])
            )
            stretches |= zip(cut[file], found, strict=True)
        return cls(cut, stretches)

    def units(self) -> list[Unit]:
        """The passages, as they are searched."""
        return [
            Unit(f"{text.about}\n{text.text}".strip(), self.stretches[text])
            for texts in self.texts.values()
            for text in texts
        ]


def engross(
    texts: RetrievalSet, cut: Cut, embedding: RememberingEmbedding, folder: Path
) -> dict[str, Callable[[], Orders]]:
    """The real index and the real ranking; and by nearness in meaning and by words alone."""
    answers = matched(cut.texts, [one.text for one in texts.questions], embedding, folder)

    def by(key: Callable[[Sequence[Match]], Sequence[tuple[Match, float]]]) -> Orders:
        for matches in answers:
            best = key(matches) if texts.by_stretch else _each_file(matches, key)
            yield [cut.stretches[match.text] for match, _ in best]

    return {
        "engross": lambda: by(ranked),
        "its nearness alone": lambda: by(lambda found: _by(found, lambda one: one.nearness)),
        "its words alone": lambda: by(lambda found: _by(found, lambda one: one.words)),
    }


def matched(
    texts: Mapping[str, Sequence[KnowledgeText]],
    questions: Sequence[str],
    embedding: RememberingEmbedding,
    folder: Path,
) -> list[Sequence[Match]]:
    """What the real index, made in that folder, has for each question; texts are given by file."""
    index = ChromaIndex(folder, embedding)
    shelved = [
        ShelvedFile(file, PIECES + "".join(text.id for text in found), 0, 0)
        for file, found in texts.items()
    ]
    index.replace(WALL, shelved, lambda file: ReadFile(texts[file.file]))
    found = [index.matches([WALL], question, CANDIDATES) for question in questions]
    index.close()
    return found


def _each_file(
    matches: Sequence[Match], key: Callable[[Sequence[Match]], Sequence[tuple[Match, float]]]
) -> list[tuple[Match, float]]:
    """The best passage of each file: two documents may say the same in the same words."""
    files: dict[str, list[Match]] = {}
    for match in matches:
        files.setdefault(match.text.file, []).append(match)
    best = [key(found)[0] for found in files.values()]
    return sorted(best, key=lambda one: (-one[1], one[0].text.id, one[0].text.file))


def _by(matches: Sequence[Match], value: Callable[[Match], float]) -> list[tuple[Match, float]]:
    best = [(match, value(match)) for match in matches]
    return sorted(best, key=lambda one: (-one[1], one[0].text.id, one[0].text.file))


def by_bm25(texts: RetrievalSet, units: Sequence[Unit]) -> Orders:
    """Bm25s with PyStemmer, all else as it comes."""
    stemmer = Stemmer.Stemmer("english")

    def cut(found: list[str]) -> list[list[str]]:
        return list(
            bm25s.tokenize(
                found, stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False
            )
        )

    tokens = cut([unit.text for unit in units])
    return _bm25(units, tokens, cut([one.text for one in texts.questions]))


def by_words(texts: RetrievalSet, units: Sequence[Unit]) -> Orders:
    """BM25 on the words as Engross reads them."""
    return _bm25(
        units,
        [stems(unit.text) for unit in units],
        [stems(one.text) for one in texts.questions],
    )


def best_bm25(texts: Sequence[str], questions: Sequence[str]) -> NDArray[np.float64]:
    """The best BM25 score of any text, for each question."""
    found = _scores([stems(text) for text in texts], [stems(question) for question in questions])
    return np.array([scores.max() for scores in found], dtype=np.float64)


def _bm25(units: Sequence[Unit], tokens: list[list[str]], asked: list[list[str]]) -> Orders:
    return (_best(units, scores) for scores in _scores(tokens, asked))


def _scores(tokens: list[list[str]], asked: list[list[str]]) -> Iterator[NDArray[np.float32]]:
    index = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    index.index(tokens, show_progress=False)
    for words in asked:
        known = [word for word in words if word in index.vocab_dict]
        yield index.get_scores(known) if known else np.zeros(len(tokens), dtype=np.float32)


def by_vectors(
    texts: RetrievalSet, units: Sequence[Unit], embedding: RememberingEmbedding
) -> Orders:
    """Every vector compared with the question's."""
    rows = embedding.embed([unit.text for unit in units])
    for one in texts.questions:
        yield _best(units, rows @ embedding.embed([one.text])[0])


def _best(units: Sequence[Unit], scores: NDArray[np.float32]) -> Sequence[Stretch]:
    return [units[row].stretch for row in np.argsort(-scores, kind="stable")[:DEEP]]


def by_chroma(
    texts: RetrievalSet, units: Sequence[Unit], embedding: RememberingEmbedding
) -> Orders:
    """Chroma as it comes, but for the embedding."""
    rows = embedding.embed([unit.text for unit in units])
    with _collection() as collection:
        for start in range(0, len(units), 2_000):
            part = rows[start : start + 2_000]
            collection.add(
                ids=[str(start + number) for number in range(len(part))], embeddings=list(part)
            )
        for one in texts.questions:
            answer = collection.query(
                query_embeddings=[embedding.embed([one.text])[0]],
                n_results=min(DEEP, len(units)),
                include=[],
            )
            yield [units[int(row)].stretch for row in answer["ids"][0]]


@contextmanager
def _collection() -> Iterator[chromadb.Collection]:
    with TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, anonymized_telemetry=False)
        client = chromadb.PersistentClient(folder, settings)
        yield client.create_collection("plain", embedding_function=None)
        client.close()
