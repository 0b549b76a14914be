"""How well like questions are put together, and unlike ones kept apart, at several thresholds.

    python benchmarks/gaps.py --data DIR [--of-each 8] [--json FILE]

`DIR` holds `support/banking77/dev.csv`, questions of bank customers with their intents, of which
`--of-each` are drawn from every intent. The table compares the grouping that `engross knowledge
gaps` uses with two others on the same vectors: groups in which each question is that near to some
other (a chain), and questions that are the same but for capitals and marks. `together` is how many
questions stand in groups of several, `of one kind` the share of these whose intent is that of most
in their group; precision, recall and F1 are B-cubed.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engross.adapters.embedding import MiniLMEmbedding
from engross.knowledge.gaps import LIKE, Unanswered, gaps

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SEED = 5
THRESHOLDS = (50, 60, 65, LIKE, 75, 80, 90)

Groups = Sequence[Sequence[str]]


class Known:
    """The embedding, with vectors that were made once."""

    def __init__(self, texts: Sequence[str]) -> None:
        model = MiniLMEmbedding()
        self.name, self.dimensions = model.name, model.dimensions
        self._rows = dict(zip(texts, model.embed(texts), strict=True))

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors that were made."""
        import numpy as np  # noqa: PLC0415 - as the engine does

        return np.array([self._rows[text] for text in texts])


def main() -> int:
    """Measure, write the JSON if asked, print the table last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--of-each", type=int, default=8)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    intents = questions(asked.data / "support" / "banking77" / "dev.csv", asked.of_each)
    measured = measure(intents)
    results = {f"{way}_{name}": n for way, told in measured.items() for name, n in told.items()}
    results["f1_over_chain_at_best"] = _best(measured, "average") / _best(measured, "chain")
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=2), encoding="utf-8")
    print_table(measured, len(intents))
    return 0


def questions(file: Path, of_each: int) -> dict[str, str]:
    """Questions with their intents, the same ones each time."""
    by_intent: dict[str, list[str]] = defaultdict(list)
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            by_intent[row["category"]].append(" ".join(row["text"].split()))
    draw = random.Random(SEED)  # noqa: S311 - a sample, no secret
    return {
        text: intent
        for intent in sorted(by_intent)
        for text in draw.sample(by_intent[intent], of_each)
    }


def measure(intents: dict[str, str]) -> dict[str, dict[str, float]]:
    """By way of grouping, its figures."""
    texts, embedding = list(intents), Known(list(intents))
    measured = {"same_words": figures(same_words(texts), intents)}
    for like in THRESHOLDS:
        measured[f"chain_{like}"] = figures(chains(texts, embedding, like), intents)
        measured[f"average_{like}"] = figures(averages(texts, embedding, like), intents)
    return measured


def averages(texts: Sequence[str], embedding: Known, like: int) -> Groups:
    """The groups of `engross knowledge gaps`."""
    day = dt.date(2026, 1, 1)
    asked = (Unanswered(text, "run", "client", day, None) for text in texts)
    return [(gap.question, *gap.others) for gap in gaps(asked, embedding, like=like)]


def chains(texts: Sequence[str], embedding: Known, like: int) -> Groups:
    """Everything that is so near to something of its group."""
    rows = embedding.embed(texts)
    near = rows @ rows.T >= like / 100
    left, groups = set(range(len(texts))), []
    while left:
        group, new = set[int](), {left.pop()}
        while new:
            group |= new
            new = {int(n) for place in new for n in near[place].nonzero()[0]} & left
            left -= new
        groups.append([texts[place] for place in group])
    return groups


def same_words(texts: Iterable[str]) -> Groups:
    """Questions that are the same but for capitals and marks."""
    groups: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        groups[" ".join(re.findall(r"\w+", text.casefold()))].append(text)
    return list(groups.values())


def figures(groups: Groups, intents: dict[str, str]) -> dict[str, float]:
    """What the grouping is worth."""
    sizes = Counter(intents.values())
    precision = recall = together = alike = 0.0
    for group in groups:
        kinds = Counter(intents[text] for text in group)
        precision += sum(n * n / len(group) for n in kinds.values())
        recall += sum(n * n / sizes[kind] for kind, n in kinds.items())
        if len(group) > 1:
            together += len(group)
            alike += max(kinds.values())
    precision, recall = precision / len(intents), recall / len(intents)
    return {
        "groups": len(groups),
        "together": together,
        "of_one_kind": alike / together if together else 1.0,
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall),
    }


def _best(measured: dict[str, dict[str, float]], way: str) -> float:
    return max(told["f1"] for name, told in measured.items() if name.startswith(way))


def print_table(measured: dict[str, dict[str, float]], count: int) -> None:
    """One row for each way."""
    print(f"{count} questions; engross uses average_{LIKE}")
    print("| way | groups | together | of one kind | precision | recall | F1 |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for way, told in measured.items():
        rest = " | ".join(
            f"{told[name]:.3f}" for name in ("of_one_kind", "precision", "recall", "f1")
        )
        print(f"| {way} | {told['groups']:.0f} | {told['together']:.0f} | {rest} |")


if __name__ == "__main__":
    raise SystemExit(main())
