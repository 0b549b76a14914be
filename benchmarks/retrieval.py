"""How well the knowledge base finds what answers a question, beside its parts and its peers.

    python benchmarks/retrieval.py --data DIR [--json FILE] [--only SET,...] [--state DIR]

The sets of `retrieval/` in the data folder. Each document becomes a Markdown file under its title,
is cut, indexed and searched as a firm's files are; `--state` keeps vectors and indexes for another
run. Beside Engross, in the same run: BM25 (bm25s with PyStemmer) on whole documents and on the
same passages; the built-in embedding on both; and Chroma as it comes, with that embedding, on
whole documents and on windows of 800 characters.

On three sets documents answer. Their order is that of their best passages. nDCG@10 has a gain of 1
for each relevant document; recall@5 is the part of a question's relevant documents that the first
five are. On `chroma_chunking` stretches of five long texts answer, and the five are behind one
wall. There nDCG@10 has a gain of 1 for a passage that shares a character with one of them, and
recall@5 is the part of their characters that the first five passages have. Longer passages do
better at both, so there only systems on the same passages are compared, and Chroma's windows are
only told.

Ends with 1 where Engross is below the better part (the best of the systems compared), and where
SciFact's nDCG@10 is below 0.70.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

os.environ |= {"ANONYMIZED_TELEMETRY": "False", "ORT_DISABLE_TELEMETRY": "1"}

import retrieval_systems as systems
from retrieval_embedding import RememberingEmbedding
from retrieval_sets import SETS, Question, RetrievalSet, Stretch

OURS = "engross"
SCIFACT = 0.70
"""What nDCG@10 has to reach on SciFact."""
GAINS, FIRST = 10, 5


class Figures(NamedTuple):
    """Means over the questions of a set."""

    ndcg: float
    recall: float
    compared: bool
    """Whether Engross has to be as good."""


def main() -> int:
    """Measure, write the JSON if asked, print the table last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", default=",".join(SETS), help="sets, with commas between them")
    parser.add_argument("--state", type=Path, help="a folder that keeps vectors for another run")
    asked = parser.parse_args()
    with state(asked.state) as folder:
        embedding = RememberingEmbedding(folder)
        results = {
            name: measure(SETS[name](asked.data), embedding, folder / name)
            for name in asked.only.split(",")
        }
        embedding.keep()
    if asked.json:
        asked.json.write_text(json.dumps(flat(results), indent=2), encoding="utf-8")
    print_table(results)
    return 0 if all(passed(name, figures) for name, figures in results.items()) else 1


@contextmanager
def state(folder: Path | None) -> Iterator[Path]:
    """That folder, or one for this run only."""
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
    else:
        with TemporaryDirectory() as made:
            yield Path(made)


def measure(
    texts: RetrievalSet, embedding: RememberingEmbedding, folder: Path
) -> dict[str, Figures]:
    """Each system's figures on a set."""
    cut = systems.Cut.of(texts)
    passages = cut.units()
    orders: dict[str, Callable[[], systems.Orders]] = {
        **systems.engross(texts, cut, embedding, folder),
        "BM25, passages": lambda: systems.by_words(texts, passages),
        "vectors, passages": lambda: systems.by_vectors(texts, passages, embedding),
    }
    if not texts.by_stretch:
        whole = systems.documents(texts)
        orders |= {
            "BM25, documents": lambda: systems.by_bm25(texts, whole),
            "vectors, documents": lambda: systems.by_vectors(texts, whole, embedding),
            "Chroma, documents": lambda: systems.by_chroma(texts, whole, embedding),
        }
    windows = systems.windows(texts)
    orders["Chroma, windows"] = lambda: systems.by_chroma(texts, windows, embedding)
    return {
        name: Figures(
            *means(texts, order(), windows if "windows" in name else passages),
            compared=not (texts.by_stretch and "windows" in name),
        )
        for name, order in orders.items()
    }


