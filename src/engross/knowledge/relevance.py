"""Whether the best passages answer a question at all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

ANSWERS: Final = 0.4
"""From this relevance on the knowledge base answers; below it, it says that it does not.

It is even odds where three questions of five can be answered. It keeps out questions about other
things. Of those that ask of something which the knowledge speaks of, but for what it does not say,
about half get past it: neither nearness, words nor a curve on both tells them from questions that
are answered, so whoever is handed a passage has to read whether it answers. `benchmarks/abstain.py`
tells what comes of it; with another embedding it has to be chosen again.
"""

_START: Final = -7.1
_SLOPE: Final = 11.6
"""The logistic curve that fits `mtrag_un` best, as if every other question could be answered;
`benchmarks/abstain.py` fits it again."""


def relevance(scores: Sequence[float]) -> float:
    """How likely passages of these scores answer their question, from 0 to 1, in hundredths.

    Only the best of them counts: how many others come near it told no more.
    """
    if not scores:
        return 0.0
    return round(1 / (1 + math.exp(-(_START + _SLOPE * max(scores)))), 2)
