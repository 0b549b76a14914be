"""Multinomial logistic regression with an L2 penalty, on numpy alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STEPS: Final = 300
_STILL: Final = 1e-4
"""The training ends when no slope is steeper than this."""
_ALIKE: Final = 1e-12
"""Vectors that spread no further than this are all the same."""


class Weights(NamedTuple):
    """A linear map from vectors to scores, a column for each class."""

    matrix: NDArray[np.float64]
    """Shape `(dimensions, classes)`."""
    shift: NDArray[np.float64]
    """Shape `(classes,)`."""

    def shares(self, vectors: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probability of each class, a row for each vector."""
        return _softmax(vectors @ self.matrix + self.shift)


def fit(
    vectors: NDArray[np.float64], classes: NDArray[np.int64], count: int, penalty: float
) -> Weights:
    """The weights that make the given classes likeliest, every class counting the same.

    Minimises the mean cross-entropy and `penalty / 2` times the squared weights, the shifts free,
    by Nesterov's accelerated gradient with restarts (O'Donoghue and Candes, 2015); deterministic.
    """
    wanted = np.eye(count)[classes]
    each = wanted.sum(axis=0)
    weight = (wanted / np.maximum(each, 1) / np.count_nonzero(each)).sum(axis=1)
    centre = weight @ vectors
    data, steepest = _levelled(vectors - centre, weight)
    pull = np.full((data.shape[1], 1), penalty)
    pull[-1] = 0
    steepest += penalty
    found = ahead = np.zeros((data.shape[1], count))
    speed = 1.0
    for _ in range(_STEPS):
        slope = data.T @ ((_softmax(data @ ahead) - wanted) * weight[:, None]) + pull * ahead
        if np.abs(slope).max() < _STILL:
            break
        there = ahead - slope / steepest
        if float((slope * (there - found)).sum()) > 0:
            speed, ahead = 1.0, found
            continue
        faster = (1 + np.sqrt(1 + 4 * speed**2)) / 2
        found, ahead = there, there + (speed - 1) / faster * (there - found)
        speed = faster
    return Weights(found[:-1], found[-1] * data[0, -1] - centre @ found[:-1])


def _levelled(
    vectors: NDArray[np.float64], weight: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    """The vectors with a column for the shift that is no steeper than they, and how steep that is.

    The softmax bends by 1/2 at most, so a step of one over the second never overshoots; it is long,
    and the training short, because the vectors were centred.
    """
    weighted = vectors * np.sqrt(weight)[:, None]
    few = len(vectors) < vectors.shape[1]
    products = weighted @ weighted.T if few else weighted.T @ weighted
    spread = float(np.linalg.eigvalsh(products)[-1])
    spread = spread if spread > _ALIKE else 1.0
    level = np.full((len(vectors), 1), np.sqrt(spread))
    return np.hstack([vectors, level]), 0.5 * spread


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = raised / raised.sum(axis=1, keepdims=True)
    return shares
