from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engross.errors import StorageError
from engross.testing import HashedEmbedding
from engross.triage.kept_head import head_for
from engross.workspace.triage import IntentSpec, TriageFiles


class CountingEmbedding(HashedEmbedding):
    """Counts the texts that it is asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += len(texts)
        return super().embed(texts)


def files(more: str = "") -> TriageFiles:
    spec = IntentSpec(
        title="Deadline", meaning="When.", queue="work", reply="draft", reply_contains="The date."
    )
    return TriageFiles(
        intents={"deadline": spec, "payment": spec.model_copy(update={"title": "Payment"})},
        examples_by_intent={
            "deadline": tuple(f"when is it due {n}{more}" for n in range(6)),
            "payment": tuple(f"we paid the bill {n}" for n in range(6)),
        },
    )


def kept(state: Path) -> list[str]:
    return [path.name for path in (state / "triage").iterdir()]


def test_a_head_that_is_kept_is_not_learnt_again_and_says_the_same(tmp_path: Path) -> None:
    embedding = CountingEmbedding()
    first = head_for(tmp_path, files(), embedding)
    learnt = embedding.asked
    again = head_for(tmp_path, files(), embedding)

    assert embedding.asked == learnt == 12
    assert again.choices("when is it due") == first.choices("when is it due")
    assert again.threshold == first.threshold
    assert again.calibration == first.calibration


def test_other_examples_make_another_head_and_the_old_one_goes(tmp_path: Path) -> None:
    head_for(tmp_path, files(), HashedEmbedding())
    before = kept(tmp_path)
    head_for(tmp_path, files(" today"), HashedEmbedding())

    assert len(kept(tmp_path)) == 1
    assert kept(tmp_path) != before


def test_another_embedding_makes_another_head(tmp_path: Path) -> None:
    head_for(tmp_path, files(), HashedEmbedding())
    before, other = kept(tmp_path), HashedEmbedding()
    other.name = "another"
    head_for(tmp_path, files(), other)

    assert kept(tmp_path) != before


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_head_is_learnt_again(tmp_path: Path, data: bytes) -> None:
    first = head_for(tmp_path, files(), HashedEmbedding())
    (tmp_path / "triage" / kept(tmp_path)[0]).write_bytes(data)

    again = head_for(tmp_path, files(), HashedEmbedding())

    assert again.choices("we paid") == first.choices("we paid")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "triage").write_text("a file where the folder belongs", encoding="utf-8")

    with pytest.raises(StorageError, match="could not be written"):
        head_for(tmp_path, files(), HashedEmbedding())