def means(
    texts: RetrievalSet, orders: systems.Orders, units: Sequence[systems.Unit]
) -> tuple[float, float]:
    """A system's nDCG@10 and recall@5; units are all that it could find where stretches answer."""
    every = [
        stretches(one, order, units) if texts.by_stretch else documents(one, order)
        for one, order in zip(texts.questions, orders, strict=True)
    ]
    ndcg, recall = (sum(column) / len(every) for column in zip(*every, strict=True))
    return ndcg, recall


def documents(asked: Question, order: Sequence[Stretch]) -> tuple[float, float]:
    """nDCG@10 and recall@5 where documents answer."""
    found = [name in asked.documents for name in dict.fromkeys(one.document for one in order)]
    return gained(found, len(asked.documents)), sum(found[:FIRST]) / len(asked.documents)


def stretches(
    asked: Question, order: Sequence[Stretch], units: Sequence[systems.Unit]
) -> tuple[float, float]:
    """nDCG@10 and recall@5 where stretches answer."""
    found = [touches(one, asked) for one in order]
    relevant = sum(touches(unit.stretch, asked) for unit in units)
    wanted = {at for answer in asked.stretches for at in characters(answer)}
    covered = {at for one in order[:FIRST] for at in characters(one)}
    return gained(found, relevant), len(wanted & covered) / len(wanted)


def characters(stretch: Stretch) -> Iterator[tuple[str, int]]:
    """Each character's place."""
    return ((stretch.document, at) for at in range(stretch.start, stretch.end))


def touches(one: Stretch, asked: Question) -> bool:
    """Whether the stretch shares a character with one that answers."""
    return any(
        one.document == answer.document and one.start < answer.end and answer.start < one.end
        for answer in asked.stretches
    )


def gained(found: Sequence[bool], relevant: int) -> float:
    """nDCG@10 of what was found, where there are so many relevant ones in all."""
    gain = sum(1 / math.log2(place + 2) for place, hit in enumerate(found[:GAINS]) if hit)
    return gain / sum(1 / math.log2(place + 2) for place in range(min(GAINS, relevant)))


def better(figures: Mapping[str, Figures]) -> tuple[float, float]:
    """The best nDCG@10 and recall@5 of the systems that Engross is compared with."""
    others = [one for name, one in figures.items() if name != OURS and one.compared]
    return max(one.ndcg for one in others), max(one.recall for one in others)


def passed(name: str, figures: Mapping[str, Figures]) -> bool:
    """Whether Engross is nowhere below the better part, and good enough on SciFact."""
    ours, (ndcg, recall) = figures[OURS], better(figures)
    return (
        ours.ndcg >= ndcg and ours.recall >= recall and (name != "scifact" or ours.ndcg >= SCIFACT)
    )


def flat(results: Mapping[str, Mapping[str, Figures]]) -> dict[str, float]:
    """Metric to number."""
    return {
        f"{name}_{system}_{metric}".replace(", ", "_").replace(" ", "_"): value
        for name, found in results.items()
        for system, one in found.items()
        for metric, value in (("ndcg_10", one.ndcg), ("recall_5", one.recall))
    }


def print_table(results: Mapping[str, Mapping[str, Figures]]) -> None:
    """A line for each set and system; `*` marks the better part."""
    print(f"{'set':<16} {'system':<20} {'nDCG@10':>8}  {'recall@5':>8}")
    for name, found in results.items():
        ndcg, recall = better(found)
        for system, one in found.items():
            part = system != OURS and one.compared
            marks = [
                "*" if part and value == best else " "
                for value, best in ((one.ndcg, ndcg), (one.recall, recall))
            ]
            print(
                f"{name:<16} {system:<20} {one.ndcg:>8.3f}{marks[0]} {one.recall:>8.3f}{marks[1]}"
            )
        ours = found[OURS]
        print(
            f"{name:<16} {'over the better part':<20} {ours.ndcg - ndcg:>+8.3f}  "
            f"{ours.recall - recall:>+8.3f}  {'ok' if passed(name, found) else 'BELOW'}"
        )


if __name__ == "__main__":
    sys.exit(main())
