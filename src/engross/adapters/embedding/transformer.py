"""A transformer in ONNX as an `Embedding`, run on one text at a time.

On its own a text needs no padding, and its vector depends on nothing that stands beside it: an
8-bit model chooses its steps by all that it is given at once.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from engross.errors import EmbeddingUnusable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]  # it has no types
    from tokenizers import Tokenizer

LONGEST = 256
"""Tokens of a text that count, the marks of its start and end included; the rest is left out."""

THREADS = 1
"""Of one run of the model: on texts of this length more of them cost more than they bring."""

REMEMBERED = 4_096
"""Texts whose vectors stay in memory, because several stages ask for the same ones."""

Pooling = Literal["mean", "first"]
"""Of the tokens' vectors: their mean, or the first token's."""

_POOLED = "sentence_embedding"
"""What exporters call a whole text's vector, where the model itself makes one."""

_ONLY_ERRORS = 3


class TransformerEmbedding:
    """`Embedding` by a model and its tokenizer; safe to use from several threads."""

    def __init__(
        self, name: str, model: Path, tokenizer: Tokenizer, pooling: Pooling = "mean"
    ) -> None:
        """Load the model.

        Raises:
            EmbeddingUnusable: onnxruntime cannot load it, or it makes no vectors of a fixed length.
        """
        self._name = name
        self._session = _load(model)
        self._inputs = {given.name for given in self._session.get_inputs()}
        made = {output.name: output.shape for output in self._session.get_outputs()}
        self._output = _POOLED if _POOLED in made else next(iter(made))
        self._dimensions = _length(model, made[self._output])
        self._pooling = pooling
        self._tokenizer = tokenizer
        tokenizer.no_padding()
        tokenizer.enable_truncation(LONGEST)
        self._row = lru_cache(REMEMBERED)(self._computed)

    @property
    def name(self) -> str:
        """Says which model this is; another model has another name."""
        return self._name

    @property
    def dimensions(self) -> int:
        """Length of every vector."""
        return self._dimensions

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row for each text, of length 1, or all nought for a text without words.

        Raises:
            EmbeddingUnusable: the model cannot be run.
        """
        import numpy as np  # noqa: PLC0415 - slow, only to embed

        rows = np.zeros((len(texts), self._dimensions), dtype=np.float32)
        for number, text in enumerate(texts):
            rows[number] = self._row(text)
        return rows

    def _computed(self, text: str) -> NDArray[np.float32]:
        import numpy as np  # noqa: PLC0415 - slow, only to embed

        tokens = self._tokenizer.encode(text)
        if all(tokens.special_tokens_mask):  # a tokenizer's marks of start and end, or nothing
            return np.zeros(self._dimensions, dtype=np.float32)
        offered = {
            "input_ids": tokens.ids,
            "attention_mask": tokens.attention_mask,
            "token_type_ids": tokens.type_ids,
        }
        given = {
            name: np.array([numbers], dtype=np.int64)
            for name, numbers in offered.items()
            if name in self._inputs
        }
        vector = self._pooled(self._run(given)).astype(np.float32)
        length = np.linalg.norm(vector)
        if not length > 0:  # nor is what is no number
            raise EmbeddingUnusable(f"{self._name} makes no vector of a text.")
        return vector / length

    def _run(self, given: dict[str, NDArray[np.int64]]) -> NDArray[np.float32]:
        try:
            (made,) = self._session.run([self._output], given)
        except Exception as error:
            raise EmbeddingUnusable(f"{self._name} cannot be run: {error}") from error
        row: NDArray[np.float32] = made[0]
        return row

    def _pooled(self, made: NDArray[np.float32]) -> NDArray[np.float32]:
        """The text's vector, of one vector for each token or of the model's own for them all."""
        if made.ndim == 1:
            return made
        vector: NDArray[np.float32] = made[0] if self._pooling == "first" else made.mean(axis=0)
        return vector


def sha256_of(file: Path, *, remedy: str) -> str:
    """Of its bytes, in hex.

    Raises:
        EmbeddingUnusable: it cannot be read.
    """
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise EmbeddingUnusable(f"{file} cannot be read ({error}).", remedy=remedy) from error


def _length(model: Path, shape: Sequence[int | str]) -> int:
    """Numbers of a vector; a model may leave the other lengths open, but not this one."""
    if shape and isinstance(shape[-1], int):
        return shape[-1]
    raise EmbeddingUnusable(f"{model} does not say how long its vectors are.")


def _load(model: Path) -> InferenceSession:
    # Read when it is imported: it calls home from native code otherwise.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime  # noqa: PLC0415 - slow, only to embed

    onnxruntime.disable_telemetry_events()
    onnxruntime.set_default_logger_severity(_ONLY_ERRORS)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = THREADS
    options.log_severity_level = _ONLY_ERRORS
    options.enable_mem_pattern = False  # no two texts have one length
    try:
        return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise EmbeddingUnusable(f"{model} cannot be loaded: {error}") from error
