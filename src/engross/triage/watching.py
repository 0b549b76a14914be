"""What a mail must go to a person for though none of the words is in it: by being like others.

A small linear model on the embedding, taught by `escalation_examples.toml` and by the ordinary
mails that Engross comes with; `scripts/make_watching.py` wrote the weights. It stands beside the
words of `escalations.toml`, never in place of them, and leans to finding.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from engross.records import Escalation, EscalationKind, IncomingMail
from engross.triage.regression import Weights
from engross.triage.said import plain, shown
from engross.triage.sentences import sentences

if TYPE_CHECKING:
    from engross.records.ports import Embedding

FILE: Final = "watching_weights.json"
SURE: Final = 0.5
"""How likely it must be that a mail is none of the ordinary ones."""
SURE_ALONE: Final = 0.97
"""How likely it must be of a sentence, which is sooner mistaken than a mail. Between two ordinary
mails, one for a person is hardly noticed as a whole."""
DOUBTED: Final = 0.75
"""How likely it must be of a sentence, that its mail is left to a person and not answered."""
_WORDS: Final = 120
"""A longer mail is looked at paragraph by paragraph too: the embedding reads its beginning only."""
FEWEST: Final = 5
"""Words of a paragraph or a sentence that is looked at alone."""
_DIGITS: Final = 2
"""Shares are rounded, because an 8-bit embedding differs a little between processors."""


@dataclass(frozen=True)
class Watch:
    """Tells mails for people from ordinary ones, by an embedding that the weights were made for."""

    embedding: Embedding

    def noticed(self, mail: IncomingMail) -> Escalation | None:
        """The likest kind, with the paragraph that is likest; `None` for an ordinary mail."""
        found = [each for each in self._alarms(_texts(mail)) if each[1] >= SURE]
        found += [each for each in self._alarms(_sentences(mail)) if each[1] >= SURE_ALONE]
        if not found:
            return None
        kind, _ = found[0]
        lines = [line for line in mail.every_line if line.text.strip()]
        if not lines:
            return Escalation(kind=kind, place="subject", words=shown(mail.subject))
        shares = [share for _, share in self._alarms([plain(line.text) for line in lines])]
        likest = lines[max(range(len(lines)), key=shares.__getitem__)]
        return Escalation(kind=kind, place=likest.place, words=shown(likest.text))

    def doubted(self, mail: IncomingMail) -> bool:
        """Whether one of its sentences is like those for people, though not enough to say so."""
        return any(share >= DOUBTED for _, share in self._alarms(_sentences(mail)))

    def _alarms(self, texts: Sequence[str]) -> list[tuple[EscalationKind, float]]:
        """The likeliest kind of each text, and how likely it is that the text is of any."""
        if not texts:
            return []
        shares = _weights().shares(self.embedding.embed(texts).astype(np.float64))
        kinds = _kinds()
        return [
            (kinds[int(row[:-1].argmax())], round(float(1 - row[-1]), _DIGITS)) for row in shares
        ]


def watch(embedding: Embedding | None) -> Watch | None:
    """A watch by that embedding; `None` without one, or with one that there are no weights for."""
    if embedding is None or embedding.name != _file()["embedding"]:
        return None
    return Watch(embedding)


def _texts(mail: IncomingMail) -> list[str]:
    """The whole of what it says, its paragraphs where that is long, and those of the rest."""
    whole = plain(mail.words)
    lines = mail.every_line if len(whole.split()) > _WORDS else mail.rest
    parts = [part for line in lines if len((part := plain(line.text)).split()) >= FEWEST]
    return [whole, *parts] if whole else parts


def _sentences(mail: IncomingMail) -> list[str]:
    """Those of the newest message."""
    found = (sentence for line in mail.lines for sentence in sentences(plain(line.text)))
    return [sentence for sentence in found if len(sentence.split()) >= FEWEST]


@cache
def _weights() -> Weights:
    file = _file()
    matrix = np.array(file["matrix"], dtype=np.float64).T / file["scale"]
    return Weights(matrix, np.array(file["shift"], dtype=np.float64) / file["scale"])


def _kinds() -> list[EscalationKind]:
    kinds: list[EscalationKind] = _file()["kinds"]
    return kinds


@cache
def _file() -> dict[str, Any]:
    """`embedding` (its name), `kinds`, `scale`, and whole numbers: `shift`, `matrix`."""
    text = resources.files("engross.triage").joinpath(FILE).read_text("utf-8")
    file: dict[str, Any] = json.loads(text)
    return file
