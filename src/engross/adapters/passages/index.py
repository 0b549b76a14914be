"""The knowledge base behind its walls, for the port `PassageIndex`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from engross.adapters.locks import Locked
from engross.adapters.passages.building import build
from engross.adapters.passages.contents import Content
from engross.adapters.passages.failing import cannot, told
from engross.adapters.passages.folders import WallFolder, fingerprint, wall_names
from engross.adapters.passages.opened import OpenContent, OpenContents, Question
from engross.adapters.passages.words import WordCounts
from engross.errors import EngrossError, StorageError
from engross.knowledge.keywords import stems
from engross.records.ports import (
    Embedding,
    KeptFile,
    KnowledgeText,
    Match,
    ReadFile,
    ShelvedFile,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T")


class ChromaIndex:
    """`PassageIndex` on embedded Chroma and bm25s; close it, or let the process end."""

    def __init__(self, folder: Path, embedding: Embedding) -> None:
        """Use that folder; nothing is loaded or opened yet."""
        self._folder = folder
        self._embedding = embedding
        self._open = OpenContents()

    def walls(self) -> Sequence[str]:
        """Every wall that has anything on the disk, what a killed build left included; in order.

        Raises:
            StorageError: the folder cannot be read.
        """
        return wall_names(self._folder)

    def content(self, wall: str) -> Mapping[str, KeptFile]:
        """The files that the wall holds, by name; none that were put there by another embedding.

        Raises:
            StorageError: the wall's files cannot be read.
        """
        content = _of_current(WallFolder(self._folder, wall), "read", Content.read)
        if content is None or content.embedding != self._embedding.name:
            return {}
        return dict(content.files)

    def replace(
        self,
        wall: str,
        files: Sequence[ShelvedFile],
        read: Callable[[ShelvedFile], ReadFile],
    ) -> None:
        """Make these files, in this order, the wall's whole content.

        What it held before is erased from the disk; a wall without files has no folder.

        Raises:
            StorageError: they cannot be kept; the wall holds what it held before.
        """
        place = WallFolder(self._folder, wall)
        name = fingerprint(self._embedding, files) if files else ""
        current = place.current() == name
        if current and _is_tidy(place, name, files):
            return
        # Where there is only to tidy up, whoever holds the lock is building and will do it.
        with suppress(Locked), place.locked(wait=not (current and files)):
            if files and place.current() != name:  # another process may have made it meanwhile
                build(place, name, files, read, self._embedding)
            self._open.let_go(place.path, but=name)
            with told("kept", wall):
                _tidy(place, name, files)

    def matches(self, walls: Sequence[str], question: str, limit: int) -> Sequence[Match]:
        """The `limit` nearest in meaning and the `limit` nearest in words, of each of those walls.

        Raises:
            StorageError: a wall's files cannot be searched.
        """
        places = [WallFolder(self._folder, wall) for wall in dict.fromkeys(walls)]
        words = stems(question)
        counts = self._each(places, lambda content: content.counts(words))
        if limit < 1 or not counts:
            return []
        (vector,) = self._embedding.embed([question])
        asked = Question(vector, words, limit, WordCounts.together(counts))
        found = self._each(places, lambda content: content.matches(asked))
        return [match for matches in found for match in matches]

    def held(self, wall: str) -> tuple[Sequence[KnowledgeText], NDArray[np.float32]]:
        """Every passage that the wall holds, and a row with the vector of each.

        Raises:
            StorageError: the wall's files cannot be read.
        """
        import numpy as np  # noqa: PLC0415 - slow, only to prove that something is gone

        found = _of_current(WallFolder(self._folder, wall), "read", self._held)
        return found or ((), np.zeros((0, self._embedding.dimensions), dtype=np.float32))

    def close(self) -> None:
        """Let go of every file."""
        self._open.close()

    def _held(self, folder: Path) -> tuple[Sequence[KnowledgeText], NDArray[np.float32]]:
        with self._open.use(folder) as content:
            return content.held()

    def _each(self, places: Sequence[WallFolder], ask: Callable[[OpenContent], T]) -> Sequence[T]:
        """What each wall's content answers; those that hold nothing are left out."""
        answers = [
            _of_current(place, "searched", lambda folder: self._ask(folder, ask))
            for place in places
        ]
        return [answer for answer in answers if answer is not None]

    def _ask(self, folder: Path, ask: Callable[[OpenContent], T]) -> T:
        self._open.let_go(folder.parent, but=folder.name)
        with self._open.use(folder) as content:
            if content.embedding != self._embedding.name:
                raise StorageError(
                    f"The knowledge behind the wall {folder.parent.name} was indexed with another "
                    "embedding.",
                    remedy="Run `engross knowledge sync`.",
                )
            return ask(content)


def _of_current(place: WallFolder, done: str, use: Callable[[Path], T]) -> T | None:
    """What `use` makes of the folder of the wall's content; `None` when the wall holds nothing.

    Raises:
        StorageError: it cannot be `read` or `searched`.
    """
    failed = ""
    while name := place.current():
        try:
            return use(place.path / name)
        except EngrossError:
            raise
        except Exception as error:
            # Another process may just have put a new content in place of the one being read, or
            # erased it and built it again.
            if name == failed:
                raise cannot(done, place.wall, error) from error
            failed = name
    return None


def _is_tidy(place: WallFolder, name: str, files: Sequence[ShelvedFile]) -> bool:
    """Whether there is nothing else, and the files' times are known."""
    if not files:
        return not place.path.exists()
    with told("read", place.wall):
        content = Content.read(place.path / name)
    return content == _noted(content, files) and not place.leftovers(name)


def _tidy(place: WallFolder, name: str, files: Sequence[ShelvedFile]) -> None:
    """Erase everything else, and note the files' times."""
    if not files:
        place.remove()
        return
    place.erase_leftovers(name)
    content = Content.read(place.path / name)
    if content != (noted := _noted(content, files)):
        noted.write(place.path / name)


def _noted(content: Content, files: Sequence[ShelvedFile]) -> Content:
    """The content with those files' sizes and times; they are the same files."""
    now = [
        (name, kept._replace(size=file.size, modified=file.modified))
        for (name, kept), file in zip(content.files, files, strict=True)
    ]
    return content._replace(files=now)
