"""How near two texts are in meaning: by an embedding where there is one, else by their words."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from engross.models.house.reading import words_in
from engross.models.house.word_lists import COMMON, TURNING
from engross.records.ports import Embedding
from engross.uk.figures import said_figures

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_KEPT = 4096
"""How many vectors are kept; they are keyed by a hash, so no text stays behind."""

_SAME_WORDS = 0.95
"""When two statements say the same by their words alone."""

_SAME = ((0.85, 0.6),)
_SAME_TOLD_TWICE = ((0.72, 0.6), (0.55, 0.8))
"""How near two statements must be in meaning, and how many words they must share. They lean to
telling them apart: a statement that is lost does more harm than one that is said twice. The second
is for a conversation and the note of it, which tell the same things.
"""

_ENOUGH = 4
"""Telling words that the shorter of two statements must have to be compared by words."""

_STEM = 5
"""Letters by which two words are taken for forms of one: `transfer`, `transferred`."""


class Nearness:
    """Scores from 0 to 1, rounded to two decimals so that every machine decides alike.

    Safe to use from several threads.
    """

    def __init__(self, embedding: Callable[[], Embedding] | None = None) -> None:
        """Take how to load the embedding; it is loaded when first needed."""
        self._load = embedding
        self._embedding: Embedding | None = None
        self._rows: OrderedDict[bytes, NDArray[np.float32]] = OrderedDict()
        self._lock = Lock()

    def scores(self, question: str, texts: Sequence[str]) -> tuple[float, ...]:
        """How near each text is to the question."""
        if self._load is None:
            return tuple(overlap(question, text) for text in texts)
        with self._lock:
            first, *rest = self._vectors([question, *texts])
        return tuple(round(max(float(first @ row), 0.0), 2) for row in rest)

    def alike(self, first: str, second: str, *, told_twice: bool = False) -> bool:
        """Whether the first says nothing that the second does not.

        One that denies what the other does not deny never does, nor one with a figure that the
        other has not. `told_twice` is for two tellings of one conversation, of which the second
        may say more exactly what was not meant.
        """
        denies, denied = (bool(words_in(text) & TURNING) for text in (first, second))
        if denies != denied and (denies or not told_twice):
            return False
        if not told_twice and not figures(first) <= figures(second):
            return False
        enough = min(len(telling(first)), len(telling(second))) >= _ENOUGH
        shared = overlap(first, second) if enough else 0.0
        pairs = _SAME_TOLD_TWICE if told_twice else _SAME
        if shared >= _SAME_WORDS or shared < min(words for _, words in pairs):
            return shared >= _SAME_WORDS
        if self._load is None:
            return told_twice and shared >= _SAME_TOLD_TWICE[-1][-1]
        meaning = self.scores(first, [second])[0]
        return any(meaning >= near and shared >= words for near, words in pairs)

    def _vectors(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        keys = [hashlib.sha256(text.encode()).digest() for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._rows}
        if new:
            rows = self._loaded().embed(list(new.values()))
            self._rows.update(zip(new, rows, strict=True))
        found = [self._rows[key] for key in keys]
        for key in keys:
            self._rows.move_to_end(key)
        while len(self._rows) > max(_KEPT, len(keys)):
            self._rows.popitem(last=False)
        return found

    def _loaded(self) -> Embedding:
        if self._embedding is None:
            assert self._load is not None  # noqa: S101 - asked only where there is one
            self._embedding = self._load()
        return self._embedding


def overlap(first: str, second: str) -> float:
    """How much of the shorter text's telling words the other has, from 0 to 1."""
    one, other = telling(first), telling(second)
    fewer = min(len(one), len(other))
    return round(len(one & other) / fewer, 2) if fewer else 0.0


def figures(text: str) -> frozenset[str]:
    """The parts of the figures and dates that a text says: `13`, `october`."""
    said = " ".join(figure.text for figure in said_figures(text)).casefold()
    return frozenset(re.findall(r"[0-9]+|[^\W\d_]{3,}", said))


def telling(text: str) -> frozenset[str]:
    """The beginnings of the words that say what a text is about."""
    return frozenset(word[:_STEM] for word in words_in(text) if word not in COMMON)
