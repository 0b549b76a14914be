"""Make `minilm-int8.onnx`, the embedding that Engross carries, from the published weights.

    python scripts/make_embedding.py model.safetensors [--to FILE] [--fp32]

The weights are those of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0) and must have the hash
below. The same weights always give the same bytes, on every machine: nothing but single additions,
divisions and roundings is done to them, and the file is written by `onnx_file.py`.

What is changed, and why:

- Weights are 8-bit integers with a scale for each output (word embeddings: for each word). The
  scale is such that two neighbouring weights never add up to more than 128: a processor without
  VNNI adds two products in 16 bits, and 255 x 128 still fits. Nothing saturates anywhere.
- What is multiplied with them is brought to 8 bits while it runs. Each token is first divided by
  its largest value, so that one loud token does not coarsen the others.
- Four of the 384 channels hold values ten times as large as the rest in every layer. They are
  multiplied apart, in full precision.
- There is no mask: a text is run on its own and needs no padding. Positions above 255 are left out.

`--fp32` makes the same graph in full precision, to compare with.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import onnx_file
from numpy.typing import NDArray

WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the published `model.safetensors`."""

MADE = Path(__file__).parents[1] / "src" / "engross" / "adapters" / "embedding" / "minilm-int8.onnx"

LAYERS, HEADS, WIDTH, LONGEST = 6, 12, 384, 256
LOUD = np.array([63, 99, 157, 223])
"""The channels that are multiplied apart, by the largest values measured in every layer."""

EPSILON = 1e-12
"""Of each layer normalisation, as published."""

MICROSOFT = "com.microsoft"
"""onnxruntime's own operators: attention over several heads, and GELU."""

Array = NDArray[np.float32]


