"""Texts and vectors as the bytes that they can stand as in a file."""

from __future__ import annotations

import html
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING, Final, Literal

from engross.knowledge.byte_search import ByteSearch
from engross.knowledge.keywords import stems

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Kind = Literal["text", "vector"]
"""What was looked for."""

STRETCH: Final = 32
"""Characters of a stretch of a text."""

_STRETCHES: Final = 8
"""The most stretches of one text: a page of a database or the end of a line cuts one, not all."""

_RUN: Final = 4
"""Numbers of a stretch of a vector."""

_RUNS: Final = 5

_SHORTEST_WORD: Final = 6
_WHOLE: Final = re.compile(r"[^\W_]+")
_PLAIN: Final = re.compile(r"[0-9a-z]+")


class Needles:
    """What must be in no file any more."""

    def __init__(self, texts: Iterable[bytes], vectors: Iterable[bytes]) -> None:
        """Look for those bytes."""
        self._kinds: dict[bytes, Kind] = dict.fromkeys(vectors, "vector")
        self._kinds.update(dict.fromkeys(texts, "text"))
        self._search = ByteSearch(self._kinds)

    def __len__(self) -> int:
        return len(self._search)

    def found(self, stream: IO[bytes]) -> Counter[Kind]:
        """How many different stretches of texts and of vectors stand in the stream."""
        return Counter(self._kinds[string] for string in self._search.found(stream))


def needles(
    texts: Iterable[str], vectors: NDArray[np.float32], *, still: Iterable[str] = ()
) -> Needles:
    """What to look for after those texts, with those vectors (shape `(n, d)`), were erased.

    `still` are texts that stay: what they say too is not looked for. Neither is a text of fewer
    than 12 characters, which may stand anywhere by chance.
    """
    stretches = {string for text in texts for piece in _stretches(text) for string in _forms(piece)}
    return Needles(stretches - _said(stretches, still), _runs(vectors))


def own_words(gone: Iterable[str], still: Iterable[str]) -> frozenset[str]:
    """Words, and words without their endings, that only texts which went had.

    Those of ASCII letters and digits, at least six of them: a shorter one stands among numbers by
    chance.
    """
    own = _words(gone) - _words(still)
    return frozenset(word for word in own if len(word) >= _SHORTEST_WORD and _PLAIN.fullmatch(word))


def _said(stretches: Iterable[bytes], texts: Iterable[str]) -> set[bytes]:
    """Those of the stretches that the texts have, in any form."""
    forms = (form for text in texts for form in _forms(text))
    return set(ByteSearch(stretches).found(io.BytesIO(b"\0".join(forms))))


def _stretches(text: str) -> Iterator[str]:
    """The whole of a short text, else its beginning, its end, and stretches between."""
    text = text.strip()
    if len(text) <= STRETCH:
        yield text
        return
    last = len(text) - STRETCH
    count = min(_STRETCHES, last // STRETCH + 2)
    for number in range(count):
        at = last * number // (count - 1)
        yield text[at : at + STRETCH]


def _forms(text: str) -> Iterator[bytes]:
    """A text as UTF-8, as UTF-16, and as JSON and XML write it; JSON within JSON too."""
    yield text.encode()
    yield text.encode("utf-16-le")
    yield text.encode("utf-16-be")
    yield html.escape(text, quote=False).encode()
    for ascii_only in (True, False):
        once = json.dumps(text, ensure_ascii=ascii_only)[1:-1]
        yield once.encode()
        yield json.dumps(once, ensure_ascii=ascii_only)[1:-1].encode()


def _words(texts: Iterable[str]) -> set[str]:
    """Words in small letters, whole and without their endings."""
    found: set[str] = set()
    for text in texts:
        found.update(stems(text))
        found.update(_WHOLE.findall(text.lower()))
    return found


def _runs(vectors: NDArray[np.float32]) -> Iterator[bytes]:
    """Four numbers at several places of each vector, in every form that a store may give them."""
    import numpy as np  # noqa: PLC0415 - only to search

    for rows in _scaled(vectors):
        for run in _numbers(rows):
            yield run.astype("<f4").tobytes()
            yield run.astype("<f8").tobytes()
    for row in vectors[:, : 2 * _RUN]:
        for between in (", ", ","):
            yield between.join(map(str, row)).encode()
            yield between.join(map(str, row.astype(np.float64).tolist())).encode()


def _scaled(vectors: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
    """The vectors as they are, and scaled to length 1 in the ways that differ in the last digit."""
    import numpy as np  # noqa: PLC0415 - only to search

    yield vectors
    squares = vectors * vectors
    exact = (vectors.astype(np.float64) ** 2).sum(axis=1)
    for total in (np.cumsum(squares, axis=1)[:, -1], squares.sum(axis=1), exact):
        length = np.sqrt(total.astype(np.float32))[:, None]
        length[length == 0] = 1
        yield (vectors / length).astype(np.float32)
        yield vectors * (1 / length).astype(np.float32)


def _numbers(rows: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
    """Runs that are not mostly nought, as such stand in every file; else all from first to last."""
    import numpy as np  # noqa: PLC0415 - only to search

    sparse = np.ones(len(rows), dtype=np.bool_)
    for at in np.linspace(0, rows.shape[1] - _RUN, _RUNS).astype(int):
        runs = rows[:, at : at + _RUN]
        telling = (runs != 0).sum(axis=1) > _RUN // 2
        sparse &= ~telling
        yield from runs[telling]
    for row in rows[sparse]:
        if len(told := np.flatnonzero(row)):
            yield row[told[0] : told[-1] + 1]
