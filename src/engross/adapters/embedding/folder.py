"""An embedding of the firm's own choice: a folder with a transformer in ONNX and its tokenizer."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from engross.adapters.embedding.transformer import (
    Pooling,
    TransformerEmbedding,
    sha256_of,
)
from engross.errors import EmbeddingUnusable

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MODEL, TOKENIZER, POOLING = "model.onnx", "tokenizer.json", "1_Pooling/config.json"

_REMEDY = "ENGROSS_EMBEDDING names the folder; without it the built-in embedding is used."


class FolderEmbedding(TransformerEmbedding):
    """`Embedding` by `model.onnx` and `tokenizer.json` of one folder.

    The files are laid out as the sentence-transformers exporter does it. The tokens' vectors are
    averaged unless `1_Pooling/config.json` is there and asks for the first one.
    """

    def __init__(self, folder: Path) -> None:
        """Load what is in the folder.

        Raises:
            EmbeddingUnusable: a file is missing, or is not what its name says.
        """
        pooling = _pooling(folder / POOLING)
        parts = [sha256_of(folder / name, remedy=_REMEDY) for name in (MODEL, TOKENIZER)]
        digest = hashlib.sha256(" ".join([*parts, pooling]).encode()).hexdigest()
        name = f"{folder.name}/{digest[:16]}"
        super().__init__(name, folder / MODEL, _tokenizer(folder / TOKENIZER), pooling)


def _tokenizer(file: Path) -> Tokenizer:
    from tokenizers import Tokenizer  # noqa: PLC0415 - slow, only to embed

    try:
        return Tokenizer.from_file(str(file))
    except Exception as error:
        raise EmbeddingUnusable(f"{file} is no tokenizer ({error}).", remedy=_REMEDY) from error


def _pooling(file: Path) -> Pooling:
    if not file.exists():
        return "mean"
    try:
        asked = json.loads(file.read_bytes())
        modes = {name for name, on in asked.items() if name.startswith("pooling_mode_") and on}
    except (OSError, ValueError, AttributeError) as error:
        raise EmbeddingUnusable(f"{file} is no JSON object.", remedy=_REMEDY) from error
    known: dict[str, Pooling] = {
        "pooling_mode_mean_tokens": "mean",
        "pooling_mode_cls_token": "first",
    }
    if len(modes) != 1 or not modes <= set(known):
        raise EmbeddingUnusable(
            f"{file} asks for {', '.join(sorted(modes)) or 'nothing'}; only the mean of the tokens "
            "or the first token can be taken.",
            remedy=_REMEDY,
        )
    return known[modes.pop()]