def main() -> int:
    """Check the weights, make the file, say its hash."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weights", type=Path, help="the published model.safetensors")
    parser.add_argument("--to", type=Path, default=MADE, help="the file to make")
    parser.add_argument("--fp32", action="store_true", help="in full precision")
    asked = parser.parse_args()
    data = asked.weights.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != WEIGHTS:
        print(f"{asked.weights} has the SHA-256 {found}; the published weights have {WEIGHTS}.")
        return 1
    made = Encoder(read_weights(data), exact=asked.fp32).file()
    asked.to.write_bytes(made)
    print(f"{hashlib.sha256(made).hexdigest()}  {asked.to}  ({len(made):,} bytes)")
    return 0


def read_weights(data: bytes) -> dict[str, Array]:
    """Every float32 tensor of a safetensors file: a length, a JSON table, the bytes."""
    start = 8 + int.from_bytes(data[:8], "little")
    table = json.loads(data[8:start])
    return {
        name: np.frombuffer(data[start + first : start + last], "<f4").reshape(entry["shape"])
        for name, entry in table.items()
        if entry.get("dtype") == "F32"
        for first, last in [entry["data_offsets"]]
    }


class Encoder:
    """The graph while it is built; each method adds nodes and returns what they make, by name."""

    def __init__(self, weights: dict[str, Array], *, exact: bool) -> None:
        """Nothing is added yet; `exact` keeps everything in float32."""
        self._weights = weights
        self._exact = exact
        self._nodes: list[bytes] = []
        self._constants: dict[str, bytes] = {}

    def file(self) -> bytes:
        """The whole ONNX file."""
        state = self._embedded()
        for number in range(LAYERS):
            state = self._layer(f"encoder.layer.{number}.", state)
        given = onnx_file.value("input_ids", onnx_file.INT64, ["batch", "tokens"])
        made = onnx_file.value(state, onnx_file.FLOAT, ["batch", "tokens", WIDTH])
        graph = onnx_file.graph(
            "all-MiniLM-L6-v2", self._nodes, self._constants.values(), given, made
        )
        return onnx_file.model(
            graph,
            "engross scripts/make_embedding.py",
            8,
            {"": 18, MICROSOFT: 1},
            "Apache-2.0; made from sentence-transformers/all-MiniLM-L6-v2",
        )

    def _embedded(self) -> str:
        """Word plus place, normalised."""
        words = self._weights["embeddings.word_embeddings.weight"]
        places = self._weights["embeddings.position_embeddings.weight"][:LONGEST]
        only_type = self._weights["embeddings.token_type_embeddings.weight"][0]
        length = self._op("Shape", "input_ids", to="length", start=1, end=2)
        table = self._constant("places", places + only_type)
        place = self._op("Slice", table, self._constant("zero", np.array([0])), length, to="place")
        word = self._words(words)
        return self._normalised(self._op("Add", word, place, to="placed"), "embeddings.LayerNorm")

    def _words(self, words: Array) -> str:
        if self._exact:
            return self._op("Gather", self._constant("words", words), "input_ids", to="word")
        scale = np.abs(words).max(axis=1, keepdims=True) / np.float32(127)
        whole = self._constant("words", np.rint(words / scale).astype(np.int8))
        word = self._op("Gather", whole, "input_ids", to="whole_word")
        word = self._op("Cast", word, to="float_word", into=onnx_file.FLOAT)
        scales = self._op("Gather", self._constant("words.scale", scale), "input_ids", to="scales")
        return self._op("Mul", word, scales, to="word")

    def _layer(self, layer: str, state: str) -> str:
        heads = self._attention(layer, state)
        turned = self._linear(layer + "attention.output.dense", heads)
        state = self._normalised(
            self._op("Add", turned, state, to=layer + "attended"),
            layer + "attention.output.LayerNorm",
        )
        wide = self._linear(layer + "intermediate.dense", state, loud=True)
        wide = self._op("Gelu", wide, to=layer + "gelu", domain=MICROSOFT)
        narrow = self._linear(layer + "output.dense", wide)
        return self._normalised(
            self._op("Add", narrow, state, to=layer + "fed"), layer + "output.LayerNorm"
        )

    def _attention(self, layer: str, state: str) -> str:
        """Query, key and value in one product, then onnxruntime's attention over all heads."""
        names = [f"{layer}attention.self.{part}" for part in ("query", "key", "value")]
        weight = np.concatenate([self._weights[f"{name}.weight"].T for name in names], axis=1)
        bias = np.concatenate([self._weights[f"{name}.bias"] for name in names])
        together = self._product(f"{layer}qkv", state, weight, bias, loud=True)
        parts = [f"{layer}{part}" for part in ("query", "key", "value")]
        self._nodes.append(
            onnx_file.node("Split", [together], parts, "", {"axis": 2, "num_outputs": 3})
        )
        return self._op(
            "MultiHeadAttention", *parts, to=layer + "heads", domain=MICROSOFT, num_heads=HEADS
        )

    def _linear(self, name: str, state: str, *, loud: bool = False) -> str:
        weight, bias = self._weights[f"{name}.weight"].T, self._weights[f"{name}.bias"]
        return self._product(name, state, weight, bias, loud=loud)

    def _product(self, name: str, state: str, weight: Array, bias: Array, *, loud: bool) -> str:
        """`state @ weight + bias`, in integers unless all is to be exact."""
        if self._exact:
            product = self._op(
                "MatMul", state, self._constant(f"{name}.weight", weight), to=f"{name}.product"
            )
        elif loud:
            apart = self._loud_product(name, state, weight)
            quiet = self._constant("quiet", _without(LOUD, np.ones(WIDTH, np.float32)))
            state = self._op("Mul", state, quiet, to=f"{name}.quiet")
            product = self._integer_product(name, state, _without(LOUD, weight))
            product = self._op("Add", product, apart, to=f"{name}.together")
        else:
            product = self._integer_product(name, state, weight)
        return self._op("Add", product, self._constant(f"{name}.bias", bias), to=f"{name}.out")

    def _loud_product(self, name: str, state: str, weight: Array) -> str:
        channels = self._constant("loud", LOUD)
        picked = self._op("Gather", state, channels, to=f"{name}.picked", axis=2)
        rows = self._constant(f"{name}.loud", weight[LOUD])
        return self._op("MatMul", picked, rows, to=f"{name}.apart")

    def _integer_product(self, name: str, state: str, weight: Array) -> str:
        whole, scale = quantised(weight)
        last = self._constant("last", np.array([-1]))
        size = self._op("Abs", state, to=f"{name}.size")
        largest = self._op("ReduceMax", size, last, to=f"{name}.largest", keepdims=1)
        state = self._op("Div", state, largest, to=f"{name}.even")
        steps = [f"{name}.steps", f"{name}.step", f"{name}.nought"]
        self._nodes.append(onnx_file.node("DynamicQuantizeLinear", [state], steps, "", {}))
        product = self._op(
            "MatMulInteger",
            steps[0],
            self._constant(f"{name}.weight", whole),
            steps[2],
            to=f"{name}.whole",
        )
        product = self._op("Cast", product, to=f"{name}.float", into=onnx_file.FLOAT)
        unit = self._op("Mul", steps[1], self._constant(f"{name}.scale", scale), to=f"{name}.unit")
        product = self._op("Mul", product, unit, to=f"{name}.scaled")
        return self._op("Mul", product, largest, to=f"{name}.product")

    def _normalised(self, state: str, name: str) -> str:
        weight = self._constant(f"{name}.weight", self._weights[f"{name}.weight"])
        bias = self._constant(f"{name}.bias", self._weights[f"{name}.bias"])
        return self._op(
            "LayerNormalization", state, weight, bias, to=f"{name}.out", axis=-1, epsilon=EPSILON
        )

    def _op(
        self,
        operator: str,
        *inputs: str,
        to: str,
        domain: str = "",
        into: int | None = None,
        **attributes: float,
    ) -> str:
        if into is not None:
            attributes["to"] = into  # ONNX's name for it, which is ours for the output's name
        self._nodes.append(onnx_file.node(operator, inputs, [to], domain, attributes))
        return to

    def _constant(self, name: str, values: NDArray[np.generic]) -> str:
        self._constants.setdefault(name, onnx_file.tensor(name, values))
        return name


def quantised(weight: Array) -> tuple[NDArray[np.int8], Array]:
    """Integers and a scale for each column; see the top of this file for the choice of scale."""
    alone = np.abs(weight).max(axis=0)
    neighbours = np.abs(weight[:-1] + weight[1:]).max(axis=0)
    scale = np.maximum(alone, neighbours) / np.float32(127)
    return np.rint(weight / scale).astype(np.int8), scale


def _without(channels: NDArray[np.int64], rows: Array) -> Array:
    kept = rows.copy()
    kept[channels] = 0
    return kept


if __name__ == "__main__":
    sys.exit(main())
