"""The sets that `triage.py` measures on, each as examples to learn from and mails to tell."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from engross.workspace.triage import EXAMPLES, NO_INTENT, Example, Examples
from engross.workspace.yaml_text import read_yaml

MAPPING = Path(__file__).with_name("triage_mapping.yaml")
REPOSITORY = Path(__file__).resolve().parent.parent
SEEDS = (20261123, 20261124, 20261125)
FEW = 10
FOLDS = 5

Rows = Mapping[str, list[str]]
"""Texts by what they want."""


class Draw(NamedTuple):
    """Examples, and mails that were not among them."""

    train: tuple[Example, ...]
    test: tuple[Example, ...]


def banking77(data: Path) -> list[Draw]:
    """Ten of each of 77 intents; told are the others of the second half of each, in file order.

    The head itself was made on the first half of each. The penalties that it chooses among were
    looked at on a random part of all, so on some of these too.
    """
    rows = _csv(data / "support/banking77/dev.csv", "text", "category")
    halves = {intent: texts[len(texts) // 2 :] for intent, texts in rows.items()}
    return [_few(halves, seed) for seed in SEEDS]


def clinc150(data: Path) -> list[Draw]:
    """`train_small` to learn from and `dev_val` to tell, with what is out of scope in both."""
    train, test = (
        tuple(_clinc(data / "support/clinc150" / name))
        for name in ("train_small.jsonl", "dev_val.jsonl")
    )
    return [Draw(train, test)]


def bitext(data: Path) -> list[Draw]:
    """Ten of each of the 27 intents of `train`, mapped by `triage_mapping.yaml`; `dev` is told."""
    train = _csv(data / "support/bitext/train.csv", "utterance", "intent")
    test = _mapped(_csv(data / "support/bitext/dev.csv", "utterance", "intent"))
    return [Draw(_mapped(_drawn(train, seed)), test) for seed in SEEDS]


def bitext_by_own(data: Path) -> list[Draw]:
    """The same, told by our own examples alone, of which none is of a shop."""
    return [Draw(own_examples(), bitext(data)[0].test)]


def own(_data: Path) -> list[Draw]:
    """Our own examples: each fifth is told by the other four, thresholds and all."""
    rows = _shuffled(_by_intent(own_examples()), SEEDS[0])
    folds = [
        {intent: texts[fold::FOLDS] for intent, texts in rows.items()} for fold in range(FOLDS)
    ]
    return [
        Draw(
            tuple(text for other in folds if other is not fold for text in _examples(other)),
            _examples(fold),
        )
        for fold in folds
    ]


def own_examples() -> tuple[Example, ...]:
    """The examples that Engross comes with."""
    part, _ = read_yaml(EXAMPLES, (REPOSITORY / EXAMPLES).read_text(encoding="utf-8"))
    told = Examples.model_validate(part.value)
    return (*_examples(told.examples), *(Example(text, NO_INTENT) for text in told.out_of_scope))


def _csv(file: Path, text: str, label: str) -> dict[str, list[str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return _by_intent(Example(row[text], row[label]) for row in csv.DictReader(opened))


def _clinc(file: Path) -> Iterable[Example]:
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Example(row["text"], NO_INTENT if row["label"] == "oos" else row["label"])


def _mapped(rows: Rows) -> tuple[Example, ...]:
    part, _ = read_yaml(MAPPING.name, MAPPING.read_text(encoding="utf-8"))
    return tuple(
        Example(text, NO_INTENT if part.value[intent] == "none" else part.value[intent])
        for intent, texts in rows.items()
        for text in texts
    )


def _few(rows: Rows, seed: int) -> Draw:
    shuffled = _shuffled(rows, seed)
    return Draw(
        _examples({intent: texts[:FEW] for intent, texts in shuffled.items()}),
        _examples({intent: texts[FEW:] for intent, texts in shuffled.items()}),
    )


def _drawn(rows: Rows, seed: int) -> Rows:
    return {intent: texts[:FEW] for intent, texts in _shuffled(rows, seed).items()}


def _shuffled(rows: Rows, seed: int) -> dict[str, list[str]]:
    chance = random.Random(seed)  # noqa: S311 - a draw that can be made again
    return {intent: chance.sample(rows[intent], len(rows[intent])) for intent in sorted(rows)}


def _by_intent(examples: Iterable[Example]) -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    for example in examples:
        rows.setdefault(example.intent, []).append(example.text)
    return rows


def _examples(rows: Mapping[str, Iterable[str]]) -> tuple[Example, ...]:
    return tuple(Example(text, intent) for intent, texts in rows.items() for text in texts)
