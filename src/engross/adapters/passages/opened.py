"""Contents that are open for searching: a few of them, the ones asked last."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from engross.adapters.passages.chroma import CANDIDATES, Passages
from engross.adapters.passages.contents import Content
from engross.adapters.passages.vectors import VectorFile
from engross.adapters.passages.words import WordCounts, WordIndex
from engross.records.ports import KnowledgeText, Match

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Held = tuple[Sequence[KnowledgeText], NDArray[np.float32]]

MOST = 16
"""Contents open at once."""


class Question(NamedTuple):
    """What is looked for."""

    vector: NDArray[np.float32]
    words: Sequence[str]
    limit: int
    """Matches by meaning, and as many by words."""
    among: WordCounts
    """How common the words are behind all the walls that are searched."""


class OpenContent:
    """One content's files, open; close it when nobody searches it."""

    def __init__(self, folder: Path) -> None:
        """Open the content of that folder.

        Raises:
            Exception: any, of the libraries that read the files.
        """
        content = Content.read(folder)
        self.embedding = content.embedding
        self._files = _Files.of(folder, content) if content.rows else None

    def matches(self, question: Question) -> list[Match]:
        """The nearest in meaning and the nearest in words, in the order of their rows."""
        if self._files is None:
            return []
        files = self._files
        words = files.words.scores(question.words, question.limit, question.among)
        rows = sorted({*files.nearest(question), *words.best})
        texts = files.passages.texts(rows)
        nearness = files.nearness(question.vector, rows)
        scores = words.scores[rows].tolist()
        return [Match(*each) for each in zip(texts, nearness, scores, strict=True)]

    def counts(self, words: Sequence[str]) -> WordCounts:
        """How common those words are."""
        return self._files.words.counts(words) if self._files else WordCounts(0, [0] * len(words))

    def held(self) -> Held:
        """Every passage with its vector, and once more with each other vector that it has."""
        import numpy as np  # noqa: PLC0415 - slow, only to prove that something is gone

        if self._files is None:
            return (), np.zeros((0, 0), dtype=np.float32)
        texts = self._files.passages.texts(range(self._files.rows))
        others = [texts[owner] for owner in self._files.owners]
        return [*texts, *others], np.array(self._files.vectors)

    def close(self) -> None:
        """Let go of the files."""
        if self._files:
            self._files.passages.close()
            self._files = None


class OpenContents:
    """Opens contents when they are asked for and closes those not asked for longest; any thread."""

    def __init__(self, most: int = MOST) -> None:
        """Keep so many open; more only while that many are being searched."""
        self._most = most
        self._shared: dict[Path, _Shared] = {}
        self._lock = threading.Lock()

    @contextmanager
    def use(self, folder: Path) -> Iterator[OpenContent]:
        """The content of that folder; it stays open while the block runs."""
        shared = self._take(folder)
        try:
            yield shared.content
        finally:
            self._give_back(shared)

    def let_go(self, wall: Path, but: str) -> None:
        """Let go of every content in the wall's folder but the one of that name."""
        with self._lock:
            for folder in [path for path in self._shared if path.parent == wall]:
                if folder.name != but:
                    self._drop(folder)

    def close(self) -> None:
        """Let go of all of them; one that is being searched goes when that is done."""
        with self._lock:
            for folder in list(self._shared):
                self._drop(folder)

    def _take(self, folder: Path) -> _Shared:
        with self._lock:
            shared = self._shared.pop(folder, None) or _Shared(OpenContent(folder))
            self._shared[folder] = shared  # behind all that were asked for before
            shared.users += 1
            for oldest in list(self._shared)[: -self._most]:
                self._drop(oldest)
            return shared

    def _give_back(self, shared: _Shared) -> None:
        with self._lock:
            shared.users -= 1
            shared.close_if_done()

    def _drop(self, folder: Path) -> None:
        shared = self._shared.pop(folder)
        shared.wanted = False
        shared.close_if_done()


class _Shared:
    """An open content with the number of those who are searching it."""

    def __init__(self, content: OpenContent) -> None:
        self.content = content
        self.users = 0
        self.wanted = True

    def close_if_done(self) -> None:
        if not self.wanted and not self.users:
            self.content.close()


@dataclass(frozen=True)
class _Files:
    """The open files of a content that has passages."""

    rows: int
    """Of passages; those of vectors from there on belong to the passages in `owners`."""
    passages: Passages
    words: WordIndex
    vectors: NDArray[np.float32]
    owners: NDArray[np.int32]

    @classmethod
    def of(cls, folder: Path, content: Content) -> _Files:
        """Open them.

        Raises:
            OSError, LookupError: they are not all there.
        """
        content.check(folder)
        file = VectorFile(folder, content.dimensions)
        vectors, owners, words = file.rows(), file.owners(), WordIndex.find(folder)
        passages = Passages.find(folder)
        return cls(content.rows, passages, words, vectors, owners)

    def nearest(self, question: Question) -> Sequence[int]:
        """The passages nearest in meaning; none to a question without meaning."""
        import numpy as np  # noqa: PLC0415 - slow, only to search

        if not question.vector.any():
            return ()
        each = 1 + int(np.bincount(self.owners).max(initial=0))
        limit = min(max(CANDIDATES, each * question.limit), len(self.vectors))
        rows = self.passages.nearest(question.vector, limit)
        found = {row if row < self.rows else int(self.owners[row - self.rows]) for row in rows}
        passages = sorted(found)
        nearness = np.array(self.nearness(question.vector, passages))
        best = np.argsort(-nearness, kind="stable")[: question.limit]
        return [passages[number] for number in best]

    def nearness(self, vector: NDArray[np.float32], passages: Sequence[int]) -> list[float]:
        """Of each of those passages: the cosine of the nearest of its vectors."""
        import numpy as np  # noqa: PLC0415 - slow, only to search

        nearness = self._cosines(vector, passages)
        wanted = np.array(passages, dtype=np.int64)
        starts, ends = (
            np.searchsorted(self.owners, wanted),
            np.searchsorted(self.owners, wanted + 1),
        )
        for number in np.flatnonzero(ends > starts).tolist():
            others = range(self.rows + starts[number], self.rows + ends[number])
            nearness[number] = max(nearness[number], *self._cosines(vector, others))
        return nearness

    def _cosines(self, vector: NDArray[np.float32], rows: Sequence[int]) -> list[float]:
        """Exact, and not as Chroma has them; in double, so that processors differ less."""
        import numpy as np  # noqa: PLC0415 - slow, only to search

        found = self.vectors[list(rows)].astype(np.float64) @ vector.astype(np.float64)
        return cast("list[float]", found.tolist())
