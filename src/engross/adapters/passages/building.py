"""Fills a content's folder: passages and vectors that are known are carried over, the rest made."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from pathlib import Path

from engross.adapters.passages.carrying import OldContent
from engross.adapters.passages.chroma import Passages
from engross.adapters.passages.contents import Content, sizes
from engross.adapters.passages.failing import told
from engross.adapters.passages.folders import UNFINISHED, WallFolder, erase
from engross.adapters.passages.unused_room import clear_unused_room
from engross.adapters.passages.vectors import VectorFile, VectorMaker
from engross.adapters.passages.words import WordsWriter
from engross.errors import StorageError
from engross.knowledge.keywords import found_by, stems
from engross.records.ports import Embedding, KeptFile, KnowledgeText, ReadFile, ShelvedFile

_BATCH = 500
"""Passages that are put away together; so many vectors at most are made again after a kill."""


def build(
    wall: WallFolder,
    name: str,
    files: Sequence[ShelvedFile],
    read: Callable[[ShelvedFile], ReadFile],
    embedding: Embedding,
) -> None:
    """Put the passages of those files into the wall's folder of that name, which then counts.

    Whatever fails, the wall holds what it held before, and vectors that were made are found by the
    next try.

    Raises:
        StorageError: they cannot be kept.
    """
    folder, made = wall.path / name, wall.path / _unfinished(embedding)
    with told("kept", wall.wall):
        wall.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        made.mkdir(mode=0o700, exist_ok=True)
        for path in wall.leftovers(wall.current()):
            if path != made:
                erase(path)
        folder.mkdir(mode=0o700)
    try:
        with closing(OldContent(wall)) as old, ThreadPoolExecutor(_processors()) as threads:
            source = _Source(files, read, old)
            with told("kept", wall.wall):
                maker = VectorMaker(
                    embedding,
                    threads,
                    VectorFile(made, embedding.dimensions),
                    old.vectors(embedding),
                )
            _fill(wall.wall, source.texts(), lambda: _Rows(folder, maker, embedding.dimensions))
        with told("kept", wall.wall):
            clear_unused_room(folder)
            content = Content(embedding.name, embedding.dimensions, source.kept, sizes(folder))
            content.write(folder)
            wall.point(name)
    except BaseException:
        erase(folder)
        raise


class _Source:
    """The texts of the files, and what each file came to once all of its texts were taken."""

    def __init__(
        self,
        files: Sequence[ShelvedFile],
        read: Callable[[ShelvedFile], ReadFile],
        old: OldContent,
    ) -> None:
        self._files = files
        self._read = read
        self._old = old
        self.kept: list[tuple[str, KeptFile]] = []

    def texts(self) -> Iterator[KnowledgeText]:
        """In the order of the files."""
        for file in self._files:
            came = self._old.read(file)
            if came is None:
                came = self._read(file)
            yield from came.texts
            self.kept.append((file.file, _kept(file, came)))


class _Rows:
    """Writes the rows of a content: passages as they come, and then their other vectors."""

    def __init__(self, folder: Path, maker: VectorMaker, dimensions: int) -> None:
        """Into that folder."""
        self._folder = folder
        self._maker = maker
        self._passages = Passages.make(folder)
        self._vectors = VectorFile(folder, dimensions)
        self._words = WordsWriter()
        self._count = 0
        self._owners: list[int] = []
        self._other: list[bytes] = []

    def add(self, texts: Sequence[KnowledgeText]) -> None:
        """Write the next passages."""
        sought = [found_by(text) for text in texts]
        keys = iter(self._maker.keys([words for each in sought for words in each]))
        first: list[bytes] = []
        for number, each in enumerate(sought, self._count):
            self._words.add(stems(each[0]))
            first.append(next(keys))
            self._other += islice(keys, len(each) - 1)
            self._owners += [number] * (len(each) - 1)
        self._put(first, texts)

    def finish(self) -> None:
        """Write what stands behind all passages."""
        self._words.save(self._folder)
        self._vectors.own(self._owners)
        for start in range(0, len(self._other), _BATCH):
            self._put(self._other[start : start + _BATCH])
        if self._passages.count != self._count:
            raise StorageError(f"Only {self._passages.count} of {self._count} rows were kept.")

    def close(self) -> None:
        """Let go of the files."""
        self._passages.close()

    def _put(self, keys: Sequence[bytes], texts: Sequence[KnowledgeText] | None = None) -> None:
        rows = self._maker.rows(keys)
        self._vectors.add(keys, rows)
        self._passages.add(self._count, rows, texts)
        self._count += len(keys)


def _fill(wall: str, texts: Iterator[KnowledgeText], rows: Callable[[], _Rows]) -> None:
    """Write every text; no file of theirs when there is none."""
    batch = list(islice(texts, _BATCH))
    if not batch:
        return
    with told("kept", wall):
        writer = rows()
    with closing(writer):
        while batch:
            with told("kept", wall):
                writer.add(batch)
            batch = list(islice(texts, _BATCH))
        with told("kept", wall):
            writer.finish()


def _kept(file: ShelvedFile, came: ReadFile) -> KeptFile:
    return KeptFile(
        file.stamp,
        file.size,
        file.modified,
        passages=len(came.texts),
        refused=came.refused,
        left_out=came.left_out,
    )


def _unfinished(embedding: Embedding) -> str:
    """The folder for vectors of that embedding, which have a length of their own."""
    return f"{UNFINISHED}-{hashlib.sha256(embedding.name.encode()).hexdigest()[:12]}"


def _processors() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
