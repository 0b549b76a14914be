"""An embedding without a model: nearness means shared words.

Each word's stem is hashed to one of 512 places, counted as 1 + ln(count), and the vector is scaled
to length 1 (the hashing trick: Weinberger et al., 2009). Equal texts give equal vectors on every
machine and in every process.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from engross.knowledge.keywords import stems

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DIMENSIONS = 512
"""Length of every vector."""


class HashedEmbedding:
    """`Embedding` that any test can have for nothing."""

    name = "keywords/2"
    dimensions = DIMENSIONS

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row for each text; all nought for a text without words."""
        import numpy as np  # noqa: PLC0415 - slow, only to embed

        rows = [_vector(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(rows), DIMENSIONS)


def _vector(text: str) -> list[float]:
    values = [0.0] * DIMENSIONS
    for stem, count in Counter(stems(text)).items():
        place, sign = _place(stem)
        values[place] += sign * (1 + math.log(count))
    length = math.sqrt(sum(value * value for value in values))
    return [value / length for value in values] if length else values


@lru_cache(maxsize=20_000)
def _place(stem: str) -> tuple[int, float]:
    """Where a stem counts, and with which sign, so that chance meetings cancel out on average."""
    digest = hashlib.sha256(stem.encode()).digest()
    return int.from_bytes(digest[:4], "big") % DIMENSIONS, 1.0 if digest[4] % 2 else -1.0
