"""Which passages say what a label says: the rule, and recall and precision by it.

Labels are written in a note-taker's own words ("clients agreed adding the rules"), and what settles
them is often a sentence that says nothing of what it is about ("okay, so let's go with that"). So
texts are compared by the embedding's cosine in stretches of `WIDTH` sentences. A predicted passage
is about a label

- when the stretch about it is as near to the label as `SAME`, or `SAME_IN_TIME` for labels that
  have a time, or
- when it stands within `BESIDE` sentences of where the meeting is nearest to the label (`SLACK`
  below the highest, at least `LEAST`) and the stretch is at least as near as `TOPIC`.

Labels with a time are looked for within `MINUTES` of it. A label is matched by one passage at most
and a passage matches one label at most, the nearest pairs first; a second passage about a label
that is matched already counts as wrong.

The rule was set on 57 pairs of passage and label that were read by hand. On 61 others about its
thresholds it agreed with the reader on 47: of 41 pairs that it takes 30 are about the same thing,
of 20 that it refuses 17 are not. The threshold for timed labels was lowered a little after that
reading, so the 47 is not wholly independent. Of the 29 among them that count, one for each label,
25 are right: recall and precision by labels are a little flattered.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notes_data import Kind, Label

if TYPE_CHECKING:
    from engross.records.ports import Embedding

WIDTH = 5
LEAST = 0.5
SLACK = 0.08
BESIDE = 2
TOPIC = 0.4
SAME, SAME_IN_TIME = 0.55, 0.43
MINUTES = 4


@dataclass(frozen=True)
class Spoken:
    """A sentence of a meeting."""

    text: str
    speaker: str
    seconds: float


@dataclass(frozen=True)
class Said:
    """A passage that was predicted."""

    kind: Kind
    text: str
    at: int
    """The number of its sentence."""
    owner: str = ""


@dataclass
class Tally:
    """Right, predicted, labelled."""

    right: int = 0
    predicted: int = 0
    labelled: int = 0

    def add(self, other: Tally) -> None:
        """Count another meeting's too."""
        self.right += other.right
        self.predicted += other.predicted
        self.labelled += other.labelled

    @property
    def recall(self) -> float:
        """Of what was labelled."""
        return self.right / self.labelled if self.labelled else math.nan

    @property
    def precision(self) -> float:
        """Of what was predicted."""
        return self.right / self.predicted if self.predicted else math.nan

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.predicted + self.labelled
        return 2 * self.right / both if both else math.nan


class Places:
    """Where the labels of one meeting stand in it."""

    def __init__(
        self, embedding: Embedding, spoken: Sequence[Spoken], labels: Sequence[Label]
    ) -> None:
        self._spoken = spoken
        self._labels = labels
        self._cosines = self._compared(embedding) if labels else []
        self._standing = [_standing(row) for row in self._cosines]

    def near(self, at: int, label: int) -> float:
        """How near a sentence is to the label, 0 when it is not about it."""
        here = self._cosines[label][at]
        timed = self._labels[label].seconds is not None
        beside = self._standing[label][max(0, at - BESIDE) : at + BESIDE + 1]
        stands = here >= TOPIC and max(beside, default=0.0) > 0
        return here if stands or here >= (SAME_IN_TIME if timed else SAME) else 0.0

    def matched(self, said: Sequence[Said], labels: Sequence[int]) -> list[tuple[int, int]]:
        """The pairs of passage and label that count."""
        found = [
            (self.near(passage.at, label), number, label)
            for number, passage in enumerate(said)
            for label in labels
        ]
        found.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
        passages: set[int] = set()
        taken: set[int] = set()
        counted = []
        for near, number, label in found:
            if near and number not in passages and label not in taken:
                passages.add(number)
                taken.add(label)
                counted.append((number, label))
        return counted

    def _compared(self, embedding: Embedding) -> list[list[float]]:
        """The cosine of every label with the stretch about every sentence; 0 out of its time."""
        texts = [sentence.text for sentence in self._spoken]
        half = WIDTH // 2
        stretches = [" ".join(texts[max(0, at - half) : at + half + 1]) for at in range(len(texts))]
        wanted = embedding.embed([label.text for label in self._labels])
        both = wanted @ embedding.embed(stretches).T
        return [
            [
                round(float(value), 2) if _in_time(sentence, label) else 0.0
                for value, sentence in zip(row, self._spoken, strict=True)
            ]
            for row, label in zip(both, self._labels, strict=True)
        ]


def _standing(cosines: Sequence[float]) -> list[float]:
    """The cosines where the label stands, 0 elsewhere."""
    least = max(LEAST, round(max(cosines, default=0.0) - SLACK, 2))
    return [value if value >= least else 0.0 for value in cosines]


def _in_time(sentence: Spoken, label: Label) -> bool:
    return label.seconds is None or abs(sentence.seconds - label.seconds) <= MINUTES * 60
