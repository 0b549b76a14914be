"""The knowledge base in Chroma, in this process, with our own vectors and no way round a wall.

What is near in meaning answers a question, and shared words count a little too: names and numbers
mean nothing to an embedding.

Each wall has a folder of its own with one collection in it, so a search opens the walls it was
given and no other file. A folder is built once, never changed, and named after its content;
`current` names the one that counts. That makes an unchanged wall cost one hash, a killed rebuild
harmless, and an erased text really gone: Chroma's own delete leaves it in its files.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from engross.adapters.locks import file_lock
from engross.errors import StorageError
from engross.knowledge.keywords import shared
from engross.knowledge.pieces import searched_words
from engross.records.base import canonical_json
from engross.records.evidence import Passage, Span
from engross.records.ports import Embedding, KnowledgeText
from engross.workspace.writing import put_file

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection
    from numpy.typing import NDArray

MEANING, WORDS = 5 / 6, 1 / 6
"""What nearness in meaning and shared words count in a score."""

LEAST_NEAR = 0.28
"""A passage with a lower score is no answer: this kept 19 of 22 questions that the starter's
knowledge answers in other words, and 2 of 18 that it does not."""

_WALL = re.compile(r"[a-z0-9][a-z0-9.-]*")
_BATCH = 2_000
_CANDIDATES = 50
_SILENCE = {
    "ANONYMIZED_TELEMETRY": "False",
    "ORT_DISABLE_TELEMETRY": "1",
    "OTEL_SDK_DISABLED": "true",
}
"""Set in the environment before Chroma is loaded, because parts of it read them at import."""


class ChromaIndex:
    """`PassageIndex` on embedded Chroma; close it, or let the process end."""

    def __init__(self, folder: Path, embedding: Embedding) -> None:
        """Use that folder; nothing is loaded or opened yet."""
        self._folder = folder
        self._embedding = embedding
        self._open: dict[Path, _Opened] = {}
        self._opening = threading.Lock()

    def replace(self, wall: str, texts: Sequence[KnowledgeText]) -> None:
        """Make these the wall's whole content; what it held before is erased from the disk.

        Raises:
            StorageError: they cannot be kept; the wall holds what it held before.
        """
        place = self._place(wall)
        name = _fingerprint(self._embedding, texts)
        if _current(place) == name:
            return
        with file_lock(place / "lock", wait=True):
            if _current(place) == name:  # another process made it meanwhile, and may be reading it
                return
            try:
                self._build(place / name, texts)
                _point(place, name)
                self._erase_others(place, name)
            except OSError as error:
                raise _cannot("kept", wall, error) from error

    def search(
        self, walls: Sequence[str], question: str, limit: int
    ) -> Sequence[tuple[Passage, float]]:
        """The nearest passages of those walls only, best first, with a score from 0 to 1.

        A wall without content has none. Equal scores come in the order of their ids.

        Raises:
            StorageError: a wall's files cannot be read.
        """
        (asked,) = self._embedding.embed([question])
        if not asked.any():
            return []
        found: dict[str, tuple[Passage, float]] = {}
        for wall in dict.fromkeys(walls):
            for passage, cosine in self._nearest(wall, asked, limit):
                score = _score(question, passage, cosine)
                if score >= LEAST_NEAR:
                    found.setdefault(passage.id, (passage, score))
        return sorted(found.values(), key=lambda one: (-one[1], one[0].id))[:limit]

    def close(self) -> None:
        """Let go of every file."""
        with self._opening:
            for opened in self._open.values():
                opened.client.close()
            self._open.clear()

    def _nearest(
        self, wall: str, asked: NDArray[np.float32], limit: int
    ) -> Sequence[tuple[Passage, float]]:
        place = self._place(wall)
        name = _current(place)
        if not name:
            return []
        try:
            return _query(self._collection(place / name), asked, limit)
        except Exception as error:
            if _current(place) == name:
                raise _cannot("searched", wall, error) from error
        # Another process has just put a new content in place of the one that was being read.
        return self._nearest(wall, asked, limit)

    def _place(self, wall: str) -> Path:
        if not _WALL.fullmatch(wall):
            raise StorageError(f"{wall!r} is not the name of a wall.")
        return self._folder / wall

    def _build(self, folder: Path, texts: Sequence[KnowledgeText]) -> None:
        """Fill a fresh folder. An unfinished one of an earlier try is of no use."""
        self._let_go(folder)
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(mode=0o700)
        try:
            collection = self._collection(folder)
            for start in range(0, len(texts), _BATCH):
                _put(collection, self._embedding, texts[start : start + _BATCH])
            kept = collection.count()
        except Exception as error:
            raise _cannot("kept", folder.parent.name, error) from error
        if kept != len(texts):
            raise StorageError(f"Only {kept} of {len(texts)} passages of {folder} were kept.")

    def _erase_others(self, place: Path, name: str) -> None:
        for folder in place.iterdir():
            if folder.is_dir() and folder.name != name:
                self._let_go(folder)
                shutil.rmtree(folder)

    def _let_go(self, folder: Path) -> None:
        with self._opening:
            if opened := self._open.pop(folder, None):
                opened.client.close()

    def _collection(self, folder: Path) -> Collection:
        with self._opening:
            if folder not in self._open:
                self._open[folder] = _open(folder)
            return self._open[folder].collection


class _Opened(NamedTuple):
    client: Client
    collection: Collection


def _open(folder: Path) -> _Opened:
    if not folder.is_dir():
        # Chroma would make it, and an empty answer would look like a true one.
        raise FileNotFoundError(str(folder))
    # SQLite would put what it sorts into the machine's folder for temporary files.
    os.environ.update(_SILENCE, SQLITE_TMPDIR=str(folder.parent.parent.absolute()))
    import chromadb  # noqa: PLC0415 - a second to load
    from chromadb.api.shared_system_client import SharedSystemClient  # noqa: PLC0415 - the same
    from chromadb.config import Settings  # noqa: PLC0415 - the same

    # Neither a `.env` that lies about nor the environment turns this into a client of a server.
    settings = Settings(_env_file=None, _env_prefix="ENGROSS_CHROMA_", anonymized_telemetry=False)
    try:
        client = cast("Client", chromadb.PersistentClient(folder, settings))
    except BaseException:
        # Chroma remembers the half-made one and would hand it out at the next try.
        SharedSystemClient.clear_system_cache()
        raise
    collection = client.get_or_create_collection(
        "passages",
        # Never Chroma's own: it downloads a model when it is first used.
        embedding_function=None,
        # Chroma's own 100 finds 96 % of the ten nearest among 5,000 abstracts, 500 finds all. One
        # thread makes equal indexes of equal texts; a careful one finds near-equal texts again.
        configuration={
            "hnsw": {
                "space": "cosine",
                "ef_search": 500,
                "ef_construction": 400,
                "max_neighbors": 32,
                "num_threads": 1,
            }
        },
    )
    return _Opened(client, collection)


def _query(
    collection: Collection, asked: NDArray[np.float32], limit: int
) -> Sequence[tuple[Passage, float]]:
    """The wall's nearest passages with the cosine of each."""
    answer = collection.query(
        query_embeddings=[asked.tolist()],
        # More than are wanted, because shared words may change their order.
        n_results=max(_CANDIDATES, 3 * limit),
        include=["documents", "metadatas", "distances"],
    )
    columns = (answer["documents"], answer["metadatas"], answer["distances"])
    rows = zip(answer["ids"][0], *((column or [[]])[0] for column in columns), strict=True)
    return [
        (_passage(identifier, text, metadata), 1.0 - distance)
        for identifier, text, metadata, distance in rows
    ]


