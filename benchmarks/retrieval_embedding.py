"""The built-in embedding, which remembers: several systems embed the same texts."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engross.adapters.embedding import MiniLMEmbedding


class RememberingEmbedding:
    """`Embedding` that makes each vector once, and keeps them in a folder if it is given one."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take what an earlier run left in the folder."""
        self._embedding = MiniLMEmbedding()
        self._file = folder / "vectors.npz" if folder else None
        self._known: dict[bytes, NDArray[np.float32]] = {}
        if self._file and self._file.exists():
            kept = np.load(self._file)
            self._known = {key.tobytes(): row for key, row in zip(*kept.values(), strict=True)}

    @property
    def name(self) -> str:
        """The built-in one's."""
        return self._embedding.name

    @property
    def dimensions(self) -> int:
        """The built-in one's."""
        return self._embedding.dimensions

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The built-in one's rows."""
        keys = [sha256(text.encode()).digest() for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if new:
            rows = self._embedding.embed(list(new.values()))
            self._known.update(zip(new, rows, strict=True))
        return np.stack([self._known[key] for key in keys])

    def keep(self) -> None:
        """Leave what is known for the next run, if there is a folder for it."""
        if self._file and self._known:
            keys = np.array([np.frombuffer(key, dtype=np.uint8) for key in self._known])
            np.savez(self._file, keys=keys, rows=np.stack(list(self._known.values())))
