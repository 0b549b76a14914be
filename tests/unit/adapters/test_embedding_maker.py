"""What `scripts/make_embedding.py` does to any weights; for the real ones see `benchmarks/`."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import onnxruntime
import pytest

SCRIPTS = Path(__file__).parents[3] / "scripts"


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(SCRIPTS)
    return importlib.import_module("make_embedding")


@pytest.fixture
def weights(maker: ModuleType) -> dict[str, Any]:
    """Random ones, of the published names and shapes but for 40 words."""
    random = np.random.default_rng(7)
    width, wide = maker.WIDTH, 4 * maker.WIDTH
    linear = {
        **{f"attention.self.{part}": (width, width) for part in ("query", "key", "value")},
        "attention.output.dense": (width, width),
        "intermediate.dense": (wide, width),
        "output.dense": (width, wide),
    }
    made = {
        f"encoder.layer.{layer}.{name}.{kind}": random.normal(0, 0.05, size)
        for layer in range(maker.LAYERS)
        for name, shape in linear.items()
        for kind, size in (("weight", shape), ("bias", shape[:1]))
    }
    norms = ["embeddings.LayerNorm"] + [
        f"encoder.layer.{layer}.{name}.LayerNorm"
        for layer in range(maker.LAYERS)
        for name in ("attention.output", "output")
    ]
    for name in norms:
        made[f"{name}.weight"] = random.normal(1, 0.1, width)
        made[f"{name}.bias"] = random.normal(0, 0.1, width)
    for name, rows in (("word", 40), ("position", 512), ("token_type", 2)):
        made[f"embeddings.{name}_embeddings.weight"] = random.normal(0, 0.1, (rows, width))
    return {name: values.astype(np.float32) for name, values in made.items()}


def test_a_graph_in_integers_says_almost_what_the_exact_one_says(
    maker: ModuleType, weights: dict[str, Any]
) -> None:
    tokens = {"input_ids": np.arange(20, dtype=np.int64)[None]}
    made = [
        onnxruntime.InferenceSession(maker.Encoder(weights, exact=exact).file()).run(None, tokens)[
            0
        ][0]
        for exact in (True, False)
    ]
    exact, whole = (rows / np.linalg.norm(rows, axis=1, keepdims=True) for rows in made)

    assert exact.shape == (20, maker.WIDTH)
    assert (exact * whole).sum(axis=1).min() > 0.999
    assert not np.array_equal(exact, whole)


def test_the_same_weights_give_the_same_bytes(maker: ModuleType, weights: dict[str, Any]) -> None:
    one, other = (maker.Encoder(dict(weights), exact=False).file() for _ in range(2))
    weights["encoder.layer.5.output.dense.weight"][0, 0] += 1

    assert one == other
    assert maker.Encoder(weights, exact=False).file() != one


def test_two_neighbouring_weights_never_overflow_sixteen_bits(maker: ModuleType) -> None:
    weight = np.random.default_rng(3).normal(0, 0.05, (384, 64)).astype(np.float32)
    weight[10:12, 5] = 0.9  # two large ones side by side

    whole, scale = maker.quantised(weight)

    sums = np.abs(whole[:-1].astype(int) + whole[1:]).max()
    assert 100 < 255 * sums <= 32_767
    assert np.abs(whole).max() <= 127
    assert np.abs(whole * scale - weight).max() <= scale.max() / 2 + 1e-6


def test_weights_are_read_from_a_safetensors_file(maker: ModuleType) -> None:
    table = {
        "__metadata__": {"format": "pt"},
        "a": {"dtype": "F32", "shape": [2, 1], "data_offsets": [0, 8]},
        "ids": {"dtype": "I64", "shape": [1], "data_offsets": [8, 16]},
    }
    head = json.dumps(table).encode()
    data = np.array([1.5, -2.0], "<f4").tobytes() + bytes(8)

    read = maker.read_weights(len(head).to_bytes(8, "little") + head + data)

    assert {name: values.tolist() for name, values in read.items()} == {"a": [[1.5], [-2.0]]}


def test_other_weights_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    command = [sys.executable, SCRIPTS / "make_embedding.py", tmp_path / "model.safetensors"]
    ran = subprocess.run(
        [*command, "--to", tmp_path / "made.onnx"], check=False, capture_output=True, text=True
    )

    assert ran.returncode == 1
    assert "the published weights have 53aa51172d14" in ran.stdout
    assert not (tmp_path / "made.onnx").exists()
