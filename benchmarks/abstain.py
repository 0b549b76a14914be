"""How well the knowledge base knows when it does not say.

    python benchmarks/abstain.py --data DIR [--json FILE] [--state DIR]

On the development half of `retrieval/mtrag_un`: the contexts of all its tasks are one corpus, cut
and indexed as a firm's files are, and each task's last question is asked of it, alone and with the
user's turn before it. People labelled the tasks: ANSWERABLE is told from UNANSWERABLE, and of the
others only the share that is answered is told. Beside the score of the best passage: the best
cosine and the best BM25 score; and for the accuracy the larger class.

The curve that makes a relevance of a score was fitted to both forms of these questions with both
classes counted alike, and so is the calibration told here: as if every other question could be
answered. `folds` tells the accuracy where each conversation's curve comes from four fifths of the
others.

The smaller looks are at a public FAQ and at the knowledge that a workspace starts with: what share
of the questions is answered. Those called `near` are about what the knowledge speaks of, but ask
for what it does not say; `starter_auroc_near` says how well the score tells the answered ones from
them. Nothing was fitted to these questions, but the threshold was chosen with an eye on them.

Ends with 1 where AUROC is below that of cosine or BM25 by more than a hundredth, or a smaller look
has fewer right answers than `FEWEST`.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

os.environ |= {"ANONYMIZED_TELEMETRY": "False", "ORT_DISABLE_TELEMETRY": "1"}

import numpy as np
from abstain_data import Kind, Probe, Task, mtrag, probes
from numpy.typing import NDArray
from retrieval import state
from retrieval_embedding import RememberingEmbedding
from retrieval_sets import Document
from retrieval_systems import best_bm25, matched

from engross.knowledge.keywords import found_by
from engross.knowledge.pieces import pieces
from engross.knowledge.ranking import ranked
from engross.knowledge.relevance import ANSWERS, relevance

SYSTEMS = ("score", "cosine", "bm25")
FOLDS, BINS = 5, 5
FEWEST: Mapping[Kind, float] = {"answered": 0.55, "near": 0.40, "unanswered": 0.95}
"""Shares of a smaller look's questions that must be answered, or of the last two, must not. Half of
the near ones being answered is no aim: nothing measured tells them apart."""

Column = NDArray[np.float64]


def main() -> int:
    """Measure, write the JSON if asked, print the tables last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--state", type=Path, help="a folder that keeps vectors for another run")
    asked = parser.parse_args()
    results: dict[str, float] = {}
    with state(asked.state) as folder:
        embedding = RememberingEmbedding(folder)
        documents, tasks = mtrag(asked.data)
        forms = {"alone": [one.alone for one in tasks], "thread": [one.thread for one in tasks]}
        found = ask(documents, [*forms["alone"], *forms["thread"]], embedding, folder / "mtrag")
        for number, form in enumerate(forms):
            rows = slice(number * len(tasks), (number + 1) * len(tasks))
            results |= told(form, tasks, {name: column[rows] for name, column in found.items()})
        results |= folds(tasks, found["score"])
        results |= looks(probes(asked.data), embedding, folder)
        embedding.keep()
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=2), encoding="utf-8")
    print_table(results)
    return 0 if passed(results) else 1


def looks(
    probed: Sequence[Probe], embedding: RememberingEmbedding, folder: Path
) -> dict[str, float]:
    """What part of each smaller look's questions is answered; and how near ones are told apart."""
    found = {
        one.name: ask(one.documents, one.questions, embedding, folder / one.corpus)
        for one in probed
    }
    yes, near = (found[f"look starter {kind}"]["score"] for kind in ("answered", "near"))
    return {"starter_auroc_near": auroc(yes, near)} | {
        name: float((came["relevance"] >= ANSWERS).mean()) for name, came in found.items()
    }


def ask(
    documents: Sequence[Document],
    questions: Sequence[str],
    embedding: RememberingEmbedding,
    folder: Path,
) -> dict[str, Column]:
    """What the real index and ranking say of each question; and the best BM25 score."""
    cut = {f"{one.name}.md": pieces(f"{one.name}.md", one.markdown) for one in documents}
    matches = matched(cut, questions, embedding, folder)
    scores = [[score for _, score in ranked(found)] for found in matches]
    passages = [found_by(text)[0] for texts in cut.values() for text in texts]
    return {
        "score": np.array([max(found, default=0.0) for found in scores]),
        "relevance": np.array([relevance(found) for found in scores]),
        "cosine": np.array(
            [max((one.nearness for one in found), default=0.0) for found in matches]
        ),
        "bm25": best_bm25(passages, questions),
    }


