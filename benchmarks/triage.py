"""What a mail wants: the head on the embedding beside what else is usual, in one run.

    python benchmarks/triage.py --data DIR [--only NAME ...] [--keep DIR] [--json FILE] [--plot SVG]

`DIR` holds `support/banking77`, `support/clinc150` and `support/bitext`. `triage_sets.py` says what
each system learns from and what it is then asked. The head's penalty, its calibration and its
threshold are found anew for each set by folds of what it learns from; no figure below was seen by
them. `right` is of what is in scope. `AUROC` says how well confidence tells what is in scope from
what is not. `answered` is the share of all mails, those out of scope included, that is at least as
sure as the head's own threshold, and `wrong` the share of wrong ones among those; a mail out of
scope that is answered is wrong. `at 5 %` is what each system could have answered with one in twenty
wrong, had its threshold been chosen in hindsight. `ECE` is the expected calibration error.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import triage_sets as sets
from numpy.typing import NDArray
from retrieval_embedding import RememberingEmbedding
from triage_plot import Curve, curve, plot
from triage_systems import Answers, System, systems

from engross.adapters.embedding import MiniLMEmbedding
from engross.triage.calibration import expected_error, threshold_for
from engross.triage.head import train
from engross.workspace.triage import NO_INTENT

SETS: dict[str, Callable[[Path], list[sets.Draw]]] = {
    "own examples, 5 folds": sets.own,
    "banking77, 10 an intent, 3 draws": sets.banking77,
    "bitext mapped, 10 of each of its intents, 3 draws": sets.bitext,
    "bitext mapped, by our own examples": sets.bitext_by_own,
    "clinc150, train_small to dev_val": sets.clinc150,
}
WRONG = 0.05
TIMED = 200


@dataclass(frozen=True)
class Score:
    """What one system came to on one set, its draws taken together."""

    set: str
    system: str
    mails: int
    right: float
    auroc: float | None
    answered: float | None
    wrong: float | None
    at_five: float
    error: float | None
    seconds: float


@dataclass(frozen=True)
class Outcome:
    """Every mail of a set, as one system told it."""

    sure: NDArray[np.float64]
    right: NDArray[np.bool_]
    scoped: NDArray[np.bool_]
    answered: NDArray[np.bool_]


def main() -> None:
    """Measure, print, and keep what is asked for."""
    asked = _asked()
    embedding = RememberingEmbedding(asked.keep)
    scores: list[Score] = []
    curves: list[Curve] = []
    for name, make in SETS.items():
        if asked.only and not any(name.startswith(only) for only in asked.only):
            continue
        draws = make(asked.data)
        for called, system in systems(embedding).items():
            print(f"{name}: {called}", flush=True)
            score, outcome = _measured(name, called, system, draws)
            scores.append(score)
            if score.answered is not None:
                curves.append(curve(name, outcome.sure, outcome.right))
        embedding.keep()
    rate = _mails_a_second()
    if asked.plot:
        asked.plot.write_text(plot(curves), encoding="utf-8")
    if asked.json:
        told = {"mails_a_second": rate, "scores": [asdict(score) for score in scores]}
        asked.json.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    _print(scores, rate)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder that has support/")
    parser.add_argument("--only", nargs="*", default=(), help="sets, by how their names begin")
    parser.add_argument("--keep", type=Path, help="a folder that vectors are kept in")
    parser.add_argument("--json", type=Path, help="a file for the figures")
    parser.add_argument("--plot", type=Path, help="an SVG file for the calibration")
    return parser.parse_args()


def _measured(
    name: str, called: str, system: System, draws: Sequence[sets.Draw]
) -> tuple[Score, Outcome]:
    began = time.perf_counter()
    parts = [(draw, system(draw.train, [one.text for one in draw.test])) for draw in draws]
    took = time.perf_counter() - began
    outcome = _outcome(parts)
    probable, own = parts[0][1].probable, bool(parts[0][1].threshold)
    answered = outcome.answered
    score = Score(
        set=name,
        system=called,
        mails=len(outcome.sure),
        right=float(outcome.right[outcome.scoped].mean()),
        auroc=_auroc(outcome.sure, outcome.scoped),
        answered=float(answered.mean()) if own else None,
        wrong=float((~outcome.right[answered]).mean()) if own and answered.any() else None,
        at_five=float((outcome.sure >= threshold_for(outcome.sure, outcome.right, WRONG)).mean()),
        error=expected_error(np.clip(outcome.sure, 0, 1), outcome.right) if probable else None,
        seconds=took,
    )
    return score, outcome


def _outcome(parts: Sequence[tuple[sets.Draw, Answers]]) -> Outcome:
    pairs = [
        (one, told, told.sure >= answers.threshold)
        for draw, answers in parts
        for one, told in zip(draw.test, answers.told, strict=True)
    ]
    return Outcome(
        sure=np.array([told.sure for _, told, _ in pairs]),
        right=np.array([told.intent == one.intent for one, told, _ in pairs]),
        scoped=np.array([one.intent != NO_INTENT for one, _, _ in pairs]),
        answered=np.array([answered for _, _, answered in pairs]),
    )


def _auroc(sure: NDArray[np.float64], scoped: NDArray[np.bool_]) -> float | None:
    """How often a mail in scope is surer than one that is not, ties counting half."""
    inside, outside = np.sort(sure[scoped]), sure[~scoped]
    if not len(outside):
        return None
    below = np.searchsorted(inside, outside, side="left")
    above = len(inside) - np.searchsorted(inside, outside, side="right")
    ties = len(inside) - below - above
    return float((above + ties / 2).sum() / (len(inside) * len(outside)))


def _mails_a_second() -> float:
    """By a head that is trained, of mails that it has not seen, one after the other."""
    examples, embedding = sets.own_examples(), MiniLMEmbedding()
    head = train(examples, embedding)
    texts = [f"Hello again. {one.text}" for one in examples[:TIMED]]
    began = time.perf_counter()
    for text in texts:
        head.choices(text)
    return TIMED / (time.perf_counter() - began)


def _print(scores: Sequence[Score], rate: float) -> None:
    print(f"\nThe head tells {rate:.0f} mails a second, the embedding included.\n")
    heads = ("system", "right", "AUROC", "answered", "wrong", "at 5 %", "ECE", "seconds")
    widths = (32, 7, 7, 9, 7, 7, 7, 8)
    for name in dict.fromkeys(score.set for score in scores):
        mine = [score for score in scores if score.set == name]
        print(f"{name} ({mine[0].mails} mails)")
        print("".join(head.ljust(width) for head, width in zip(heads, widths, strict=True)))
        for one in mine:
            cells = (one.right, one.auroc, one.answered, one.wrong, one.at_five, one.error)
            row = [one.system, *map(_cell, cells), f"{one.seconds:.0f}"]
            print("".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
        print()


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    main()
