"""A content's passages by the words in them: BM25 as Lucene has it, by bm25s.

Kept as plain arrays and a JSON list of words, never as a pickle.
"""

from __future__ import annotations

import logging
import math
import os
import sys
import threading
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from bm25s import BM25
    from numpy.typing import NDArray

_FREQUENCY, _LENGTH = 0.9, 0.4
"""k1 and b: how soon another mention of a word stops counting, and how much a long passage has to
make up for."""

_FOLDER = "words"

_OPTIONAL = ("jax", "numba", "scipy", "tqdm")
"""What bm25s loads where it finds it: it starts graphics processors, compilers and threads. It
does without, so it is the same on every machine."""

_loading = threading.Lock()


class WordsWriter:
    """Gathers the words of passages, row by row."""

    def __init__(self) -> None:
        """No passage yet."""
        self._numbers: dict[str, int] = {}
        self._rows: list[array[int]] = []

    def add(self, words: Sequence[str]) -> None:
        """The words of the next row, repeats kept."""
        numbers = self._numbers
        self._rows.append(array("i", [numbers.setdefault(word, len(numbers)) for word in words]))

    def save(self, folder: Path) -> None:
        """Keep them all in the content's folder; there is a row at least."""
        if not self._numbers:
            # Not one word in all the passages; bm25s needs one, and no question has this.
            self._numbers[""], self._rows[0] = 0, array("i", [0])
        index = _bm25s().BM25(k1=_FREQUENCY, b=_LENGTH, method="lucene", backend="numpy")
        index.index((self._rows, self._numbers), create_empty_token=False, show_progress=False)
        index.save(folder / _FOLDER, show_progress=False)


class WordCounts(NamedTuple):
    """How common the words of a question are."""

    passages: int
    """In all."""
    having: Sequence[int]
    """Passages that have the word, for each word."""

    @classmethod
    def together(cls, counts: Sequence[WordCounts]) -> WordCounts:
        """Of several contents; one at least."""
        each = zip(*(count.having for count in counts), strict=True)
        return cls(sum(count.passages for count in counts), [sum(having) for having in each])

    def rarity(self) -> Sequence[float]:
        """Each word's inverse document frequency, ln(1 + (N - n + 0.5) / (n + 0.5)).

        N passages in all and n with the word: none of them for a word that nobody has.
        """
        return [
            math.log1p((self.passages - having + 0.5) / (having + 0.5)) for having in self.having
        ]


class WordScores(NamedTuple):
    """How well the passages fit the words of a question."""

    scores: NDArray[np.float64]
    """Of every row, from 0 to 1."""
    best: Sequence[int]
    """The rows with the highest scores above nought, best first, equal ones in their order."""


class WordIndex:
    """The words of a content, to be asked for."""

    def __init__(self, index: BM25) -> None:
        """What `find` returns."""
        self._index = index

    @classmethod
    def find(cls, folder: Path) -> WordIndex:
        """What a `WordsWriter` saved in the content's folder; its arrays are read when needed.

        Raises:
            OSError: a file is not there.
        """
        return cls(_bm25s().BM25.load(folder / _FOLDER, mmap=True, backend="numpy"))

    def counts(self, words: Sequence[str]) -> WordCounts:
        """How many passages have each of those words."""
        starts = self._index.scores["indptr"]
        having = [
            0 if number is None else int(starts[number + 1] - starts[number])
            for number in self._numbers(words)
        ]
        return WordCounts(int(self._index.scores["num_docs"]), having)

    def scores(
        self, words: Sequence[str], limit: int, among: WordCounts | None = None
    ) -> WordScores:
        """How well each row fits those words of a question, and the best `limit` of them.

        A row's score is its BM25 score over the sum of the words' inverse document frequencies,
        which no BM25 score of this kind reaches: Lucene's leaves the factor k1 + 1 away. How rare
        a word is, is counted `among` these passages or, if others are searched too, all of them: a
        wall with two passages would else take each of its words for a common one.
        """
        import numpy as np  # noqa: PLC0415 - slow, only to search

        own = self.counts(words)
        rarity = (among or own).rarity()
        scores = np.zeros(own.passages)
        for number, here, all_over in zip(self._numbers(words), own.rarity(), rarity, strict=True):
            if number is not None:
                rows, scored = self._rows_with(number)
                scores[rows] += scored * (all_over / here)
        if most := sum(rarity):
            scores = np.clip(scores / most, 0.0, 1.0)
        best = np.flatnonzero(scores)
        if len(best) > limit:
            least = np.partition(scores[best], -limit)[-limit]
            best = best[scores[best] >= least]
        in_order = best[np.argsort(-scores[best], kind="stable")]
        return WordScores(scores, in_order[:limit].tolist())

    def _numbers(self, words: Sequence[str]) -> Sequence[int | None]:
        return [self._index.vocab_dict.get(word) for word in words]

    def _rows_with(self, number: int) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """The rows that have a word, and what it adds to the score of each."""
        starts = self._index.scores["indptr"]
        there = slice(int(starts[number]), int(starts[number + 1]))
        return (
            self._index.scores["indices"][there],
            self._index.scores["data"][there].astype("float64"),
        )


def _bm25s() -> Any:  # noqa: ANN401 - a module without types
    with _loading, _absent(_OPTIONAL):
        # It shows a bar for whatever it does, and starts a thread to draw it.
        os.environ["DISABLE_TQDM"] = "1"
        import bm25s  # noqa: PLC0415 - slow, only to index and to search

    logging.getLogger("bm25s").setLevel(logging.WARNING)
    return bm25s


@contextmanager
def _absent(libraries: Sequence[str]) -> Iterator[None]:
    """Whoever tries to load one of them is told that it is not there, unless it is loaded."""
    hidden = [name for name in libraries if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # documented of import
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
