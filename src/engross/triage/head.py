"""What a mail wants, by the firm's own examples: a linear head on the embedding, and how sure.

The confidence is fitted on mails that were kept out of the training one fold after the other, so it
says how often such a guess is right; a mail unlike every example gets little of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from engross.records.routing import IntentChoice
from engross.triage.calibration import Calibration, Guess, calibrate, threshold_for
from engross.triage.regression import Weights, fit
from engross.workspace.triage import NO_INTENT, Example

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engross.records.ports import Embedding

WRONG_AT_MOST: Final = 0.03
"""The share of wrong guesses among those that are sure enough, on mails kept out of the training.
Below the one in twenty that may be wrong: a threshold fits the mails that it was chosen on, and an
inbox has more mails that want nothing of the firm than its examples have."""

_SURE: Final = 0.5
"""The threshold is never lower: a guess is not answered that is as likely wrong as right."""

_FOLDS: Final = 5
_DEALS: Final = 3
"""How often the examples are dealt into folds; what one deal says of the threshold is chance."""
_STRENGTHS: Final = (10.0, 30.0, 100.0)
"""How far the training may follow the examples: the penalty is one over this and their number."""
_DIGITS: Final = 4
_LEAST: Final = 1e-9


@dataclass(frozen=True)
class Head:
    """What has been learnt from examples; safe to use from several threads."""

    intents: tuple[str, ...]
    """Keys of the intents, in the order of the weights' columns; `NO_INTENT`, if there, last."""
    weights: Weights
    calibration: Calibration
    threshold: float
    """The confidence from which at most `WRONG_AT_MOST` of the guesses on examples that were kept
    out of training were wrong; 1 where no such confidence was found."""
    vectors: NDArray[np.float32]
    """Of the examples, a row each."""
    classes: NDArray[np.int64]
    """Of the examples: the place of their intent in `intents`."""
    embedding: Embedding

    def choices(self, text: str) -> tuple[IntentChoice, ...]:
        """Every intent with its confidence, the likeliest first; none for a text without words."""
        vectors = self.embedding.embed([text]).astype(np.float64)
        if not vectors.any():
            return ()
        return self.choices_of(vectors)[0]

    def choices_of(self, vectors: NDArray[np.float64]) -> list[tuple[IntentChoice, ...]]:
        """The choices for each vector of a text, a row each."""
        shares, guess = _guessed(self, vectors)
        sure = self.calibration.confidence(guess)
        return [self._ordered(*row) for row in zip(shares, sure, strict=True)]

    def _ordered(self, shares: NDArray[np.float64], confidence: float) -> tuple[IntentChoice, ...]:
        """The first has the calibrated confidence, the others what it leaves, by their shares."""
        order = np.argsort(-shares, kind="stable")
        first, rest = order[0], max(float(shares[order[1:]].sum()), _LEAST)
        left = [(1 - confidence) * float(shares[place]) / rest for place in order[1:]]
        kept = [confidence, *(min(confidence, share) for share in left)]
        return tuple(
            IntentChoice(intent=self.intents[place], confidence=round(float(value), _DIGITS))
            for place, value in zip((first, *order[1:]), kept, strict=True)
        )


def train(examples: Sequence[Example], embedding: Embedding) -> Head:
    """The head for those examples; the same examples in another order make the same guesses.

    Raises:
        ValueError: there are not two intents with two examples each.
    """
    intents = _intents(examples)
    vectors = embedding.embed([example.text for example in examples])
    classes = np.array([intents.index(example.intent) for example in examples])
    if len({*intents} - {NO_INTENT}) < 2 or np.bincount(classes).min() < 2:  # noqa: PLR2004 - one tells nothing
        message = "a head needs two intents, and two examples of each"
        raise ValueError(message)
    course = _Course(intents, vectors.astype(np.float64), classes)
    deals = [_folds(examples, deal) for deal in range(_DEALS)]
    tried = {strength: course.out_of_fold(strength, deals[0]) for strength in _STRENGTHS}
    best = min(_STRENGTHS, key=lambda strength: tried[strength].loss)
    known = _together([tried[best], *(course.out_of_fold(best, deal) for deal in deals[1:])])
    calibration = calibrate(known.guess, known.right)
    sure = calibration.confidence(known.guess)
    return Head(
        intents=intents,
        weights=course.weights(best, np.ones(len(classes), dtype=bool)),
        calibration=calibration,
        threshold=max(_SURE, threshold_for(sure, known.right, WRONG_AT_MOST)),
        vectors=vectors,
        classes=classes,
        embedding=embedding,
    )


