"""A content's passages in a Chroma collection of its own, under the numbers of their rows."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from engross.records.ports import KnowledgeText

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection
    from chromadb.api.shared_system_client import SharedSystemClient
    from numpy.typing import NDArray

_SILENCE = {
    "ANONYMIZED_TELEMETRY": "False",
    "ORT_DISABLE_TELEMETRY": "1",
    "OTEL_SDK_DISABLED": "true",
}
"""Set in the environment before Chroma is loaded, because parts of it read them at import."""

_COLLECTION = "passages"
_PASSAGE = "passage"
"""A passage with all that is said of it is one value in JSON: Chroma keeps each value in a row of
its own and in three indexes. The text is no document either: of those Chroma makes an index of
words that nobody asks and that takes as much room again."""

CANDIDATES = 200
"""Rows that Chroma is asked for at least, to be measured exactly before the best are taken: it puts
rows into its graph in no order, so it breaks ties in another way after each build."""

_GRAPH: CreateHNSWConfiguration = {
    "space": "cosine",
    # Chroma's own 100 finds 96 % of the ten nearest among 5,000 abstracts, 500 finds all.
    "ef_search": 500,
    # Twice as careful a graph takes twice as long to make and finds nothing more, because what
    # Chroma finds is measured again and cut.
    "ef_construction": 200,
    "max_neighbors": 16,
    "num_threads": 1,
    # Whatever is added is in the graph's files at once. From Chroma's own 1,000 on, whoever opened
    # a wall with 900 passages would make the graph again, which took 0.2 s, and write files.
    "sync_threshold": 1,
    "batch_size": 1,
}
_AT_ONCE = 1_000

_clients = threading.Lock()
"""Held while a client is made or closed: Chroma counts those of one folder, but not safely."""


class Passages:
    """The collection of one content; close it."""

    def __init__(self, client: Client, collection: Collection) -> None:
        """What `make` and `find` return."""
        self._client = client
        self._collection = collection

    @classmethod
    def make(cls, folder: Path) -> Passages:
        """An empty collection in that folder, which is there."""
        client = _client(folder)
        collection = client.create_collection(
            _COLLECTION,
            # Never Chroma's own: it downloads a model when it is first used.
            embedding_function=None,
            configuration={"hnsw": _GRAPH},
        )
        return cls(client, collection)

    @classmethod
    def find(cls, folder: Path) -> Passages:
        """The collection in that folder.

        Raises:
            FileNotFoundError: it is not there.
        """
        if not (folder / "chroma.sqlite3").is_file():
            # Chroma would make it, and an empty answer would look like a true one.
            raise FileNotFoundError(str(folder))
        client = _client(folder)
        try:
            return cls(client, client.get_collection(_COLLECTION, embedding_function=None))
        except BaseException:
            _close(client)
            raise

    @property
    def count(self) -> int:
        """How many rows it has."""
        return self._collection.count()

    def add(
        self,
        first: int,
        vectors: NDArray[np.float32],
        texts: Sequence[KnowledgeText] | None = None,
    ) -> None:
        """Keep vectors under the row numbers from `first` on, with the passages they stand for."""
        self._collection.add(
            ids=[str(first + number) for number in range(len(vectors))],
            embeddings=list(vectors),
            metadatas=[{_PASSAGE: json.dumps(text, ensure_ascii=False)} for text in texts]
            if texts
            else None,
        )

    def nearest(self, asked: NDArray[np.float32], limit: int) -> list[int]:
        """So many rows whose vectors are nearest, in no order; as good as always the right ones."""
        answer = self._collection.query(
            query_embeddings=[asked.tolist()], n_results=limit, include=[]
        )
        return [int(identifier) for identifier in answer["ids"][0]]

    def texts(self, rows: Sequence[int]) -> list[KnowledgeText]:
        """The passages of those rows, in that order.

        Raises:
            LookupError: one is not there.
        """
        found: dict[int, KnowledgeText] = {}
        for start in range(0, len(rows), _AT_ONCE):
            wanted = [str(row) for row in rows[start : start + _AT_ONCE]]
            answer = self._collection.get(ids=wanted, include=["metadatas"])
            values = cast("Sequence[Mapping[str, str]]", answer["metadatas"])
            found |= {
                int(identifier): KnowledgeText(*json.loads(value[_PASSAGE]))
                for identifier, value in zip(answer["ids"], values, strict=True)
            }
        return [found[row] for row in rows]

    def close(self) -> None:
        """Let go of its files."""
        _close(self._client)


def _client(folder: Path) -> Client:
    # SQLite would put what it sorts into the machine's folder for temporary files.
    os.environ.update(_SILENCE, SQLITE_TMPDIR=str(folder.parent.parent.absolute()))
    import chromadb  # noqa: PLC0415 - a second to load
    from chromadb.api import shared_system_client  # noqa: PLC0415 - the same
    from chromadb.config import Settings  # noqa: PLC0415 - the same

    # Neither a `.env` that lies about nor the environment turns this into a client of a server.
    settings = Settings(_env_file=None, _env_prefix="ENGROSS_CHROMA_", anonymized_telemetry=False)
    with _clients:
        try:
            return cast("Client", chromadb.PersistentClient(folder, settings))
        except BaseException:
            _forget(shared_system_client.SharedSystemClient, str(folder))
            raise


def _forget(shared: type[SharedSystemClient], folder: str) -> None:
    """Chroma remembers a half-made client and would hand it out at the next try.

    Its own way to make it forget one would make it forget the walls that are open, too.
    """
    if not shared._identifier_to_refcount.get(folder):  # noqa: SLF001 - see above
        shared._identifier_to_system.pop(folder, None)  # noqa: SLF001 - see above


def _close(client: Client) -> None:
    with _clients:
        client.close()
