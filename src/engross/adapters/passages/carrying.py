"""What a wall holds before it is built anew, to carry over what is still so."""

from __future__ import annotations

from collections.abc import Sequence

from engross.adapters.passages.chroma import Passages
from engross.adapters.passages.contents import Content
from engross.adapters.passages.failing import told
from engross.adapters.passages.folders import WallFolder
from engross.adapters.passages.vectors import VectorFile
from engross.records.ports import Embedding, KnowledgeText, ReadFile, ShelvedFile


class OldContent:
    """A wall's content that counts until the new one is there; close it."""

    def __init__(self, wall: WallFolder) -> None:
        """Of that wall, which may hold nothing.

        Raises:
            StorageError: its files cannot be read.
        """
        self._wall = wall.wall
        self._folder = wall.path / wall.current()
        self._passages: Passages | None = None
        self._content: Content | None = None
        if wall.current():
            with told("read", self._wall):
                self._content = Content.read(self._folder)
        self._files = self._content.places() if self._content else {}

    def read(self, file: ShelvedFile) -> ReadFile | None:
        """What the file came to, if it was there and is the same still.

        Raises:
            StorageError: its passages cannot be read.
        """
        if file.file not in self._files:
            return None
        kept, first = self._files[file.file]
        if kept.stamp != file.stamp:
            return None
        texts = self._texts(range(first, first + kept.passages)) if kept.passages else ()
        return ReadFile(texts, refused=kept.refused, left_out=kept.left_out)

    def vectors(self, embedding: Embedding) -> VectorFile | None:
        """Its vectors, if that embedding made them."""
        if self._content is None or not self._content.rows:
            return None
        if self._content.embedding != embedding.name:
            return None
        return VectorFile(self._folder, embedding.dimensions)

    def close(self) -> None:
        """Let go of its files."""
        if self._passages:
            self._passages.close()

    def _texts(self, rows: Sequence[int]) -> Sequence[KnowledgeText]:
        with told("read", self._wall):
            if self._passages is None:
                self._passages = Passages.find(self._folder)
            return self._passages.texts(rows)
