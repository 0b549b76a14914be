"""From scores to confidence: how often such a guess was right on mails that it had not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STEPS: Final = 100
_PULL: Final = 1e-3
"""Weight of the pull towards nought, so that a handful of mails cannot drive a factor away."""
_STILL: Final = 1e-9
_EDGE: Final = 1e-6
"""Nearest that a probability is taken to 0 and 1."""


class Guess(NamedTuple):
    """What a head thinks of mails, before it is known how far to trust it; a row for each mail."""

    share: NDArray[np.float64]
    """Probability of the likeliest intent, by the head's own reckoning."""
    lead: NDArray[np.float64]
    """By how much it is more likely than the next, as a difference of logarithms."""
    nearness: NDArray[np.float64]
    """Cosine to the nearest example of that intent."""


class Calibration(NamedTuple):
    """A logistic curve from a guess to how often such a guess is right."""

    share: float
    lead: float
    nearness: float
    shift: float

    def confidence(self, guess: Guess) -> NDArray[np.float64]:
        """From 0 to 1 for each mail."""
        factors = np.array([self.share, self.lead, self.nearness, self.shift])
        found: NDArray[np.float64] = _logistic(_features(guess) @ factors)
        return found


def calibrate(guess: Guess, right: NDArray[np.bool_]) -> Calibration:
    """The curve that fits guesses on mails that were kept out of training.

    Fitted by Newton's method on the logistic loss (Platt, 1999, with more than one score). More of
    a score never lowers the confidence: a factor that would is left out.
    """
    features, wanted = _features(guess), right.astype(float)
    kept = [0, 1, 2, 3]
    while True:
        found = _fitted(features[:, kept], wanted)
        lowering = [place for place, value in zip(kept, found, strict=True) if value < 0]
        lowering = [place for place in lowering if place != _SHIFT]
        if not lowering:
            break
        kept = [place for place in kept if place not in lowering]
    factors = dict(zip(kept, found, strict=True))
    return Calibration(*(float(factors.get(place, 0.0)) for place in range(4)))


def threshold_for(
    confidence: NDArray[np.float64], right: NDArray[np.bool_], wrong_at_most: float
) -> float:
    """The lowest confidence from which at most that share of the guesses is wrong; else 1.

    A guess as sure as another is taken with it.
    """
    order = np.argsort(-confidence, kind="stable")
    sure = confidence[order]
    wrong = np.cumsum(~right[order]) / np.arange(1, len(order) + 1)
    last_of_its_kind = np.append(sure[1:] < sure[:-1], True)
    fits = np.flatnonzero((wrong <= wrong_at_most) & last_of_its_kind)
    return float(sure[fits[-1]]) if len(fits) else 1.0


def expected_error(
    confidence: NDArray[np.float64], right: NDArray[np.bool_], bins: int = 10
) -> float:
    """Expected calibration error: how far confidence and share of the right ones lie apart.

    Over bins of equal width, weighted by what falls into each (Naeini et al., 2015).
    """
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    apart = [
        abs(float(confidence[place == one].sum() - right[place == one].sum()))
        for one in range(bins)
    ]
    return sum(apart) / max(len(confidence), 1)


_SHIFT: Final = 3


def _features(guess: Guess) -> NDArray[np.float64]:
    share = np.clip(guess.share, _EDGE, 1 - _EDGE)
    odds = np.log(share / (1 - share))
    return np.column_stack([odds, guess.lead, guess.nearness, np.ones(len(odds))])


def _fitted(features: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    factors = np.zeros(features.shape[1])
    count = len(right)
    for _ in range(_STEPS):
        found = _logistic(features @ factors)
        slope = features.T @ (found - right) / count + _PULL * factors
        bend = (features.T * (found * (1 - found))) @ features / count
        step = np.linalg.solve(bend + _PULL * np.eye(len(factors)), slope)
        # A whole step may overshoot where guesses are almost all right; a short one never does.
        factors -= step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < _STILL:
            break
    return factors


def _logistic(score: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(score, -60, 60)))
    return found
