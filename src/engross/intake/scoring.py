"""How much a sentence sounds like each thing that a sentence can do: a small linear model.

It adds up what the sentence's shape and its embedding speak for. It was taught by the invented
sentences of `examples.toml` and nothing else; `scripts/make_classing.py` wrote the weights.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from engross.intake.shapes import pieces

if TYPE_CHECKING:
    from engross.records.ports import Embedding

FILE = "classing_weights.json"
DIGITS = 2
"""Scores are rounded to so many, because an 8-bit embedding differs a little between processors."""


class Scores(NamedTuple):
    """What each reading of a sentence has for it; together 1."""

    decision: float = 0.0
    """It states something as settled."""
    proposal: float = 0.0
    """It would like something settled."""
    action: float = 0.0
    """Somebody takes work on, or is named for it."""
    request: float = 0.0
    """Somebody is asked to do something."""
    risk: float = 0.0
    """Something may go wrong or is in the way."""
    background: float = 0.0
    """None of these."""


@dataclass(frozen=True)
class Scorer:
    """Scores sentences by an embedding that the weights were made for."""

    embedding: Embedding

    def scores(self, sentences: Sequence[str]) -> list[Scores]:
        """The scores of each sentence, in order."""
        if not sentences:
            return []
        weights = _weights()
        near = self.embedding.embed(sentences) @ _matrix()
        return [
            _scores(
                [bias + float(value) for bias, value in zip(weights["bias"], row, strict=True)],
                sentence,
            )
            for sentence, row in zip(sentences, near, strict=True)
        ]


def scorer(embedding: Embedding | None) -> Scorer | None:
    """A scorer by that embedding; `None` without one, or with one that there are no weights for."""
    if embedding is None or embedding.name != _weights()["embedding"]:
        return None
    return Scorer(embedding)


def _scores(sums: list[float], sentence: str) -> Scores:
    weights = _weights()
    known = [row for piece in sorted(pieces(sentence)) if (row := weights["shapes"].get(piece))]
    share = 1 / math.sqrt(len(known)) if known else 0.0
    total = [value + share * sum(row[kind] for row in known) for kind, value in enumerate(sums)]
    highest = max(total)
    powers = [math.exp((value - highest) / weights["scale"]) for value in total]
    whole = sum(powers)
    return Scores(*(round(power / whole, DIGITS) for power in powers))


@cache
def _weights() -> dict[str, Any]:
    """`embedding` (its name), `scale`, and whole numbers: `bias`, `near`, `shapes`."""
    text = resources.files("engross.intake").joinpath(FILE).read_text("utf-8")
    weights: dict[str, Any] = json.loads(text)
    return weights


@cache
def _matrix() -> Any:  # noqa: ANN401 - numpy's types are loaded only when they are needed
    import numpy as np  # noqa: PLC0415 - slow, only to score

    return np.array(_weights()["near"], dtype=np.float32).T
