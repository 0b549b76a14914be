"""Many byte strings looked for at once, in one pass over what may be larger than memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHORTEST: Final = 12
"""Bytes of a string that can be looked for."""

_KEY: Final = 8
_SECOND: Final = SHORTEST - _KEY
"""Where a string's second key begins: the two together are its first twelve bytes."""

_CHUNK: Final = 4_000_000
_SPREAD: Final = 0x9E3779B97F4A7C15
"""Multiplying by it spreads keys over the upper bits (Knuth, TAOCP 6.4, on Fibonacci hashing)."""


class ByteSearch:
    """Looks for some byte strings, of at least `SHORTEST` bytes each.

    Eight bytes at every place are looked up in a table of yes and no, then the eight that begin
    four further on; only where both say yes are whole strings compared. A shorter string is left
    out, and so is one that begins with noughts, with which many a file is filled.
    """

    def __init__(self, strings: Iterable[bytes]) -> None:
        """Prepare for those strings."""
        told = {s for s in strings if len(s) >= SHORTEST and any(s[:_KEY])}
        self._strings = frozenset(told)
        self._lengths: defaultdict[bytes, set[int]] = defaultdict(set)
        for string in told:
            self._lengths[string[:SHORTEST]].add(len(string))
        self._longest = max(map(len, told), default=0)
        self._shift = 64 - max(16, min(24, len(told).bit_length() + 6))
        self._first = self._table(start[:_KEY] for start in self._lengths)
        self._second = self._table(start[_SECOND:] for start in self._lengths)

    def __len__(self) -> int:
        return len(self._strings)

    def found(self, stream: IO[bytes]) -> Counter[bytes]:
        """How often each string stands in the stream; those that do not are left out."""
        counts: Counter[bytes] = Counter()
        tail = b""
        while self._strings and (chunk := stream.read(_CHUNK)):
            data = tail + chunk
            # What lies wholly in the tail was counted with the chunk before.
            counts.update(s for at, s in self._hits(data) if at + len(s) > len(tail))
            tail = data[-(self._longest - 1) :]
        return counts

    def _hits(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        for at in self._places(data):
            for length in self._lengths.get(data[at : at + SHORTEST], ()):
                if (string := data[at : at + length]) in self._strings:
                    yield at, string

    def _places(self, data: bytes) -> Iterator[int]:
        """Where both keys may be those of a string."""
        import numpy as np  # noqa: PLC0415 - only to search

        for offset in range(_KEY):
            count = (len(data) - offset) // _KEY
            if count < 1:
                return
            keys = np.frombuffer(data, "<u8", count, offset)
            places = np.flatnonzero(self._first[self._slots(keys)]) * _KEY + offset
            places = places[places + SHORTEST <= len(data)]
            yield from places[self._second[self._slots(_at(data, places + _SECOND))]].tolist()

    def _slots(self, keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
        import numpy as np  # noqa: PLC0415 - only to search

        return (keys * np.uint64(_SPREAD)) >> np.uint64(self._shift)

    def _table(self, keys: Iterable[bytes]) -> NDArray[np.bool_]:
        import numpy as np  # noqa: PLC0415 - only to search

        table = np.zeros(1 << (64 - self._shift), dtype=np.bool_)
        table[self._slots(np.frombuffer(b"".join(keys), "<u8"))] = True
        return table


def _at(data: bytes, places: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The eight bytes at each of those places as a number."""
    import numpy as np  # noqa: PLC0415 - only to search

    rows = np.frombuffer(data, np.uint8)[places[:, None] + np.arange(_KEY)]
    return np.frombuffer(rows.tobytes(), "<u8")
