from __future__ import annotations

from pathlib import Path

import pytest

from engross.adapters.embedding import MiniLMEmbedding
from engross.errors import EmbeddingUnusable
from engross.settings import Settings
from engross.wiring.adapters import open_embedding


def test_without_a_setting_the_built_in_embedding_is_used(tmp_path: Path) -> None:
    opened = open_embedding(Settings(workspace=tmp_path, embedding=""))

    assert isinstance(opened, MiniLMEmbedding)


def test_the_setting_names_a_folder_with_another_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENGROSS_EMBEDDING", str(tmp_path / "our-own"))

    with pytest.raises(EmbeddingUnusable, match=r"our-own/model\.onnx cannot be read"):
        open_embedding(Settings(workspace=tmp_path))
