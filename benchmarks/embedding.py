"""The built-in embedding in 8 bits beside the same model in full precision, and made again.

    python benchmarks/embedding.py --weights FILE [--data DIR] [--texts 300] [--rounds 3]
                                   [--json FILE]

Both run in processes of their own, turn by turn, on the same texts: single lines of the files,
and six lines together. Without `--data` the files are those of `knowledge/` and `examples/`.
Figures are medians of the rounds: texts for each second of processor time, seconds to load, and
what the process takes in memory at most beyond an interpreter that has the libraries loaded. The
cosines say how near the vectors are to those in full precision. The weights are the published
ones; the script fails if they do not make the shipped file again, byte for byte.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "src" / "engross" / "adapters" / "embedding" / "minilm-int8.onnx"
MAKER = ROOT / "scripts" / "make_embedding.py"

FEWEST_WORDS = 4
TOGETHER = 6

CHILD = """
import json, os, resource, sys, time
from pathlib import Path
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import numpy, onnxruntime, tokenizers
from engross.adapters.embedding.minilm import FOLDER, VOCABULARY, bert_tokenizer
from engross.adapters.embedding.transformer import TransformerEmbedding

def most_memory():
    try:  # what the kernel calls the peak of this program, without the one that started it
        status = Path("/proc/self/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

texts = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
before = most_memory()
started = time.process_time()
model = TransformerEmbedding(
    "measured",
    Path(sys.argv[1]),
    bert_tokenizer(FOLDER / VOCABULARY),
)
loaded = time.process_time()
rows = model.embed(texts)
done = time.process_time()
numpy.save(sys.argv[3], rows)
print(json.dumps({
    "load_s": loaded - started,
    "texts_per_cpu_s": len(texts) / (done - loaded),
    "memory_mb": (most_memory() - before) / 1e6,
}))
"""


def main() -> int:
    """Make both models, measure them, write the JSON if asked, print the table last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", type=Path, required=True, help="published model.safetensors")
    parser.add_argument("--data", type=Path, help="a folder with .vtt, .md or .txt files")
    parser.add_argument("--texts", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    folders = [asked.data] if asked.data else [ROOT / "knowledge", ROOT / "examples"]
    with tempfile.TemporaryDirectory() as folder:
        results = measure(Path(folder), asked.weights, sample(folders, asked.texts), asked.rounds)
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=2), encoding="utf-8")
    print_table(results)
    return 0 if results["made_again_identical"] else 1


def measure(folder: Path, weights: Path, texts: Sequence[str], rounds: int) -> dict[str, float]:
    """Metric to number; `folder` is for what is made on the way."""
    again, exact, given = folder / "int8.onnx", folder / "fp32.onnx", folder / "texts.json"
    make(weights, again)
    make(weights, exact, "--fp32")
    given.write_text(json.dumps(texts), encoding="utf-8")
    results: dict[str, float] = {
        "texts": len(texts),
        "made_again_identical": float(again.read_bytes() == SHIPPED.read_bytes()),
    }
    models = {"fp32": exact, "int8": SHIPPED}
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in models}
    for _ in range(rounds):
        for name, model in models.items():
            runs[name].append(run(model, given, folder / f"{name}.npy"))
    for name, model in models.items():
        results[f"{name}_file_mb"] = model.stat().st_size / 1e6
        for metric in runs[name][0]:
            results[f"{name}_{metric}"] = statistics.median(one[metric] for one in runs[name])
    results["int8_over_fp32_speed"] = (
        results["int8_texts_per_cpu_s"] / results["fp32_texts_per_cpu_s"]
    )
    return results | cosines(folder / "fp32.npy", folder / "int8.npy")


def make(weights: Path, model: Path, *options: str) -> None:
    """Write the model; the script says why it cannot."""
    command = [sys.executable, MAKER, weights, "--to", model, *options]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    if ran.returncode:
        sys.exit(ran.stdout + ran.stderr)


def run(model: Path, texts: Path, rows: Path) -> dict[str, float]:
    """What one process of its own measured; it must succeed."""
    command = [sys.executable, "-c", CHILD, model, texts, rows]
    return dict(
        json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout).items()
    )


def cosines(exact: Path, whole: Path) -> dict[str, float]:
    """How near the rows of both files are, row by row."""
    import numpy as np  # noqa: PLC0415 - measured in the children only

    found = (np.load(exact) * np.load(whole)).sum(axis=1)
    return {
        "cosine_median": float(np.median(found)),
        "cosine_one_in_a_hundred": float(np.quantile(found, 0.01)),
        "cosine_least": float(found.min()),
    }


def sample(folders: Sequence[Path], size: int) -> list[str]:
    """So many different texts, the same ones each time; half of them several lines together."""
    lines = list(dict.fromkeys(line for folder in folders for line in each_line(folder)))
    blocks = [" ".join(lines[at : at + TOGETHER]) for at in range(0, len(lines), TOGETHER)]
    chooser = random.Random(1)  # noqa: S311 - a sample, not a secret
    half = size // 2
    return chooser.sample(lines, min(size - half, len(lines))) + chooser.sample(
        blocks, min(half, len(blocks))
    )


def each_line(folder: Path) -> Iterator[str]:
    """The lines of words in the folder's text files."""
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".vtt", ".md", ".txt"}:
            for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
                if "-->" not in line and len(line.split()) >= FEWEST_WORDS:
                    yield line.strip()


def print_table(results: dict[str, float]) -> None:
    """One metric a line."""
    print(f"{'metric':<30} {'value':>10}")
    for name, value in results.items():
        print(f"{name:<30} {value:>10.4f}" if "cosine" in name else f"{name:<30} {value:>10.2f}")


if __name__ == "__main__":
    sys.exit(main())
