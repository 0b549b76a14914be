"""How much a sentence sounds like what it does."""

from __future__ import annotations

import importlib
import json
from importlib import resources
from pathlib import Path

import pytest

from engross.adapters.embedding import MiniLMEmbedding
from engross.intake.scoring import FILE, Scorer, Scores, scorer
from engross.testing.embeddings import HashedEmbedding

SCRIPTS = Path(__file__).parents[3] / "scripts"


@pytest.fixture(scope="module")
def sound() -> Scorer:
    found = scorer(MiniLMEmbedding())
    assert found is not None
    return found


def test_the_weights_are_those_of_the_examples_and_of_the_embedding_we_carry(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(SCRIPTS)
    maker = importlib.import_module("make_classing")
    weights = json.loads(resources.files("engross.intake").joinpath(FILE).read_text("utf-8"))

    assert weights["sources"] == maker.sources(), "run `make classing`"
    assert weights["kinds"] == list(Scores._fields)
    assert weights["embedding"] == MiniLMEmbedding().name


def test_without_an_embedding_or_with_a_strange_one_there_is_no_scorer() -> None:
    assert scorer(None) is None
    assert scorer(HashedEmbedding()) is None


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("So we're keeping the workshop lease and giving up the chandlery one.", "decision"),
        ("I'll get the mooring contracts copied and bring them over on Tuesday.", "action"),
        ("Would you mind sending us the slipway inspection report?", "request"),
        ("I'd suggest we leave the berth fees where they are.", "proposal"),
        ("So the crane was serviced in May and it has been running since.", "background"),
    ],
)
def test_a_sentence_of_another_trade_is_scored_by_how_it_sounds(
    sentence: str, kind: str, sound: Scorer
) -> None:
    (scores,) = sound.scores([sentence])
    best = max(Scores._fields, key=lambda name: getattr(scores, name))

    assert best == kind


def test_scores_are_shares_rounded_so_that_every_machine_has_the_same(sound: Scorer) -> None:
    both = sound.scores(["I'll send it.", "Good morning."])

    assert all(sum(scores) == pytest.approx(1, abs=0.03) for scores in both)
    assert all(round(value, 2) == value for scores in both for value in scores)
    assert sound.scores(["Good morning."]) == both[1:]
    assert sound.scores([]) == []
