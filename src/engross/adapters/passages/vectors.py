"""A content's vectors in a plain file, and how they come there without being made twice.

`vectors.f32` has row behind row, little-endian: one for each passage, in their order, and behind
them all those of the other words that a passage is found by; `owners.npy` says whose each of these
is. `keys` has the SHA-256 of the words that a row was made of. So a vector that was made once is
found again: in the content that is replaced, and in what a killed build left behind.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING

from engross.records.ports import Embedding

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.float32]

_VECTORS, _KEYS, _OWNERS = "vectors.f32", "keys", "owners.npy"
_NUMBER, _KEY = 4, 32
"""Bytes of each."""
_TOGETHER = 8
"""Texts that a thread embeds before it takes others."""


class VectorFile:
    """The vectors in one folder; rows are only ever added."""

    def __init__(self, folder: Path, dimensions: int) -> None:
        """The files in that folder, which need not be there yet."""
        self._vectors = folder / _VECTORS
        self._keys = folder / _KEYS
        self._owners = folder / _OWNERS
        self._dimensions = dimensions

    def rows(self) -> Rows:
        """All rows, read from the disk when they are used.

        Raises:
            OSError: the file is not there.
        """
        import numpy as np  # noqa: PLC0415 - slow, only to index and to search

        count = self._vectors.stat().st_size // (_NUMBER * self._dimensions)
        if not count:
            return np.zeros((0, self._dimensions), dtype="<f4")
        return np.memmap(self._vectors, dtype="<f4", mode="r", shape=(count, self._dimensions))

    def keys(self) -> list[bytes]:
        """The key of each row.

        Raises:
            OSError: the file is not there.
        """
        data = self._keys.read_bytes()
        whole = len(data) // _KEY * _KEY
        return [data[start : start + _KEY] for start in range(0, whole, _KEY)]

    def add(self, keys: Iterable[bytes], rows: Rows) -> None:
        """Put rows behind the others; on the disk when this returns, and no key before its row."""
        _append(self._vectors, rows.astype("<f4").tobytes())
        _append(self._keys, b"".join(keys))

    def own(self, owners: Sequence[int]) -> None:
        """Note whose the rows behind those of the passages are: numbers of passages, ascending."""
        import numpy as np  # noqa: PLC0415 - slow, only to index

        np.save(self._owners, np.array(owners, dtype="<i4"))

    def owners(self) -> NDArray[np.int32]:
        """What `own` noted.

        Raises:
            OSError: the file is not there.
        """
        import numpy as np  # noqa: PLC0415 - slow, only to search

        found: NDArray[np.int32] = np.load(self._owners)
        return found

    def mend(self) -> None:
        """Make the files what they were before an `add` that did not come to its end."""
        parts = ((self._vectors, _NUMBER * self._dimensions), (self._keys, _KEY))
        for file, _ in parts:
            file.touch()
        whole = min(file.stat().st_size // length for file, length in parts)
        for file, length in parts:
            os.truncate(file, whole * length)


class VectorMaker:
    """Vectors of texts: those that are known, and for the others new ones."""

    def __init__(
        self, embedding: Embedding, threads: Executor, made: VectorFile, old: VectorFile | None
    ) -> None:
        """`made` takes the new ones and may have some of a killed build; `old` is only read."""
        self._embedding = embedding
        self._threads = threads
        self._made = made
        made.mend()
        files = (made, old) if old else (made,)
        self._rows = [file.rows() for file in files]
        self._places = {
            key: (which, row)
            for which, file in enumerate(files)
            for row, key in enumerate(file.keys())
        }

    def keys(self, texts: Sequence[str]) -> list[bytes]:
        """The key of each text; its vector is known afterwards."""
        keys = [hashlib.sha256(text.encode()).digest() for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._places}
        if new:
            self._make(new)
        return keys

    def rows(self, keys: Sequence[bytes]) -> Rows:
        """The vector of each key."""
        import numpy as np  # noqa: PLC0415 - slow, only to index

        places = [self._places[key] for key in keys]
        return np.stack([self._rows[which][row] for which, row in places])

    def _make(self, new: Mapping[bytes, str]) -> None:
        """Embed texts on every processor at once; put the rows away in their order."""
        import numpy as np  # noqa: PLC0415 - slow, only to index

        texts = list(new.values())
        parts = [texts[start : start + _TOGETHER] for start in range(0, len(texts), _TOGETHER)]
        rows = np.concatenate(list(self._threads.map(self._embedding.embed, parts)))
        first = len(self._rows[0])
        self._made.add(new, rows)
        self._rows[0] = self._made.rows()
        self._places.update((key, (0, first + number)) for number, key in enumerate(new))


def _append(file: Path, data: bytes) -> None:
    with file.open("ab") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())