def told(form: str, tasks: Sequence[Task], found: Mapping[str, Column]) -> dict[str, float]:
    """The figures of one form of the questions."""
    labels = np.array([one.label for one in tasks])
    yes, no = labels == "ANSWERABLE", labels == "UNANSWERABLE"
    answered = found["relevance"] >= ANSWERS
    results = {f"{form}_auroc_{one}": auroc(found[one][yes], found[one][no]) for one in SYSTEMS}
    results |= {
        f"{form}_accuracy": (answered[yes].sum() + (~answered[no]).sum()) / (yes.sum() + no.sum()),
        f"{form}_larger_class": yes.sum() / (yes.sum() + no.sum()),
        f"{form}_balanced_accuracy": (answered[yes].mean() + (~answered[no]).mean()) / 2,
        f"{form}_coverage": answered[yes | no].mean(),
        f"{form}_wrong_among_answered": answered[no].sum() / answered[yes | no].sum(),
    }
    for label in ("ANSWERABLE", "UNANSWERABLE", "PARTIAL", "UNDERSPECIFIED"):
        results[f"{form}_answered_of_{label}"] = answered[labels == label].mean()
    return {name: float(value) for name, value in results.items()} | calibration(
        form, found["relevance"][yes], found["relevance"][no]
    )


def calibration(form: str, yes: Column, no: Column) -> dict[str, float]:
    """Of each fifth of the questions by relevance: what was predicted, and what was so."""
    values = np.concatenate([yes, no])
    so = np.concatenate([np.ones(len(yes)), np.zeros(len(no))])
    weights = np.concatenate([np.full(len(yes), 0.5 / len(yes)), np.full(len(no), 0.5 / len(no))])
    results: dict[str, float] = {}
    for number, rows in enumerate(np.array_split(np.argsort(values, kind="stable"), BINS), 1):
        total = weights[rows].sum()
        results[f"{form}_bin_{number}_predicted"] = float((weights * values)[rows].sum() / total)
        results[f"{form}_bin_{number}_true"] = float((weights * so)[rows].sum() / total)
    return results


def folds(tasks: Sequence[Task], scores: Column) -> dict[str, float]:
    """The curve fitted to all, and figures where each conversation's comes from the others'."""
    labels = np.tile([one.label for one in tasks], 2)
    asked = np.flatnonzero(np.isin(labels, ["ANSWERABLE", "UNANSWERABLE"]))
    yes, values = labels[asked] == "ANSWERABLE", scores[asked]
    names = np.tile([one.conversation for one in tasks], 2)[asked]
    fold = np.array([int(name[:8], 16) % FOLDS for name in names])
    answered = np.zeros(len(asked), dtype=bool)
    for number in range(FOLDS):
        start, slope = fitted(values[fold != number], yes[fold != number])
        answered[fold == number] = curve(values[fold == number], start, slope) >= ANSWERS
    start, slope = fitted(values, yes)
    return {
        "fitted_start": start,
        "fitted_slope": slope,
        "folds_accuracy": float((answered == yes).mean()),
        "folds_balanced_accuracy": float((answered[yes].mean() + (~answered[~yes]).mean()) / 2),
    }


def fitted(values: Column, yes: NDArray[np.bool_]) -> tuple[float, float]:
    """Start and slope of the logistic curve of greatest likelihood, both classes counted alike."""
    weights = np.where(yes, 0.5 / yes.mean(), 0.5 / (~yes).mean())
    columns = np.stack([np.ones(len(values)), values], axis=1)
    found = np.zeros(2)
    for _ in range(50):
        chance = curve(values, *found)
        steepness = columns.T @ (columns * (weights * chance * (1 - chance))[:, None])
        found += np.linalg.solve(steepness, columns.T @ (weights * (yes - chance)))
    return float(found[0]), float(found[1])


def curve(values: Column, start: float, slope: float) -> Column:
    """The logistic curve."""
    result: Column = 1 / (1 + np.exp(-(start + slope * values)))
    return result


def auroc(yes: Column, no: Column) -> float:
    """How often one that can be answered has the higher value; equal ones count half."""
    higher = (yes[:, None] > no[None, :]).mean()
    return float(higher + (yes[:, None] == no[None, :]).mean() / 2)


def passed(results: Mapping[str, float]) -> bool:
    """Whether nothing is worse than it was when the threshold was chosen."""
    beaten = all(
        results[f"{form}_auroc_score"] >= results[f"{form}_auroc_{other}"] - 0.01
        for form in ("alone", "thread")
        for other in ("cosine", "bm25")
    )
    right = all(
        (value if kind == "answered" else 1 - value) >= fewest
        for kind, fewest in FEWEST.items()
        for name, value in results.items()
        if name.startswith("look ") and name.endswith(f" {kind}")
    )
    return beaten and right and math.isfinite(results["fitted_slope"])


def print_table(results: Mapping[str, float]) -> None:
    """One metric a line; the threshold first."""
    print(f"{'metric':<46} {'value':>8}")
    print(f"{'shipped threshold of relevance':<46} {ANSWERS:>8.2f}")
    for name, value in results.items():
        print(f"{name:<46} {value:>8.3f}")


if __name__ == "__main__":
    sys.exit(main())