def _score(question: str, passage: Passage, cosine: float) -> float:
    """From 0 to 1, in hundredths: processors differ a little in what an embedding comes to."""
    words = shared(question, searched_words(passage.span.place, passage.text))
    return round(MEANING * max(0.0, cosine) + WORDS * words, 2)


def _put(collection: Collection, embedding: Embedding, texts: Sequence[KnowledgeText]) -> None:
    collection.upsert(
        ids=[text.id for text in texts],
        embeddings=list(embedding.embed([searched_words(t.place, t.text) for t in texts])),
        documents=[text.text for text in texts],
        metadatas=[
            {"file": t.file, "place": t.place, "sha256": t.sha256, "tier": t.tier} for t in texts
        ],
    )


def _passage(identifier: str, text: str, metadata: Mapping[str, Any]) -> Passage:
    return Passage(
        id=identifier,
        text=text,
        span=Span(source=metadata["sha256"], file=metadata["file"], place=metadata["place"]),
        tier=metadata["tier"],
    )


def _fingerprint(embedding: Embedding, texts: Sequence[KnowledgeText]) -> str:
    """What a wall's folder is called: a hash of its texts and of how their vectors are made."""
    content = [embedding.name, [list(text) for text in texts]]
    return hashlib.sha256(canonical_json(content)).hexdigest()[:24]


def _current(place: Path) -> str:
    """The name of the wall's folder that counts; empty before there is one."""
    try:
        return (place / "current").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise _cannot("read", place.name, error) from error


def _point(place: Path, name: str) -> None:
    put_file(place / "current", name.encode("ascii"))


def _cannot(done: str, wall: str, error: Exception) -> StorageError:
    if "is full" in str(error) or getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT}:
        return StorageError(
            f"The knowledge behind the wall {wall} cannot be {done}: the disk is full.",
            remedy="Free some space and run the command again.",
        )
    return StorageError(
        f"The knowledge behind the wall {wall} cannot be {done} ({error}).",
        remedy="Remove the folder chroma/ from the state folder; the next run builds it again.",
    )