class _Tried(NamedTuple):
    """What a strength of training came to on examples that were kept out of it."""

    guess: Guess
    right: NDArray[np.bool_]
    loss: float
    """Mean of minus the logarithm of the right class's probability."""


class _Learnt(NamedTuple):
    """What one fold was told by the others."""

    intents: tuple[str, ...]
    weights: Weights
    vectors: NDArray[np.float64]
    classes: NDArray[np.int64]


@dataclass(frozen=True)
class _Course:
    """Examples, made ready for training on parts of them."""

    intents: tuple[str, ...]
    vectors: NDArray[np.float64]
    classes: NDArray[np.int64]

    def weights(self, strength: float, among: NDArray[np.bool_]) -> Weights:
        """Trained on those examples alone."""
        penalty = 1 / (strength * int(among.sum()))
        return fit(self.vectors[among], self.classes[among], len(self.intents), penalty)

    def out_of_fold(self, strength: float, folds: NDArray[np.int64]) -> _Tried:
        """Guesses on each fold by what was learnt from the others."""
        return _together([self._fold(strength, folds == fold) for fold in range(_FOLDS)])

    def _fold(self, strength: float, held_back: NDArray[np.bool_]) -> _Tried:
        weights = self.weights(strength, ~held_back)
        learnt = _Learnt(self.intents, weights, self.vectors[~held_back], self.classes[~held_back])
        vectors, classes = self.vectors[held_back], self.classes[held_back]
        shares, guess = _guessed(learnt, vectors)
        likely = weights.shares(vectors)[np.arange(len(classes)), classes]
        loss = float(-np.log(np.maximum(likely, _LEAST)).mean()) if len(classes) else 0.0
        return _Tried(guess, shares.argmax(axis=1) == classes, loss)


def _guessed(
    learnt: Head | _Learnt, vectors: NDArray[np.float64]
) -> tuple[NDArray[np.float64], Guess]:
    """The probability of each intent of the firm's, a row a text, and the guess that it makes.

    What the examples that are out of scope make of a text is taken from its intents' shares.
    """
    scoped = len(learnt.intents) - (NO_INTENT in learnt.intents)
    shares = learnt.weights.shares(vectors)[:, :scoped]
    first = shares.argmax(axis=1)
    two = np.sort(shares, axis=1)[:, -2:]
    lead = np.log(np.maximum(two[:, 1], _LEAST)) - np.log(np.maximum(two[:, 0], _LEAST))
    near = vectors @ learnt.vectors.T
    apart = np.where(learnt.classes[None, :] == first[:, None], near, -1.0)
    return shares, Guess(two[:, 1], lead, apart.max(axis=1))


def _intents(examples: Sequence[Example]) -> tuple[str, ...]:
    """The keys in the order in which they first come, what is out of scope last."""
    keys = dict.fromkeys(example.intent for example in examples)
    return (*(key for key in keys if key != NO_INTENT), *(key for key in keys if key == NO_INTENT))


def _together(parts: Sequence[_Tried]) -> _Tried:
    """What several parts came to, as one."""
    right = np.concatenate([part.right for part in parts])
    guess = Guess(
        share=np.concatenate([part.guess.share for part in parts]),
        lead=np.concatenate([part.guess.lead for part in parts]),
        nearness=np.concatenate([part.guess.nearness for part in parts]),
    )
    losses = sum(part.loss * len(part.right) for part in parts)
    return _Tried(guess, right, losses / max(len(right), 1))


def _folds(examples: Sequence[Example], deal: int) -> NDArray[np.int64]:
    """A fold for each example, evenly within an intent, whatever the order of the file."""
    folds = np.zeros(len(examples), dtype=np.int64)
    order = sorted(range(len(examples)), key=lambda place: _shuffled(examples[place], deal))
    dealt: dict[str, int] = {}
    for place in order:
        intent = examples[place].intent
        folds[place] = dealt.setdefault(intent, 0) % _FOLDS
        dealt[intent] += 1
    return folds


def _shuffled(example: Example, deal: int) -> bytes:
    return hashlib.sha256(f"{deal} {example.text}".encode()).digest()
