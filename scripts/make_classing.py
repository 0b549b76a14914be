"""Makes `intake/classing_weights.json` from the invented sentences of `intake/examples.toml`.

    python scripts/make_classing.py [--check]

Softmax regression over a sentence's shape and its embedding, by gradient descent in float64, always
the same number of steps; the weights are kept as whole numbers. With the embedding that Engross
carries, a second run writes the same bytes. `--check` says how well sentences are told apart
that were left out of the learning, five parts in turn, and writes nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engross.adapters.embedding import MiniLMEmbedding
from engross.intake.scoring import FILE, Scores
from engross.intake.shapes import pieces

INTAKE = Path(__file__).resolve().parents[1] / "src" / "engross" / "intake"
KINDS = Scores._fields
SCALE = 1000
"""A weight of 1 is kept as this."""
RAREST = 3
"""Sentences that a piece of shape must stand in to count."""
WEIGHT = 3.0
"""How much longer than 1 the two halves of a sentence's features are made."""
STEPS, RATE, MOMENTUM, DECAY = 300, 2.0, 0.9, 1e-3
PARTS = 5

Array = NDArray[np.float64]


class Taught(NamedTuple):
    """What was learned."""

    shapes: tuple[str, ...]
    weights: Array
    """A row for each embedding dimension, then for each piece of shape; a column for each kind."""
    bias: Array


def main() -> int:
    """Write the weights, or check them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    sentences, kinds = examples()
    embedding = MiniLMEmbedding()
    near = WEIGHT * np.asarray(embedding.embed(sentences), dtype=np.float64)
    if asked.check:
        check(sentences, kinds, near)
        return 0
    taught = teach(sentences, kinds, near)
    (INTAKE / FILE).write_text(written(embedding.name, taught), encoding="utf-8")
    return 0


def examples() -> tuple[list[str], NDArray[np.int64]]:
    """Every sentence and the number of its kind."""
    listed = tomllib.loads((INTAKE / "examples.toml").read_text("utf-8"))["examples"]
    pairs = [(text, number) for number, kind in enumerate(KINDS) for text in listed[kind]]
    return [text for text, _ in pairs], np.array([number for _, number in pairs])


def sources() -> str:
    """SHA-256 of what the weights are made of: the sentences, and the words of a shape."""
    words = tomllib.loads((INTAKE / "phrases.toml").read_text("utf-8"))["shape"]["words"]
    listed = tomllib.loads((INTAKE / "examples.toml").read_text("utf-8"))["examples"]
    return hashlib.sha256(json.dumps([words, listed]).encode()).hexdigest()


def teach(sentences: Sequence[str], kinds: NDArray[np.int64], near: Array) -> Taught:
    """Weights that tell the kinds apart; a rare kind counts more for each sentence."""
    counted = Counter(piece for sentence in sentences for piece in pieces(sentence))
    shapes = tuple(sorted(piece for piece, times in counted.items() if times >= RAREST))
    features = np.hstack([near, shaped(sentences, shapes)])
    wanted = np.eye(len(KINDS))[kinds]
    share = (len(kinds) / len(KINDS) / wanted.sum(0)) ** 0.5
    each = (wanted @ share)[:, None] / len(kinds)
    weights, bias = np.zeros((features.shape[1], len(KINDS))), np.zeros(len(KINDS))
    pull, lift = np.zeros_like(weights), np.zeros_like(bias)
    for _ in range(STEPS):
        wrong = (softmax(features @ weights + bias) - wanted) * each
        pull = MOMENTUM * pull - RATE * (features.T @ wrong + DECAY * weights)
        lift = MOMENTUM * lift - RATE * wrong.sum(0)
        weights, bias = weights + pull, bias + lift
    return Taught(shapes, weights * WEIGHT, bias)


def shaped(sentences: Sequence[str], shapes: Sequence[str]) -> Array:
    """Which pieces each sentence has, as a row of length `WEIGHT`."""
    places = {piece: number for number, piece in enumerate(shapes)}
    rows = np.zeros((len(sentences), len(shapes)))
    for row, sentence in zip(rows, sentences, strict=True):
        known = [places[piece] for piece in pieces(sentence) if piece in places]
        if known:
            row[known] = WEIGHT / len(known) ** 0.5
    return rows


def softmax(sums: Array) -> Array:
    """Each row as shares of 1."""
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    shares: Array = powers / powers.sum(axis=1, keepdims=True)
    return shares


def written(embedding: str, taught: Taught) -> str:
    """The file's text: one piece of shape a line, so that a change can be read."""
    whole = np.rint(taught.weights * SCALE).astype(int)
    dimensions = len(whole) - len(taught.shapes)
    parts: dict[str, Any] = {
        "embedding": embedding,
        "sources": sources(),
        "kinds": list(KINDS),
        "scale": SCALE,
        "bias": np.rint(taught.bias * SCALE).astype(int).tolist(),
        "near": whole[:dimensions].T.tolist(),
    }
    lines = [f" {json.dumps(name)}: {json.dumps(value)}" for name, value in parts.items()]
    shapes = (
        f"  {json.dumps(piece)}: {json.dumps(row)}"
        for piece, row in zip(taught.shapes, whole[dimensions:].tolist(), strict=True)
    )
    return "{\n" + ",\n".join(lines) + ',\n "shapes": {\n' + ",\n".join(shapes) + "\n }\n}\n"


def check(sentences: Sequence[str], kinds: NDArray[np.int64], near: Array) -> None:
    """Print recall and precision of each kind over sentences that were not learned from."""
    table = np.zeros((len(KINDS), len(KINDS)), dtype=int)
    for part in range(PARTS):
        out = np.arange(len(kinds)) % PARTS == part
        learned = [text for text, left in zip(sentences, out, strict=True) if not left]
        asked = [text for text, left in zip(sentences, out, strict=True) if left]
        taught = teach(learned, kinds[~out], near[~out])
        features = np.hstack([near[out], shaped(asked, taught.shapes)])
        found = (features @ (taught.weights / WEIGHT) + taught.bias).argmax(1)
        np.add.at(table, (kinds[out], found), 1)
    for number, kind in enumerate(KINDS):
        right = table[number, number]
        recall, precision = right / table[number].sum(), right / max(1, table[:, number].sum())
        print(f"{kind:<12} {recall:.2f} {precision:.2f}")
    print(f"{'right':<12} {np.trace(table) / table.sum():.2f}")


if __name__ == "__main__":
    sys.exit(main())
